import type { Raised, Returned } from '../value/outcome.ts';
import type { Job } from './pending.ts';

/** How long the last answer waits for a sign that its process lives on: a death that follows it shows within this. */
const holdMs = 25;

/** Answers on their way to whoever asked: a death or a fault right after an answer may be the doing of that call. */
export class HandOut {
  private readonly answers: { readonly job: Job; readonly outcome: Returned | Raised }[] = [];
  private readonly isDying: () => boolean;
  private timer: NodeJS.Timeout | null = null;

  /** @param isDying true when the process is gone: then whoever sees its end says what becomes of the last answer */
  constructor(isDying: () => boolean) {
    this.isDying = isDying;
  }

  add(job: Job, outcome: Returned | Raised): void {
    this.answers.push({ job, outcome });
  }

  /** Settles all. */
  all(): void {
    for (const { job, outcome } of this.answers.splice(0)) job.settle(outcome);
  }

  /** Settles all but the last, which follows before long. */
  allButLast(): void {
    for (const { job, outcome } of this.answers.splice(0, this.answers.length - 1)) job.settle(outcome);
    if (this.answers.length === 0 || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      if (!this.isDying()) this.all();
    }, holdMs);
  }

  /** Removes and returns the last that was not settled, with its answer. */
  takeLast(): Job | null {
    const last = this.answers.pop();
    if (last === undefined) return null;
    const { job, outcome } = last;
    return { call: job.call, answer: outcome, settle: (again) => job.settle(again) };
  }
}
