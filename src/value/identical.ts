import { float64Bits } from './float-bits.ts';
import { hasIdentity } from './graph.ts';
import type { TaggedValue, Value } from './value.ts';

/**
 * True when two values are the same, bit for bit: same kinds, same bits of every float (-0 is not 0, NaN payloads count),
 * same dtypes and memory orders, same order of map entries and set items, and the same objects shared. Deep and cyclic
 * values are fine.
 */
export function identical(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || a === null) return identicalScalars(a, b);
  const pairs: [Value, Value][] = [[a, b]];
  const partners = new Map<object, object>();
  const taken = new Set<object>();
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair;
    if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) {
      if (!identicalScalars(left, right)) return false;
      continue;
    }
    if (hasIdentity(left)) {
      const partner = partners.get(left);
      if (partner !== undefined || taken.has(right)) {
        if (partner !== right) return false;
        continue;
      }
      partners.set(left, right);
      taken.add(right);
    }
    if (!identicalObjects(left, right, pairs)) return false;
  }
  return true;
}

/** Everything but objects; an object is never identical to one of these. */
function identicalScalars(a: Value, b: Value): boolean {
  return typeof a === 'number' ? Object.is(a, b) : a === b;
}

/** Compares what two objects are by themselves and leaves the values inside them to `pairs`. */
function identicalObjects(a: Value[] | TaggedValue, b: Value[] | TaggedValue, pairs: [Value, Value][]): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && pushAll(a, b, pairs);
  if (Array.isArray(b) || a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
      return pushAll(a.items, (b as typeof a).items, pairs);
    case 'deque':
      return a.maxlen === (b as typeof a).maxlen && pushAll(a.items, (b as typeof a).items, pairs);
    case 'map': {
      const other = b as typeof a;
      return a.type === other.type && sameFactory(a, other) && pushPairs(a.entries, other.entries, pairs);
    }
    case 'record':
      return a.type === (b as typeof a).type && pushPairs(a.fields, (b as typeof a).fields, pairs);
    case 'slice':
      return pushAll(sliceParts(a), sliceParts(b as typeof a), pairs);
    case 'ndarray': {
      const other = b as typeof a;
      const same = sameLayout(a, other) && sameBytes(a.data, other.data);
      return same && pushAll(a.objects ?? [], other.objects ?? [], pairs);
    }
    default:
      return identicalLeaves(a, b);
  }
}

type Of<K extends TaggedValue['kind']> = Extract<TaggedValue, { kind: K }>;

const sameFactory = (a: Of<'map'>, b: Of<'map'>): boolean => (a.factory ?? null) === (b.factory ?? null);
const sliceParts = (slice: Of<'slice'>): Value[] => [slice.start, slice.stop, slice.step];

function sameLayout(a: Of<'ndarray'>, b: Of<'ndarray'>): boolean {
  if (JSON.stringify(a.dtype) !== JSON.stringify(b.dtype) || a.shape.length !== b.shape.length) return false;
  if (!a.shape.every((size, axis) => size === b.shape[axis])) return false;
  return a.order === b.order && (a.objects === undefined) === (b.objects === undefined);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && Buffer.compare(a, b) === 0;
}

/** Kinds that hold no other values: every field the same, floats by their bits. */
function identicalLeaves(a: TaggedValue, b: TaggedValue): boolean {
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, field]) => right.has(key) && sameField(field, right.get(key)));
}

function sameField(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array) return b instanceof Uint8Array && sameBytes(a, b);
  if (typeof a === 'number') return typeof b === 'number' && float64Bits(a) === float64Bits(b);
  // The fields of a structured dtype are the only objects left.
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function pushAll(a: readonly Value[], b: readonly Value[], pairs: [Value, Value][]): boolean {
  if (a.length !== b.length) return false;
  for (let i = a.length - 1; i >= 0; i--) pairs.push([a[i] as Value, b[i] as Value]);
  return true;
}

function pushPairs(
  a: readonly (readonly [Value, Value])[],
  b: readonly (readonly [Value, Value])[],
  pairs: [Value, Value][],
): boolean {
  if (a.length !== b.length) return false;
  for (let i = a.length - 1; i >= 0; i--) {
    pairs.push([a[i]![1], b[i]![1]], [a[i]![0], b[i]![0]]);
  }
  return true;
}
