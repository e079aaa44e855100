import { SetupError } from '../base/errors.ts';
import type { JsonObject } from '../value/json.ts';
import type { Raised, Returned } from '../value/outcome.ts';
import { readAnswer } from './answer.ts';
import { type CallText, callText } from './call-text.ts';
import { endingCause, tookLeave } from './ending-cause.ts';
import { FrameReader } from './framing.ts';
import { readGreeting } from './greeting.ts';
import type { Call, Greeting } from './implementation.ts';
import type { Launch } from './launch.ts';
import { type Job, type Pending, PendingRequests } from './pending.ts';
import { DriverProcess, type Ending } from './process.ts';
import { protocolVersion } from './protocol.ts';
import { excerptOf, ProtocolError } from './protocol-error.ts';
import { type Cause, StartFailure, shownStderr, startFailure } from './start-failure.ts';

/** How long the last answer waits for a sign that its process lives on: a death that follows it shows within this. */
const holdMs = 25;

export interface SessionOptions {
  readonly launch: Launch;
  /** As it is shown to people. */
  readonly address: string;
  readonly startMs: number;
  readonly memoryMb: number;
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
  private died: Died;
  private readonly process: DriverProcess;
  private readonly frames: FrameReader;
  private readonly pending = new PendingRequests();
  private outgoing = '';
  private flushing = false;
  private concurrent = false;
  private attachments = false;
  /** When the call at the head could have been started on. */
  private headSince = 0;
  private progress = false;
  /** Answers of the chunk that is being read, which count once all of it has proved sound, and the last one after that. */
  private readonly answers: { readonly job: Job; readonly outcome: Returned | Raised }[] = [];
  private timer: NodeJS.Timeout | null = null;
  private holdTimer: NodeJS.Timeout | null = null;
  private cause: Cause | null = null;
  private failStart: ((error: SetupError) => void) | null = null;
  private stopping = false;
  private over!: () => void;

  constructor(options: SessionOptions, died: Died) {
    this.options = options;
    this.died = died;
    this.frames = new FrameReader((line, tree, parts) => this.frame(line, tree, parts));
    this.ended = new Promise((resolve) => {
      this.over = resolve;
    });
    this.process = new DriverProcess(options.launch, options.memoryMb, {
      data: (chunk) => this.data(chunk),
      ended: (ending) => this.exited(ending),
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
        clearTimeout(timer);
        this.failStart = null;
        this.greeting = greeting;
        this.concurrent = greeting.capabilities.includes('concurrent');
        this.attachments = greeting.capabilities.includes('attachments');
        resolve(greeting);
      });
    });
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
    const id = this.enqueue(job, null);
    this.outgoing += `{"id":${id}${text.head}`;
    if (text.parts.length > 0) this.flush(text.parts);
    else this.flushSoon();
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

  private request(verb: string, members: string, answer: (members: JsonObject) => void): void {
    const id = this.enqueue(null, answer);
    this.outgoing += `{"id":${id},"verb":"${verb}"${members === '' ? '' : `,${members}`}}\n`;
    this.flush([]);
  }

  private enqueue(job: Job | null, answer: Pending['answer']): number {
    if (this.inFlight === 0) this.headSince = performance.now();
    const id = this.pending.add(job, answer);
    if (job !== null && this.timer === null) this.watch(job.call.deadlineMs);
    return id;
  }

  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    process.nextTick(() => this.flush([]));
  }

  private flush(parts: readonly Uint8Array[]): void {
    this.flushing = false;
    const text = this.outgoing;
    this.outgoing = '';
    if (text !== '') this.process.write(text, parts);
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
    this.handOut(this.cause === null && this.inFlight > 0 ? 1 : 0);
    // One look at the clock for all answers that came together. A part of an answer is no answer: it gains no time.
    if (this.progress) this.headSince = performance.now();
    this.progress = false;
  }

  /** Settles what was answered, but for the last `held`: should the process die now, it may be the doing of that call. */
  private handOut(held: number): void {
    const count = Math.max(0, this.answers.length - held);
    for (const { job, outcome } of this.answers.splice(0, count)) job.settle(outcome);
    if (this.answers.length === 0 || this.holdTimer !== null) return;
    this.holdTimer = setTimeout(() => {
      this.holdTimer = null;
      this.handOut(0);
    }, holdMs);
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
      this.answers.push({ job: pending.job, outcome: answer.outcome });
    }
  }

  /** One timer for all calls: when it rings, it looks at the call that is at the head by then. */
  private watch(ms: number): void {
    this.timer = setTimeout(
      () => {
        // Answers may lie unread because Vernier itself was busy: let it read before it judges.
        setImmediate(() => setImmediate(() => this.ring()));
      },
      Math.max(1, ms),
    );
  }

  private ring(): void {
    this.timer = null;
    if (this.cause !== null) return;
    const call = this.pending.firstCall();
    if (call === null) return;
    const { deadlineMs } = call;
    const left = this.headSince + deadlineMs - performance.now();
    if (left > 0) {
      this.watch(left);
      return;
    }
    this.cause = { kind: 'timed-out', deadlineMs, elapsedNs: null };
    this.process.kill();
    this.die();
  }

  private fault(message: string): void {
    const stderr = this.process.stderr();
    this.cause = { kind: 'protocol-error', message, stderr, elapsedNs: null };
    this.failStart?.(
      new StartFailure(`Cannot start ${this.options.address}: ${message}${shownStderr(stderr)}`, this.cause),
    );
    this.process.kill();
    this.die();
  }

  private exited(ending: Ending): void {
    const { address } = this.options;
    this.failStart?.(startFailure(address, ending));
    if (this.cause === null) {
      this.cause = endingCause(ending, this.frames.isClean ? null : this.frames.unfinished);
      this.die();
    }
    this.over();
  }

  private die(): void {
    for (const timer of [this.timer, this.holdTimer]) if (timer !== null) clearTimeout(timer);
    const jobs = this.pending.removeAll();
    // What follows an answer in the same breath may be its doing: that call is made again too. A fault most likely is,
    // a death less likely than that of the next one.
    const last = this.stopping || this.cause!.kind === 'timed-out' ? undefined : this.answers.pop();
    if (last !== undefined) jobs.splice(this.cause!.kind === 'crashed' ? 1 : 0, 0, last.job);
    this.died(this.cause!, jobs);
    this.handOut(0);
  }
}
