import type { Clock } from '../base/clock.ts';

/** True when the time for the cases of one subject is used up. */
export type IsOver = () => boolean;

/**
 * Time for generated cases, shared out among the subjects of a run: each gets an even part of what is left when its turn
 * comes, so that the first does not use up what the others need, and what one does not need the others have.
 */
export class TimeBudget {
  readonly #ms: number;
  readonly #clock: Clock;
  #until: number | null = null;
  #subjects: number;

  /** @param subjects How many will ask for their part. */
  constructor(ms: number, subjects: number, clock: Clock) {
    this.#ms = ms;
    this.#subjects = subjects;
    this.#clock = clock;
  }

  /** The part of the next subject; it begins now. */
  next(): IsOver {
    const now = this.#clock.ms();
    // Making environments and starting processes is not what the time is for.
    this.#until ??= now + this.#ms;
    const end = now + Math.max(0, this.#until - now) / Math.max(1, this.#subjects);
    this.#subjects -= 1;
    return () => this.#clock.ms() >= end;
  }
}
