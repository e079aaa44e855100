import { add, type Ball, magnitude, negate, point, scale, sizeOfBall, subtract } from './ball.ts';
import { approximate, bitLength, rational, rationalOf } from './rational.ts';
import { type Real, toBall } from './real.ts';
import { TooWide, Undetermined } from './undetermined.ts';

/** A binary floating-point format. */
export interface FloatFormat {
  /** Bits of its significand, the leading one included. */
  readonly precision: number;
  /** Exponent of its smallest normal number. */
  readonly least: number;
  /** Its finite numbers are below 2^most. */
  readonly most: number;
}

/** By NumPy's names. */
export const floatFormats = {
  f8: { precision: 53, least: -1022, most: 1024 },
  f4: { precision: 24, least: -126, most: 128 },
  f2: { precision: 11, least: -14, most: 16 },
} as const satisfies Record<string, FloatFormat>;

/** Errors against the truth, in units in the last place of the truth. */
export interface Errors {
  readonly legacy: number;
  readonly modern: number;
  readonly nearer: 'legacy' | 'modern' | 'neither';
}

/** Errors are known to this fraction of a unit. */
const certainty = -12;

/** Enough for any difference of two binary64 numbers to be exact, and for what a fraction is cut to. */
const exactBits = 4096;
const truthBits = 512;

/** By how much one side must be nearer, in units: a correctly rounded answer is off by up to half of one. */
const margin = point(1n, -1);

/**
 * Holds both answers against the truth.
 *
 * @throws {Undetermined} when the truth is beyond the format's range @throws {TooWide} when it is not known well enough
 */
export function measure(truth: Real, legacy: number, modern: number, format: FloatFormat): Errors {
  const held = toBall(truth, truthBits);
  const top = sizeOfBall(held);
  if (top > format.most) throw new Undetermined('the truth is beyond the range of the format');
  const unit = unitOf(held, format);
  const place = (answer: number) => {
    const { num, den } = rationalOf(answer);
    return scale(point(num, 1 - bitLength(den)), -unit);
  };
  const there = scale(held, -unit);
  const errorOf = (answer: number) => size(subtract(place(answer), there, exactBits));
  const [ofLegacy, ofModern] = [errorOf(legacy), errorOf(modern)];
  if (held.rad > 0n && bitLength(held.rad) + held.exp - unit > certainty)
    throw new TooWide('the truth is not known to a small part of a unit');
  const errors = { legacy: toNumber(ofLegacy), modern: toNumber(ofModern) };
  // Neither can be nearer by more than the two lie apart, which is known exactly.
  const apart = subtract(place(legacy), place(modern), exactBits);
  if (above(subtract(size(apart), margin, exactBits)) === false) return { ...errors, nearer: 'neither' };
  return { ...errors, nearer: sideAhead(subtract(ofLegacy, ofModern, exactBits)) };
}

/**
 * The exponent of a unit in the last place of the truth. What rounds to a power of two counts as one: else a truth that
 * is next to it would have one unit or half of it, by how well it is known.
 */
function unitOf({ mid, rad, exp }: Ball, { precision, least }: FloatFormat): number {
  const furthest = (mid < 0n ? -mid : mid) + rad;
  const top = bitLength((furthest << BigInt(precision + 1)) + furthest) - (precision + 1) + exp;
  return Math.max(top - 1, least) - (precision - 1);
}

const size = (x: Ball) => (x.mid < 0n ? negate(x) : x);

/** @param ahead By how many units modern is nearer. */
function sideAhead(ahead: Ball): Errors['nearer'] {
  const over = above(subtract(ahead, margin, exactBits));
  if (over === true) return 'modern';
  const under = above(subtract(negate(ahead), margin, exactBits));
  if (under === true) return 'legacy';
  if (over === null || under === null) throw new TooWide('one side is nearer by just about half a unit');
  return 'neither';
}

/** Whether x > 0; null when its ball does not tell. */
function above({ mid, rad }: Ball): boolean | null {
  if (mid > rad) return true;
  return mid + rad <= 0n ? false : null;
}

function toNumber({ mid, exp }: Ball): number {
  const value = approximate(exp >= 0 ? rational(mid << BigInt(exp)) : rational(mid, 1n << BigInt(-exp)));
  // What is left of a truth that is a float but for bits that nobody asks for.
  if (value < 1e-9) return 0;
  // Beside a truth that is next to nothing, an answer may be off by more units than a float can say.
  return Math.min(Number(value.toPrecision(4)), Number.MAX_VALUE);
}

/** Whether two balls, or fractions, hold a common number: two views of one truth must. */
export function overlap(a: Real, b: Real, bits: number): boolean {
  const apart = add(toBall(a, bits), negate(toBall(b, bits)), 2 * bits);
  return magnitude(apart.mid) <= apart.rad;
}
