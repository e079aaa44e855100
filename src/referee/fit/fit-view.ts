import { Undetermined } from '../undetermined.ts';
import { CompiledFit } from './compiled-fit.ts';
import { descend } from './descend.ts';
import type { FitQuestion } from './fit-question.ts';
import { dampedStep, normalEquations } from './floats.ts';

/** Enough to leave any place that is no minimum; what more would bring does not matter. */
const mostSteps = 30;
/** What the model of a fit says at some parameters, in binary64. */
export interface ModelView {
  readonly predictions: Float64Array;
  readonly rss: number;
  /** By how much a few more steps within the bounds take the sum of squares down: nothing at a minimum. */
  readonly descent: number;
  /** s² (J'J)⁻¹, row after row; null where the data do not determine it. */
  readonly covariance: Float64Array | null;
  readonly inside: boolean;
}

/**
 * The model of a fit for the rule for optimizers (`optimum.at` of a policy): with it a side that stopped early is told
 * from one at another minimum. Null where the model has no finite value, or is none that the referee knows.
 */
export function fitView(question: FitQuestion): (parameters: Float64Array) => ModelView | null {
  let compiled: CompiledFit | null | undefined;
  return (parameters) => {
    if (compiled === undefined) compiled = compile(question);
    if (compiled === null || parameters.length !== compiled.p) return null;
    const { rss, matrix, gradient, predictions } = normalEquations(compiled, parameters);
    if (![rss, ...matrix, ...gradient].every(Number.isFinite)) return null;
    // What the slopes promise means nothing where the model is not the line that it is taken for: steps are tried.
    const bottom = descend(compiled, parameters, { mostSteps, box: question });
    const descent = Math.max(rss - normalEquations(compiled, bottom).rss, 0);
    return {
      predictions,
      rss,
      descent,
      covariance: covarianceOf(compiled, matrix, rss),
      inside: isInside(question, parameters),
    };
  };
}

function covarianceOf({ n, p }: CompiledFit, matrix: Float64Array, rss: number): Float64Array | null {
  if (n <= p) return null;
  const covariance = new Float64Array(p * p);
  const all = Array.from({ length: p }, (_, j) => j);
  for (const j of all) {
    const unit = new Float64Array(p);
    unit[j] = -rss / (n - p);
    const row = dampedStep(matrix, unit, 0, all);
    if (row === null || !row.every(Number.isFinite)) return null;
    covariance.set(row, j * p);
  }
  return covariance;
}

const isInside = ({ lower, upper }: FitQuestion, parameters: Float64Array): boolean =>
  parameters.every(
    (value, j) =>
      value >= (lower?.[j] ?? Number.NEGATIVE_INFINITY) && value <= (upper?.[j] ?? Number.POSITIVE_INFINITY),
  );

function compile(question: FitQuestion): CompiledFit | null {
  try {
    return new CompiledFit(question);
  } catch (error) {
    if (error instanceof Undetermined) return null;
    throw error;
  }
}
