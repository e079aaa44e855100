import {
  type CallArguments,
  fitView,
  type NdArrayValue,
  nodes,
  parseExpression,
  typedElements,
  type Value,
} from 'vernier';
import { questionOf } from './referee.ts';

/** What waivers may name of a fit: its model and bounds, how few points it has and where, what its start says of the data. */
export function fitLabels(input: CallArguments): readonly string[] {
  const { kwargs } = input;
  const { model, parameters, lower, upper } = kwargs;
  const [p, n] = [(parameters as Value[]).length, numbers(kwargs.y).length];
  const tree = parseExpression(String(model))?.tree;
  const used = new Set(
    tree === undefined ? [] : nodes(tree).flatMap((one) => (one.kind === 'variable' ? [one.name] : [])),
  );
  const isUnused = tree !== undefined && (parameters as Value[]).some((name) => !used.has(String(name)));
  return [
    `model:${model}`,
    lower === null && upper === null ? 'unbounded' : 'bounded',
    ...(n <= p ? ['points:no-more-than-parameters'] : n <= p + 2 ? ['points:few'] : []),
    ...(isUnused ? ['parameter:unused'] : []),
    ...(isClustered(input) ? ['grid:clustered'] : []),
    ...(isOffData(input) ? ['start:off-data'] : []),
  ];
}

/** All points but two stand in a tenth of the range: what the model does elsewhere rests on the two. */
function isClustered({ kwargs: { data } }: CallArguments): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || data.kind !== 'map') return false;
  const x = Float64Array.from(numbers(data.entries[0]?.[1])).sort();
  const most = x.length - 2;
  const widths = [0, 1, 2].map((from) => x[from + most - 1]! - x[from]!);
  return most >= 2 && Math.min(...widths) <= 0.1 * (x.at(-1)! - x[0]!);
}

/** The model at the start is nothing beside the data, at all of them: no derivative says where to go. */
function isOffData(input: CallArguments): boolean {
  const question = questionOf(input);
  const start = question === null ? null : fitView(question)(Float64Array.from(numbers(input.kwargs.start)));
  if (question === null || start === null) return false;
  const largest = (all: ArrayLike<number>) => Array.from(all).reduce((size, one) => Math.max(size, Math.abs(one)), 0);
  return largest(start.predictions) <= 1e-6 * largest(question.y);
}

/** The formula. */
export function modelLabels({ args: [name] }: CallArguments): readonly string[] {
  return [`formula:${name}`];
}

/** The system, how large the largest step of the data is beside its fastest time, and whether it hardly flows. */
export function integrateLabels({ args: [system, t, parameters] }: CallArguments): readonly string[] {
  const times = numbers(t);
  const p = numbers(parameters);
  const steps = times.slice(1).map((one, i) => one - times[i]!);
  const isRoliePoly = system === 'rolie-poly-shear';
  const fastest = Math.min(p[1]!, isRoliePoly ? p[2]! : Number.POSITIVE_INFINITY, 1 / p.at(-1)!);
  const ratio = Math.max(0, ...steps) / fastest;
  const strain = p.at(-1)! * Math.max(0, ...times);
  return [
    `system:${system}`,
    ratio <= 0.1 ? 'grid:fine' : ratio <= 0.5 ? 'grid:medium' : 'grid:coarse',
    ...(strain < 0.01 ? ['strain:small'] : []),
  ];
}

/** A cubic that is not the one of the other side needs a curve that bends. */
export function interpolateLabels({ args: [x] }: CallArguments): readonly string[] {
  return [numbers(x).length < 8 ? 'points:few' : 'points:many'];
}

/** Samples at the ends have no whole window about them. */
export function smoothLabels({ args: [, window] }: CallArguments): readonly string[] {
  return [window === 1n ? 'window:one' : 'window:wide'];
}

function numbers(value: Value | undefined): readonly number[] {
  const elements = typedElements(value as NdArrayValue);
  return elements === null ? [] : Array.from(elements as Float64Array);
}
