import type { TaggedValue, Value } from '../value.ts';
import { Internal } from './item.ts';
import type { Meter } from './meter.ts';

/** What stands for a key in a JavaScript `Map`: two keys that Python holds for equal have the same. */
export type KeyToken = string | number | bigint | null | object;

const maxDepth = 500;

/**
 * Tells equal keys from different ones as Python does: `1`, `1.0` and `True` are one key, tuples are compared by their
 * content. Whatever the keys are, the work is linear: content that is shared is looked at once.
 */
export class KeyBook {
  readonly #meter: Meter;
  readonly #byText = new Map<string, object>();
  readonly #byObject = new WeakMap<object, KeyToken>();
  readonly #numbers = new Map<KeyToken, number>();

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  /** @throws PickleError for what Python cannot hash, such as a list */
  token(key: Value, depth = 0): KeyToken {
    switch (typeof key) {
      case 'string':
        return key;
      case 'bigint':
        return this.#integer(key);
      case 'number':
        return this.#float(key);
      case 'boolean':
        return key ? 1n : 0n;
      default:
        return key === null ? null : this.#object(key, depth);
    }
  }

  /** A hash of many digits looks at the lowest of them only, so that long integers go by their text. */
  #integer(key: bigint): KeyToken {
    if (BigInt.asIntN(64, key) === key) return key;
    const text = key.toString(16);
    this.#meter.copy(text.length);
    return this.#named(`i${text}`);
  }

  #float(key: number): KeyToken {
    if (Number.isInteger(key)) return this.#integer(BigInt(key));
    return Number.isNaN(key) ? {} : key;
  }

  #named(text: string): object {
    let token = this.#byText.get(text);
    if (token === undefined) {
      this.#meter.charge(100 + text.length);
      token = { text };
      this.#byText.set(text, token);
    }
    return token;
  }

  #object(key: Exclude<Value, null | boolean | number | bigint | string>, depth: number): KeyToken {
    if (key instanceof Internal) return key;
    if (Array.isArray(key)) return this.#unhashable('list');
    const known = this.#byObject.get(key);
    if (known !== undefined) return known;
    if (depth > maxDepth) this.#meter.refuse(`A key is nested more than ${maxDepth} levels deep`);
    const token = this.#tagged(key, depth);
    this.#byObject.set(key, token);
    return token;
  }

  #tagged(key: TaggedValue, depth: number): KeyToken {
    switch (key.kind) {
      case 'tuple':
        return this.#named(`t${this.#numbersOf(key.items, depth)}`);
      case 'frozenset':
        return this.#named(`s${this.#numbersOf(key.items, depth).sort((a, b) => a - b)}`);
      case 'bytes': {
        this.#meter.copy(key.data.length);
        return this.#named(`b${Buffer.from(key.data).toString('latin1')}`);
      }
      case 'complex':
        return key.im === 0 ? this.#float(key.re) : this.#named(`c${key.re},${key.im}`);
      case 'fraction':
        return key.denominator === 1n ? this.#integer(key.numerator) : this.#named(`q${textOf(key)}`);
      case 'scalar':
        return this.#named(`n${JSON.stringify(key.dtype)}${Buffer.from(key.data).toString('hex')}`);
      case 'nan':
      case 'record':
      case 'opaque':
      case 'singleton':
        return key;
      case 'set':
      case 'map':
      case 'deque':
      case 'bytearray':
      case 'ndarray':
      case 'slice':
        return this.#unhashable(key.kind === 'map' ? 'dict' : key.kind);
      default:
        return this.#named(`${key.kind} ${textOf(key)}`);
    }
  }

  #numbersOf(items: readonly Value[], depth: number): number[] {
    this.#meter.copy(items.length);
    return items.map((item) => {
      const token = this.token(item, depth + 1);
      const known = this.#numbers.get(token);
      if (known !== undefined) return known;
      this.#numbers.set(token, this.#numbers.size);
      return this.#numbers.size - 1;
    });
  }

  #unhashable(kind: string): never {
    return this.#meter.refuse(`A ${kind} cannot be a key or in a set`);
  }
}

function textOf(key: TaggedValue): string {
  return JSON.stringify(key, (_, part) => (typeof part === 'bigint' ? part.toString(16) : part));
}
