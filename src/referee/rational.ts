/** An exact number: a fraction in lowest terms. */
export interface Rational {
  readonly kind: 'rational';
  readonly num: bigint;
  /** Always positive. */
  readonly den: bigint;
}

const cell = new DataView(new ArrayBuffer(8));

export function rational(num: bigint, den: bigint = 1n): Rational {
  if (den === 1n) return { kind: 'rational', num, den };
  if (num === 0n) return { kind: 'rational', num, den: 1n };
  // Binary fractions, which all floats are, have only twos in common.
  const common = den > 0n && isPowerOfTwo(den) ? smaller(num & -num, den) : signed(num, den);
  return { kind: 'rational', num: num / common, den: den / common };
}

export const isPowerOfTwo = (x: bigint) => (x & (x - 1n)) === 0n;
const smaller = (a: bigint, b: bigint) => (a < b ? a : b);

/** The greatest common divisor, with the sign of `den`. */
function signed(num: bigint, den: bigint): bigint {
  return gcd(num < 0n ? -num : num, den < 0n ? -den : den) * (den < 0n ? -1n : 1n);
}

function gcd(a: bigint, b: bigint): bigint {
  let [high, low] = [a, b];
  while (low !== 0n) [high, low] = [low, high % low];
  return high;
}

/** The exact value of a finite binary64, or of an integer. @throws {RangeError} when it is not finite */
export function rationalOf(value: number | bigint): Rational {
  if (typeof value === 'bigint') return rational(value);
  if (!Number.isFinite(value)) throw new RangeError(`No fraction is ${value}`);
  if (Number.isInteger(value)) return rational(BigInt(value));
  cell.setFloat64(0, value);
  const bits = cell.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  // Not an integer, hence the exponent is below 0 (binary64: value = mantissa * 2^(biased - 1075)).
  return rational(bits >> 63n ? -mantissa : mantissa, 1n << BigInt(1075 - Math.max(biased, 1)));
}

export const plus = (a: Rational, b: Rational) => rational(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Rational, b: Rational) => rational(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Rational, b: Rational) => rational(a.num * b.num, a.den * b.den);
/** a / b, b not 0. */
export const over = (a: Rational, b: Rational) => rational(a.num * b.den, a.den * b.num);
export const sizeOf = (a: Rational) => (a.num < 0n ? { ...a, num: -a.num } : a);
/** Negative, 0 or positive as a is below, equal to or above b. */
export function order(a: Rational, b: Rational): number {
  const [left, right] = [a.num * b.den, b.num * a.den];
  return left < right ? -1 : Number(left > right);
}
export const isWhole = (a: Rational) => a.den === 1n;

/** The largest integer that is not above. */
export function floorOf({ num, den }: Rational): bigint {
  const towardsZero = num / den;
  return num < 0n && towardsZero * den !== num ? towardsZero - 1n : towardsZero;
}

/** The nearest binary64 or so, for people and for first guesses; right to about 1e-15. */
export function approximate({ num, den }: Rational): number {
  const shift = bitLength(num) - bitLength(den) - 64;
  const scaled = shift >= 0 ? num / (den << BigInt(shift)) : (num << BigInt(-shift)) / den;
  const half = Math.trunc(shift / 2);
  return Number(scaled) * 2 ** half * 2 ** (shift - half);
}

/** Bits of |x|; 0 for 0. */
export function bitLength(x: bigint): number {
  if (x === 0n) return 0;
  const hex = (x < 0n ? -x : x).toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28);
}
