import { float64Array, typedElements } from '../../value/ndarray.ts';
import type { CallArguments } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';
import { parseExpression } from '../expression/parse.ts';

/** What `fit` is asked: a model, data, and where to begin. The arrays of parameters have the order of their names. */
export interface FitProblem {
  /** An expression of the parameters and predictors, e.g. `b1*exp(-b2*x)`. */
  readonly model: string;
  readonly parameters: readonly string[];
  /** Predictors by name, each as long as `y`. */
  readonly data: ReadonlyMap<string, readonly number[]>;
  readonly y: readonly number[];
  readonly start: readonly number[];
  /** Null for no bounds at all; single ones may be infinite. */
  readonly lower: readonly number[] | null;
  readonly upper: readonly number[] | null;
}

/** The call of `fit(model, parameters, data, y, start, lower, upper)`, all by name. */
export function fitCall(problem: FitProblem): CallArguments {
  const { model, parameters, data, y, start, lower, upper } = problem;
  const entries = [...data].map(([name, column]): [Value, Value] => [name, float64Array(column)]);
  return {
    args: [],
    kwargs: {
      model,
      parameters: [...parameters],
      data: { kind: 'map', type: 'dict', entries },
      y: float64Array(y),
      start: float64Array(start),
      lower: lower && float64Array(lower),
      upper: upper && float64Array(upper),
    },
  };
}

/** Takes such a call apart; null when it is none, or its arrays do not fit each other. */
export function readFitCall(input: unknown): FitProblem | null {
  const kwargs = (input as CallArguments | null)?.kwargs;
  if (typeof kwargs !== 'object' || kwargs === null) return null;
  const { model, parameters, data } = kwargs;
  if (typeof model !== 'string' || parseExpression(model) === null) return null;
  if (!Array.isArray(parameters) || !parameters.every((name): name is string => typeof name === 'string')) return null;
  const [y, start] = [numbers(kwargs.y), numbers(kwargs.start)];
  if (y === null || start === null || start.length !== parameters.length) return null;
  const columns = readColumns(data, y.length);
  if (columns === null) return null;
  const [lower, upper] = [kwargs.lower ?? null, kwargs.upper ?? null].map((end) =>
    end === null ? null : numbers(end),
  );
  for (const [given, read] of [
    [kwargs.lower ?? null, lower],
    [kwargs.upper ?? null, upper],
  ]) {
    if (given !== null && (read as number[] | null)?.length !== parameters.length) return null;
  }
  return { model, parameters, data: columns, y, start, lower: lower ?? null, upper: upper ?? null };
}

function readColumns(data: Value | undefined, length: number): Map<string, number[]> | null {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data.kind !== 'map') return null;
  const columns = new Map<string, number[]>();
  for (const [name, value] of data.entries) {
    const column = numbers(value);
    if (typeof name !== 'string' || column?.length !== length) return null;
    columns.set(name, column);
  }
  return columns.size === 0 ? null : columns;
}

function numbers(value: Value | undefined): number[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray') return null;
  if (value.dtype !== '<f8' || value.shape.length !== 1) return null;
  const elements = typedElements(value);
  return elements === null ? null : Array.from(elements as Float64Array);
}
