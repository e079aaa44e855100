/** How something moves over the runs while it still lies within policy. */
export type CreepKind =
  /** An error grows from run to run. */
  | 'trend'
  /** An error has jumped to another level. */
  | 'step'
  /** Modern has begun to lean to one side of legacy, or leans to the other one. */
  | 'bias'
  /** An error now takes more of its tolerance than the limit. */
  | 'share'
  /** Differences within policy now look like a known fault. */
  | 'mechanism'
  /** Golden vectors that were compared are compared no more. */
  | 'vectors-lost';

export const creepKinds: readonly CreepKind[] = ['trend', 'step', 'bias', 'share', 'mechanism', 'vectors-lost'];

/** Movement over the runs, of differences that are within policy: a finding of its own, red only where a gate says so. */
export interface Creep {
  readonly kind: CreepKind;
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  /** Which cases: golden vectors, the fixed panel, or what of both is waived or excused. */
  readonly scope: 'vectors' | 'panel' | 'accepted' | 'all';
  /** The place, `$.value[*]`; empty for all places together. */
  readonly path: string;
  /** Id of a vector; null where it is of all cases. */
  readonly case: string | null;
  /** What moves: `share of tolerance`, `relative error`, `absolute error`, `typical relative error`, `lean`; null for names. */
  readonly metric: string | null;
  /** Its level in the baseline and in this run; null for names. */
  readonly before: number | null;
  readonly now: number | null;
  /** How likely it is without any movement; null where that is no matter of chance. */
  readonly p: number | null;
  /** Runs that it was seen in, this one included, and the first of those where it is. */
  readonly runs: number;
  readonly since: string;
  /** One sentence. */
  readonly summary: string;
  /** Other series of this subject that move alike: places and vectors, at most 20; `alikeCount` in all. */
  readonly alike: readonly string[];
  readonly alikeCount: number;
  /** What changed with the run in which it began: platform and versions, which may explain it. */
  readonly alongside: readonly string[];
  /** Its values, oldest first, this run's last; null where a run has none. At most 60. */
  readonly values: readonly (number | null)[];
}

/** What the history says of a run. */
export interface CreepReport {
  /** The runs that this one is held against, oldest first; empty where there is no baseline yet. */
  readonly baseline: readonly string[];
  /** One sentence: what the baseline is, or why there is none. */
  readonly said: string;
  /** Series that were looked at, and tests that were made. */
  readonly series: number;
  readonly tests: number;
  readonly creeps: readonly Creep[];
}
