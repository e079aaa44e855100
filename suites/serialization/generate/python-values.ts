import type { DTypeField, DTypeSpec, NdArrayValue, ScalarValue, TaggedValue, Value } from 'vernier';
import { distinct } from './hashable.ts';

/**
 * A copy of a value in which everything is something that a Python with NumPy can hold: keys are hashable and unlike each
 * other, cycles run through lists and dicts, element types exist. Shared objects stay shared.
 */
export function pythonValue(value: Value): Value {
  return new Fitting().fit(value);
}

class Fitting {
  readonly #made = new Map<object, Value>();
  readonly #open: object[] = [];

  fit(value: Value): Value {
    if (typeof value !== 'object' || value === null) return value;
    const from = this.#open.indexOf(value);
    if (from >= 0 && !this.#open.slice(from).every(mayHoldItself)) return null;
    const known = this.#made.get(value);
    if (known !== undefined) return known;
    if (this.#open.length > 30) return null;
    this.#open.push(value);
    const made = Array.isArray(value) ? this.#list(value) : this.#tagged(value);
    this.#open.pop();
    if (typeof made === 'object' && made !== null) this.#made.set(value, made);
    return made;
  }

  #list(items: readonly Value[]): Value {
    const list: Value[] = [];
    this.#made.set(items, list);
    for (const item of items) list.push(this.fit(item));
    return list;
  }

  #tagged(value: TaggedValue): Value {
    switch (value.kind) {
      case 'tuple':
      case 'deque':
        return { ...value, items: value.items.map((item) => this.fit(item)) };
      case 'set':
      case 'frozenset':
        return { ...value, items: distinct(value.items, (item) => item).map((item) => this.fit(item)) };
      case 'map': {
        const entries: [Value, Value][] = [];
        const factory = value.type === 'default' ? { factory: value.factory ? 'builtins.list' : null } : {};
        const map: Value = { kind: 'map', type: value.type, entries, ...factory };
        this.#made.set(value, map);
        for (const [key, inner] of distinct(value.entries, ([key]) => key)) entries.push([key, this.fit(inner)]);
        return map;
      }
      case 'record': {
        const fields = distinct(value.fields, ([name]) => name).map(([name, inner]): [string, Value] => [
          name,
          this.fit(inner),
        ]);
        return { ...value, fields };
      }
      case 'slice':
        return { kind: 'slice', start: this.fit(value.start), stop: this.fit(value.stop), step: this.fit(value.step) };
      case 'ndarray':
        return this.#array(value);
      case 'scalar':
        return scalar(value);
      case 'dtype':
        return { kind: 'dtype', dtype: elementType(value.dtype) };
      case 'duration':
        return { ...value, days: value.days % 1_000_000_000 };
      case 'timezone':
        // The rules of named zones are not on every machine.
        return { kind: 'timezone', text: value.text.startsWith('UTC') ? value.text : 'UTC+01:00' };
      case 'opaque':
        return value.repr;
      default:
        return value;
    }
  }

  #array(array: NdArrayValue): Value {
    if (array.objects === undefined) return { ...array, dtype: elementType(array.dtype) };
    return { ...array, objects: array.objects.map((item) => this.fit(item)) };
  }
}

function mayHoldItself(object: object): boolean {
  return (
    Array.isArray(object) || ((object as TaggedValue).kind === 'map' && (object as { type?: string }).type === 'dict')
  );
}

/**
 * NumPy has no bfloat16 by itself, and long doubles only on some machines, with padding that is never the same, and
 * cannot make an element of void without bytes: their place takes another type of the same size.
 */
export function elementType(spec: DTypeSpec): DTypeSpec {
  if (typeof spec !== 'string')
    return spec.map(([name, type, shape]): DTypeField => {
      const inner = elementType(type);
      // NumPy has no sub-arrays of nothing.
      return shape === undefined || /^.[SUV]0$/.test(String(inner)) ? [name, inner] : [name, inner, shape];
    });
  return spec === 'bfloat16'
    ? '<f2'
    : spec
        .replace(/f16$/, 'c16')
        .replace(/^.c32$/, '|V32')
        .replace('|V0', '|S0');
}

function scalar({ dtype, data }: ScalarValue): Value {
  const type = elementType(dtype);
  // NumPy has no scalar of nothing, and a boolean is one of two bytes.
  if (data.length === 0) return null;
  return { kind: 'scalar', dtype: type, data: type === '|b1' ? data.map((byte) => byte & 1) : data };
}
