import type { Draw } from '../draw.ts';
import type { Expression } from '../expression/tree.ts';
import type { FitModel, ParameterRange } from './catalogue.ts';
import type { FitProblem } from './problem.ts';
import { realValue } from './real-value.ts';

/** Shares of the problems that are special in one way. */
export interface ProblemShares {
  readonly bounded: number;
  /** Of the bounded ones: where the true parameters lie outside of the box. */
  readonly active: number;
  readonly far: number;
  readonly unused: number;
  readonly close: number;
}

/** Of the largest value; data without any noise keep all their digits, those with noise have six. */
const noises = [0, 1e-6, 1e-5, 1e-4, 1e-4, 1e-3, 1e-3, 1e-2, 1e-2, 0.03, 0.1] as const;
const unusedName = 'spare';

/** One problem of a model, with data that are its values at hidden true parameters and noise. */
export function drawProblem(
  draw: Draw,
  { model, parameters, x }: FitModel,
  tree: Expression,
  shares: ProblemShares,
  maxLength: number,
): FitProblem {
  const spare = draw.chance(shares.unused) ? [{ name: unusedName, low: 0.5, high: 2 }] : [];
  const all = [...parameters, ...spare];
  const truth = all.map((one) => drawWithin(draw, one));
  const least = all.length;
  const length = draw.chance(shares.close)
    ? least + draw.below(3)
    : draw.between(least + 3, Math.max(least + 3, maxLength));
  const xs = drawGrid(draw, x.low, x.high, length);
  const bindings = new Map(all.map(({ name }, i) => [name, truth[i]!]));
  const exact = xs.map((one) => realValue(tree, bindings.set('x', one)));
  const scale = Math.max(...exact.map(Math.abs), Number.MIN_VALUE) * draw.pick(noises);
  const y = exact.map((one) => (scale === 0 ? one : written(one + scale * drawNormal(draw))));
  const bounds = draw.chance(shares.bounded) ? drawBounds(draw, truth, draw.chance(shares.active)) : null;
  const far = draw.chance(shares.far);
  const start = truth.map((one, i) => {
    const moved = Number((one * factor(draw, far ? 5 : 1.5)).toPrecision(3));
    return bounds === null ? moved : inside(moved, bounds.lower[i]!, bounds.upper[i]!);
  });
  const names = all.map(({ name }) => name);
  const { lower = null, upper = null } = bounds ?? {};
  return { model, parameters: names, data: new Map([['x', xs]]), y, start, lower, upper };
}

function drawWithin(draw: Draw, { low, high }: ParameterRange): number {
  const value = low > 0 ? low * (high / low) ** draw.unit() : draw.real(low, high);
  return Number(value.toPrecision(4)) || high;
}

/** Rising x: even, on a logarithmic scale, at random, or in a cluster with one point far off. */
function drawGrid(draw: Draw, low: number, high: number, length: number): number[] {
  const shares = Array.from({ length }, (_, i) => (length === 1 ? 0 : i / (length - 1)));
  const kind = draw.below(4);
  if (kind === 0) return distinct(shares.map((share) => low + (high - low) * share));
  if (kind === 1) return distinct(shares.map((share) => low * (high / low) ** share));
  if (kind === 2) return distinct(shares.map(() => draw.real(low, high)));
  const middle = draw.real(low, high);
  const width = (high - low) * 0.05;
  return distinct(shares.map((_, i) => (i === 0 ? low : i === 1 ? high : middle + width * (draw.unit() - 0.5))));
}

function distinct(xs: readonly number[]): number[] {
  return [...new Set(xs.map(written))].sort((a, b) => a - b);
}

/** Boxes about the truth, or beside it; now and then open on one side. */
function drawBounds(draw: Draw, truth: readonly number[], active: boolean): { lower: number[]; upper: number[] } {
  const beside = active ? draw.below(truth.length) : -1;
  const sides = truth.map((one, i) => {
    const reach = Math.max(Math.abs(one), 1e-12);
    const [low, high] = [one - reach * draw.real(0.5, 5), one + reach * draw.real(0.5, 5)];
    return (i === beside ? [one + reach * draw.real(0.1, 0.5), high + reach] : [low, high]).map((end) =>
      Number(end.toPrecision(3)),
    );
  });
  const open = draw.below(4);
  return {
    lower: sides.map(([low]) => (open === 1 ? Number.NEGATIVE_INFINITY : low!)),
    upper: sides.map(([, high]) => (open === 2 ? Number.POSITIVE_INFINITY : high!)),
  };
}

function inside(value: number, low: number, high: number): number {
  if (value > low && value < high) return value;
  if (Number.isFinite(low) && Number.isFinite(high)) return (low + high) / 2;
  return Number.isFinite(low) ? low + Math.abs(low) + 1e-9 : high - Math.abs(high) - 1e-9;
}

const factor = (draw: Draw, most: number) => most ** draw.real(-1, 1);

/** The sum of twelve uniform numbers, as good as normal here. */
function drawNormal(draw: Draw): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += draw.unit();
  return sum;
}

/** Six digits, as an instrument writes them. */
const written = (value: number) => Number(value.toPrecision(6));
