import type { NumericArray } from '../../value/ndarray.ts';
import { feed } from './feed.ts';
import { Gauge, type GaugeRules, type Statistics } from './gauge.ts';
import type { Machine } from './machine.ts';

/** All statistics of two arrays, with the pairs that no tolerance decides told apart. */
export interface Measured extends Statistics {
  /** A NaN on one side, or on both where NaN does not agree with NaN. */
  readonly nans: number;
  /** An infinity that the other side does not share. */
  readonly infinities: number;
  /** -0 beside 0. */
  readonly zeroSigns: number;
  /** Pairs that need exact arithmetic: their distance or bound overflows, or an integer lies at its bound. */
  readonly undecided: number;
  /** Index of the first of all these, -1 when there is none. */
  readonly firstOdd: number;
}

/** Measures two arrays of the same type and length in one pass, each number copied once. */
export function measureArrays(
  machine: Machine,
  legacy: NumericArray,
  modern: NumericArray,
  rules: GaugeRules,
): Measured {
  const counts = { nans: 0, infinities: 0, zeroSigns: 0, undecided: 0 };
  let firstOdd = -1;
  const odd = (index: number): void => {
    if (firstOdd < 0) firstOdd = index;
    counts[classOf(legacy[index]!, modern[index]!)]++;
  };
  const gauge = new Gauge(machine, rules, { odd, group() {} });
  feed(machine, gauge, legacy, modern, () => false);
  return { ...gauge.statistics(), ...counts, firstOdd };
}

function classOf(legacy: number | bigint, modern: number | bigint) {
  if (typeof legacy === 'bigint' || typeof modern === 'bigint') return 'undecided';
  if (Number.isNaN(legacy) || Number.isNaN(modern)) return 'nans';
  if (!Number.isFinite(legacy) || !Number.isFinite(modern)) return 'infinities';
  return legacy === modern ? 'zeroSigns' : 'undecided';
}
