/**
 * The two-sided sign test: how likely it is that of `above + below` fair coins so many or more fall on one side. Near 0
 * says that modern leans to one side of legacy; ties count for neither. Exact (the binomial distribution itself) but for
 * rounding; 1 when there is nothing to test.
 */
export function signTest(above: number, below: number): number {
  const n = above + below;
  const k = Math.min(above, below);
  if (n === 0) return 1;
  // P(X <= k) = C(n, k) / 2^n * (1 + k/(n-k+1) + k(k-1)/((n-k+1)(n-k+2)) + …); every ratio is below 1.
  let sum = 0;
  let term = 1;
  for (let i = 0; i <= k && term > sum * 1e-17; i++) {
    sum += term;
    term *= (k - i) / (n - k + 1 + i);
  }
  const logTail = logFactorial(n) - logFactorial(k) - logFactorial(n - k) - n * Math.LN2;
  return Math.min(1, 2 * Math.exp(logTail) * sum);
}

const factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880, 3_628_800];

/** ln(n!), above 10 by Stirling's series (DLMF 5.11.1), whose first term left out is below 1e-11 there. */
function logFactorial(n: number): number {
  const small = factorials[n];
  if (small !== undefined) return Math.log(small);
  const x = n + 1;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
