import { parseDType } from './dtype.ts';
import { readElement } from './element.ts';
import { fromNative } from './from-native.ts';
import { typedElements } from './ndarray.ts';
import type { NdArrayValue, ScalarValue, TaggedValue, Value } from './value.ts';

export { fromNative };

export interface NativeOptions {
  /** `number` (default): safe integers become numbers, larger ones stay `bigint`. `bigint`: all stay. */
  readonly integers?: 'number' | 'bigint';
}

const maxNativeDepth = 1000;

/**
 * A value as a JavaScript implementation likes to receive it.
 *
 * | value | JavaScript |
 * |---|---|
 * | int | `number` when safe, else `bigint` (always with `integers: 'bigint'`) |
 * | float, bool, string, null | the same; a NaN loses its payload |
 * | list, tuple, deque | array |
 * | set, frozenset | `Set` |
 * | dict whose keys are all strings | object without a prototype, so `__proto__` is a key like any other; JavaScript moves digits-only keys to the front |
 * | other maps | `Map` |
 * | bytes, bytearray | `Buffer` |
 * | 1-D array of f4, f8, i1-i8, u1-u8 | typed array: a view when aligned and little-endian, else a copy |
 * | 1-D array of f2 | `Float32Array`, which holds every float16 exactly |
 * | 1-D array of objects | array |
 * | NumPy scalar of a number, bool or string | as the plain one |
 * | everything else, n-d arrays too | its tagged object, values inside it converted |
 *
 * Shared objects and cycles stay so.
 *
 * @throws {RangeError} for a value more than 1000 levels deep, and for two keys that JavaScript cannot tell apart
 */
export function toNative(value: Value, options: NativeOptions = {}): unknown {
  return new NativeWriter(options.integers ?? 'number').convert(value, 0);
}

class NativeWriter {
  private readonly integers: 'number' | 'bigint';
  private readonly made = new Map<object, unknown>();

  constructor(integers: 'number' | 'bigint') {
    this.integers = integers;
  }

  convert(value: Value, depth: number): unknown {
    if (typeof value === 'bigint') return this.integer(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > maxNativeDepth) throw new RangeError(`Value is nested too deeply: at most ${maxNativeDepth} levels`);
    return this.made.get(value) ?? this.object(value, depth + 1);
  }

  private integer(value: bigint): number | bigint {
    const small = Number(value);
    return this.integers === 'number' && Number.isSafeInteger(small) ? small : value;
  }

  private object(value: Value[] | TaggedValue, depth: number): unknown {
    if (Array.isArray(value)) return this.list(value, value, depth);
    switch (value.kind) {
      case 'tuple':
      case 'deque':
        return this.list(value, value.items, depth);
      case 'set':
      case 'frozenset': {
        const set = this.keep(value, new Set());
        for (const item of value.items) set.add(this.convert(item, depth));
        if (set.size !== value.items.length) throw indistinct('elements of a set');
        return set;
      }
      case 'map':
        return this.map(value, depth);
      case 'bytes':
      case 'bytearray':
        return this.keep(value, Buffer.from(value.data.buffer, value.data.byteOffset, value.data.byteLength));
      case 'nan':
        return Number.NaN;
      case 'scalar':
        return this.scalar(value);
      case 'ndarray':
        return this.array(value, depth);
      case 'record': {
        const fields: [string, unknown][] = [];
        const record = this.keep(value, { ...value, fields });
        for (const [name, inner] of value.fields) fields.push([name, this.convert(inner, depth)]);
        return record;
      }
      case 'slice': {
        const slice: Record<string, unknown> = this.keep(value, { kind: 'slice' });
        for (const part of ['start', 'stop', 'step'] as const) slice[part] = this.convert(value[part], depth);
        return slice;
      }
      default:
        return value;
    }
  }

  private keep<T>(value: object, native: T): T {
    this.made.set(value, native);
    return native;
  }

  private list(value: object, items: readonly Value[], depth: number): unknown[] {
    const array: unknown[] = this.keep(value, []);
    for (const item of items) array.push(this.convert(item, depth));
    return array;
  }

  private map(map: Extract<TaggedValue, { kind: 'map' }>, depth: number): unknown {
    if (map.type === 'dict' && map.entries.every(([key]) => typeof key === 'string')) {
      const object: Record<string, unknown> = this.keep(map, Object.create(null));
      for (const [key, inner] of map.entries) object[key as string] = this.convert(inner, depth);
      return object;
    }
    const native = this.keep(map, new Map());
    for (const [key, inner] of map.entries) native.set(this.convert(key, depth), this.convert(inner, depth));
    if (native.size !== map.entries.length) throw indistinct('keys of a map');
    return native;
  }

  private scalar(scalar: ScalarValue): unknown {
    const view = new DataView(scalar.data.buffer, scalar.data.byteOffset, scalar.data.byteLength);
    const element = readElement(parseDType(scalar.dtype), view, 0);
    if (typeof element === 'object' && element !== null) return isNan(element) ? Number.NaN : scalar;
    return this.convert(element, 0);
  }

  private array(array: NdArrayValue, depth: number): unknown {
    const oneD = array.shape.length === 1;
    if (array.objects !== undefined) {
      if (oneD) return this.list(array, array.objects, depth);
      const objects: unknown[] = [];
      const copy = this.keep(array, { ...array, objects });
      for (const item of array.objects) objects.push(this.convert(item, depth));
      return copy;
    }
    return this.keep(array, (oneD ? (typedElements(array) ?? halfElements(array)) : null) ?? array);
  }
}

function isNan(value: Value[] | TaggedValue): boolean {
  return !Array.isArray(value) && value.kind === 'nan';
}

function indistinct(what: string): RangeError {
  return new RangeError(`Two ${what} are the same in JavaScript: ask for integers as "bigint"`);
}

function halfElements(array: NdArrayValue): Float32Array | null {
  const type = parseDType(array.dtype);
  if (type.kind !== 'float' || type.itemSize !== 2) return null;
  const view = new DataView(array.data.buffer, array.data.byteOffset, array.data.byteLength);
  return Float32Array.from({ length: array.data.byteLength / 2 }, (_, i) => readElement(type, view, i * 2) as number);
}
