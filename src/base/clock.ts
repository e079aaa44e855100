/** Where time comes from; floors 0-2 never look at a clock of their own. */
export interface Clock {
  /** Wall clock, for people. */
  now(): Date;
  /** Monotonic milliseconds, for durations. */
  ms(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  ms: () => performance.now(),
};
