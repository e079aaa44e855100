import { describesTagged } from './native-tagged.ts';
import { canonicalizeNans, isNumericArray, numericArray } from './ndarray.ts';
import type { TaggedValue, Value } from './value.ts';

const maxNativeDepth = 1000;

/**
 * What a JavaScript implementation returned, as a value.
 *
 * | JavaScript | value |
 * |---|---|
 * | `number`, `boolean`, `string`, `null` | float, bool, string, null |
 * | `bigint` | int |
 * | `undefined` | null (JavaScript has two nothings, other languages one) |
 * | array | list (a hole is null) |
 * | `Map`, `Set` | dict, set |
 * | plain object, or one without a prototype | dict of its own enumerable string keys; its tagged value when it is one |
 * | typed array | 1-D array of its dtype, sharing its memory; every NaN gets the canonical bits, as JavaScript sees only one |
 * | `Buffer`, `ArrayBuffer`, `DataView` | bytes |
 * | `Date` | datetime with UTC offset 0, to the millisecond |
 * | object of another class | record of its own enumerable fields, by the name of its class |
 * | function, symbol, error, promise and other exotic things | opaque |
 *
 * Shared objects and cycles stay so. After `toNative`, these come back as they were: null, bool, string, float, integers
 * beyond 2^53 (all with `integers: 'bigint'`), list, dict, set, 1-D numeric arrays, n-d arrays, bytes and everything that
 * passed as a tagged object. These change: safe integer -> float, tuple, deque and 1-D object array -> list, frozenset
 * -> set, ordered, counting and default maps -> dict, bytearray -> bytes, float16 array -> float32 array, big-endian
 * array -> little-endian array, NumPy scalar -> scalar, NaN payload -> canonical NaN.
 *
 * @throws {RangeError} for a value more than 1000 levels deep, {TypeError} for an invalid `Date`
 */
export function fromNative(native: unknown): Value {
  return new NativeReader().convert(native, 0);
}

class NativeReader {
  private readonly made = new Map<object, Value>();

  convert(native: unknown, depth: number): Value {
    switch (typeof native) {
      case 'number':
      case 'bigint':
      case 'string':
      case 'boolean':
        return native;
      case 'undefined':
        return null;
      case 'object':
        if (native === null) return null;
        if (depth > maxNativeDepth)
          throw new RangeError(`Value is nested too deeply: at most ${maxNativeDepth} levels`);
        return this.made.get(native) ?? this.object(native, depth + 1);
      case 'function':
        return { kind: 'opaque', type: 'function', repr: native.name };
      default:
        return { kind: 'opaque', type: typeof native, repr: String(native) };
    }
  }

  private object(native: object, depth: number): Value {
    if (Array.isArray(native)) return this.fill(this.keep(native, [] as Value[]), native, depth);
    const prototype: unknown = Object.getPrototypeOf(native);
    if (prototype === Object.prototype || prototype === null) return this.plainObject(native, depth);
    if (ArrayBuffer.isView(native)) return this.keep(native, fromView(native));
    if (native instanceof ArrayBuffer || native instanceof SharedArrayBuffer) {
      return this.keep(native, { kind: 'bytes', data: new Uint8Array(native) });
    }
    if (native instanceof Map) {
      const entries: [Value, Value][] = [];
      const map = this.keep(native, { kind: 'map', type: 'dict', entries });
      for (const [key, inner] of native) entries.push([this.convert(key, depth), this.convert(inner, depth)]);
      return map;
    }
    if (native instanceof Set) {
      const items: Value[] = [];
      const set = this.keep(native, { kind: 'set', items });
      this.fill(items, [...native], depth);
      return set;
    }
    if (native instanceof Date) return this.keep(native, fromDate(native));
    const name = className(native);
    const repr = opaqueText(native);
    if (repr !== null) return this.keep(native, { kind: 'opaque', type: name, repr });
    const fields: [string, Value][] = [];
    const record = this.keep(native, { kind: 'record', type: name, fields });
    for (const [key, inner] of Object.entries(native)) fields.push([key, this.convert(inner, depth)]);
    return record;
  }

