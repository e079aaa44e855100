import type { Arbitrary } from 'fast-check';
import type { CallArguments } from '../value/outcome.ts';
import type { Draw } from './draw.ts';
import { drawn } from './drawn.ts';
import { parseExpression } from './expression/parse.ts';
import { type FitModel, fitModels } from './fit/catalogue.ts';
import { drawProblem, type ProblemShares } from './fit/draw-problem.ts';
import { fitCall, readFitCall } from './fit/problem.ts';
import { simplerProblems } from './fit/shrink.ts';

/** Which problems `fitProblems` gives. Shares are from 0 to 1. */
export interface FitProblemOptions {
  /** The models, each as likely (default twelve of rheology and kinetics). Their predictor is `x`. */
  readonly models?: readonly FitModel[];
  /** Most points of a problem (default 32). */
  readonly maxLength?: number;
  /** Share with bounds (default 0.4). */
  readonly bounded?: number;
  /** Share of the bounded ones whose true parameters lie outside of the box, so that a bound is active (default 0.3). */
  readonly active?: number;
  /** Share whose start is up to five times off, else it is up to 1.5 times off (default 0.15). */
  readonly far?: number;
  /** Share with a parameter that the model does not use, so that nothing determines it (default 0.03). */
  readonly unused?: number;
  /** Share with no more than two points more than parameters (default 0.1). */
  readonly close?: number;
}

/**
 * Calls of `fit(model, parameters, data, y, start, lower, upper)`: data are a model's values at true parameters with
 * noise from none to a tenth, on grids that are even, logarithmic, random or clustered.
 *
 * Values shrink from themselves alone, to the smallest data set and the simplest numbers; the model stays as it is.
 *
 * @throws RangeError when a model is no expression, or there is none
 */
export function fitProblems(options: FitProblemOptions = {}): Arbitrary<CallArguments> {
  const {
    models = fitModels,
    maxLength = 32,
    bounded = 0.4,
    active = 0.3,
    far = 0.15,
    unused = 0.03,
    close = 0.1,
  } = options;
  const shares: ProblemShares = { bounded, active, far, unused, close };
  if (models.length === 0)
    throw new RangeError('Cannot draw fit problems as "models" is empty: name at least one model');
  const parsed = models.map((one) => {
    const tree = parseExpression(one.model)?.tree;
    if (tree === undefined) throw new RangeError(`Cannot draw fit problems as "${one.model}" is no expression`);
    return { one, tree };
  });
  const draw = (source: Draw, biased: boolean): CallArguments => {
    const { one, tree } = source.pick(parsed);
    return fitCall(drawProblem(source, one, tree, shares, biased ? Math.min(8, maxLength) : maxLength));
  };
  const accepts = (input: unknown): input is CallArguments => readFitCall(input) !== null;
  return drawn({ draw, accepts, simpler });
}

function* simpler(input: CallArguments): IterableIterator<CallArguments> {
  const problem = readFitCall(input);
  if (problem !== null) for (const one of simplerProblems(problem)) yield fitCall(one);
}
