import type { Step } from '../../compare/difference.ts';
import type { Finding } from '../../runner/report.ts';
import { isCOrdered, typedElements } from '../../value/ndarray.ts';
import type { CallArguments } from '../../value/outcome.ts';
import type { Value } from '../../value/value.ts';

/** Both sides as curves: what stands at each `x`. */
export interface Curves {
  readonly x: readonly number[];
  /** What `x` is: the name of an argument, or `index`. */
  readonly along: string;
  readonly legacy: readonly number[];
  readonly modern: readonly number[];
}

/** Fewer points make no curve. */
const fewest = 4;
const most = 20_000;

/** The arrays of numbers that a difference lies in, of both sides; null where there are none of one length. */
export function curvesOf({ difference, legacyOutcome, modernOutcome, input }: Finding): Curves | null {
  if (difference === null || legacyOutcome?.kind !== 'returned' || modernOutcome?.kind !== 'returned') return null;
  if (difference.path[0] !== 'value') return null;
  const steps = difference.path.slice(1);
  const legacy = numbersOnTheWay(legacyOutcome.value, steps);
  const modern = numbersOnTheWay(modernOutcome.value, steps);
  if (legacy === null || modern === null || legacy.length !== modern.length) return null;
  return { ...abscissa(input, legacy.length), legacy, modern };
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
  if (value.order !== 'C' && !isCOrdered(value.shape) && value.shape.length > 1) return null;
  const elements = typedElements(value);
  if (elements === null || elements.length < fewest || elements.length > most) return null;
  return Array.from(elements as ArrayLike<number | bigint>, Number);
}

/** The first argument of the same length that goes one way only; else the index. */
function abscissa({ args, kwargs }: CallArguments, length: number): Pick<Curves, 'x' | 'along'> {
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
