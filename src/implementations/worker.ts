import type { Crashed, Outcome } from '../value/outcome.ts';
import { Company, marked } from './company.ts';
import type { Greeting } from './implementation.ts';
import type { Job } from './pending.ts';
import type { Alone, Session } from './session.ts';
import type { SessionSource } from './session-source.ts';
import { type Cause, startFailureOutcome } from './start-failure.ts';

export interface WorkerOptions {
  /** Where its processes come from, and who ends them. */
  readonly source: SessionSource;
  /** A new process after this many calls. */
  readonly freshEvery: number;
  /** True when no more calls are to be made. */
  isUnhealthy(): boolean;
}

/** Answer to a call that is not made any more. */
export const unhealthyOutcome: Crashed = {
  kind: 'crashed',
  signal: null,
  exitCode: null,
  outOfMemory: false,
  stderr: '',
  elapsedNs: null,
  unhealthy: true,
};

/** A call made again: what it came to, and whether it is the one that ended a process. */
interface MadeAgain {
  readonly outcome: Outcome;
  readonly blamed: boolean;
}

/**
 * One process at a time, and what to do when it dies: the calls without an answer are made again. The one that ends a
 * fresh process too, alone, is to blame, and those after it go on as before. If none does, the first of them is marked
 * `onlyInCompany`: it is the one the process was most likely working on.
 *
 * Where a process costs milliseconds, the first is made alone while the others go on beside it, and after a timeout
 * every one is made alone in a process of its own until one is to blame: a hanging call costs two deadlines. Elsewhere
 * they are made one by one in one process, and one that ends it is made a third time, in a fresh one.
 */
export class Worker {
  /** Jobs given and not settled. */
  load = 0;
  private readonly options: WorkerOptions;
  private session: Session | null = null;
  private waiting: Job[] = [];
  /** Calls sent to the present process. */
  private calls = 0;
  /** A call that is made alone while others go on. */
  private confirming: Promise<void> | null = null;
  private state: 'normal' | 'opening' | 'careful' | 'closed' = 'normal';
  /** It died with nothing under way: what it did may not be over, so the next call is made alone. */
  private suspicious = false;

  constructor(options: WorkerOptions) {
    this.options = options;
  }

  /** @throws SetupError when the process does not start */
  async start(): Promise<Greeting> {
    this.session ??= await this.open();
    return this.session.greeting!;
  }

  give(job: Job): void {
    this.load += 1;
    this.waiting.push({
      call: job.call,
      settle: (outcome) => {
        this.load -= 1;
        job.settle(outcome);
        if (this.waiting.length > 0) this.pump();
      },
    });
    this.pump();
  }

  /** The most memory that its present process has held. */
  async peakBytes(): Promise<number | null> {
    return this.session?.peakBytes() ?? null;
  }

  /** Makes no more calls. Its process is its source's to end. */
  close(): void {
    this.state = 'closed';
    this.pump();
  }

  /** Sends what waits, once there is a process to send it to. */
  private pump(): void {
    if (this.waiting.length === 0 || this.state === 'opening' || this.state === 'careful') return;
    if (this.state === 'closed' || this.options.isUnhealthy()) {
      for (const job of this.waiting.splice(0)) job.settle(job.answer ?? unhealthyOutcome);
      return;
    }
    if (this.suspicious) {
      this.suspicious = false;
      void this.makeAgain(this.waiting.splice(0, 1), false);
      return;
    }
    if (this.session !== null && this.isSpent(this.session)) {
      if (this.session.inFlight > 0) return;
      void this.session.close();
      this.session = null;
    }
    if (this.session === null) void this.reopen();
    else this.sendWaiting(this.session);
  }

  /** A process that leaks is replaced before its memory ends it. */
  private isSpent(session: Session): boolean {
    return this.calls >= this.options.freshEvery || (this.calls > 0 && session.isHeavy);
  }

  private sendWaiting(session: Session): void {
    const jobs = this.waiting.splice(0, this.options.freshEvery - this.calls);
    this.calls += jobs.length;
    for (const job of jobs) session.send(job);
  }

  private async reopen(): Promise<void> {
    this.state = 'opening';
    let failure: Outcome | null = null;
    try {
      this.session = await this.open();
    } catch (error) {
      failure = startFailureOutcome(error);
    }
    this.resume();
    const first = failure === null ? undefined : this.waiting.shift();
    first?.settle(first.answer ?? failure!);
    this.pump();
  }

