import { Undetermined } from '../undetermined.ts';
import { CompiledFit } from './compiled-fit.ts';
import type { FitQuestion } from './fit-question.ts';
import { dampedStep, normalEquations } from './floats.ts';

/** Enough that directions in which the model does not change make no step. */
const ridge = 1e-13;

/** What the model of a fit says at some parameters, in binary64. */
export interface ModelView {
  readonly predictions: Float64Array;
  readonly rss: number;
  /** By how much one Gauss-Newton step within the bounds would take the sum of squares down, to first order. */
  readonly descent: number;
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
    return { predictions, rss, descent: descentOf(question, parameters, matrix, gradient) };
  };
}

function compile(question: FitQuestion): CompiledFit | null {
  try {
    return new CompiledFit(question);
  } catch (error) {
    if (error instanceof Undetermined) return null;
    throw error;
  }
}

/** The step that leaves the box stays at its end in the parameters that would leave it. */
function descentOf(
  { lower, upper }: FitQuestion,
  parameters: Float64Array,
  matrix: Float64Array,
  gradient: Float64Array,
): number {
  const p = parameters.length;
  const held = new Float64Array(p);
  let free = Array.from({ length: p }, (_, j) => j);
  for (;;) {
    const pull = gradient.map((g, j) => held.reduce((sum, step, k) => sum + matrix[j * p + k]! * step, g));
    const step = dampedStep(matrix, pull, ridge, free) ?? new Float64Array(p);
    const leaves = (j: number) =>
      parameters[j]! + step[j]! < (lower?.[j] ?? Number.NEGATIVE_INFINITY) ||
      parameters[j]! + step[j]! > (upper?.[j] ?? Number.POSITIVE_INFINITY);
    const out = free.filter(leaves);
    if (out.length === 0)
      return down(
        matrix,
        gradient,
        held.map((one, j) => one + step[j]!),
      );
    for (const j of out) held[j] = (step[j]! < 0 ? lower![j]! : upper![j]!) - parameters[j]!;
    free = free.filter((j) => !out.includes(j));
  }
}

/** -(2 g's + s'As), what the linear model promises. */
function down(matrix: Float64Array, gradient: Float64Array, step: Float64Array): number {
  const p = step.length;
  let change = 0;
  for (let j = 0; j < p; j += 1) {
    change += 2 * gradient[j]! * step[j]!;
    for (let k = 0; k < p; k += 1) change += step[j]! * matrix[j * p + k]! * step[k]!;
  }
  return Math.max(-change, 0);
}
