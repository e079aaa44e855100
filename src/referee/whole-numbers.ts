import { endsOf, shift } from './ball.ts';
import { floorOf, isWhole, minus, order, type Rational, rational, times } from './rational.ts';
import { difference, product, quotient, type Real, sign } from './real.ts';
import { TooWide, Undetermined } from './undetermined.ts';

/** A function onto whole numbers that never falls, and where it jumps. */
interface Rounding {
  readonly of: (x: Rational) => bigint;
  readonly jumpsAt: (x: Rational) => boolean;
}

const half = rational(1n, 2n);
const towardsZero = (x: Rational) => (x.num < 0n ? -floorOf(rational(-x.num, x.den)) : floorOf(x));

/** To the nearest, halves to the even one. */
function nearestEven(x: Rational): bigint {
  const floor = floorOf(x);
  const place = order(minus(x, rational(floor)), half);
  return place < 0 || (place === 0 && floor % 2n === 0n) ? floor : floor + 1n;
}

const floor: Rounding = { of: floorOf, jumpsAt: isWhole };
const rint: Rounding = { of: nearestEven, jumpsAt: (x) => x.den === 2n };

export const roundings: ReadonlyMap<string, Rounding> = new Map<string, Rounding>([
  ['floor', floor],
  ['ceil', { of: (x) => -floorOf(rational(-x.num, x.den)), jumpsAt: isWhole }],
  ['trunc', { of: towardsZero, jumpsAt: (x) => isWhole(x) && x.num !== 0n }],
  ['rint', rint],
  ['round', rint],
  ['around', rint],
]);

/**
 * A rounding to whole numbers.
 *
 * @param given Whether the argument is an input or a literal: then both sides were at the jump, too. One that was
 * computed may lie on either side of it in floats.
 * @throws {Undetermined} for a computed argument exactly at a jump @throws {TooWide} for one that may be
 */
export function rounded(name: string, { of, jumpsAt }: Rounding, x: Real, given: boolean): Real {
  if (x.kind === 'rational') {
    if (!given && jumpsAt(x)) throw new Undetermined(`${name} jumps exactly at its argument`);
    return rational(of(x));
  }
  const [low, high] = endsOf(x).map(({ mid, exp }) =>
    of(exp >= 0 ? rational(shift(mid, exp)) : rational(mid, 1n << BigInt(-exp))),
  );
  if (low !== high) throw new TooWide(`${name} may jump at its argument`);
  return rational(low!);
}

/** The remainder with the sign of the divisor: a - b * floor(a / b), as NumPy has it. */
export function modulo(a: Real, b: Real, given: boolean, bits: number): Real {
  if (sign(b) === 0) throw new Undetermined('it takes a remainder by zero');
  const turns = rounded('mod', floor, quotient(a, b, bits), given);
  if (a.kind === 'rational' && b.kind === 'rational' && turns.kind === 'rational') return minus(a, times(b, turns));
  return difference(a, product(b, turns, bits), bits);
}
