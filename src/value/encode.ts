import { encodeNdArray, encodeScalar } from './encode-ndarray.ts';
import { float64Bits, isNanBits } from './float-bits.ts';
import { findShared } from './graph.ts';
import { type JsonTree, maxJsonDepth, parseJson } from './json.ts';
import { decimalLimit, floatText, floatToken } from './number-text.ts';
import { base64Text, stringText } from './string-text.ts';
import type { MapValue, NdArrayValue, TaggedValue, Value } from './value.ts';

/** Where the buffers of arrays go that are not to be written as text. */
export interface AttachmentSink {
  readonly parts: Uint8Array[];
}

/** Writes something else in the place of an array: JSON text that refers to it, or null to write the array itself. */
export interface ArrayReferences {
  readonly refer: (array: NdArrayValue) => string | null;
}

/** Levels that no leaf takes by itself: below this depth only containers need counting. */
const leafDepth = 100;
const shortLimit = 2n ** 63n;

/**
 * Writes a value in the canonical compact text form: one value, one text.
 *
 * Integers are bare digits (`{"$ihex":"0x…"}` above 4000), finite floats bare tokens with `.` or an exponent, other
 * floats `{"$f":"nan"}`, `{"$f":"-inf"}` or `{"$fbits":"7ff8000000000001"}`. A `dict` whose keys are all strings that do
 * not start with `$` and are not digits only (JavaScript would reorder those) is a plain object, every other map a list
 * of pairs, `{"$d":[[k,v],…]}`. An object that is reached twice is `{"$id":0,"v":…}` where it is first seen and
 * `{"$ref":0}` after that. With a sink, the buffers of arrays go there and `{"$nd":{…,"att":0}}` names the part.
 *
 * @throws {TypeError} for what is not a value of the model
 * @throws {RangeError} for a value that is nested too deeply or an array whose buffer does not fit its shape
 */
export function encodeText(value: Value, sink?: AttachmentSink | ArrayReferences): string {
  switch (typeof value) {
    case 'number':
      return encodeFloat(value);
    case 'bigint':
      return encodeInteger(value);
    case 'string':
      return stringText(value);
    default:
      return new ValueWriter(findShared(value), sink).write(value);
  }
}

/** The same text as a tree for `JSON.stringify`: number tokens are kept by `JSON.rawJSON`. Errors as `encodeText`. */
export function encodeTree(value: Value): unknown {
  return plainTree(parseJson(encodeText(value)));
}

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

function plainTree(tree: JsonTree): unknown {
  if (typeof tree === 'bigint') return rawJson(String(tree));
  if (typeof tree === 'number') return rawJson(floatToken(tree));
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map(plainTree);
  // Without a prototype, `__proto__` is a key like any other.
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of tree) object[key] = plainTree(inner);
  return object;
}

function encodeFloat(value: number): string {
  return Number.isFinite(value) ? floatToken(value) : `{"$f":"${floatText(value)}"}`;
}

function encodeInteger(value: bigint): string {
  if (value < decimalLimit && value > -decimalLimit) return String(value);
  return `{"$ihex":"${value < 0n ? '-' : ''}0x${(value < 0n ? -value : value).toString(16)}"}`;
}

/** A map may be a plain object when no key can be taken for a tag, and JavaScript would keep the keys in order. */
function isPlainMap(map: MapValue): boolean {
  if (map.type !== 'dict') return false;
  for (const [key] of map.entries) {
    if (typeof key !== 'string') return false;
    const first = key.charCodeAt(0);
    if (first === 0x24 || (first <= 0x39 && /^\d+$/.test(key)) || !key.isWellFormed()) return false;
  }
  return true;
}

class ValueWriter {
  private readonly shared: Set<object> | undefined;
  private readonly sink: AttachmentSink | ArrayReferences | undefined;
  private readonly ids = new Map<object, number>();
  private depth = 0;

  constructor(shared: Set<object> | undefined, sink: AttachmentSink | ArrayReferences | undefined) {
    this.shared = shared;
    this.sink = sink;
  }

  write(value: Value): string {
    switch (typeof value) {
      case 'number':
        return Number.isFinite(value) ? floatToken(value) : this.leaf(encodeFloat(value));
      case 'bigint':
        return value < shortLimit && value > -shortLimit ? String(value) : this.leaf(encodeInteger(value));
      case 'string':
        return this.depth < maxJsonDepth ? stringText(value) : this.leaf(stringText(value));
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        if (value === null) return 'null';
        return this.shared?.has(value) ? this.sharedObject(value) : this.object(value);
      default:
        throw new TypeError(`Cannot write a ${typeof value}: it is not a value of the model`);
    }
  }

  private array(array: NdArrayValue): string {
    const { sink } = this;
    const text = sink !== undefined && 'refer' in sink ? sink.refer(array) : null;
    if (text !== null) return text;
    const parts = sink !== undefined && 'parts' in sink ? sink : undefined;
    return encodeNdArray(array, parts, (item) => this.nested(item));
  }

  private sharedObject(value: Value[] | TaggedValue): string {
    const known = this.ids.get(value);
    if (known !== undefined) return `{"$ref":${known}}`;
    const id = this.ids.size;
    this.ids.set(value, id);
    this.open(1);
    const text = `{"$id":${id},"v":${this.object(value)}}`;
    this.depth--;
    return text;
  }

