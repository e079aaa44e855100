import { describeDType, elementCount } from '../value/dtype.ts';
import { elementAt } from '../value/ndarray.ts';
import type { NdArrayValue, Value } from '../value/value.ts';

/** What an input looks like from outside. */
export interface InputTraits {
  /** Of the arrays in it, `scalar` for none. */
  readonly dtypes: ReadonlySet<string>;
  /** Of its largest array, in elements: `scalar` for none, `0`, `1`, `2-9`, `10-99`, `100 and more`. */
  readonly size: string;
  /** Decades of the numbers in it: `zero`, `1e-3`, `not finite`. */
  readonly magnitudes: ReadonlySet<string>;
}

/** Looks at the arguments of a case. */
export function lookAt(values: readonly Value[]): InputTraits {
  const found: Found = { dtypes: new Set(), largest: -1, magnitudes: new Set(), left: maxLeaves, seen: new Set() };
  for (const value of values) explore(value, found, 0);
  if (found.dtypes.size === 0) found.dtypes.add('scalar');
  return {
    dtypes: found.dtypes,
    magnitudes: found.magnitudes,
    size: found.largest < 0 ? 'scalar' : sizeClass(found.largest),
  };
}

/** So many numbers of an input are looked at, so that a huge array costs no more than a small one. */
const maxLeaves = 256;

interface Found {
  readonly dtypes: Set<string>;
  largest: number;
  readonly magnitudes: Set<string>;
  left: number;
  /** Objects are looked into once: a graph of a few shared ones has more paths than there is time for. */
  readonly seen: Set<object>;
}

function explore(value: Value, found: Found, depth: number): void {
  if (value === null || depth > 50 || found.left <= 0) return;
  if (typeof value === 'number' || typeof value === 'bigint') {
    found.left -= 1;
    found.magnitudes.add(magnitudeClass(Number(value)));
    return;
  }
  if (typeof value !== 'object' || found.seen.has(value)) return;
  found.seen.add(value);
  if (Array.isArray(value)) for (const item of value) explore(item, found, depth + 1);
  else if (value.kind === 'ndarray') exploreArray(value, found, depth);
  else if (value.kind === 'map') for (const [, item] of value.entries) explore(item, found, depth + 1);
  else if (value.kind === 'record') for (const [, item] of value.fields) explore(item, found, depth + 1);
  else if ('items' in value) for (const item of value.items) explore(item, found, depth + 1);
}

function exploreArray(array: NdArrayValue, found: Found, depth: number): void {
  const count = elementCount(array.shape);
  found.dtypes.add(describeDType(array.dtype));
  found.largest = Math.max(found.largest, count);
  for (let index = 0; index < count && found.left > 0; index += 1) explore(elementAt(array, index), found, depth + 1);
}

function sizeClass(count: number): string {
  if (count <= 1) return String(count);
  if (count < 10) return '2-9';
  return count < 100 ? '10-99' : '100 and more';
}

const widest = 30;
const decades: readonly string[] = Array.from({ length: 2 * widest + 1 }, (_, place) => `1e${place - widest}`);

/** Decade of magnitude: `1e-3` holds 0.001 up to 0.01. Decades beyond 1e-30 and 1e30 are put together. */
function magnitudeClass(x: number): string {
  if (!Number.isFinite(x)) return 'not finite';
  if (x === 0) return 'zero';
  const decade = Math.floor(Math.log10(Math.abs(x)));
  if (decade < -widest) return 'below 1e-30';
  return decade > widest ? 'above 1e30' : decades[decade + widest]!;
}
