import { bitLength, isPowerOfTwo, type Rational } from './rational.ts';
import { TooWide, Undetermined } from './undetermined.ts';

/**
 * A real number that is known to lie between `(mid - rad) * 2^exp` and `(mid + rad) * 2^exp`, both ends included. Every
 * operation keeps that promise, so that a decision taken from a ball is never wrong, only impossible if it is too wide.
 */
export interface Ball {
  readonly kind: 'ball';
  readonly mid: bigint;
  /** Never negative. */
  readonly rad: bigint;
  readonly exp: number;
}

/** A radius needs few bits: rounding it up costs less than a billionth of itself. */
const radiusBits = 40;

const raw = (mid: bigint, rad: bigint, exp: number): Ball => ({ kind: 'ball', mid, rad, exp });
export const magnitude = (x: bigint) => (x < 0n ? -x : x);
/** Shifts left, or right (rounding down) when `by` is negative. */
export const shift = (x: bigint, by: number) => (by >= 0 ? x << BigInt(by) : x >> BigInt(-by));

/** A ball with its middle cut to `bits` bits; what that loses goes into the radius. */
export function ball(mid: bigint, rad: bigint, exp: number, bits: number): Ball {
  const drop = Math.max(bitLength(mid) - bits, bitLength(rad) - radiusBits);
  if (drop <= 0) return raw(mid, rad, exp);
  const cut = mid >> BigInt(drop);
  const lost = cut << BigInt(drop) !== mid;
  const radius = rad >> BigInt(drop);
  const rounded = radius << BigInt(drop) !== rad;
  return raw(cut, radius + (lost ? 1n : 0n) + (rounded ? 1n : 0n), exp + drop);
}

export function ballOf({ num, den }: Rational, bits: number): Ball {
  // Binary fractions, which all floats are, are exact.
  if (isPowerOfTwo(den)) return ball(num, 0n, 1 - bitLength(den), bits);
  return divide(raw(num, 0n, 0), raw(den, 0n, 0), bits);
}

export const point = (mid: bigint, exp: number) => raw(mid, 0n, exp);
export const one = point(1n, 0);
export const negate = (a: Ball) => raw(-a.mid, a.rad, a.exp);
/** a * 2^by, exactly. */
export const scale = (a: Ball, by: number) => raw(a.mid, a.rad, a.exp + by);

/** 1, 0 or -1; null where the ball holds numbers on both sides of 0, or 0 among others. */
export function signOf({ mid, rad }: Ball): -1 | 0 | 1 | null {
  if (mid > rad) return 1;
  if (-mid > rad) return -1;
  return mid === 0n && rad === 0n ? 0 : null;
}

/** |a| < 2^size. */
export const sizeOfBall = ({ mid, rad, exp }: Ball) => bitLength(magnitude(mid) + rad) + exp;

export function add(a: Ball, b: Ball, bits: number): Ball {
  const [low, high] = a.exp < b.exp ? [a, b] : [b, a];
  const gap = high.exp - low.exp;
  if (low.mid === 0n && low.rad === 0n) return ball(high.mid, high.rad, high.exp, bits);
  if (high.mid === 0n && high.rad === 0n) return ball(low.mid, low.rad, low.exp, bits);
  // Far below every bit that is kept: less than one unit of the radius.
  if (sizeOfBall(low) < high.exp - 2 * bits) {
    return ball(high.mid << BigInt(bits), (high.rad << BigInt(bits)) + 1n, high.exp - bits, 2 * bits);
  }
  return ball((high.mid << BigInt(gap)) + low.mid, (high.rad << BigInt(gap)) + low.rad, low.exp, bits);
}

export const subtract = (a: Ball, b: Ball, bits: number) => add(a, negate(b), bits);

export function multiply(a: Ball, b: Ball, bits: number): Ball {
  const rad = magnitude(a.mid) * b.rad + magnitude(b.mid) * a.rad + a.rad * b.rad;
  return ball(a.mid * b.mid, rad, a.exp + b.exp, bits);
}

/** @throws {Undetermined} when b is 0 @throws {TooWide} when b may be */
export function divide(a: Ball, b: Ball, bits: number): Ball {
  const sign = signOf(b);
  if (sign === 0) throw new Undetermined('it divides by zero');
  if (sign === null) throw new TooWide('a divisor may be zero');
  const by = Math.max(0, bits + 2 - bitLength(a.mid) + bitLength(b.mid));
  const divisor = magnitude(b.mid);
  const scaled = a.mid << BigInt(by);
  const quotient = scaled / b.mid;
  const spread = (a.rad * divisor + magnitude(a.mid) * b.rad) << BigInt(by);
  const rad = spread === 0n ? 0n : spread / (divisor * (divisor - b.rad)) + 1n;
  return ball(quotient, rad + (quotient * b.mid === scaled ? 0n : 1n), a.exp - b.exp - by, bits);
}

/** @throws {Undetermined} when a is negative @throws {TooWide} when it may be */
export function squareRoot(a: Ball, bits: number): Ball {
  const sign = signOf(a);
  if (sign === 0) return a;
  if (sign === -1) throw new Undetermined('it takes the root of a negative number');
  if (sign === null) throw new TooWide('a root may be that of a negative number');
  const wanted = Math.max(0, 2 * bits + 4 - bitLength(a.mid));
  const by = wanted + ((a.exp - wanted) & 1);
  const square = a.mid << BigInt(by);
  const root = integerRoot(square);
  const rad = a.rad === 0n ? 0n : (a.rad << BigInt(by)) / integerRoot((a.mid - a.rad) << BigInt(by)) + 1n;
  return ball(root, rad + (root * root === square ? 0n : 1n), (a.exp - by) / 2, bits);
}

/** The largest integer whose square is not above a: Newton's iteration from above. */
export function integerRoot(a: bigint): bigint {
  if (a < 2n) return a;
  let root = 1n << BigInt(Math.ceil(bitLength(a) / 2));
  for (;;) {
    const next = (root + a / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The ends of a ball, as balls without radius. */
export function endsOf({ mid, rad, exp }: Ball): [low: Ball, high: Ball] {
  return [point(mid - rad, exp), point(mid + rad, exp)];
}

/** The smallest ball that reaches from the lower end of `a` to the upper end of `b`. */
export function hull(a: Ball, b: Ball, bits: number): Ball {
  const exp = Math.min(a.exp, b.exp) - 1;
  if (Math.max(a.exp, b.exp) - exp > 64 * bits) throw new TooWide('an intermediate result spans too wide a range');
  const low = (a.mid - a.rad) << BigInt(a.exp - exp);
  const high = (b.mid + b.rad) << BigInt(b.exp - exp);
  return ball((low + high) >> 1n, (high - low + 1n) >> 1n, exp, bits);
}