  private object(value: Value[] | TaggedValue): string {
    if (Array.isArray(value)) return this.list(value, 1);
    switch (value.kind) {
      case 'tuple':
        return `{"$t":${this.list(value.items, 2)}}`;
      case 'set':
        return `{"$set":${this.list(value.items, 2)}}`;
      case 'frozenset':
        return `{"$fs":${this.list(value.items, 2)}}`;
      case 'map':
        return this.map(value);
      case 'deque':
        return `{"$deque":{"maxlen":${value.maxlen ?? 'null'},"items":${this.list(value.items, 3)}}}`;
      case 'record':
        return `{"$rec":{"type":${stringText(value.type)},"fields":${this.pairs(value.fields, 4)}}}`;
      case 'slice':
        return `{"$slice":${this.list([value.start, value.stop, value.step], 2)}}`;
      case 'ndarray':
        return this.leaf(this.array(value));
      default:
        return this.leaf(encodeLeaf(value));
    }
  }

  private nested(value: Value): string {
    this.open(3);
    const text = this.write(value);
    this.depth -= 3;
    return text;
  }

  /** `levels` is what the list and the tag around it add to the depth of the JSON. */
  private list(items: readonly Value[], levels: number): string {
    this.open(levels);
    let text = '[';
    for (let i = 0; i < items.length; i++) {
      if (i > 0) text += ',';
      text += this.write(items[i] as Value);
    }
    this.depth -= levels;
    return `${text}]`;
  }

  private map(map: MapValue): string {
    switch (map.type) {
      case 'ordered':
        return `{"$od":${this.pairs(map.entries, 3)}}`;
      case 'counter':
        return `{"$counter":${this.pairs(map.entries, 3)}}`;
      case 'default': {
        const factory = typeof map.factory === 'string' ? stringText(map.factory) : 'null';
        return `{"$dd":{"factory":${factory},"items":${this.pairs(map.entries, 4)}}}`;
      }
      default:
        return isPlainMap(map) ? this.plainObject(map) : `{"$d":${this.pairs(map.entries, 3)}}`;
    }
  }

  private plainObject(map: MapValue): string {
    this.open(1);
    let text = '';
    for (const [key, inner] of map.entries) {
      text += `${text === '' ? '{' : ','}${stringText(key as string)}:${this.write(inner)}`;
    }
    this.depth -= 1;
    return text === '' ? '{}' : `${text}}`;
  }

  private pairs(entries: readonly (readonly [Value, Value])[], levels: number): string {
    this.open(levels);
    let text = '[';
    for (const [key, inner] of entries) {
      text += `${text === '[' ? '[' : ',['}${this.write(key)},${this.write(inner)}]`;
    }
    this.depth -= levels;
    return `${text}]`;
  }

  private open(levels: number): void {
    this.depth += levels;
    if (this.depth > maxJsonDepth) {
      throw new RangeError(`Cannot write a value that is nested too deeply: at most ${maxJsonDepth} levels of JSON`);
    }
  }

  /** What is written must be readable, so near the limit the levels of a leaf count too. */
  private leaf(text: string): string {
    if (this.depth <= maxJsonDepth - leafDepth) return text;
    const levels = jsonDepth(text);
    this.open(levels);
    this.depth -= levels;
    return text;
  }
}

/** Levels of containers in a valid JSON text. */
function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{}\]]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth--;
  }
  return deepest;
}

/** The kinds that hold no other values. */
function encodeLeaf(value: TaggedValue): string {
  switch (value.kind) {
    case 'nan':
      return encodeNan(value.bits);
    case 'bytes':
      return `{"$b":"${base64Text(value.data)}"}`;
    case 'bytearray':
      return `{"$ba":"${base64Text(value.data)}"}`;
    case 'complex':
      return `{"$c":["${floatText(value.re)}","${floatText(value.im)}"]}`;
    case 'decimal':
      return `{"$dec":${stringText(value.text)}}`;
    case 'fraction':
      return `{"$frac":["${value.numerator}","${value.denominator}"]}`;
    case 'datetime': {
      const zone = value.offsetSeconds === null ? '' : `,"tz_s":${smallNumber(value.offsetSeconds)}`;
      return `{"$dt":${stringText(value.text)},"fold":${value.fold}${zone}}`;
    }
    case 'date':
      return `{"$date":${stringText(value.text)}}`;
    case 'time':
      return `{"$time":${stringText(value.text)}}`;
    case 'duration':
      return `{"$td":[${smallNumber(value.days)},${smallNumber(value.seconds)},${smallNumber(value.microseconds)}]}`;
    case 'timezone':
      return `{"$tz":${stringText(value.text)}}`;
    case 'uuid':
      return `{"$uuid":${stringText(value.text)}}`;
    case 'range':
      return `{"$range":[${value.start},${value.stop},${value.step}]}`;
    case 'singleton':
      return `{"$singleton":${stringText(value.name)}}`;
    case 'dtype':
      return `{"$dtype":${JSON.stringify(value.dtype)}}`;
    case 'scalar':
      return encodeScalar(value);
    case 'opaque':
      return `{"$opaque":{"type":${stringText(value.type)},"repr":${stringText(value.repr)}}}`;
    default:
      throw new TypeError(
        `Cannot write an object of kind ${JSON.stringify(value.kind)}: it is not a value of the model`,
      );
  }
}

function encodeNan(bits: bigint): string {
  if (!isNanBits(bits)) throw new RangeError(`Cannot write 0x${bits.toString(16)} as the bits of a NaN`);
  if (bits === float64Bits(Number.NaN)) return '{"$f":"nan"}';
  return `{"$fbits":"${bits.toString(16).padStart(16, '0')}"}`;
}

/** Days, seconds and the like: whole numbers as digits. */
function smallNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : floatToken(value);
}
