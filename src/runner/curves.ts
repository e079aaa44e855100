import type { Step } from '../compare/difference.ts';
import type { Case } from '../suite/case.ts';
import { typedElements } from '../value/ndarray.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { JudgedResult } from './result.ts';

/** The arrays that a drift lies in, in the case as it was found: a shrunk one is too short to be looked at. */
export interface Curves {
  /** What `x` is: the name of an argument, or `index`. */
  readonly along: string;
  readonly x: readonly number[];
  readonly legacy: readonly number[];
  readonly modern: readonly number[];
  /** How many points there are in all; those kept are every so many, and the one that is farthest off. */
  readonly points: number;
}

/** Fewer points make no curve. */
const fewest = 4;
const most = 100_000;
/** Points kept of longer ones. */
const kept = 200;

/**
 * Both sides of a drift as curves; null where it does not lie in arrays of one length and one dimension.
 *
 * @param byGolden True when vectors are held against their golden outcomes
 */
export function curvesOf({
  item,
  judged,
  byGolden,
}: {
  item: Case;
  judged: JudgedResult;
  byGolden: boolean;
}): Curves | null {
  const difference = judged.comparison?.differences.find(({ beyond }) => beyond);
  if (judged.result.status !== 'drifted' || difference?.path[0] !== 'value') return null;
  const golden = byGolden ? item.vector?.outcome : undefined;
  const reference = golden === undefined ? returned(judged.legacy) : 'returned' in golden ? golden.returned : undefined;
  const answer = returned(judged.modern);
  if (reference === undefined || answer === undefined) return null;
  const steps = difference.path.slice(1);
  const legacy = numbersOnTheWay(reference, steps);
  const modern = numbersOnTheWay(answer, steps);
  if (legacy === null || modern === null || legacy.length !== modern.length) return null;
  const { along, x } = abscissa(item.input, legacy.length);
  const indices = indicesKept(legacy, modern);
  const pick = (numbers: readonly number[]) => indices.map((index) => numbers[index]!);
  return { along, x: pick(x), legacy: pick(legacy), modern: pick(modern), points: legacy.length };
}

function returned(outcome: Outcome | null): Value | undefined {
  return outcome?.kind === 'returned' ? outcome.value : undefined;
}

function indicesKept(legacy: readonly number[], modern: readonly number[]): number[] {
  const step = Math.ceil(legacy.length / kept);
  const off = (index: number) => Math.abs(modern[index]! - legacy[index]!);
  let worst = 0;
  for (let i = 1; i < legacy.length; i++) if (off(i) > off(worst)) worst = i;
  const last = legacy.length - 1;
  return legacy.flatMap((_, i) => (i % step === 0 || i === worst || i === last ? [i] : []));
}

function numbersOnTheWay(value: Value, steps: readonly Step[]): readonly number[] | null {
  let at: Value | undefined = value;
  for (let depth = 0; at !== undefined; depth++) {
    const found = numbersOf(at);
    if (found !== null) return found;
    const step = steps[depth];
    if (step === undefined) return null;
    at = below(at, step);
  }
  return null;
}

function below(value: Value, step: Step): Value | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  if (value.kind === 'tuple') return typeof step === 'number' ? value.items[step] : undefined;
  if (value.kind === 'map') return value.entries.find(([key]) => key === step)?.[1];
  if (value.kind === 'record') return value.fields.find(([name]) => name === step)?.[1];
  return undefined;
}

/** The elements of a one-dimensional array, or of a list of nothing but numbers. */
function numbersOf(value: Value): readonly number[] | null {
  if (value === null || typeof value !== 'object') return null;
  const items = Array.isArray(value) ? value : value.kind === 'tuple' ? value.items : null;
  if (items !== null) {
    const isCurve = items.length >= fewest && items.length <= most && items.every((item) => typeof item === 'number');
    return isCurve ? (items as number[]) : null;
  }
  if (Array.isArray(value) || value.kind !== 'ndarray' || value.shape.filter((size) => size !== 1).length !== 1)
    return null;
  const elements = typedElements(value);
  if (elements === null || elements.length < fewest || elements.length > most) return null;
  return Array.from(elements as ArrayLike<number | bigint>, Number);
}

/** The first argument of the same length that goes one way only; else the index. */
function abscissa({ args, kwargs }: CallArguments, length: number): { x: readonly number[]; along: string } {
  const named: [string, Value][] = [
    ...args.map((value, index): [string, Value] => [`argument ${index + 1}`, value]),
    ...Object.entries(kwargs),
  ];
  const inside = named.flatMap(([name, value]): [string, Value][] =>
    value !== null && typeof value === 'object' && !Array.isArray(value) && value.kind === 'map'
      ? value.entries.flatMap(([key, item]): [string, Value][] => (typeof key === 'string' ? [[key, item]] : []))
      : [[name, value]],
  );
  for (const [along, value] of inside) {
    const x = numbersOf(value);
    if (x !== null && x.length === length && goesOneWay(x)) return { x, along };
  }
  return { x: Array.from({ length }, (_, index) => index), along: 'index' };
}

function goesOneWay(x: readonly number[]): boolean {
  const up = x.every((value, index) => Number.isFinite(value) && (index === 0 || value > x[index - 1]!));
  return up || x.every((value, index) => Number.isFinite(value) && (index === 0 || value < x[index - 1]!));
}
