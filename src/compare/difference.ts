import type { Value } from '../value/value.ts';
import type { StatisticalRule } from './policy.ts';
import type { StatisticalSample } from './sampler.ts';

/** What kind of drift a difference beyond policy is. */
export type DriftClass =
  | 'value'
  | 'special-value'
  | 'type'
  | 'dtype'
  | 'shape'
  | 'missing'
  | 'extra'
  | 'order'
  | 'returned-vs-raised'
  | 'error-class'
  | 'mutation'
  /** One side has an object at two places where the other has two equal ones. */
  | 'sharing'
  | 'legacy-moved'
  /** Of the answers of optimizers: a side says itself that it found no minimum. */
  | 'not-converged'
  /** The side with the larger sum of squares stands where it could still be made smaller. */
  | 'stopped-early'
  /** Both stand at minima, which are two. */
  | 'different-minimum';

export type Severity = 'critical' | 'cosmetic';

/** One step into a value: an index, a map key (as it is written, see `path.ts`) or a field name. */
export type Step = number | string;

/** One place where two values are not identical, within policy or beyond it. */
export interface Difference {
  /** From the root of an outcome: `['value', 2]` is `$.value[2]`. */
  readonly path: readonly Step[];
  readonly class: DriftClass;
  readonly severity: Severity;
  /** Absent when that side has nothing at this place. */
  readonly legacy?: Value;
  readonly modern?: Value;
  /** |modern - legacy|; null where it has no meaning, Infinity where it overflows. */
  readonly abs: number | null;
  /** |modern - legacy| / |legacy|; null where it has no meaning, Infinity when legacy is 0 and modern is not. */
  readonly rel: number | null;
  /** Representable values between the two, in the value's own dtype; null where it has no meaning. */
  readonly ulp: bigint | null;
  /** |modern - legacy| as a share of what is allowed: 0.2 is a fifth. Infinity when nothing is allowed; null where no tolerance applies. */
  readonly share: number | null;
  /** The rule that judged it, in words: `|m - l| <= atol + rtol * |l| with rtol 1e-12, atol 0`. */
  readonly rule: string;
  /** True when it is drift. */
  readonly beyond: boolean;
}

/** What kind of fault explains a drift, when one fits a test rather than a guess. */
export interface Mechanism {
  /** Its name in reports and signatures: `float32-round-trip`, `off-by-one-index`, `sign`. */
  readonly name: string;
  /** The test that it passed, with its numbers. */
  readonly test: string;
  /** What it would mean, in one sentence. */
  readonly meaning: string;
}

/**
 * The comparator's answer. `agree`: no difference beyond policy. `differ`: at least one.
 * `incomparable`: types, dtypes or shapes do not allow a comparison, or the policy is invalid; it counts as drift.
 */
export type Verdict = 'agree' | 'differ' | 'incomparable';

/** The verdict with its evidence. */
export interface Comparison {
  readonly verdict: Verdict;
  /** Beyond policy first, worst first; at most `maxDifferences`. */
  readonly differences: readonly Difference[];
  /** How many places differ beyond policy, and within it, in all. */
  readonly beyond: number;
  readonly within: number;
  /** How many numbers (or other leaves) were compared. */
  readonly compared: number;
  /** How many places the policy told the comparator to skip. */
  readonly ignored: number;
  /** Largest values over all numeric places, within policy or beyond; null when there was none. */
  readonly maxAbs: number | null;
  readonly maxRel: number | null;
  readonly maxUlp: bigint | null;
  readonly maxShare: number | null;
  /** Numeric places where modern is above legacy, and below it. */
  readonly above: number;
  readonly below: number;
  /** The smallest tolerance, rounded up and checked, under which the numeric places would have agreed; null when none would. */
  readonly wouldPass: WouldPass | null;
  /** By the list of bounds they are held to: what the numbers in mode `statistical` came to. Absent when there are none. */
  readonly samples?: ReadonlyMap<readonly StatisticalRule[], StatisticalSample>;
}

/** Each alone would do: `rtol` with atol 0, `atol` with rtol 0, `ulp` in mode ulp; null when no such one exists. */
export interface WouldPass {
  readonly rtol: number | null;
  readonly atol: number | null;
  readonly ulp: number | null;
}
