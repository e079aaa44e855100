import { ValueError } from '../../expression/modern/errors.ts';
import { gaussNewtonStep } from '../../fit/modern/damping.ts';
import { type Factors, factorize, factorsOf } from '../../fit/modern/qr.ts';
import { sum } from './univariate.ts';

export interface LinearArguments {
  readonly y: Float64Array;
  /** The predictors, one after another, n numbers each. */
  readonly x: Float64Array;
  readonly predictors: number;
  /** The powers of each predictor, from the first to this. */
  readonly degree: number;
  readonly intercept: boolean;
}

export interface Linear {
  readonly coefficients: Float64Array;
  /** Standard errors of the coefficients. */
  readonly deviations: Float64Array;
  /** Standard deviation of the residuals. */
  readonly residual: number;
  /** Share of the variation that is explained; around zero where there is no intercept. */
  readonly r2: number;
}

/**
 * Linear regression by Householder QR with column pivoting (see `factorize`), on columns of length one.
 *
 * @throws {ValueError} when there are too few observations, or columns depend on each other
 */
export function linear({ y, x, predictors, degree, intercept }: LinearArguments): Linear {
  const n = y.length;
  const design = designOf(x, n, predictors, degree, intercept);
  const p = design.length;
  if (n <= p) throw new ValueError(`${n} observations do not determine ${p} coefficients and their deviations`);
  const sizes = design.map((column) => Math.sqrt(sum(n, (i) => column[i]! ** 2)));
  const columns = new Float64Array(n * (p + 1));
  design.forEach((column, j) => {
    columns.set(
      column.map((value) => value / (sizes[j]! || 1)),
      j * n,
    );
  });
  // The step from zero to the minimum of |A step + right|.
  columns.set(
    y.map((value) => -value),
    p * n,
  );
  const factors = factorsOf(p);
  factorize(columns, n, factors);
  for (let j = 0; j < p; j += 1)
    if (!(Math.abs(factors.r[j + j * p]!) > n * Number.EPSILON))
      throw new ValueError('the columns depend on each other');
  const scaled = new Float64Array(p);
  gaussNewtonStep(factors, scaled);
  const coefficients = scaled.map((value, j) => value / sizes[j]!);
  const residuals = y.map((value, i) => value - sum(p, (j) => design[j]![i]! * coefficients[j]!));
  const rss = sum(n, (i) => residuals[i]! ** 2);
  const mean = intercept ? sum(n, (i) => y[i]!) / n : 0;
  const residual = Math.sqrt(rss / (n - p));
  return {
    coefficients,
    deviations: inverseNorms(factors).map((norm, j) => (residual * norm) / sizes[j]!),
    residual,
    r2: 1 - rss / sum(n, (i) => (y[i]! - mean) ** 2),
  };
}

function designOf(x: Float64Array, n: number, predictors: number, degree: number, intercept: boolean): Float64Array[] {
  const columns = intercept ? [new Float64Array(n).fill(1)] : [];
  for (let k = 0; k < predictors; k += 1) {
    const predictor = x.subarray(k * n, k * n + n);
    for (let power = 1; power <= degree; power += 1) columns.push(predictor.map((value) => value ** power));
  }
  return columns;
}

/** The norms of the rows of the inverse of R P', which are the roots of the diagonal of (A'A)⁻¹. */
function inverseNorms({ r, pivots }: Factors): Float64Array {
  const p = pivots.length;
  const squares = new Float64Array(p);
  const column = new Float64Array(p);
  for (let k = 0; k < p; k += 1) {
    for (let i = k; i >= 0; i -= 1) {
      let value = i === k ? 1 : 0;
      for (let j = i + 1; j <= k; j += 1) value -= r[i + j * p]! * column[j]!;
      column[i] = value / r[i + i * p]!;
      squares[pivots[i]!] = squares[pivots[i]!]! + column[i]! ** 2;
    }
  }
  return squares.map(Math.sqrt);
}
