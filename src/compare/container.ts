import { parseDType } from '../value/dtype.ts';
import type {
  DequeValue,
  MapValue,
  NdArrayValue,
  RecordValue,
  ScalarValue,
  SetValue,
  SliceValue,
  TupleValue,
  Value,
} from '../value/value.ts';

/** A value that holds others, by how its parts find their partners. */
export type Container =
  | { readonly form: 'sequence'; readonly source: Value[] | TupleValue | DequeValue; readonly items: readonly Value[] }
  | { readonly form: 'array'; readonly source: NdArrayValue }
  | {
      readonly form: 'map';
      readonly source: MapValue | RecordValue;
      readonly entries: readonly (readonly [Value, Value])[];
    }
  | { readonly form: 'set'; readonly source: SetValue }
  | { readonly form: 'slice'; readonly source: SliceValue }
  /** One record of a structured dtype. */
  | { readonly form: 'struct'; readonly source: ScalarValue };

/** The container a value is, or null for a leaf. */
export function containerOf(value: Value): Container | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return { form: 'sequence', source: value, items: value };
  switch (value.kind) {
    case 'tuple':
    case 'deque':
      return { form: 'sequence', source: value, items: value.items };
    case 'ndarray':
      return { form: 'array', source: value };
    case 'map':
      return { form: 'map', source: value, entries: value.entries };
    case 'record':
      return { form: 'map', source: value, entries: value.fields };
    case 'set':
    case 'frozenset':
      return { form: 'set', source: value };
    case 'slice':
      return { form: 'slice', source: value };
    case 'scalar':
      return parseDType(value.dtype).kind === 'struct' ? { form: 'struct', source: value } : null;
    default:
      return null;
  }
}

/** True when a part is a container itself: only such containers can be part of a cycle or of shared branches. */
export function holdsContainers(container: Container): boolean {
  switch (container.form) {
    case 'sequence':
      return container.items.some(isObject);
    case 'map':
      return container.entries.some(([, value]) => isObject(value));
    case 'array':
      return container.source.objects?.some(isObject) ?? false;
    case 'slice':
      return true;
    case 'set':
    case 'struct':
      return false;
  }
}

function isObject(value: Value): boolean {
  return typeof value === 'object' && value !== null;
}
