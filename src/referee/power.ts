import { type Ball, divide, integerRoot, multiply, negate, one, point, squareRoot } from './ball.ts';
import { bitLength, type Rational, rational } from './rational.ts';
import { isExactly, kept, negative, product, quotient, type Real, sign, toBall } from './real.ts';
import { exp, log } from './transcendental.ts';
import { TooWide, Undetermined } from './undetermined.ts';
import { rounded, roundings } from './whole-numbers.ts';

/** Above this a whole power goes by the logarithm. */
const longestExact = 8192;

/** The square root; exact for squares of fractions. */
export function root(x: Real, bits: number): Real {
  if (x.kind === 'rational' && x.num >= 0n) {
    const [above, below] = [integerRoot(x.num), integerRoot(x.den)];
    if (above * above === x.num && below * below === x.den) return rational(above, below);
  }
  return squareRoot(toBall(x, bits), bits);
}

/** a ** b among real numbers. @throws {Undetermined} where the result is not real, or 0 to a power below 1 */
export function power(a: Real, b: Real, bits: number): Real {
  if (isExactly(b, 0n) || isExactly(a, 1n)) return rational(1n);
  if (sign(b) === null && sign(a) !== 1) throw new TooWide('the sign of an exponent is not known');
  if (sign(a) === 0) {
    if (sign(b) === 1) return rational(0n);
    throw new Undetermined('it divides by zero');
  }
  if (b.kind === 'rational' && b.den === 1n) return wholePower(a, b.num, bits);
  if (b.kind === 'rational' && b.den === 2n && sign(a) === 1) return wholePower(root(a, bits), b.num, bits);
  if (sign(a) === -1) {
    if (holdsNoWhole(b)) throw new Undetermined('a negative number to a fractional power is complex');
    throw new TooWide('a negative number to a power that may not be whole');
  }
  return viaLogarithm(toBall(a, bits), b, bits);
}

/** Whether no whole number lies in it. @throws {TooWide} when one may */
function holdsNoWhole(x: Real): boolean {
  const [below, above] = ['floor', 'ceil'].map((name) => rounded(name, roundings.get(name)!, x, true));
  return below?.kind === 'rational' && above?.kind === 'rational' && below.num !== above.num;
}

function wholePower(a: Real, b: bigint, bits: number): Real {
  const size = b < 0n ? -b : b;
  if (a.kind === 'rational' && BigInt(bitLength(a.num) + bitLength(a.den)) * size <= longestExact) {
    const raised: Rational = { kind: 'rational', num: a.num ** size, den: a.den ** size };
    return kept(b < 0n ? rational(raised.den, raised.num) : raised, bits);
  }
  if (size <= 64n) {
    const raised = repeated(toBall(a, bits), Number(size), bits + 16);
    return b < 0n ? divide(one, raised, bits) : raised;
  }
  const side = sign(a);
  if (side === null) throw new TooWide('the sign of a base is not known');
  const raised = viaLogarithm(toBall(side === -1 ? negative(a) : a, bits), rational(b), bits);
  return side === -1 && b % 2n !== 0n ? negate(raised) : raised;
}

/** Squares and multiplies. */
function repeated(a: Ball, times: number, bits: number): Ball {
  let result = one;
  let square = a;
  for (let left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(result, square, bits);
    square = multiply(square, square, bits);
  }
  return result;
}

function viaLogarithm(a: Ball, b: Real, bits: number): Ball {
  return exp(toBall(product(b, log(a, bits + 64), bits + 64), bits + 64), bits);
}

/** The logarithm to a whole base; whole for whole powers of it. */
export const logarithm =
  (base: bigint) =>
  (x: Real, bits: number): Real => {
    const whole = x.kind === 'rational' ? exponentOf(x, base) : null;
    if (whole !== null) return rational(BigInt(whole));
    return quotient(log(toBall(x, bits), bits), log(point(base, 0), bits), bits);
  };

function exponentOf({ num, den }: Rational, base: bigint): number | null {
  if (num <= 0n || (num !== 1n && den !== 1n)) return null;
  const digits = (den === 1n ? num : den).toString(Number(base));
  if (!/^10*$/.test(digits)) return null;
  return den === 1n ? digits.length - 1 : 1 - digits.length;
}
