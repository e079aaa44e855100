/** What the Mann-Kendall test says of a series. */
export interface RisingTrend {
  /** Pairs that rise less pairs that fall. */
  readonly s: number;
  /** How likely an S as large or larger is in a series without a trend. */
  readonly p: number;
  /** By how much the variance of S was raised because neighbours are alike; 1: not at all. */
  readonly inflation: number;
}

/** Longer series would need tables of millions of numbers. */
const mostValues = 60;

/**
 * Whether a series rises: the one-sided Mann-Kendall test (Mann 1945, Econometrica 13; Kendall 1975), exact for any
 * number of equal values. The counts of inversions of a permutation with equal items are the coefficients of Gauss's
 * multinomial (MacMahon 1916), so no normal approximation is needed for the short series that histories are.
 *
 * Where what is left after the slope of Theil (1950) and Sen (1968) is taken out is like its neighbour, the variance of S
 * is larger by v = (1 + r) / (1 - r), r the lag-one autocorrelation with its bias (1 + 4 r) / n (Kendall 1954) added back:
 * Hamed and Rao (1998) with the correlations of an AR(1) process. Since -ln p goes with the square of z, which goes with
 * 1 / variance, the exact p-value is raised to the power 1 / v.
 *
 * @throws RangeError when there are more than 60 values
 */
export function risingTrend(values: readonly number[]): RisingTrend {
  const n = values.length;
  if (n > mostValues) throw new RangeError(`Mann-Kendall takes at most ${mostValues} values: current count is ${n}`);
  const s = kendallS(values);
  if (n < 3) return { s, p: 1, inflation: 1 };
  const ties = tieSizes(values);
  const exact = exactTail(s, n, ties);
  const r = autocorrelation(values);
  const inflation = (1 + r) / (1 - r);
  return { s, p: exact ** (1 / inflation), inflation };
}

/** The median of the slopes of all pairs (Theil 1950, Sen 1968); 0 for fewer than two values. */
export function senSlope(values: readonly number[]): number {
  const slopes = values.flatMap((later, j) => values.slice(0, j).map((earlier, i) => (later - earlier) / (j - i)));
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  if (slopes.length === 0) return 0;
  return slopes.length % 2 === 1 ? slopes[middle]! : (slopes[middle - 1]! + slopes[middle]!) / 2;
}

function kendallS(values: readonly number[]): number {
  let s = 0;
  for (let j = 1; j < values.length; j++) for (let i = 0; i < j; i++) s += Math.sign(values[j]! - values[i]!);
  return s;
}

function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}

/** P(S >= s): S = pairs that differ - 2 x inversions. */
function exactTail(s: number, n: number, ties: readonly number[]): number {
  const pairs = (n * (n - 1)) / 2 - ties.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0);
  const most = (pairs - s) / 2;
  if (most >= pairs) return 1;
  return Math.min(
    1,
    inversions(ties).reduce((sum, share, count) => (count <= most ? sum + share : sum), 0),
  );
}

/** Shares of the orders of a multiset by how many inversions they have. */
function inversions(ties: readonly number[]): Float64Array {
  let all: Float64Array = Float64Array.of(1);
  let taken = 0;
  for (const size of ties) {
    all = product(all, gaussianBinomial(taken, size));
    taken += size;
  }
  return all;
}

/** Shares of the ways to mix `a` and `b` items by inversions: [a + b, b]_q over C(a + b, b), item by item, all terms positive. */
function gaussianBinomial(a: number, b: number): Float64Array {
  let row: Float64Array[] = Array.from({ length: b + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= a; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= b; j++) {
      // The last item is one of the a (above all b: j inversions fewer) or one of the b.
      const sum = new Float64Array(i * j + 1);
      row[j]!.forEach((share, k) => {
        sum[k + j]! += (share * i) / (i + j);
      });
      next[j - 1]!.forEach((share, k) => {
        sum[k]! += (share * j) / (i + j);
      });
      next.push(sum);
    }
    row = next;
  }
  return row[b]!;
}

function product(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length + b.length - 1);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      result[i + j]! += x * y;
    });
  });
  return result;
}

/** Lag one, of what is left without the slope; between 0 and 0.9. */
function autocorrelation(values: readonly number[]): number {
  const n = values.length;
  const slope = senSlope(values);
  const flat = values.map((value, index) => value - slope * index);
  const middle = flat.reduce((sum, value) => sum + value, 0) / n;
  const off = flat.map((value) => value - middle);
  const square = off.reduce((sum, x) => sum + x * x, 0);
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // What rounding leaves of a straight line is no noise.
  if (square <= n * (scale * 1e-12) ** 2) return 0;
  const lagged = off.slice(1).reduce((sum, x, index) => sum + x * off[index]!, 0) / square;
  return Math.min(0.9, Math.max(0, lagged + (1 + 4 * lagged) / n));
}
