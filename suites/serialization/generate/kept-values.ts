import type { NdArrayValue, TaggedValue, Value } from 'vernier';
import { distinct } from './hashable.ts';
import { elementType } from './python-values.ts';

/** Names that mean something to the format. */
const taken = new Set(['__version__', '__array_ref__']);

/** The value made of what JSON and NPZ files keep, and nothing else; the rest becomes something of its size. */
export function keptValue(value: Value): Value {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(keptValue) : keptTagged(value);
}

function keptTagged(value: TaggedValue): Value {
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return value.items.map(keptValue);
    case 'map':
      return keptDict(value.entries);
    case 'record':
      return keptDict(value.fields);
    case 'ndarray':
      return value.objects === undefined ? keptArray(value) : value.objects.map(keptValue);
    case 'nan':
      return Number.NaN;
    case 'opaque':
      return value.repr.toWellFormed();
    default:
      return 'text' in value ? value.text.toWellFormed() : null;
  }
}

/** The dict of those entries whose keys are strings that the format does not keep for itself. */
export function keptDict(entries: readonly (readonly [Value, Value])[]): Value {
  const named = entries.flatMap(([key, inner]): [Value, Value][] => {
    const name = typeof key === 'string' ? key.toWellFormed() : null;
    return name === null || taken.has(name) ? [] : [[name, keptValue(inner)]];
  });
  return { kind: 'map', type: 'dict', entries: distinct(named, ([key]) => key) };
}

function keptArray(array: NdArrayValue): NdArrayValue {
  return { ...array, dtype: elementType(array.dtype) };
}
