/**
 * The two-sided p-value of Student's t with `freedom` degrees of freedom: how likely a |t| as large or larger is by
 * chance, from the regularized incomplete beta function (DLMF 8.17.5 and Abramowitz and Stegun 26.7.1). 0 for an infinite
 * t, NaN for one that is none.
 *
 * @throws RangeError when `freedom` is not above 0
 */
export function studentP(t: number, freedom: number): number {
  if (!(freedom > 0)) throw new RangeError(`Degrees of freedom are above 0: current value is ${freedom}`);
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  return incompleteBeta(freedom / 2, 0.5, freedom / (freedom + square), square / (freedom + square));
}

/**
 * The t that a |t| exceeds with probability `p`: the inverse of `studentP`, to 12 digits. 4.30 for p = 0.05 and 2 degrees
 * of freedom.
 *
 * @throws RangeError when `p` is not between 0 and 1, or `freedom` not above 0
 */
export function studentT(p: number, freedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`A probability is between 0 and 1: current value is ${p}`);
  let [low, high] = [0, 1];
  while (studentP(high, freedom) > p) high *= 2;
  for (let i = 0; i < 60 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (studentP(middle, freedom) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b); `rest` is 1 - x, which the caller may know better than a subtraction would. */
function incompleteBeta(a: number, b: number, x: number, rest: number): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest));
  // The fraction converges fast only on one side of the mean.
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, rest)) / b;
}

const tiny = 1e-300;

/** The continued fraction of DLMF 8.17.22 by Lentz's method (Thompson and Barnett 1986). */
function fraction(a: number, b: number, x: number): number {
  const safe = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / safe(1 + even * d);
    c = safe(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / safe(1 + odd * d);
    c = safe(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return product;
}

/** ln Γ(x) for x > 0: the recurrence up to 10, then Stirling's series (DLMF 5.11.1). */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at++) shift += Math.log(at);
  const series = 1 / (12 * at) - 1 / (360 * at ** 3) + 1 / (1260 * at ** 5) - 1 / (1680 * at ** 7);
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
