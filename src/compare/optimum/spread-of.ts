import { cholesky, solveCholesky } from './cholesky.ts';

/** What a covariance says of the parameters. */
export interface ParameterSpread {
  readonly errors: Float64Array;
  /** The lower Cholesky factor of the correlations. */
  readonly factor: Float64Array;
  /** The condition of the correlations in the 1-norm: the square of that of the Jacobian with columns of one length. */
  readonly condition: number;
}

/**
 * Reads a covariance; null where the data do not determine the parameters: it is not finite, not positive definite, or its
 * correlations are so near to singular (condition above 1/(p eps)) that binary64 cannot tell.
 */
export function spreadOf(covariance: Float64Array | null, p: number): ParameterSpread | null {
  if (covariance === null || !covariance.every(Number.isFinite)) return null;
  const errors = Float64Array.from({ length: p }, (_, j) => Math.sqrt(covariance[j * p + j]!));
  if (!errors.every((error) => error > 0)) return null;
  const correlations = covariance.map((entry, at) => entry / errors[Math.floor(at / p)]! / errors[at % p]!);
  const factor = cholesky(correlations, p);
  if (factor === null) return null;
  let [norm, inverseNorm] = [0, 0];
  for (let j = 0; j < p; j += 1) {
    const unit = new Float64Array(p);
    unit[j] = 1;
    norm = Math.max(norm, sumOfSizes(correlations.subarray(j * p, j * p + p)));
    inverseNorm = Math.max(inverseNorm, sumOfSizes(solveCholesky(factor, unit)));
  }
  const condition = norm * inverseNorm;
  return condition < 1 / (p * Number.EPSILON) ? { errors, factor, condition } : null;
}

const sumOfSizes = (x: Float64Array): number => x.reduce((sum, one) => sum + Math.abs(one), 0);
