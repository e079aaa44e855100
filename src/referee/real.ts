import { add, type Ball, ballOf, divide, multiply, negate, signOf } from './ball.ts';
import { bitLength, minus, over, plus, type Rational, rational, sizeOf, times } from './rational.ts';
import { Undetermined } from './undetermined.ts';

/** A real number as it is known: exactly, as a fraction, or within a ball. */
export type Real = Rational | Ball;

/** Fractions longer than this go on as balls: a chain of exact operations would double its length at each. */
const longestFraction = 8192;

export const toBall = (x: Real, bits: number): Ball => (x.kind === 'ball' ? x : ballOf(x, bits));

/** Keeps a fraction while it is short. */
export function kept(x: Rational, bits: number): Real {
  return bitLength(x.num) + bitLength(x.den) > longestFraction ? ballOf(x, bits) : x;
}

export function sign(x: Real): -1 | 0 | 1 | null {
  if (x.kind === 'ball') return signOf(x);
  return x.num > 0n ? 1 : x.num < 0n ? -1 : 0;
}

export const isExactly = (x: Real, value: bigint): boolean => x.kind === 'rational' && x.den === 1n && x.num === value;

export function negative(x: Real): Real {
  return x.kind === 'ball' ? negate(x) : rational(-x.num, x.den);
}

/** The size of a ball around 0 reaches below 0 too: wider than needed, never wrong. */
export function absolute(x: Real): Real {
  if (x.kind === 'rational') return sizeOf(x);
  return x.mid < 0n ? negate(x) : x;
}

type Exact = (a: Rational, b: Rational) => Rational;
type Near = (a: Ball, b: Ball, bits: number) => Ball;

const either =
  (exact: Exact, near: Near) =>
  (a: Real, b: Real, bits: number): Real =>
    a.kind === 'rational' && b.kind === 'rational'
      ? kept(exact(a, b), bits)
      : near(toBall(a, bits), toBall(b, bits), bits);

export const sum = either(plus, add);
export const difference = either(minus, (a, b, bits) => add(a, negate(b), bits));
export const product = either(times, multiply);
const ratio = either(over, divide);

/** @throws {Undetermined} when b is 0 @throws {TooWide} when it may be */
export function quotient(a: Real, b: Real, bits: number): Real {
  if (sign(b) === 0) throw new Undetermined('it divides by zero');
  return ratio(a, b, bits);
}
