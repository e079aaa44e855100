import { SetupError } from '../base/errors.ts';
import type { JsonObject } from '../value/json.ts';
import type { Raised, Returned } from '../value/outcome.ts';
import { readAnswer } from './answer.ts';
import { type CallText, callText } from './call-text.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { endingCause, tookLeave } from './ending-cause.ts';
import { FrameReader } from './framing.ts';
import { readGreeting } from './greeting.ts';
import { HandOut } from './hand-out.ts';
import type { Call, Greeting } from './implementation.ts';
import type { Launch } from './launch.ts';
import { Outgoing } from './outgoing.ts';
import { type Job, type Pending, PendingRequests } from './pending.ts';
import { DriverProcess, type Ending } from './process.ts';
import { protocolVersion } from './protocol.ts';
import { excerptOf, ProtocolError, printable } from './protocol-error.ts';
import type { Running } from './running.ts';
import { type Cause, StartFailure, shownStderr, startFailure } from './start-failure.ts';
import { type WarmUp, WarmUps, withoutWarmUps } from './warm-up.ts';

export interface SessionOptions {
  readonly launch: Launch;
  /** As it is shown to people. */
  readonly address: string;
  readonly startMs: number;
  readonly memoryMb: number;
  /** `auto`: workers are forked where the driver declares that this is safe. */
  readonly fork?: 'auto' | 'off';
  readonly warmUp?: WarmUp;
}

/** What a call came to that was made with nothing else under way. `ended`: the process answered and then took its leave. */
export type Alone = { readonly outcome: Returned | Raised; readonly ended: boolean } | { readonly cause: Cause };

/** The process answers no more. `unanswered` are the jobs left, in the order in which they were sent. Called once. */
export type Died = (cause: Cause, unanswered: readonly Job[]) => void;

/**
 * The conversation with one process: requests go out in batches, answers are matched to them by id and order, and the
 * clock of a call starts when its predecessor was answered. Ends for good at the first violation of the protocol.
 */
export class Session {
  greeting: Greeting | null = null;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  private readonly options: SessionOptions;
  /** Told when the process answers no more. */
  died: Died;
  private readonly process: DriverProcess;
  private readonly frames: FrameReader;
  private readonly pending = new PendingRequests();
  private readonly outgoing = new Outgoing((data, parts) => this.process.write(data, parts));
  private concurrent = false;
  private attachments = false;
  /** When the call at the head could have been started on. */
  private headSince = 0;
  private progress = false;
  /** Answers of a chunk count once all of it has proved sound. */
  private readonly answers = new HandOut(() => this.process.hasExited);
  private readonly deadline = new DeadlineTimer(() => this.ring());
  private cause: Cause | null = null;
  private failStart: ((error: SetupError) => void) | null = null;
  private stopping = false;
  private readonly warmUps: WarmUps;
  private over!: () => void;

  /** @param running a process that was made already; without it one is started */
  constructor(options: SessionOptions, died: Died, running?: Running) {
    this.options = options;
    this.warmUps = new WarmUps(options.warmUp, options.startMs);
    this.died = died;
    this.frames = new FrameReader((line, tree, parts) => this.frame(line, tree, parts));
    this.ended = new Promise((resolve) => {
      this.over = resolve;
    });
    this.process = new DriverProcess(running ?? options.launch, options.memoryMb, {
      data: (chunk) => this.data(chunk),
      ended: (ending, removed) => this.exited(ending, removed),
    });
  }

  /** It nears the end of its allowance of memory. */
  get isHeavy(): boolean {
    return this.process.isHeavy;
  }

  /** Calls that were sent and not answered. */
  get inFlight(): number {
    return this.pending.size;
  }

  /** @throws SetupError when no proper hello comes in time */
  start(): Promise<Greeting> {
    return new Promise((resolve, reject) => {
      const { address, startMs } = this.options;
      const timer = setTimeout(() => {
        const message = `Cannot start ${address}: it did not say hello within ${startMs} ms`;
        const outcome = { kind: 'timed-out', deadlineMs: startMs, elapsedNs: null } as const;
        this.failStart?.(new StartFailure(`${message}${shownStderr(this.process.stderr())}`, outcome));
        this.process.kill();
      }, startMs);
      this.failStart = (error) => {
        clearTimeout(timer);
        this.failStart = null;
        this.stopping = true;
        reject(error);
      };
      this.request('hello', `"protocols":[${protocolVersion}]`, (members) => {
        // Throws a SetupError for a module that does not import, a ProtocolError for what is no hello.
        const greeting = readGreeting(members, address);
        // Once all that came with it has been read: what breaks the protocol in the same breath is no start.
        queueMicrotask(() => {
          if (this.failStart === null) return;
          clearTimeout(timer);
          this.failStart = null;
          this.adopt(greeting);
          resolve(greeting);
        });
      });
    });
  }

  /** Goes by what the process said, or the one that it is a copy of. */
  adopt(greeting: Greeting): void {
    this.greeting = greeting;
    this.concurrent = greeting.capabilities.includes('concurrent');
    this.attachments = greeting.capabilities.includes('attachments');
  }

  /** It makes no more calls but workers, which are watched one by one. */
  becomeForkServer(): void {
    this.concurrent = true;
    this.process.stopWatchingMemory();
  }

  /** The most memory that its process has held; null when it is gone. */
  peakBytes(): Promise<number | null> {
    return this.process.peakBytes();
  }

  /** It answers no more. */
  get isOver(): boolean {
    return this.cause !== null;
  }

