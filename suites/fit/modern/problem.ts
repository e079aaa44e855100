import { ValueError } from '../../expression/modern/errors.ts';
import type { Box } from './levenberg-marquardt.ts';

/** What the subject `fit` is called with: a model, its parameters, data, and where to start. */
export interface FitArguments {
  /** An expression in the grammar of the expression suite, e.g. `b1*(1-exp(-b2*x))`. */
  readonly model: string;
  /** Names of the parameters, p of them: the order of every array of parameters. */
  readonly parameters: readonly string[];
  /** The predictors by name, n numbers each. */
  readonly data: Readonly<Record<string, ArrayLike<number>>>;
  /** What was observed, n numbers. */
  readonly y: ArrayLike<number>;
  readonly start: ArrayLike<number>;
  /** Ends of the box that the answer must lie in, p each and infinite where there is none; null for no box at all. */
  readonly lower?: ArrayLike<number> | null;
  readonly upper?: ArrayLike<number> | null;
}

/** The arguments, checked. */
export interface FitProblem {
  readonly model: string;
  readonly parameters: readonly string[];
  readonly data: ReadonlyMap<string, Float64Array>;
  readonly y: Float64Array;
  readonly start: Float64Array;
  readonly box: Box | null;
}

/**
 * Checks the arguments of a fit, as `scipy.optimize.curve_fit` does.
 *
 * @throws {ValueError} for data that are not finite or of unequal lengths, a box that is empty or that the start is
 *   outside of, and fewer observations than parameters
 */
export function readProblem(given: FitArguments): FitProblem {
  const { model, parameters } = given;
  const y = numbers(given.y, 'y');
  const data = new Map(Object.entries(given.data).map(([name, column]) => [name, numbers(column, name)] as const));
  for (const [name, column] of data) {
    if (column.length !== y.length)
      throw new ValueError(`"${name}" has ${column.length} numbers, y has ${y.length}: they must be as many`);
    finite(column, name);
  }
  finite(y, 'y');
  const start = numbers(given.start, 'start');
  finite(start, 'start');
  if (start.length !== parameters.length || start.length === 0)
    throw new ValueError(`start has ${start.length} numbers for ${parameters.length} parameters`);
  if (y.length === 0) throw new ValueError('y is empty: there is nothing to fit');
  const box = boxOf(given, start);
  if (y.length < start.length)
    throw new ValueError(`${y.length} observations do not determine ${start.length} parameters`);
  return { model, parameters, data, y, start, box };
}

function boxOf(given: FitArguments, start: Float64Array): Box | null {
  const p = start.length;
  const lower = end(given.lower, 'lower', p, Number.NEGATIVE_INFINITY);
  const upper = end(given.upper, 'upper', p, Number.POSITIVE_INFINITY);
  for (let j = 0; j < p; j += 1) {
    if (!(lower[j]! < upper[j]!)) throw new ValueError('each lower bound must be strictly less than its upper bound');
    if (start[j]! < lower[j]! || start[j]! > upper[j]!) throw new ValueError('start is outside of the bounds');
  }
  const bounded = [...lower, ...upper].some(Number.isFinite);
  return bounded ? { lower, upper } : null;
}

function end(given: ArrayLike<number> | null | undefined, name: string, p: number, none: number): Float64Array {
  if (given === null || given === undefined) return new Float64Array(p).fill(none);
  const ends = numbers(given, name);
  if (ends.length !== p) throw new ValueError(`${name} has ${ends.length} numbers for ${p} parameters`);
  return ends;
}

function numbers(given: unknown, name: string): Float64Array {
  if (given instanceof Float64Array) return given;
  const list = Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView)) ? given : null;
  if (list === null) throw new TypeError(`${name} must be an array of numbers`);
  return Float64Array.from(list as ArrayLike<number>, Number);
}

function finite(column: Float64Array, name: string): void {
  for (let i = 0; i < column.length; i += 1)
    if (!Number.isFinite(column[i])) throw new ValueError(`${name} must not contain infs or NaNs`);
}
