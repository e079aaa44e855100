import { float64Array } from '../../value/ndarray.ts';
import type { MapValue, NdArrayValue } from '../../value/value.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import type { FitView } from './optimum-rule.ts';

/** A model with its derivatives by each parameter. */
export interface TestModel {
  readonly value: (b: Float64Array, x: number) => number;
  readonly slopes: (b: Float64Array, x: number) => readonly number[];
}

export const twoDecays: TestModel = {
  value: ([a, b, c, d], x) => a! * Math.exp(-b! * x) + c! * Math.exp(-d! * x),
  slopes: ([a, b, c, d], x) => {
    const [first, second] = [Math.exp(-b! * x), Math.exp(-d! * x)];
    return [first, -a! * x * first, second, -c! * x * second];
  },
};

/** Has a minimum for every frequency that a part of the data happens to look like. */
export const wave: TestModel = {
  value: ([a, b], x) => a! * Math.sin(b! * x),
  slopes: ([a, b], x) => [Math.sin(b! * x), a! * x * Math.cos(b! * x)],
};

/** Only the product of its parameters is determined. */
export const product: TestModel = {
  value: ([a, b], x) => a! * b! * x,
  slopes: ([a, b], x) => [b! * x, a! * x],
};

export interface TestProblem {
  readonly model: TestModel;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Data of a model, with a disturbance that no parameter explains. */
export function problemOf(model: TestModel, truth: readonly number[], n: number, disturbance: number): TestProblem {
  const x = Array.from({ length: n }, (_, i) => (i * 4) / n);
  const b = Float64Array.from(truth);
  return { model, x, y: x.map((at, i) => model.value(b, at) + disturbance * Math.sin(7 * i * i)) };
}

/** What a side returns for these parameters; `covarianceOf` may count degrees of freedom in a way of its own. */
export function answer(
  { model, x, y }: TestProblem,
  parameters: ArrayLike<number>,
  change: Partial<Record<'rss' | 'freedom', number>> & { converged?: boolean; predictions?: Float64Array } = {},
): MapValue {
  const b = Float64Array.from(parameters);
  const [n, p] = [x.length, b.length];
  const predictions = Float64Array.from(x, (at) => model.value(b, at));
  const rss = predictions.reduce((sum, one, i) => sum + (one - y[i]!) ** 2, 0);
  const factor = cholesky(normalMatrix(model, b, x), p);
  const covariance = new Float64Array(p * p).fill(Number.POSITIVE_INFINITY);
  for (let j = 0; factor !== null && j < p; j += 1) {
    const unit = new Float64Array(p);
    unit[j] = 1;
    covariance.set(
      solveCholesky(factor, unit).map((one) => (one * rss) / (change.freedom ?? n - p)),
      j * p,
    );
  }
  return {
    kind: 'map',
    type: 'dict',
    entries: [
      ['parameters', float64Array(b)],
      ['covariance', float64Array(covariance, [p, p])],
      ['rss', change.rss ?? rss],
      ['predictions', float64Array(change.predictions ?? predictions)],
      ['converged', change.converged ?? true],
      ['status', change.converged === false ? 'max-evaluations' : 'converged'],
      ['evaluations', BigInt(Math.round(rss * 1000) % 97)],
    ],
  };
}

function normalMatrix(model: TestModel, b: Float64Array, x: readonly number[]): Float64Array {
  const p = b.length;
  const matrix = new Float64Array(p * p);
  for (const at of x) {
    const slopes = model.slopes(b, at);
    for (let i = 0; i < p * p; i += 1) matrix[i] = matrix[i]! + slopes[Math.floor(i / p)]! * slopes[i % p]!;
  }
  return matrix;
}

/** Where so many damped Gauss-Newton steps lead. */
export function minimum({ model, x, y }: TestProblem, start: readonly number[], steps = 200): Float64Array {
  let b = Float64Array.from(start);
  let damping = 1e-3;
  const sum = (at: Float64Array) => x.reduce((all, one, i) => all + (y[i]! - model.value(at, one)) ** 2, 0);
  for (let step = 0; step < steps; step += 1) {
    const { matrix, gradient } = normalEquations({ model, x, y }, b);
    const p = b.length;
    for (let j = 0; j < p; j += 1) matrix[j * p + j] = matrix[j * p + j]! * (1 + damping);
    const move = solveCholesky(cholesky(matrix, p)!, gradient);
    const next = b.map((one, j) => one + move[j]!);
    if (sum(next) <= sum(b)) {
      b = next;
      damping /= 10;
    } else damping *= 10;
  }
  return b;
}

function normalEquations({ model, x, y }: TestProblem, b: Float64Array) {
  const gradient = new Float64Array(b.length);
  for (const [i, at] of x.entries()) {
    const residual = y[i]! - model.value(b, at);
    for (const [j, slope] of model.slopes(b, at).entries()) gradient[j] = gradient[j]! + slope * residual;
  }
  return { matrix: normalMatrix(model, b, x), gradient };
}

/** The model as a rule knows it. */
export function viewOf(problem: TestProblem): (b: Float64Array) => FitView | null {
  return (b) => {
    const predictions = Float64Array.from(problem.x, (at) => problem.model.value(b, at));
    const rss = predictions.reduce((sum, one, i) => sum + (one - problem.y[i]!) ** 2, 0);
    const { matrix, gradient } = normalEquations(problem, b);
    const factor = cholesky(matrix, b.length);
    if (factor === null) return null;
    const step = solveCholesky(factor, gradient);
    const given = answer(problem, b).entries.find(([key]) => key === 'covariance')![1] as NdArrayValue;
    const covariance = new Float64Array(given.data.slice().buffer);
    return { predictions, rss, descent: step.reduce((sum, one, j) => sum + one * gradient[j]!, 0), covariance };
  };
}
