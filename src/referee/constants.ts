import { shift } from './ball.ts';

/** Bits that are computed beyond those asked for: sums of a few thousand terms, each off by less than 1. */
const guard = 32;

/** Sum of `factor * atan(1/x)` (or `atanh`) over the terms, in units of 2^-bits. */
function arcSum(terms: readonly (readonly [factor: bigint, x: bigint])[], hyperbolic: boolean, bits: number): bigint {
  let sum = 0n;
  for (const [factor, x] of terms) {
    let power = (1n << BigInt(bits)) / x;
    for (let n = 1n; power !== 0n; n += 2n) {
      const term = (factor * power) / n;
      sum += hyperbolic || n % 4n === 1n ? term : -term;
      power /= x * x;
    }
  }
  return sum;
}

/** Keeps the longest that was asked for: shorter ones are its beginning. */
function remembered(compute: (bits: number) => bigint): (bits: number) => bigint {
  let known = { bits: 0, value: 0n };
  return (bits) => {
    if (known.bits < bits + guard) known = { bits: bits + 2 * guard, value: compute(bits + 2 * guard) };
    return shift(known.value, bits - known.bits);
  };
}

/** pi in units of 2^-bits, at most one unit off: 16 atan(1/5) - 4 atan(1/239) (Machin, 1706). */
export const piBits = remembered((bits) =>
  arcSum(
    [
      [16n, 5n],
      [-4n, 239n],
    ],
    false,
    bits,
  ),
);

/** log 2 in units of 2^-bits, at most one unit off: 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749). */
export const log2Bits = remembered((bits) =>
  arcSum(
    [
      [18n, 26n],
      [-2n, 4801n],
      [8n, 8749n],
    ],
    true,
    bits,
  ),
);