  /** Sends a call; calls of one turn of the event loop leave in one write. */
  send(job: Job): void {
    let text: CallText;
    try {
      text = callText(job.call, this.attachments);
    } catch (error) {
      const message = `Cannot write the arguments: ${(error as Error).message}`;
      queueMicrotask(() => job.settle({ kind: 'protocol-error', message, stderr: '', elapsedNs: null }));
      return;
    }
    const first = this.warmUps.before(job);
    if (first !== null) this.send(first);
    const id = this.enqueue(job, null);
    this.outgoing.add(`{"id":${id}${text.head}`, text.parts);
  }

  /**
   * Makes a call and asks for a sign of life after it, so that what a driver sends beyond its answer is noticed. With
   * nothing else under way only; a death is told to the caller and not to `died`.
   */
  callAlone(call: Call): Promise<Alone> {
    return new Promise((resolve) => {
      const { died } = this;
      if (this.cause !== null) return resolve({ cause: this.cause });
      this.died = (cause) => resolve({ cause });
      this.send({
        call,
        settle: (outcome) => {
          // Arguments that cannot be written never left.
          if (outcome.kind !== 'returned' && outcome.kind !== 'raised') return resolve({ cause: outcome });
          this.died = (cause) => resolve(tookLeave(cause) ? { outcome, ended: true } : { cause });
          this.request('ping', '', (members) => {
            if (members.get('pong') !== true) throw new ProtocolError('The answer to "ping" is no pong');
            this.died = died;
            resolve({ outcome, ended: false });
          });
        },
      });
    });
  }

  /** Asks the driver to stop, kills it when it does not, and resolves when it is gone. */
  close(patienceMs = 1000): Promise<void> {
    if (!this.stopping) {
      this.stopping = true;
      if (this.inFlight > 0) this.process.kill();
      else this.request('stop', '', () => {});
      this.process.closeInput();
    }
    const timer = setTimeout(() => this.process.kill(), patienceMs);
    return this.ended.finally(() => clearTimeout(timer));
  }

  /** Asks what is no call, and returns the request's id. Should the process end first, `answer` is never called. */
  request(verb: string, members: string, answer: (members: JsonObject) => void): number {
    const id = this.enqueue(null, answer);
    this.outgoing.add(`{"id":${id},"verb":"${verb}"${members === '' ? '' : `,${members}`}}\n`, []);
    this.outgoing.flush();
    return id;
  }

  private enqueue(job: Job | null, answer: Pending['answer']): number {
    if (this.inFlight === 0) this.headSince = performance.now();
    const id = this.pending.add(job, answer);
    if (job !== null) this.watchHead();
    return id;
  }

  private data(chunk: Buffer): void {
    if (this.cause !== null) return;
    try {
      this.frames.push(chunk);
    } catch (error) {
      if (error instanceof SetupError) {
        this.failStart?.(error);
        this.process.kill();
      } else
        this.fault(error instanceof ProtocolError ? error.message : `It sent no JSON: ${(error as Error).message}`);
    }
    if (this.cause === null && this.inFlight > 0) this.answers.allButLast();
    else this.answers.all();
    // One look at the clock for all answers that came together. A part of an answer is no answer: it gains no time.
    if (this.progress) {
      this.headSince = performance.now();
      this.watchHead();
    }
    this.progress = false;
  }

  private frame(line: string, tree: JsonObject | null, parts: readonly Uint8Array[]): void {
    // A fault in an earlier frame of the same chunk: nothing after it can be trusted.
    if (this.cause !== null) return;
    const answer = readAnswer(line, tree, parts);
    this.progress = true;
    const pending = this.pending.take(answer.id, this.concurrent, line);
    if (answer.outcome === null) {
      if (pending.answer === null)
        throw new ProtocolError(`Call ${answer.id} was answered like another verb: ${excerptOf(line)}`);
      pending.answer(answer.members);
    } else {
      if (pending.job === null)
        throw new ProtocolError(`Message ${answer.id} was answered like a call: ${excerptOf(line)}`);
      this.answers.add(pending.job, answer.outcome);
    }
  }

  private watchHead(): void {
    const call = this.pending.firstCall();
    if (call !== null && this.cause === null) this.deadline.ringBy(this.headSince + call.deadlineMs);
  }

  private ring(): void {
    const call = this.pending.firstCall();
    if (call === null || this.cause !== null) return;
    const { deadlineMs } = call;
    if (performance.now() < this.headSince + deadlineMs) {
      this.watchHead();
      return;
    }
    this.cause = { kind: 'timed-out', deadlineMs, elapsedNs: null };
    this.process.kill();
    this.die();
  }

  private fault(message: string): void {
    const stderr = this.process.stderr();
    this.cause = { kind: 'protocol-error', message: printable(message), stderr, elapsedNs: null };
    this.failStart?.(
      new StartFailure(`Cannot start ${this.options.address}: ${this.cause.message}${shownStderr(stderr)}`, this.cause),
    );
    this.process.kill();
    this.die();
  }

  private exited(ending: Ending, removed: Promise<void>): void {
    const { address } = this.options;
    this.failStart?.(startFailure(address, ending));
    if (this.cause === null) {
      this.cause = endingCause(ending, this.frames.isClean ? null : this.frames.unfinished);
      this.die();
    }
    void removed.then(this.over);
  }

  private die(): void {
    this.deadline.stop();
    const jobs = this.pending.removeAll();
    // What follows an answer in the same breath may be its doing: that call is made again too, after the next one.
    const last = this.stopping || this.cause!.kind === 'timed-out' ? null : this.answers.takeLast();
    if (last !== null) jobs.splice(1, 0, last);
    this.died(this.cause!, withoutWarmUps(jobs));
    this.answers.all();
  }
}
