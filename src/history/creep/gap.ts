/**
 * How likely the lowest of `fresh` new values lies so far above all of the earlier ones, whose whole spread is the
 * yardstick: `gap` is its distance from the largest earlier value in units of (largest - smallest).
 *
 * Exact for values with an exponential upper tail, the heaviest that logarithms of errors have in practice (it makes the
 * errors themselves follow a power law); smaller in truth for every lighter tail. The spread of n such values is the
 * maximum of n - 1 others and independent of their minimum (Rényi 1953), so that E exp(-k (min + (1 + gap) spread)) is
 * n / (n + k) x product over i = 1 … n - 1 of i / (i + k (1 + gap)).
 */
export function gapChance(earlier: number, fresh: number, gap: number): number {
  if (gap === Number.POSITIVE_INFINITY && earlier > 1) return 0;
  let chance = earlier / (earlier + fresh);
  for (let i = 1; i < earlier; i++) chance *= i / (i + fresh * (1 + gap));
  return chance;
}