  /** Back to normal, unless it was closed meanwhile. */
  private resume(): void {
    if (this.state !== 'closed') this.state = 'normal';
    else void this.session?.close();
  }

  private async open(): Promise<Session> {
    const session: Session = await this.options.source.open((cause, unanswered) =>
      this.died(session, cause, unanswered),
    );
    this.calls = 0;
    return session;
  }

  private died(session: Session, cause: Cause, unanswered: readonly Job[]): void {
    if (this.session !== session) return;
    this.session = null;
    if (unanswered.length === 0) this.suspicious = true;
    else if (cause.kind === 'crashed' && this.options.source.isForking) void this.makeAgainBeside(unanswered);
    else void this.makeAgain(unanswered, true);
  }

  /**
   * Makes the first alone and sends the others on at once. An answer of the first waits until it is known whether one of
   * them is to blame; one that was answered before the death waits for the first.
   */
  private async makeAgainBeside(jobs: readonly Job[]): Promise<void> {
    if (this.state === 'normal') this.state = 'careful';
    // One at a time: were every call to end its process, there would be as many processes as calls in flight.
    await this.confirming;
    const [first, ...others] = jobs;
    const company = new Company(first!, jobs.length);
    const answered = others.filter((job) => job.answer !== undefined);
    const goOn = (some: readonly Job[]) => this.waiting.unshift(...some.map((job) => company.watched(job)));
    goOn(others.filter((job) => job.answer === undefined));
    this.resume();
    const settle = ({ outcome, blamed }: MadeAgain) => {
      this.confirming = null;
      company.settleFirst(outcome, blamed);
      if (blamed) settleAnswered(answered);
      else goOn(answered);
      this.pump();
    };
    if (this.state === 'closed' || this.options.isUnhealthy())
      settle({ outcome: first!.answer ?? unhealthyOutcome, blamed: true });
    else this.confirming = this.confirm(first!, false).then(settle);
    this.pump();
  }

  private async makeAgain(jobs: readonly Job[], inCompany: boolean): Promise<void> {
    if (this.state === 'normal') this.state = 'careful';
    // The first, when it was answered, waits for the others: only they can clear it.
    let held: { readonly job: Job; readonly outcome: Outcome } | null = null;
    let someoneBlamed = !inCompany;
    let made = 0;
    for (const job of jobs) {
      if (this.state === 'closed' || this.options.isUnhealthy()) break;
      const { outcome, blamed } = await this.confirm(job, true);
      made += 1;
      if (made === 1 && !blamed) held = { job, outcome };
      else job.settle(outcome);
      someoneBlamed ||= blamed;
      if (blamed) break;
    }
    held?.job.settle(someoneBlamed ? held.outcome : marked(held.outcome));
    const rest = jobs.slice(made);
    const cleared = someoneBlamed && inCompany ? rest.filter((job) => job.answer !== undefined) : [];
    settleAnswered(cleared);
    this.waiting.unshift(...rest.filter((job) => !cleared.includes(job)));
    this.resume();
    this.pump();
  }

  /**
   * Makes a call alone; what ends a used process must end a fresh one too before it counts.
   *
   * @param goOn the process, when it lives, is the one for what comes next
   */
  private async confirm({ call, answer }: Job, goOn: boolean): Promise<MadeAgain> {
    const used = goOn ? this.session : null;
    if (used !== null && this.options.source.isForking) {
      this.session = null;
      void used.close();
    } else if (used !== null) {
      const alone = await used.callAlone(call);
      if ('outcome' in alone && !alone.ended) return { outcome: alone.outcome, blamed: false };
      this.session = null;
      if ('outcome' in alone) return { outcome: alone.outcome, blamed: true };
    }
    let alone: Alone;
    try {
      const session = await (goOn ? this.open() : this.options.source.open(() => {}));
      alone = await session.callAlone(call);
      if (!goOn) void session.close();
      else if ('outcome' in alone && !alone.ended) this.session = session;
    } catch (error) {
      return { outcome: answer ?? startFailureOutcome(error), blamed: true };
    }
    if ('cause' in alone) return { outcome: alone.cause, blamed: true };
    if (alone.ended) return { outcome: alone.outcome, blamed: true };
    const diedUsed = used !== null && !this.options.source.isForking;
    return diedUsed ? { outcome: marked(alone.outcome), blamed: true } : { outcome: alone.outcome, blamed: false };
  }
}

/** Another call was to blame: what they answered before the death counts. */
function settleAnswered(jobs: readonly Job[]): void {
  for (const job of jobs) job.settle(job.answer!);
}
