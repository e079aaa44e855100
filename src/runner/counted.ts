import type { ExpectedOutcome } from '../golden/vector.ts';
import { elementCount } from '../value/dtype.ts';
import { elementAt } from '../value/ndarray.ts';
import type { Outcome } from '../value/outcome.ts';
import type { NdArrayValue, Value } from '../value/value.ts';

/**
 * Whether a case counts as compared: both sides returned something that is not empty and not all NaN, or a vector
 * expects an error. Two sides that fail alike, or agree on nothing, have shown nothing.
 */
export function countsAsCompared(
  expected: ExpectedOutcome | null,
  reference: Outcome | null,
  modern: Outcome | null,
): boolean {
  if (modern === null) return false;
  if (expected !== null && 'raised' in expected) return modern.kind === 'raised' || modern.kind === 'returned';
  const from = expected !== null ? expected.returned : reference?.kind === 'returned' ? reference.value : undefined;
  return from !== undefined && modern.kind === 'returned' && hasSubstance(from) && hasSubstance(modern.value);
}

/** False for null, empty collections and strings, and values whose every number is NaN. */
export function hasSubstance(value: Value): boolean {
  return substance(value, 0);
}

// Deep enough for any real result; a value nested deeper certainly is not empty.
const maxDepth = 50;

function substance(value: Value, depth: number): boolean {
  if (value === null || depth > maxDepth) return depth > maxDepth;
  switch (typeof value) {
    case 'number':
      return !Number.isNaN(value);
    case 'string':
      return value.length > 0;
    case 'boolean':
    case 'bigint':
      return true;
  }
  if (Array.isArray(value)) return value.some((item) => substance(item, depth + 1));
  switch (value.kind) {
    case 'nan':
      return false;
    case 'bytes':
    case 'bytearray':
      return value.data.length > 0;
    case 'complex':
      return !(Number.isNaN(value.re) && Number.isNaN(value.im));
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return value.items.some((item) => substance(item, depth + 1));
    case 'map':
      return value.entries.some(([, item]) => substance(item, depth + 1));
    case 'record':
      return value.fields.some(([, item]) => substance(item, depth + 1));
    case 'ndarray':
      return arrayHasSubstance(value, depth);
    case 'scalar':
      return arrayHasSubstance({ kind: 'ndarray', dtype: value.dtype, shape: [], order: 'C', data: value.data }, depth);
    default:
      return true;
  }
}

function arrayHasSubstance(array: NdArrayValue, depth: number): boolean {
  const count = elementCount(array.shape);
  for (let index = 0; index < count; index += 1) {
    if (substance(elementAt(array, index), depth + 1)) return true;
  }
  return false;
}
