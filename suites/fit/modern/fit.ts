import { ValueError } from '../../expression/modern/errors.ts';
import { covarianceFrom, covarianceOf } from './covariance.ts';
import type { Residuals, Settings, Status } from './levenberg-marquardt.ts';
import { minimize } from './minimize.ts';
import { compileModel, type Model } from './model.ts';
import { ModelRunner } from './model-runner.ts';
import { type FitArguments, readProblem } from './problem.ts';
import { Workspace } from './workspace.ts';

/** A two-dimensional array as the value model tags it: row after row. */
export interface Matrix {
  readonly kind: 'ndarray';
  readonly dtype: '<f8';
  readonly shape: readonly [number, number];
  readonly order: 'C';
  readonly data: Uint8Array;
}

/** What the subject `fit` returns. */
export interface Fit {
  readonly parameters: Float64Array;
  /** s² (J'J)⁻¹; all infinite where the data do not determine the parameters. */
  readonly covariance: Matrix;
  /** The sum of squared residuals at the answer. */
  readonly rss: number;
  readonly predictions: Float64Array;
  readonly converged: boolean;
  readonly status: Status;
  /** How often the model was evaluated at all data. */
  readonly evaluations: number;
}

/**
 * The search ends where the sum of squares does not fall by more than 1e-9 of itself; `minimize` then goes on until no
 * parameter changes by 1e-11 of itself. The first trust region is three times as long as the scaled start; nothing hangs
 * on it: NIST's 27 problems come out from both starts with any from 0.1 to 100.
 */
export const settings: Omit<Settings, 'maxEvaluations'> = { ftol: 1e-9, xtol: 1e-9, last: 1e-11, firstRadius: 3 };

/** Evaluations of the model that a fit of p parameters may take: NIST's hardest start takes some 750 with three. */
export const maxEvaluations = (p: number): number => 1000 * (p + 1);

/** The models last used, with their arrays for one number of observations: data set after data set compiles it once. */
const remembered = new Map<string, Prepared>();
const maxRemembered = 20;
const maxRememberedLength = 100_000;

interface Prepared {
  readonly model: Model;
  readonly runner: ModelRunner;
  readonly room: Workspace;
}

/**
 * Fits a model to data by least squares: the subject `fit` of the modern side in TypeScript.
 *
 * A fitter of our own, since none that is kept for JavaScript is exact enough: of the 26 problems of NIST with one
 * predictor, ml-levenberg-marquardt 5.1.0 solves none to six digits with its defaults, and 15 from the first and 20 from
 * the second start with central differences of 1e-8, no error tolerance and 1,000 iterations (`scripts/nist-table.ts`
 * has ours beside SciPy's and JAX's).
 *
 * @throws {ValueError} as `readProblem` and `compileModel`, and when the model is not finite at the start
 */
export function fit(given: FitArguments): Fit {
  const problem = readProblem(given);
  const { y, start, box } = problem;
  const [n, p] = [y.length, start.length];
  const { runner, room } = prepare(problem.model, problem.parameters, [...problem.data.keys()], n);
  runner.load(problem.data);
  const residuals: Residuals = {
    evaluate(parameters: Float64Array, out: Float64Array): void {
      runner.predict(parameters, out);
      for (let i = 0; i < n; i += 1) out[i] = out[i]! - y[i]!;
    },
    differentiate: () => runner.differentiate(),
  };
  const limits = { ...settings, maxEvaluations: maxEvaluations(p) };
  const found = minimize(residuals, start, box, limits, room, scatterOf(y));
  if (found === null) throw new ValueError('The model is not finite at the start');
  const parameters = found.parameters.slice();
  const predictions = new Float64Array(n);
  if (found.isLast) runner.predictions(predictions);
  else runner.predict(parameters, predictions);
  let rss = 0;
  for (let i = 0; i < n; i += 1) rss += found.residuals[i]! ** 2;
  if (found.factors === null) runner.differentiate();
  const covariance =
    found.factors === null ? covarianceOf(room.columns, n, p, rss) : covarianceFrom(found.factors, n, rss);
  return {
    parameters,
    covariance: matrix(covariance, p),
    rss,
    predictions,
    converged: found.status === 'converged',
    status: found.status,
    evaluations: found.evaluations,
  };
}

/** The norm of numbers about their mean. */
function scatterOf(y: Float64Array): number {
  let mean = 0;
  for (let i = 0; i < y.length; i += 1) mean += y[i]! / y.length;
  let sum = 0;
  for (let i = 0; i < y.length; i += 1) sum += (y[i]! - mean) ** 2;
  return Math.sqrt(sum);
}

function prepare(text: string, parameters: readonly string[], predictors: readonly string[], n: number): Prepared {
  const key = `${text}\n${parameters.join()}\n${predictors.join()}`;
  const known = remembered.get(key);
  if (known !== undefined && known.room.n === n) return known;
  const model = known?.model ?? compileModel(text, parameters, predictors);
  const runner = new ModelRunner(model, n);
  const prepared = { model, runner, room: new Workspace(n, parameters.length, runner.columns) };
  if (n > maxRememberedLength) return prepared;
  if (known === undefined && remembered.size >= maxRemembered) remembered.delete(remembered.keys().next().value!);
  remembered.set(key, prepared);
  return prepared;
}

function matrix(elements: Float64Array, p: number): Matrix {
  return { kind: 'ndarray', dtype: '<f8', shape: [p, p], order: 'C', data: new Uint8Array(elements.buffer) };
}
