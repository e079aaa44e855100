import { encodeText } from '../../value/encode.ts';
import type { Value } from '../../value/value.ts';
import { containerOf } from '../container.ts';
import { isSame } from './atom.ts';
import { arraySeries, leafSeries, listSeries, type Series } from './series.ts';

/** Two series at the same place of both values. */
export interface Strand {
  readonly legacy: Series;
  readonly modern: Series;
}

/**
 * How lists are read: as one series of numbers; item by item, since a list may hold figures of different kinds; or as rows
 * of which each is one text, to see what became of their order.
 */
export type Reading = 'series' | 'items' | 'rows';

const maxPlaces = 5000;
const maxDepth = 32;
/** Characters of all rows of a list: their order is not worth more. */
const maxRowText = 2 ** 21;
/** Lists longer than this hold figures of one kind. */
const mostItems = 8;

/** A table of the same row over and over is small until it is read. */
const maxCells = 2 ** 22;

class Unpaired extends Error {}

/** The series of two values, place by place; null when their places do not pair (other keys, other kinds, too many). */
export function strandsOf(legacy: Value, modern: Value, reading: Reading): Strand[] | null {
  const walk: Walk = { reading, strands: [], left: maxPlaces };
  try {
    visit(legacy, modern, 0, walk);
    return walk.strands;
  } catch (error) {
    if (error instanceof Unpaired) return null;
    throw error;
  }
}

/** An argument as one series; null when it is no array or list of leaves. */
export function leafSeriesOf(value: Value): Series | null {
  return seriesOf(value, 'series');
}

interface Walk {
  readonly reading: Reading;
  readonly strands: Strand[];
  /** Places that may still be visited: shared branches unfold. */
  left: number;
}

function visit(legacy: Value, modern: Value, depth: number, walk: Walk): void {
  if (depth > maxDepth || --walk.left < 0) throw new Unpaired();
  const [left, right] = [seriesOf(legacy, walk.reading), seriesOf(modern, walk.reading)];
  if (left !== null && right !== null) {
    walk.strands.push({ legacy: left, modern: right });
    return;
  }
  const pairs = partners(legacy, modern);
  if (pairs === null) throw new Unpaired();
  for (const [one, other] of pairs) visit(one, other, depth + 1, walk);
}

/** Items by place, or map entries by key. */
function partners(legacy: Value, modern: Value): (readonly [Value, Value])[] | null {
  const [left, right] = [containerOf(legacy), containerOf(modern)];
  if (left?.form === 'sequence' && right?.form === 'sequence') {
    if (left.items.length !== right.items.length) return null;
    return left.items.map((item, i) => [item, right.items[i]!] as const);
  }
  if (left?.form !== 'map' || right?.form !== 'map' || left.entries.length !== right.entries.length) return null;
  const byKey = new Map(right.entries.map(([key, value]) => [encodeText(key), value]));
  const pairs = left.entries.map(([key, value]) => [value, byKey.get(encodeText(key))] as const);
  return pairs.every((pair): pair is readonly [Value, Value] => pair[1] !== undefined) ? pairs : null;
}

function seriesOf(value: Value, reading: Reading): Series | null {
  const container = containerOf(value);
  if (container === null) return leafSeries(value);
  if (container.form === 'array') return arraySeries(container.source);
  if (container.form === 'set') return rowsSeries(rowTexts(container.source.items).sort(), 'set');
  if (container.form !== 'sequence') return null;
  const { items, source } = container;
  const type = Array.isArray(source) ? 'list' : source.kind;
  if (reading === 'rows' && items.some((item) => containerOf(item) !== null)) {
    return rowsSeries(rowTexts(items), type);
  }
  if (reading === 'items' && items.length <= mostItems) return null;
  return gridSeries(items, type);
}

/** A list of leaves, or of lists of leaves that all have the same length. */
function gridSeries(items: readonly Value[], type: string): Series | null {
  const rows = items.map((item) => containerOf(item));
  if (!rows.every((row) => row?.form === 'sequence')) return listSeries(items, [items.length], type);
  const lists = rows.map((row) => (row as { items: readonly Value[] }).items);
  const columns = lists[0]?.length ?? 0;
  if (lists.length * columns > maxCells || lists.some((list) => list.length !== columns)) return null;
  return listSeries(lists.flat(), [lists.length, columns], type);
}

/** Each item as its text. */
function rowTexts(items: readonly Value[]): string[] {
  let left = maxRowText;
  return items.map((item) => {
    const text = encodeText(item);
    left -= text.length;
    if (left < 0) throw new Unpaired();
    return text;
  });
}

function rowsSeries(texts: readonly string[], type: string): Series {
  const at = (index: number) => texts[index]!;
  return { length: texts.length, width: 1, shape: [texts.length], type, format: 'f8', instants: false, at };
}

/** Elements looked at when telling whether a strand differs; more than this costs more than an explanation is worth. */
const maxScanned = 2 ** 22;

/** True when lengths, shapes or elements differ, or only the types. */
export function differs({ legacy, modern }: Strand): boolean {
  if (legacy.length !== modern.length || legacy.width !== modern.width || legacy.type !== modern.type) return true;
  if (legacy.shape.join() !== modern.shape.join()) return true;
  const atoms = Math.min(legacy.length * legacy.width, maxScanned);
  for (let i = 0; i < atoms; i++) if (!isSame(legacy.at(i), modern.at(i))) return true;
  return false;
}
