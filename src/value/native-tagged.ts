import type { TaggedValue } from './value.ts';

type Check = (part: unknown) => boolean;

const text: Check = (part) => typeof part === 'string';
const float: Check = (part) => typeof part === 'number';
const integer: Check = (part) => typeof part === 'bigint';
const bytes: Check = (part) => part instanceof Uint8Array;
const list: Check = Array.isArray;
const anything: Check = () => true;
const pairs: Check = (part) => Array.isArray(part) && part.every((pair) => Array.isArray(pair) && pair.length === 2);
const named: Check = (part) => pairs(part) && (part as unknown[][]).every(([name]) => typeof name === 'string');
const oneOf =
  (...names: unknown[]): Check =>
  (part) =>
    names.includes(part);
const orNull =
  (check: Check): Check =>
  (part) =>
    part === null || check(part);
const dtype: Check = (part) => text(part) || list(part);
const shape: Check = (part) => Array.isArray(part) && part.every((size) => Number.isSafeInteger(size));

/** The fields of each kind; a name that ends with `?` may be missing. */
const forms: Readonly<Record<TaggedValue['kind'], Readonly<Record<string, Check>>>> = {
  nan: { bits: integer },
  bytes: { data: bytes },
  bytearray: { data: bytes },
  tuple: { items: list },
  set: { items: list },
  frozenset: { items: list },
  map: { type: oneOf('dict', 'ordered', 'counter', 'default'), entries: pairs, 'factory?': orNull(text) },
  deque: { items: list, maxlen: orNull(integer) },
  complex: { re: float, im: float },
  decimal: { text },
  fraction: { numerator: integer, denominator: integer },
  datetime: { text, fold: oneOf(0, 1), offsetSeconds: orNull(float) },
  date: { text },
  time: { text },
  duration: { days: float, seconds: float, microseconds: float },
  timezone: { text },
  uuid: { text },
  range: { start: integer, stop: integer, step: integer },
  slice: { start: anything, stop: anything, step: anything },
  singleton: { name: text },
  dtype: { dtype },
  scalar: { dtype, data: bytes },
  ndarray: { dtype, shape, order: oneOf('C', 'F'), data: bytes, 'objects?': list },
  record: { type: text, fields: named },
  opaque: { type: text, repr: text },
};

/**
 * True for an object that has a kind of the value model and exactly the fields of that kind; the values inside it may
 * still be any JavaScript values. An implementation that
 * returns an object of its own that happens to look so gets the tagged value.
 */
export function describesTagged(native: object): native is TaggedValue {
  const { kind } = native as { kind?: unknown };
  if (typeof kind !== 'string' || !Object.hasOwn(forms, kind)) return false;
  const form = forms[kind as TaggedValue['kind']];
  const parts = new Map<string, unknown>(Object.entries(native));
  parts.delete('kind');
  for (const [name, check] of Object.entries(form)) {
    const optional = name.endsWith('?');
    const key = optional ? name.slice(0, -1) : name;
    if (!parts.has(key) ? !optional : !check(parts.get(key))) return false;
    parts.delete(key);
  }
  return parts.size === 0;
}