  private plainObject(native: object, depth: number): Value {
    if (describesTagged(native)) return this.tagged(native, depth);
    const entries: [Value, Value][] = [];
    const map = this.keep(native, { kind: 'map', type: 'dict', entries });
    for (const [key, inner] of Object.entries(native)) entries.push([key, this.convert(inner, depth)]);
    return map;
  }

  /** A tagged value whose parts are native: the parts are converted, the rest is as it is. */
  private tagged(native: TaggedValue, depth: number): Value {
    switch (native.kind) {
      case 'tuple':
      case 'set':
      case 'frozenset':
      case 'deque': {
        const items: Value[] = [];
        const copy = this.keep(native, { ...native, items });
        this.fill(items, native.items, depth);
        return copy;
      }
      case 'map': {
        const entries: [Value, Value][] = [];
        const copy = this.keep(native, { ...native, entries });
        for (const [key, inner] of native.entries) entries.push([this.convert(key, depth), this.convert(inner, depth)]);
        return copy;
      }
      case 'record': {
        const fields: [string, Value][] = [];
        const copy = this.keep(native, { ...native, fields });
        for (const [name, inner] of native.fields) fields.push([name, this.convert(inner, depth)]);
        return copy;
      }
      case 'slice': {
        const slice = this.keep(native, { ...native });
        for (const part of ['start', 'stop', 'step'] as const) {
          Object.assign(slice, { [part]: this.convert(native[part], depth) });
        }
        return slice;
      }
      case 'ndarray': {
        if (native.objects === undefined) return this.keep(native, native);
        const objects: Value[] = [];
        const copy = this.keep(native, { ...native, objects });
        this.fill(objects, native.objects, depth);
        return copy;
      }
      default:
        return this.keep(native, native);
    }
  }

  private keep<T extends Value>(native: object, value: T): T {
    this.made.set(native, value);
    return value;
  }

  private fill(items: Value[], natives: readonly unknown[], depth: number): Value[] {
    for (let i = 0; i < natives.length; i++) items.push(this.convert(natives[i], depth));
    return items;
  }
}

function fromView(view: ArrayBufferView): Value {
  if (Buffer.isBuffer(view) || view instanceof DataView) {
    return { kind: 'bytes', data: new Uint8Array(view.buffer, view.byteOffset, view.byteLength) };
  }
  if (isNumericArray(view)) {
    canonicalizeNans(view);
    return numericArray(view);
  }
  // Node 24 has a Float16Array, Node 22 not; a clamped array holds plain bytes.
  const data = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (view instanceof Uint8ClampedArray) return numericArray(data);
  return { kind: 'ndarray', dtype: '<f2', shape: [data.length / 2], order: 'C', data };
}

/** As Python prints it: no fraction when there is none, else six digits. */
function fromDate(date: Date): Value {
  if (Number.isNaN(date.getTime())) throw new TypeError('Cannot return an invalid Date: it is no point in time');
  const [seconds, fraction] = date.toISOString().slice(0, -1).split('.');
  return {
    kind: 'datetime',
    text: fraction === '000' ? seconds! : `${seconds}.${fraction}000`,
    fold: 0,
    offsetSeconds: 0,
  };
}

function className(native: object): string {
  const maker: unknown = native.constructor;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'object';
}

/** What to print for things whose own fields say nothing about them; null for others. */
function opaqueText(native: object): string | null {
  if (native instanceof Error) return native.message;
  const exotic = [Promise, RegExp, WeakMap, WeakSet, WeakRef, Number, String, Boolean];
  if (native instanceof RegExp || native instanceof String || native instanceof Number || native instanceof Boolean) {
    return String(native);
  }
  return exotic.some((Class) => native instanceof Class) ? '' : null;
}
