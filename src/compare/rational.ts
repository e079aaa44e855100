/** Exact arithmetic, for the few decisions that binary64 cannot take: a fraction that need not be in lowest terms. */
export interface Rational {
  readonly num: bigint;
  /** Always positive. */
  readonly den: bigint;
}

const cell = new DataView(new ArrayBuffer(8));

/** The exact value of a finite binary64. */
export function rationalOf(value: number): Rational {
  if (Number.isInteger(value)) return { num: BigInt(value), den: 1n };
  cell.setFloat64(0, value);
  const bits = cell.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  // Not an integer, hence the exponent is below 0 (binary64: value = mantissa * 2^(biased - 1075)).
  const den = 1n << BigInt(1075 - Math.max(biased, 1));
  return { num: bits >> 63n ? -mantissa : mantissa, den };
}

export const zero: Rational = { num: 0n, den: 1n };

export function add(a: Rational, b: Rational): Rational {
  return { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
}

export function distance(a: Rational, b: Rational): Rational {
  return size({ num: a.num * b.den - b.num * a.den, den: a.den * b.den });
}

export function multiply(a: Rational, b: Rational): Rational {
  return { num: a.num * b.num, den: a.den * b.den };
}

/** a / b. @throws {RangeError} when b is 0 */
export function divide(a: Rational, b: Rational): Rational {
  const num = a.num * b.den;
  const den = a.den * b.num;
  return den < 0n ? { num: -num, den: -den } : { num, den };
}

/** |a|. */
export function size(a: Rational): Rational {
  return a.num < 0n ? { num: -a.num, den: a.den } : a;
}

/** Negative, 0 or positive as a is below, equal to or above b. */
export function order(a: Rational, b: Rational): number {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The nearest binary64, ties to even; infinite when it overflows. */
export function nearestNumber(value: Rational): number {
  if (value.num === 0n) return 0;
  const negative = value.num < 0n;
  const num = negative ? -value.num : value.num;
  // Scaled so that the quotient has 54 or 55 bits, or ends two bits below the smallest subnormal.
  const shift = Math.min(54 - (bitLength(num) - bitLength(value.den)), 1076);
  const top = shift > 0 ? num << BigInt(shift) : num;
  const bottom = shift < 0 ? value.den << BigInt(-shift) : value.den;
  const quotient = top / bottom;
  const sticky = quotient * bottom === top ? 0n : 1n;
  const drop = BigInt(Math.max(bitLength(quotient) - 53, shift - 1074));
  const half = 1n << (drop - 1n);
  const rest = quotient & ((1n << drop) - 1n);
  let kept = quotient >> drop;
  if (rest > half || (rest === half && (sticky === 1n || kept & 1n))) kept += 1n;
  const exponent = Number(drop) - shift;
  // `kept` fills 53 bits unless the result is subnormal, so that the product is exact, and past 2^971 it overflows.
  const magnitude = exponent > 971 ? Number.POSITIVE_INFINITY : Number(kept) * 2 ** exponent;
  return negative ? -magnitude : magnitude;
}

/** Bits of a natural number; 0 for 0. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}
