import type { Step } from '../../compare/difference.ts';
import { keyStep } from '../../compare/pair-keys.ts';
import { generalPath } from '../../runner/signature.ts';
import { type DType, elementCount, parseDType } from '../../value/dtype.ts';
import { elementAt, indicesOf, memoryIndex } from '../../value/ndarray.ts';
import type { NdArrayValue, Value } from '../../value/value.ts';
import { viewOf, writeQuantity } from './quantity.ts';

/** A place in a value where a fault can be put. */
export interface Site {
  /** The way down: the position of each part, for an array the flat index of its element. */
  readonly address: readonly number[];
  /** The same way in steps, from the returned value. */
  readonly steps: readonly Step[];
  readonly value: Value;
  /** The dtype of the array whose element it is, else null. */
  readonly dtype: DType | null;
}

/** An answer with more places than these is looked at in part. */
const mostSites = 4000;
/** Elements of one array that are looked at, spread over it. */
export const mostElements = 64;

/** The places of a value by their path without indices, from `$.value` on. A part that is shared is visited once. */
export function sitesOf(root: Value): Map<string, Site[]> {
  const found = new Map<string, Site[]>();
  const seen = new Set<object>();
  const waiting: Site[] = [{ address: [], steps: [], value: root, dtype: null }];
  let count = 0;
  for (let site = waiting.shift(); site !== undefined && count < mostSites; site = waiting.shift()) {
    const path = pathOf(site.steps);
    const same = found.get(path);
    if (same === undefined) found.set(path, [site]);
    else same.push(site);
    count += 1;
    if (typeof site.value !== 'object' || site.value === null || seen.has(site.value)) continue;
    seen.add(site.value);
    waiting.push(...partsOf(site));
  }
  return found;
}

export const pathOf = (steps: readonly Step[]): string => generalPath(['value', ...steps]);

/** The places right below one. Items of sets have no place of their own. */
function partsOf({ value, address, steps }: Site): Site[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray')
    return elementsOf(value, address, steps);
  return childrenOf(value).map(([step, part], index) => {
    return { address: [...address, index], steps: [...steps, step], value: part, dtype: null };
  });
}

/** The parts of a sequence, map or record with the step to each. */
export function childrenOf(value: Value): (readonly [Step, Value])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.map((part, index) => [index, part] as const);
  switch (value.kind) {
    case 'tuple':
    case 'deque':
      return value.items.map((part, index) => [index, part] as const);
    case 'map':
      return value.entries.map(([key, part]) => [keyStep(key), part] as const);
    case 'record':
      return value.fields.map(([name, part]) => [name, part] as const);
    default:
      return [];
  }
}

function elementsOf(array: NdArrayValue, address: readonly number[], steps: readonly Step[]): Site[] {
  const type = parseDType(array.dtype);
  if (type.kind === 'struct') return [];
  const count = elementCount(array.shape);
  const stride = Math.max(1, Math.ceil(count / mostElements));
  const sites: Site[] = [];
  for (let flat = 0; flat < count; flat += stride) {
    const part = elementAt(array, flat);
    const dtype = type.kind === 'object' ? null : type;
    sites.push({ address: [...address, flat], steps: [...steps, ...indicesOf(array.shape, flat)], value: part, dtype });
  }
  return sites;
}

/** The value at steps from the root, with the dtype of the array it is in; undefined where there is nothing. */
export function valueAt(root: Value, steps: readonly Step[]): { value: Value; dtype: DType | null } | undefined {
  let value = root;
  for (let at = 0; at < steps.length; at += 1) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray') {
      return elementAtSteps(value, steps.slice(at));
    }
    const part = childrenOf(value).find(([step]) => step === steps[at]);
    if (part === undefined) return undefined;
    value = part[1];
  }
  return { value, dtype: null };
}

function elementAtSteps(array: NdArrayValue, steps: readonly Step[]) {
  const { shape } = array;
  if (steps.length < shape.length) return undefined;
  let flat = 0;
  for (const [axis, size] of shape.entries()) {
    const step = steps[axis];
    if (typeof step !== 'number' || step >= size) return undefined;
    flat = flat * size + step;
  }
  const dtype = parseDType(array.dtype);
  if (dtype.kind === 'object') return valueAt(elementAt(array, flat), steps.slice(shape.length));
  return steps.length === shape.length ? { value: elementAt(array, flat), dtype } : undefined;
}

/** A copy with another value at an address; everything beside the way there is shared. Null when it does not fit there. */
export function withValue(root: Value, address: readonly number[], value: Value): Value | null {
  const [at, ...rest] = address;
  if (at === undefined) return value;
  if (typeof root !== 'object' || root === null) return null;
  const put = (parts: readonly Value[]): Value[] | null => {
    const part = withValue(parts[at]!, rest, value);
    return part === null ? null : parts.with(at, part);
  };
  if (Array.isArray(root)) return put(root);
  switch (root.kind) {
    case 'tuple':
    case 'deque': {
      const items = put(root.items);
      return items && { ...root, items };
    }
    case 'map': {
      const parts = put(root.entries.map(([, part]) => part));
      return parts && { ...root, entries: root.entries.map(([key], index): [Value, Value] => [key, parts[index]!]) };
    }
    case 'record': {
      const parts = put(root.fields.map(([, part]) => part));
      return parts && { ...root, fields: root.fields.map(([name], index): [string, Value] => [name, parts[index]!]) };
    }
    case 'ndarray':
      return withElement(root, at, rest, value);
    default:
      return null;
  }
}

function withElement(array: NdArrayValue, flat: number, rest: readonly number[], value: Value): NdArrayValue | null {
  const type = parseDType(array.dtype);
  const index = memoryIndex(array, flat);
  if (type.kind === 'object') {
    const part = withValue(array.objects![index]!, rest, value);
    return part === null ? null : { ...array, objects: array.objects!.with(index, part) };
  }
  // Not `slice`: that of a Buffer, which answers often are, copies nothing.
  const data = new Uint8Array(array.data);
  return writeQuantity(type, viewOf(data), index * type.itemSize, value) ? { ...array, data } : null;
}
