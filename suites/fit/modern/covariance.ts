import { type Factors, factorize, factorsOf } from './qr.ts';

/**
 * The covariance of the parameters, s² (J'J)⁻¹ with s² = rss / (n - p), row after row; all infinite where the Jacobian
 * has not full rank or nothing is left to estimate s² from (Nocedal & Wright, section 10.1; the infinities are
 * curve_fit's).
 *
 * @param factors Those of the Jacobian of n rows.
 */
export function covarianceFrom(factors: Factors, n: number, rss: number): Float64Array {
  const { r, pivots } = factors;
  const p = pivots.length;
  const covariance = new Float64Array(p * p).fill(Number.POSITIVE_INFINITY);
  if (n <= p || !hasFullRank(factors, n)) return covariance;
  const inverse = inverseOf(r, p);
  const variance = rss / (n - p);
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = i; k < p; k += 1) sum += inverse[i + k * p]! * inverse[j + k * p]!;
      const [a, b] = [pivots[i]!, pivots[j]!];
      covariance[a * p + b] = variance * sum;
      covariance[b * p + a] = variance * sum;
    }
  }
  return covariance;
}

/** The same from the Jacobian itself, one column a parameter, with room for one more column; its contents are lost. */
export function covarianceOf(columns: Float64Array, n: number, p: number, rss: number): Float64Array {
  const factors = factorsOf(p);
  factorize(columns, n, factors);
  return covarianceFrom(factors, n, rss);
}

/** Whether the diagonal of R, each of its numbers beside the norm of its column, is above rounding errors. */
function hasFullRank({ r, pivots, norms }: Factors, n: number): boolean {
  const p = pivots.length;
  for (let j = 0; j < p; j += 1) if (!(Math.abs(r[j + j * p]!) > n * Number.EPSILON * norms[pivots[j]!]!)) return false;
  return true;
}

/** The inverse of an upper triangle, column after column. */
function inverseOf(r: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    inverse[j + j * p] = 1 / r[j + j * p]!;
    for (let i = j - 1; i >= 0; i -= 1) {
      let sum = 0;
      for (let k = i + 1; k <= j; k += 1) sum += r[i + k * p]! * inverse[k + j * p]!;
      inverse[i + j * p] = -sum / r[i + i * p]!;
    }
  }
  return inverse;
}
