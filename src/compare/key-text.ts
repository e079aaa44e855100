import { elementCount } from '../value/dtype.ts';
import { memoryIndex } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { type Container, containerOf } from './container.ts';
import { graphLabel, type Opened } from './graph-label.ts';
import { type Leaf, leafOf, numberFamilies } from './leaf.ts';
import { exactValue, type Numeric, numericOf, roughValue } from './number.ts';
import { storedElement } from './pair-elements.ts';
import { dtypeText, greatestDivisor, plainText } from './plain-text.ts';
import type { ResolvedRules } from './tolerance.ts';

/** What decides whether two keys or set items are the same; tolerances never do. */
export type KeyRules = Pick<ResolvedRules, 'mode' | 'types' | 'equalNan' | 'signedZero'>;

/** A key with more inside than this is written as a graph: an honest key is small, and shared parts could unfold without end. */
const maxParts = 10_000;
const maxDepth = 200;

/**
 * A key or set item as text that is the same for values that are equal under the rules, or null when it equals nothing:
 * a NaN that must not agree with NaN, or a key too large to write down. Cyclic ones are equal when they unfold alike.
 */
export function keyText(key: Value, rules: KeyRules): string | null {
  if (typeof key === 'string') return `string  ${key}`;
  const writer = new KeyWriter(rules);
  try {
    return writer.write(key, 0);
  } catch (error) {
    if (!(error instanceof NoText)) throw error;
    if (!error.isTooLarge) return null;
  }
  try {
    return graphText(key, writer);
  } catch (error) {
    if (error instanceof NoText) return null;
    throw error;
  }
}

/** Without a finite text, or with one that equals no other. */
class NoText extends Error {
  readonly isTooLarge: boolean;

  constructor(isTooLarge: boolean) {
    super();
    this.isTooLarge = isTooLarge;
  }
}

function graphText(key: Value, writer: KeyWriter): string {
  const label = graphLabel(key, { leafText: (value) => writer.leafText(value), open: (value) => writer.open(value) });
  if (label === null) throw new NoText(true);
  return `graph ${label}`;
}

class KeyWriter {
  readonly #rules: KeyRules;
  #parts = 0;
  /** The containers that the present one lies in: one that lies in itself has no end. */
  readonly #around = new Set<Value>();

  constructor(rules: KeyRules) {
    this.#rules = rules;
  }

  write(value: Value, depth: number): string {
    if (++this.#parts > maxParts || depth > maxDepth) throw new NoText(true);
    const text = this.leafText(value);
    if (text !== null) return text;
    if (this.#around.has(value)) throw new NoText(true);
    this.#around.add(value);
    const { name, ordered, groups } = this.open(value);
    const parts = groups.map((group) => groupText(group.map((part) => this.write(part, depth + 1))));
    this.#around.delete(value);
    return `${name}(${joined(ordered ? parts : parts.sort())})`;
  }

  /** Null for a container. */
  leafText(value: Value): string | null {
    const leaf = leafOf(value);
    if (leaf !== null) return this.#leaf(leaf);
    const container = containerOf(value)!;
    return container.form === 'struct'
      ? `${this.#containerName(container)}(${Buffer.from(container.source.data).toString('hex')})`
      : null;
  }

  /** A container taken apart. */
  open(value: Value): Opened {
    const container = containerOf(value)!;
    const ordered = container.form !== 'set' && container.form !== 'map';
    return { name: this.#containerName(container), ordered, groups: groupsOf(container) };
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
    if (Number.isNaN(value) && !this.#rules.equalNan && this.#rules.mode !== 'bitwise') throw new NoText(false);
    if (value === 0)
      return Object.is(value, -0) && (this.#rules.signedZero || this.#rules.mode === 'bitwise') ? '-0' : '0';
    return String(value);
  }
}

/** What belongs together inside a container: items alone, a key with its value. */
function groupsOf(container: Container): readonly (readonly Value[])[] {
  switch (container.form) {
    case 'sequence':
      return container.items.map((item) => [item]);
    case 'set':
      return container.source.items.map((item) => [item]);
    case 'map':
      return container.entries;
    case 'slice': {
      const { start, stop, step } = container.source;
      return [[start], [stop], [step]];
    }
    case 'struct':
      return [];
    case 'array': {
      const array = container.source;
      const count = elementCount(array.shape);
      if (count > maxParts) throw new NoText(true);
      return Array.from({ length: count }, (_, i) => [storedElement(array, memoryIndex(array, i))]);
    }
  }
}

const groupText = (parts: readonly string[]): string => (parts.length === 1 ? parts[0]! : joined(parts));

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
