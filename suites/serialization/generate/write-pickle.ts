import type { MapValue, NdArrayValue, TaggedValue, Value } from 'vernier';
import { binary, float, integer, memo, unicode } from './opcodes.ts';
import { dateBytes, timeBytes } from './time-bytes.ts';

/** Protocols that are written: those with binary opcodes for everything. */
export type Protocol = 2 | 3 | 4 | 5;

/**
 * A pickle of a value, by an author of its own and not as any Python would lay it out: the same content, other opcodes
 * here and there. What Python has no plain name for (records, structured arrays) becomes None.
 */
export function writePickle(value: Value, protocol: Protocol): Buffer {
  const writer = new PickleWriter(protocol);
  writer.put(value);
  return Buffer.concat([Buffer.from([0x80, protocol]), ...writer.parts, Buffer.from('.')]);
}

class PickleWriter {
  readonly parts: Buffer[] = [];
  readonly #protocol: Protocol;
  readonly #memo = new Map<object, number>();

  constructor(protocol: Protocol) {
    this.#protocol = protocol;
  }

  put(value: Value): this {
    switch (typeof value) {
      case 'boolean':
        return this.#emit(value ? '\x88' : '\x89');
      case 'number':
        return this.#emit(float(value));
      case 'bigint':
        return this.#emit(integer(value));
      case 'string':
        return this.#emit(unicode(value));
    }
    if (value === null) return this.#emit('N');
    const known = this.#memo.get(value);
    if (known !== undefined) return this.#emit(memo('j', known));
    if (!Array.isArray(value)) return this.#tagged(value);
    this.#emit(']').#keep(value);
    return this.#many(value, 'e');
  }

  #emit(part: Buffer | string): this {
    this.parts.push(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
    return this;
  }

  #keep(value: object): this {
    this.#emit(memo('r', this.#memo.size));
    this.#memo.set(value, this.#memo.size);
    return this;
  }

  /** MARK, the items, and the opcode that takes them. */
  #many(items: readonly Value[], opcode: string): this {
    this.#emit('(');
    for (const item of items) this.put(item);
    return this.#emit(opcode);
  }

  #global(module: string, name: string): this {
    if (this.#protocol < 4) return this.#emit(`c${module}\n${name}\n`);
    this.#emit(unicode(module));
    this.#emit(unicode(name));
    return this.#emit('\x93');
  }

  /** `module.name(*args)`. */
  #call(module: string, name: string, args: readonly Value[]): this {
    this.#global(module, name);
    this.#many(args, 't');
    return this.#emit('R');
  }

  #tagged(value: TaggedValue): this {
    switch (value.kind) {
      case 'tuple':
        this.#many(value.items, 't');
        return this.#keep(value);
      case 'set':
      case 'frozenset':
        this.#call('builtins', value.kind, [value.items]);
        return this.#keep(value);
      case 'map':
        return this.#map(value);
      case 'deque':
        this.#call('collections', 'deque', [[], value.maxlen]);
        this.#keep(value);
        return this.#many(value.items, 'e');
      case 'bytes':
        return this.#bytes(value.data);
      case 'bytearray':
        this.#call('builtins', 'bytearray', [Buffer.from(value.data).toString('latin1'), 'latin-1']);
        return this.#keep(value);
      case 'ndarray':
        return this.#array(value);
      case 'scalar':
        if (typeof value.dtype !== 'string' || /[MmVO]/.test(value.dtype)) return this.#emit('N');
        this.#global('numpy._core.multiarray', 'scalar');
        this.#emit('(');
        this.#dtype(value.dtype);
        this.#bytes(value.data);
        return this.#emit('tR');
      default:
        return this.#leaf(value);
    }
  }

  #map(map: MapValue): this {
    if (map.type === 'dict') this.#emit('}');
    else if (map.type === 'default') {
      this.#global('collections', 'defaultdict');
      this.#emit('(');
      if (map.factory) this.#global('builtins', 'list');
      else this.#emit('N');
      this.#emit('tR');
    } else this.#call('collections', map.type === 'ordered' ? 'OrderedDict' : 'Counter', []);
    this.#keep(map);
    return this.#many(map.entries.flat(), 'u');
  }

  /** Protocol 2 has no opcode for bytes: they are text, encoded again. */
  #bytes(data: Uint8Array): this {
    if (this.#protocol > 2) this.#emit(binary(data));
    return this.#call('_codecs', 'encode', [Buffer.from(data).toString('latin1'), 'latin1']);
  }

  #array(array: NdArrayValue): this {
    if (typeof array.dtype !== 'string' || /[MmVO]/.test(array.dtype)) return this.#emit('N');
    this.#global('numpy._core.multiarray', '_reconstruct');
    this.#emit('(');
    this.#global('numpy', 'ndarray');
    this.#many([0n], 't');
    this.#bytes(Buffer.from('b'));
    this.#emit('tR');
    this.#keep(array);
    this.#emit('(');
    this.put(1n);
    this.#many(array.shape.map(BigInt), 't');
    this.#dtype(array.dtype);
    this.put(array.order === 'F');
    this.#bytes(array.data);
    return this.#emit('tb');
  }

  #dtype(spec: string): this {
    this.#call('numpy', 'dtype', [spec.slice(1), false, true]);
    const size = /^.[US](\d+)$/.exec(spec)?.[1];
    const alignment = spec.charAt(1) === 'U' ? 4n : 1n;
    const width = size === undefined ? [-1n, -1n] : [BigInt(size) * alignment, alignment];
    this.#many([3n, spec.charAt(0), null, null, null, ...width, 0n], 't');
    return this.#emit('b');
  }

  #leaf(value: TaggedValue): this {
    switch (value.kind) {
      case 'complex':
        return this.#call('builtins', 'complex', [value.re, value.im]);
      case 'decimal':
        // Python prints a digit before the point, and so pickles it.
        return this.#call('decimal', 'Decimal', [value.text.replace(/^(-?)\./, '$10.')]);
      case 'fraction':
        return this.#call('fractions', 'Fraction', [`${value.numerator}/${value.denominator}`]);
      case 'range':
        return this.#call('builtins', 'range', [value.start, value.stop, value.step]);
      case 'slice':
        return this.#call('builtins', 'slice', [value.start, value.stop, value.step]);
      case 'duration':
        return this.#call('datetime', 'timedelta', [value.days, value.seconds, value.microseconds].map(BigInt));
      case 'date':
        return this.#call('datetime', 'date', [{ kind: 'bytes', data: dateBytes(value.text) }]);
      case 'time':
        return this.#call('datetime', 'time', [{ kind: 'bytes', data: timeBytes(value.text) }]);
      case 'datetime': {
        const [day, time] = value.text.split('T') as [string, string];
        return this.#call('datetime', 'datetime', [
          { kind: 'bytes', data: Buffer.concat([dateBytes(day), timeBytes(time)]) },
        ]);
      }
      case 'uuid':
        this.#global('uuid', 'UUID');
        this.#emit(')\x81}(');
        this.put('int');
        this.put(BigInt(`0x${value.text.replaceAll('-', '')}`));
        return this.#emit('ub');
      case 'nan':
        return this.#emit(float(Number.NaN));
      case 'dtype':
        if (typeof value.dtype === 'string' && !/[MmVO]/.test(value.dtype)) return this.#dtype(value.dtype);
    }
    return this.#emit('N');
  }
}
