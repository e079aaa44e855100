import { ValueError } from '../../expression/modern/errors.ts';

export interface Univariate {
  readonly mean: number;
  /** Sample standard deviation, with n - 1. */
  readonly sd: number;
  /** Lag-1 autocorrelation. */
  readonly autocorrelation: number;
}

/**
 * Summary statistics of a series in two passes: the mean, then the sums of the products of what is left, the square
 * corrected by what the mean's rounding adds (Chan, Golub & LeVeque, The American Statistician 37, 1983, 242-247).
 *
 * @throws {ValueError} for fewer than two numbers
 */
export function univariate({ y }: { readonly y: Float64Array }): Univariate {
  const n = y.length;
  if (n < 2) throw new ValueError('two numbers are needed');
  const mean = sum(n, (i) => y[i]!) / n;
  const off = y.map((value) => value - mean);
  const rest = sum(n, (i) => off[i]!);
  const squares = sum(n, (i) => off[i]! * off[i]!);
  const products = sum(n - 1, (i) => off[i]! * off[i + 1]!);
  const corrected = Math.max(0, squares - (rest * rest) / n);
  return { mean, sd: Math.sqrt(corrected / (n - 1)), autocorrelation: products / squares };
}

/** A sum with the rounding error of each addition carried along (Neumaier 1974). */
export function sum(n: number, term: (i: number) => number): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < n; i += 1) {
    const value = term(i);
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  // Beyond the range of binary64 what was lost is no number.
  return Number.isFinite(lost) ? total + lost : total;
}
