import { ValueError } from '../../expression/modern/errors.ts';

/**
 * The cubic spline through points with rising x, not-a-knot at its ends, at other places: C. de Boor, "A practical guide
 * to splines", IV, in terms of the slopes at the points.
 *
 * @throws {ValueError} for fewer than four points, x that do not rise, and places outside of them
 */
export function interpolate(x: Float64Array, y: Float64Array, at: Float64Array): Float64Array {
  const n = x.length;
  if (n < 4 || y.length !== n) throw new ValueError(`${n} x and ${y.length} y: as many, and at least 4, were wanted`);
  if (x.some((one, i) => i > 0 && !(one > x[i - 1]!))) throw new ValueError('x must rise from point to point');
  const outside = at.find((one) => !(one >= x[0]! && one <= x[n - 1]!));
  if (outside !== undefined) throw new ValueError(`${outside} is outside of the interpolation range`);
  const slopes = slopesOf(x, y);
  return at.map((one) => {
    const i = Math.min(n - 2, lastAtOrBelow(x, one));
    const h = x[i + 1]! - x[i]!;
    const s = (one - x[i]!) / h;
    const rise = (y[i + 1]! - y[i]!) / h;
    const bend = (slopes[i]! + slopes[i + 1]! - 2 * rise) * h;
    return y[i]! + s * (slopes[i]! * h + s * ((rise - slopes[i]!) * h - bend + s * bend));
  });
}

function lastAtOrBelow(x: Float64Array, one: number): number {
  let [low, high] = [0, x.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (x[middle]! <= one) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The slopes that make the second derivative continuous, and the third at the second point from either end. */
function slopesOf(x: Float64Array, y: Float64Array): Float64Array {
  const n = x.length;
  const h = Float64Array.from({ length: n - 1 }, (_, i) => x[i + 1]! - x[i]!);
  const rise = h.map((one, i) => (y[i + 1]! - y[i]!) / one);
  const [below, diagonal, above, right] = [0, 1, 2, 3].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 1; i < n - 1; i += 1) {
    below[i] = h[i]!;
    diagonal[i] = 2 * (h[i - 1]! + h[i]!);
    above[i] = h[i - 1]!;
    right[i] = 3 * (h[i]! * rise[i - 1]! + h[i - 1]! * rise[i]!);
  }
  const first = h[0]! + h[1]!;
  diagonal[0] = h[1]!;
  above[0] = first;
  right[0] = ((h[0]! + 2 * first) * h[1]! * rise[0]! + h[0]! ** 2 * rise[1]!) / first;
  const last = h[n - 2]! + h[n - 3]!;
  diagonal[n - 1] = h[n - 3]!;
  below[n - 1] = last;
  right[n - 1] = (h[n - 2]! ** 2 * rise[n - 3]! + (2 * last + h[n - 2]!) * h[n - 3]! * rise[n - 2]!) / last;
  for (let i = 1; i < n; i += 1) {
    const factor = below[i]! / diagonal[i - 1]!;
    diagonal[i]! -= factor * above[i - 1]!;
    right[i]! -= factor * right[i - 1]!;
  }
  for (let i = n - 1; i >= 0; i -= 1)
    right[i] = (right[i]! - (i < n - 1 ? above[i]! * right[i + 1]! : 0)) / diagonal[i]!;
  return right;
}
