import type { Outcome } from '../value/outcome.ts';
import type { Job } from './pending.ts';

/** Calls that were under way when their process died. If none of them turns out to be to blame, the first was. */
export class Company {
  private readonly first: Job;
  /** Of the first, once it was made alone and answered. */
  private answer: Outcome | null = null;
  private someoneBlamed = false;
  private left: number;

  constructor(first: Job, size: number) {
    this.first = first;
    this.left = size;
  }

  /** The outcome of the first, made alone. */
  settleFirst(outcome: Outcome, blamed: boolean): void {
    if (blamed) this.first.settle(outcome);
    else this.answer = outcome;
    this.came(blamed);
  }

  /** One of the others: what it comes to may clear the first. */
  watched(job: Job): Job {
    return {
      ...job,
      settle: (outcome) => {
        job.settle(outcome);
        this.came((outcome.kind !== 'returned' && outcome.kind !== 'raised') || outcome.onlyInCompany === true);
      },
    };
  }

  private came(blamed: boolean): void {
    this.someoneBlamed ||= blamed;
    this.left -= 1;
    if (this.left === 0 && this.answer !== null) {
      this.first.settle(this.someoneBlamed ? this.answer : marked(this.answer));
    }
  }
}

/** An answer that is given alone, of a call that was in the company of others when its process died. */
export function marked(outcome: Outcome): Outcome {
  return outcome.kind === 'returned' || outcome.kind === 'raised' ? { ...outcome, onlyInCompany: true } : outcome;
}
