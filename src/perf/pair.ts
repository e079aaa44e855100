/**
 * One case timed on all sides, one right after the other: modern, and legacy in two processes of its own, so that every
 * comparison carries the answer to "how far apart are two that are the same?". Nanoseconds by the drivers' own clocks.
 */
export interface TimedPair {
  readonly case: string;
  /** Number of the round: every round has processes of its own. */
  readonly round: number;
  readonly legacyNs: number;
  /** The second process of legacy. */
  readonly twinNs: number;
  readonly modernNs: number;
}

/** When modern is too slow, and how much must be known to say so. */
export interface PerfRules {
  /** Modern may take this many times the time of legacy. */
  readonly maxRatio: number;
  /** Fewer pairs say nothing. */
  readonly minPairs: number;
  /** Two sides whose ratio is surely within this of 1 are no different: 0.05 is from 0.952 to 1.05. */
  readonly sameWithin: number;
}

/** Rules of a subject that states none. */
export const perfDefaults: PerfRules = { maxRatio: 1.1, minPairs: 200, sameWithin: 0.05 };
