/**
 * How complicated a number looks to a person, as an integer: 0, 1 and 2 first, then by the digits of the shortest decimal
 * that reads back as the same number, then by its power of ten, then by its sign. Shrinking only ever lowers it.
 */
export function complexity(x: number): number {
  if (x === 0) return Object.is(x, -0) ? 1 : 0;
  if (x === 1) return 2;
  if (x === 2) return 3;
  if (Number.isNaN(x)) return 4;
  const sign = x < 0 ? 1 : 0;
  if (!Number.isFinite(x)) return 6 + sign;
  const [mantissa, exponent] = Math.abs(x).toExponential().split('e') as [string, string];
  const digits = mantissa.length === 1 ? 1 : mantissa.length - 1;
  return 1000 * digits + 2 * Math.abs(Number(exponent)) + sign;
}

/** Numbers simpler than x, the simplest first: 0, 1, 2, without its sign, whole, with fewer digits, with a smaller exponent. */
export function simplerNumbers(x: number): number[] {
  const own = complexity(x);
  const candidates = [0, 1, 2, Math.abs(x)];
  if (Number.isFinite(x)) {
    candidates.push(Math.trunc(x));
    for (const digits of [1, 2, 4, 8, 15]) candidates.push(Number(x.toPrecision(digits)));
    candidates.push(withHalfExponent(x));
  }
  // Rounding the largest number up overflows; a finite number never shrinks to one that is not.
  const allowed = candidates.filter((candidate) => Number.isFinite(candidate) || !Number.isFinite(x));
  return [...new Set(allowed)].filter((candidate) => complexity(candidate) < own);
}

function withHalfExponent(x: number): number {
  const [mantissa, exponent] = x.toExponential().split('e') as [string, string];
  return Number(`${mantissa}e${Math.trunc(Number(exponent) / 2)}`);
}

/** Integers simpler than n: 0, 1, 2, without its sign, and ever smaller ones on the way to 0. */
export function simplerIntegers(n: bigint): bigint[] {
  const size = integerComplexity(n);
  const candidates = [0n, 1n, 2n, n < 0n ? -n : n];
  for (let step = n / 2n; step !== 0n; step /= 2n) candidates.push(n - step);
  return [...new Set(candidates)].filter((candidate) => integerComplexity(candidate) < size);
}

/** The order of `simplerIntegers`: by magnitude, positive before negative. */
export function integerComplexity(n: bigint): bigint {
  return n < 0n ? -2n * n + 1n : 2n * n;
}
