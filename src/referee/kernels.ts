import { add, type Ball, ball, divide, magnitude, multiply, point, shift, sizeOfBall, subtract } from './ball.ts';
import { log2Bits, piBits } from './constants.ts';
import { approximate, bitLength, rational, rationalOf } from './rational.ts';
import { Undetermined } from './undetermined.ts';

/**
 * Elementary functions of exact points (balls without radius) in fixed-point arithmetic. `bits` is how many bits behind
 * the leading one of a small argument, or behind the point of a larger one, are wanted; each has more than 20 to spare
 * between its error bound, which is counted generously, and that.
 */
const guard = 64;

/** The value in units of 2^-places, rounded down. */
const fixed = ({ mid, exp }: Ball, places: number) => shift(mid, exp + places);
const product = (a: bigint, b: bigint, places: number) => (a * b) >> BigInt(places);

/** Arguments near 0 keep their leading bits. */
const places = (x: Ball, bits: number) => bits + guard + Math.max(0, -sizeOfBall(x));

/** Rounds down the quotient; the divisor is positive. */
function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a < 0n && quotient * b !== a ? quotient - 1n : quotient;
}

const nearest = (a: bigint, b: bigint) => floorDivide(2n * a + b, 2n * b);

/** @throws {Undetermined} beyond 2^34 in size, where no format of floats reaches */
export function expAt(x: Ball, bits: number): Ball {
  if (sizeOfBall(x) > 34) throw new Undetermined(`an exponential ${x.mid > 0n ? 'over' : 'under'}flows`);
  const at = bits + guard;
  const spare = 40;
  const log2 = log2Bits(at + spare);
  const whole = fixed(x, at + spare);
  const power = nearest(whole, log2);
  // exp(x) = 2^power * exp(rest), and exp(rest) = exp(rest / 2^halvings)^(2^halvings).
  const rest = (whole - power * log2) >> BigInt(spare);
  const halvings = Math.min(24, Math.ceil(Math.sqrt(at) / 2));
  const small = rest >> BigInt(halvings);
  let sum = 1n << BigInt(at);
  let term = sum;
  for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
    term = product(term, small, at) / n;
    sum += term;
  }
  for (let i = 0; i < halvings; i += 1) sum = product(sum, sum, at);
  // Fewer than 2^10 units from the sum, doubled at each of at most 24 squarings.
  return ball(sum, 1n << 40n, Number(power) - at, at);
}

/** x > 0. A first guess from binary64, then the series of log(1 + z) for what is left, where |z| < 2^-40. */
export function logAt(x: Ball, bits: number): Ball {
  let power = sizeOfBall(x);
  let fraction = point(x.mid, x.exp - power);
  const guess = Number(fixed(fraction, 60)) / 2 ** 60;
  if (guess < Math.SQRT1_2) {
    power -= 1;
    fraction = point(x.mid, x.exp - power);
  }
  const at = bits + guard;
  const first = Math.log(guess < Math.SQRT1_2 ? guess * 2 : guess);
  const start = exactPoint(first);
  const rest = subtract(
    multiply(fraction, expAt(point(-start.mid, start.exp), at), at + guard),
    point(1n, 0),
    at + guard,
  );
  const z = fixed(rest, at);
  let sum = 0n;
  let term = z;
  for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
    sum += n % 2n === 1n ? term / n : -(term / n);
    term = product(term, z, at);
  }
  // log 2 is off by a unit at most, taken `power` times, which has fewer than 36 bits; all else is far less than 2^40 units.
  sum += BigInt(power) * log2Bits(at) + fixed(start, at);
  return ball(sum, 1n << 40n, -at, at + 64);
}

/** Sine and cosine at once. Large arguments are reduced with as many more bits of pi as they are large. */
export function sinCosAt(x: Ball, bits: number): { readonly sin: Ball; readonly cos: Ball } {
  const at = places(x, bits);
  const spare = Math.max(0, sizeOfBall(x)) + 16;
  const halfPi = piBits(at + spare) >> 1n;
  const whole = fixed(x, at + spare);
  const quarter = nearest(whole, halfPi);
  const rest = (whole - quarter * halfPi) >> BigInt(spare);
  const square = product(rest, rest, at);
  const series = (first: bigint, from: bigint) => {
    let sum = first;
    let term = first;
    for (let n = from; term !== 0n && term !== -1n; n += 2n) {
      term = -product(term, square, at) / (n * (n + 1n));
      sum += term;
    }
    // A few units from each of fewer than 2^12 terms.
    return ball(sum, 1n << 20n, -at, at);
  };
  const [sine, cosine] = [series(rest, 2n), series(1n << BigInt(at), 1n)];
  const turned = (of: Ball) => ({ ...of, mid: -of.mid });
  switch (Number(quarter & 3n)) {
    case 0:
      return { sin: sine, cos: cosine };
    case 1:
      return { sin: cosine, cos: turned(sine) };
    case 2:
      return { sin: turned(sine), cos: turned(cosine) };
    default:
      return { sin: turned(cosine), cos: sine };
  }
}

/** |x| <= 1: atan x = y + atan((x cos y - sin y) / (cos y + x sin y)) with y from binary64, so that little is left. */
export function atanAt(x: Ball, bits: number): Ball {
  const at = places(x, bits);
  const start = exactPoint(Math.atan(numberAt(x)));
  const { sin, cos } = sinCosAt(start, at);
  const above = subtract(multiply(x, cos, at * 2), sin, at * 2);
  const left = divide(above, add(cos, multiply(x, sin, at * 2), at * 2), at);
  const z = fixed(left, at);
  const square = product(z, z, at);
  let sum = 0n;
  let term = z;
  for (let n = 1n; term !== 0n && term !== -1n; n += 2n) {
    sum += n % 4n === 1n ? term / n : -(term / n);
    term = product(term, square, at);
  }
  const spread = shift(left.rad, left.exp + at) + (1n << 20n);
  return add(start, ball(sum, spread, -at, at), at);
}

/** pi, with at least `bits` bits. */
export const pi = (bits: number) => ball(piBits(bits), 1n, -bits, bits + 2);

/** A first guess; an argument too small for binary64 is 0 to it. */
function numberAt({ mid, exp }: Ball): number {
  const drop = Math.max(0, bitLength(magnitude(mid)) - 64);
  const scaled = mid >> BigInt(drop);
  return approximate(
    exp + drop >= 0 ? rational(shift(scaled, exp + drop)) : rational(scaled, 1n << BigInt(-exp - drop)),
  );
}

function exactPoint(value: number): Ball {
  const { num, den } = rationalOf(value);
  return point(num, 1 - bitLength(den));
}
