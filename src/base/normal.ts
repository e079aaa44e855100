/**
 * The distribution function of the standard normal distribution: how likely a number up to `z` is. Error below 7.5e-8
 * (Abramowitz and Stegun 26.2.17).
 */
export function normalP(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z < 0 ? tail : 1 - tail;
}
