import type { WouldPass } from '../compare/difference.ts';
import type { SpecialClass } from '../compare/judgement.ts';

/** Which cases the figures of places are of. */
export interface PlaceCases {
  /** Agreed and drifted cases whose numbers are in them. */
  readonly counted: number;
  /** Cases that were compared and are not: waived, excused, flaky. What is permitted says nothing of what is usual. */
  readonly leftOut: number;
  /** Cases out of the journal of a resumed run, which keeps no numbers: above 0, the figures are partial. */
  readonly resumed: number;
}

/** Figures over all agreed and drifted numbers at one place. */
export interface PlaceSummary {
  readonly path: string;
  readonly numbers: number;
  /** Largest, exactly, and quantiles (0.5, 0.9, 0.99), rounded up by at most 1/32; null where there was no finite one. */
  readonly abs: Spread;
  readonly rel: Spread;
  readonly ulp: Spread;
  /** Numbers by their ulp distance: 0, 1, 2, 4, 8 … (upper ends of powers of two) and `more` beyond 2^20. */
  readonly ulpHistogram: readonly { readonly upTo: number | 'more'; readonly numbers: number }[];
  /** Numbers where modern lies above legacy, and below; `p` is the two-sided sign test's. */
  readonly bias: { readonly above: number; readonly below: number; readonly p: number };
  /** Pairs that no distance tells apart: a NaN or an infinity beside something else, zeros of different sign. Absent in reports of before. */
  readonly special: Readonly<Record<SpecialClass, number>>;
  /** The smallest tolerance under which every number here passes, rounded up; null where none does. */
  readonly wouldPass: WouldPass | null;
}

export interface Spread {
  readonly max: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
}
