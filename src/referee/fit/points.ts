import { add, type Ball, ball, divide, multiply, negate, point, sizeOfBall } from '../ball.ts';
import { bitLength, rationalOf } from '../rational.ts';

/** Numbers of many digits without a bound on their error: for steps, which the next one mends. */
export type Point = Ball;

const bare = (x: Ball): Point => (x.rad === 0n ? x : point(x.mid, x.exp));

export const zero = point(0n, 0);
export const plus = (a: Point, b: Point, bits: number): Point => bare(add(a, b, bits));
export const minus = (a: Point, b: Point, bits: number): Point => bare(add(a, negate(b), bits));
export const times = (a: Point, b: Point, bits: number): Point => bare(multiply(a, b, bits));
export const over = (a: Point, b: Point, bits: number): Point => bare(divide(a, b, bits));
export const middle = (x: Ball, bits: number): Point => bare(ball(x.mid, 0n, x.exp, bits));

export function pointOf(value: number): Point {
  const { num, den } = rationalOf(value);
  return point(num, 1 - bitLength(den));
}

/** |x| < 2^size; of 0, less than of anything. */
export const sizeOf = (x: Ball): number => (x.mid === 0n ? Number.NEGATIVE_INFINITY : sizeOfBall(x));

/** The nearest binary64, or next to it. */
export function floatOf({ mid, exp }: Point): number {
  const size = mid < 0n ? -mid : mid;
  const drop = Math.max(bitLength(size) - 64, 0);
  const top = Number(size >> BigInt(drop));
  // In two steps: a power of two below the smallest float would be 0.
  const by = exp + drop;
  const half = Math.trunc(by / 2);
  return (mid < 0n ? -1 : 1) * top * 2 ** half * 2 ** (by - half);
}

/**
 * Solves A x = b for a symmetric matrix by its factors L D L' (Golub & Van Loan, Matrix Computations, 4th ed., section
 * 4.1.2); null where a pivot is not positive, or what cancellation has left of it is below 2^-loss of what it was.
 */
export function solve(
  a: readonly (readonly Point[])[],
  b: readonly Point[],
  bits: number,
  loss: number,
): Point[] | null {
  const p = b.length;
  const l: Point[][] = a.map(() => []);
  const d: Point[] = [];
  for (let j = 0; j < p; j += 1) {
    for (let i = j; i < p; i += 1) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k += 1) sum = minus(sum, times(times(l[i]![k]!, l[j]![k]!, bits), d[k]!, bits), bits);
      if (i > j) l[i]![j] = over(sum, d[j]!, bits);
      else if (sum.mid <= 0n || sizeOf(sum) < sizeOf(a[j]![j]!) - loss) return null;
      else d[j] = sum;
    }
  }
  const x = [...b];
  for (let i = 0; i < p; i += 1)
    for (let k = 0; k < i; k += 1) x[i] = minus(x[i]!, times(l[i]![k]!, x[k]!, bits), bits);
  for (let i = 0; i < p; i += 1) x[i] = over(x[i]!, d[i]!, bits);
  for (let i = p - 1; i >= 0; i -= 1)
    for (let k = i + 1; k < p; k += 1) x[i] = minus(x[i]!, times(l[k]![i]!, x[k]!, bits), bits);
  return x;
}
