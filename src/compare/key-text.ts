import { elementCount } from '../value/dtype.ts';
import { memoryIndex } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { type Container, containerOf } from './container.ts';
import { type Leaf, leafOf, numberFamilies } from './leaf.ts';
import { exactValue, type Numeric, numericOf, roughValue } from './number.ts';
import { storedElement } from './pair-elements.ts';
import { dtypeText, greatestDivisor, plainText } from './plain-text.ts';
import type { ResolvedRules } from './tolerance.ts';

/** What decides whether two keys or set items are the same; tolerances never do. */
export type KeyRules = Pick<ResolvedRules, 'mode' | 'types' | 'equalNan' | 'signedZero'>;

/** A key with more inside than this has no text: an honest key is small, and shared parts could unfold without end. */
const maxParts = 10_000;
const maxDepth = 200;

/**
 * A key or set item as text that is the same for values that are equal under the rules, or null when it equals nothing:
 * a NaN that must not agree with NaN, or a key too large to write down.
 */
export function keyText(key: Value, rules: KeyRules): string | null {
  if (typeof key === 'string') return `string  ${key}`;
  try {
    return new KeyWriter(rules).write(key, 0);
  } catch (error) {
    if (error instanceof NoText) return null;
    throw error;
  }
}

class NoText extends Error {}

class KeyWriter {
  readonly #rules: KeyRules;
  #parts = 0;

  constructor(rules: KeyRules) {
    this.#rules = rules;
  }

  write(value: Value, depth: number): string {
    if (++this.#parts > maxParts || depth > maxDepth) throw new NoText();
    const leaf = leafOf(value);
    if (leaf !== null) return this.#leaf(leaf);
    const container = containerOf(value)!;
    const parts = this.#containerParts(container, depth + 1);
    return `${this.#containerName(container)}(${joined(parts)})`;
  }

  #containerParts(container: Container, depth: number): string[] {
    switch (container.form) {
      case 'sequence':
        return container.items.map((item) => this.write(item, depth));
      case 'set':
        return container.source.items.map((item) => this.write(item, depth)).sort();
      case 'map':
        return container.entries.map((entry) => joined(entry.map((part) => this.write(part, depth)))).sort();
      case 'slice': {
        const { start, stop, step } = container.source;
        return [start, stop, step].map((part) => this.write(part, depth));
      }
      case 'struct':
        return [Buffer.from(container.source.data).toString('hex')];
      case 'array': {
        const array = container.source;
        const count = elementCount(array.shape);
        if (count > maxParts) throw new NoText();
        return Array.from({ length: count }, (_, i) => this.write(storedElement(array, memoryIndex(array, i)), depth));
      }
    }
  }

  #containerName(container: Container): string {
    const strict = this.#rules.types === 'strict';
    if (container.form === 'array') {
      const dtype = this.#rules.types === 'loose' ? '' : dtypeText(container.source.dtype);
      return `array ${dtype} ${container.source.shape.join(',')}`;
    }
    const source = container.source;
    if (!strict || Array.isArray(source)) return container.form;
    return `${source.kind} ${'type' in source ? source.type : ''}`;
  }

  #leaf(leaf: Leaf): string {
    const { types, mode } = this.#rules;
    const number = numberFamilies.has(leaf.family) ? numericOf(leaf.value, leaf.type) : null;
    if (mode === 'bitwise' && leaf.bytes !== null) return `b${Buffer.from(leaf.bytes).toString('hex')}`;
    const text = number === null ? this.#plain(leaf) : this.#number(leaf, number);
    if (types === 'loose' && number !== null) return text;
    const family = types === 'strict' || leaf.family !== 'bytearray' ? leaf.family : 'bytes';
    const storage = types === 'strict' && leaf.type !== null ? dtypeText(leaf.type.spec) : '';
    return `${number !== null && types === 'compatible' ? numberFamily(leaf, number) : family} ${storage} ${text}`;
  }

  #plain(leaf: Leaf): string {
    const value = leaf.value;
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null && 'data' in value) return Buffer.from(value.data).toString('hex');
    return this.#rules.mode === 'bitwise' && value !== null && typeof value === 'object' && 'text' in value
      ? value.text
      : plainText(value);
  }

  #number(leaf: Leaf, number: Numeric): string {
    if (number.form === 'complex') {
      if (this.#rules.types === 'loose' && number.im === 0)
        return this.#number(leaf, { ...number, form: 'float', value: number.re });
      return `${this.#float(number.re)}+${this.#float(number.im)}i`;
    }
    if (this.#rules.mode === 'bitwise' && typeof leaf.value === 'object' && leaf.value !== null)
      return JSON.stringify(leaf.value, bigintText);
    const exact = exactValue(number);
    if (exact === null || (number.form === 'float' && number.value === 0)) return this.#float(roughValue(number));
    const common = greatestDivisor(exact.num < 0n ? -exact.num : exact.num, exact.den);
    const [num, den] = [exact.num / common, exact.den / common];
    return den === 1n ? num.toString(16) : `${num.toString(16)}/${den.toString(16)}`;
  }

  #float(value: number): string {
    if (Number.isNaN(value) && !this.#rules.equalNan && this.#rules.mode !== 'bitwise') throw new NoText();
    if (value === 0)
      return Object.is(value, -0) && (this.#rules.signedZero || this.#rules.mode === 'bitwise') ? '-0' : '0';
    return String(value);
  }
}

/** Lengths in front, so that no text inside can pass for structure. */
function joined(parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join('');
}

/** `compatible`: an integer and an integral float up to 2^53 are of one family. */
function numberFamily(leaf: Leaf, number: Numeric): string {
  const integral = number.form === 'float' && Number.isInteger(number.value) && Math.abs(number.value) <= 2 ** 53;
  return integral ? 'integer' : leaf.family;
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
