/**
 * The power of ten at or below a number > 0, as its exponent: 0 for 1 to 10. Quotients that should be a power of ten and
 * end a rounding below it count as that power.
 */
export function decadeOf(value: number): number {
  return Math.floor(Math.log10(value) + 1e-9);
}
