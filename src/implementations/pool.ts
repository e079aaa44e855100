import { Fifo } from '../base/fifo.ts';
import type { Outcome } from '../value/outcome.ts';
import { killEscaped } from './escaped.ts';
import type { Call, Greeting, Implementation } from './implementation.ts';
import type { Job } from './pending.ts';
import type { Session, SessionOptions } from './session.ts';
import { SessionSource } from './session-source.ts';
import { startFailureOutcome } from './start-failure.ts';
import { unhealthyOutcome, Worker } from './worker.ts';

export interface PoolOptions extends SessionOptions {
  readonly name: string;
  /** Processes at work at the same time. */
  readonly workers: number;
  /** Calls in flight on each of them. */
  readonly window: number;
  readonly freshEvery: number;
  /** After this many calls in a row that ended a process it is unhealthy, and no more calls are made. */
  readonly maxCrashesInRow: number;
}

/** An implementation behind processes: calls go to the worker that has least to do, in the order in which they came. */
export class Pool implements Implementation {
  readonly name: string;
  readonly address: string;
  readonly inFlight: number;
  private readonly options: PoolOptions;
  private readonly workers: Worker[] = [];
  private readonly source: SessionSource;
  private readonly queue = new Fifo<Job>();
  private crashesInRow = 0;
  private closed = false;

  constructor(options: PoolOptions) {
    this.options = options;
    this.name = options.name;
    this.address = options.address;
    this.inFlight = options.workers * options.window;
    this.source = new SessionSource(options);
    const { source } = this;
    const { freshEvery } = options;
    const isUnhealthy = () => this.isUnhealthy;
    for (let i = 0; i < options.workers; i++) this.workers.push(new Worker({ source, freshEvery, isUnhealthy }));
  }

  /** One process says hello; the others start when there is work for them. */
  start(): Promise<Greeting> {
    return this.workers[0]!.start();
  }

  call(call: Call): Promise<Outcome> {
    return new Promise((resolve) => {
      if (this.isUnhealthy) return resolve(unhealthyOutcome);
      this.dispatch({
        call,
        settle: (outcome) => {
          this.count(outcome);
          resolve(outcome);
          this.next();
        },
      });
    });
  }

  async callAlone(call: Call): Promise<Outcome> {
    if (this.closed) return unhealthyOutcome;
    let session: Session | null = null;
    try {
      session = await this.source.open(() => {});
      const alone = await session.callAlone(call);
      return 'outcome' in alone ? alone.outcome : alone.cause;
    } catch (error) {
      return startFailureOutcome(error);
    } finally {
      void session?.close();
    }
  }

  async peakBytes(): Promise<number | null> {
    const peaks = await Promise.all(this.workers.map((worker) => worker.peakBytes()));
    const known = peaks.filter((bytes) => bytes !== null);
    return known.length === 0 ? null : Math.max(...known);
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const worker of this.workers) worker.close();
    await this.source.close();
    killEscaped();
  }

  private get isUnhealthy(): boolean {
    return this.closed || this.crashesInRow >= this.options.maxCrashesInRow;
  }

  private count(outcome: Outcome): void {
    const answered = outcome.kind === 'returned' || outcome.kind === 'raised';
    if (answered) this.crashesInRow = 0;
    else if (!('unhealthy' in outcome)) this.crashesInRow += 1;
  }

  private dispatch(job: Job): void {
    const worker = this.leastLoaded();
    if (worker.load < this.options.window && this.queue.length === 0) worker.give(job);
    else this.queue.push(job);
  }

  private leastLoaded(): Worker {
    let least = this.workers[0]!;
    for (const worker of this.workers) if (worker.load < least.load) least = worker;
    return least;
  }

  private next(): void {
    if (this.queue.length === 0) return;
    const worker = this.leastLoaded();
    if (worker.load < this.options.window) worker.give(this.queue.shift()!);
  }
}
