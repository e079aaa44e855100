/**
 * Which of many tests stand when the share of wrong ones among those that stand is held to `rate` (Benjamini and
 * Hochberg 1995, J. R. Stat. Soc. B 57): the largest p-value that counts; 0 when none does. Where no test has anything
 * to find, the chance of any false one is at most `rate`.
 */
export function falseDiscoveryLimit(pValues: readonly number[], rate: number): number {
  const sorted = pValues.toSorted((a, b) => a - b);
  for (let rank = sorted.length; rank >= 1; rank--) {
    const p = sorted[rank - 1]!;
    if (p <= (rate * rank) / sorted.length) return p;
  }
  return 0;
}
