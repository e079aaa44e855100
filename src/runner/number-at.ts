import type { Step } from '../compare/difference.ts';
import { elementCount, parseDType } from '../value/dtype.ts';
import { readElement } from '../value/element.ts';
import { elementAt } from '../value/ndarray.ts';
import type { DTypeSpec, NdArrayValue, Value } from '../value/value.ts';

/** A floating-point number of a value, and the format it is kept in. */
export interface PlacedNumber {
  readonly value: number;
  readonly format: 'f8' | 'f4' | 'f2';
}

/** The float at a place of a value; null where there is none, or one of a format that is not binary64, 32 or 16. */
export function numberAt(value: Value, path: readonly Step[]): PlacedNumber | null {
  const [step, ...rest] = path;
  if (typeof value === 'number') return step === undefined ? { value, format: 'f8' } : null;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return below(value, step, rest);
  switch (value.kind) {
    case 'scalar': {
      const view = new DataView(value.data.buffer, value.data.byteOffset, value.data.byteLength);
      return step === undefined ? placed(readElement(parseDType(value.dtype), view, 0), value.dtype) : null;
    }
    case 'ndarray':
      return inArray(value, path);
    case 'tuple':
    case 'deque':
      return below(value.items, step, rest);
    case 'map':
      return named(value.entries, step, rest);
    case 'record':
      return named(value.fields, step, rest);
    default:
      return null;
  }
}

function below(items: readonly Value[], step: Step | undefined, rest: readonly Step[]): PlacedNumber | null {
  const item = typeof step === 'number' ? items[step] : undefined;
  return item === undefined ? null : numberAt(item, rest);
}

/** Only keys that are strings: others are written in a form of their own. */
function named(
  entries: readonly (readonly [Value, Value])[],
  step: Step | undefined,
  rest: readonly Step[],
): PlacedNumber | null {
  const entry = entries.find(([key]) => key === step);
  return entry === undefined ? null : numberAt(entry[1], rest);
}

function inArray(array: NdArrayValue, path: readonly Step[]): PlacedNumber | null {
  const { shape } = array;
  if (path.length !== shape.length) return null;
  let flat = 0;
  for (const [axis, size] of shape.entries()) {
    const step = path[axis];
    if (typeof step !== 'number' || step >= size) return null;
    flat = flat * size + step;
  }
  return flat < elementCount(shape) ? placed(elementAt(array, flat), array.dtype) : null;
}

function placed(value: Value, dtype: DTypeSpec): PlacedNumber | null {
  const { kind, itemSize } = parseDType(dtype);
  if (typeof value !== 'number' || kind !== 'float') return null;
  return { value, format: itemSize === 8 ? 'f8' : itemSize === 4 ? 'f4' : 'f2' };
}
