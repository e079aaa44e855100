/** The mean; NaN when nothing is given. Two passes, so that a large offset does not eat the digits. */
export function mean(values: Iterable<number>): number {
  const all = Float64Array.from(values);
  const first = all.reduce((sum, value) => sum + value / all.length, 0);
  if (!Number.isFinite(first) || all.length === 0) return all.length === 0 ? Number.NaN : first;
  return first + all.reduce((sum, value) => sum + (value - first) / all.length, 0);
}

/** The middle value, or the mean of the two middle ones; NaN when nothing or any NaN is given. */
export function median(values: Iterable<number>): number {
  return quantile(values, 0.5);
}

/**
 * The quantile `q` by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), "Sample
 * Quantiles in Statistical Packages", which is what NumPy and R do by default. NaN when nothing or any NaN is given.
 *
 * @throws RangeError when `q` is not within 0 to 1
 */
export function quantile(values: Iterable<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile is between 0 and 1: current value is ${q}`);
  const sorted = Float64Array.from(values).sort();
  // A typed array sorts NaN to its end.
  if (sorted.length === 0 || Number.isNaN(sorted.at(-1))) return Number.NaN;
  const rank = q * (sorted.length - 1);
  const below = sorted[Math.floor(rank)]!;
  const above = sorted[Math.ceil(rank)]!;
  // Equal neighbours need no arithmetic, which would make NaN of two infinities.
  return below === above ? below : below + (above - below) * (rank - Math.floor(rank));
}
