import { dtypeOf } from './decode-ndarray.ts';
import { excerpt } from './excerpt.ts';
import { float64FromBits, isNanBits } from './float-bits.ts';
import type { JsonObject, JsonTree } from './json.ts';
import { parseFloatText, parseIntegerText } from './number-text.ts';
import { zoneName } from './offset-text.ts';
import { parseBase64, parseUtf16Hex } from './string-text.ts';
import type { Value } from './value.ts';

const decimalForm = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|Infinity|s?NaN\d*)$/;
const dateForm = /^[+-]?\d{4,6}-\d\d-\d\d$/;
const dateTimeForm = /^[+-]?\d{4,6}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/;
const timeForm = /^\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[+-]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?$/;
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const nameForm = /^[\p{L}_][\p{L}\p{N}_.]{0,199}$/u;

/**
 * Reads the content of a tag whose value holds no other values; `whole` is the object around `$dt`, the only tag with
 * keys beside it.
 *
 * @throws {RangeError} for an unknown tag or bad content
 */
export function decodeLeaf(tag: string, content: JsonTree, whole?: JsonObject): Value {
  switch (tag) {
    case '$i':
      return integer(tag, content);
    case '$ihex':
      return hexInteger(tag, content);
    case '$f':
      return float(tag, content);
    case '$fbits':
      return floatBits(tag, content);
    case '$c': {
      const [re, im] = parts(tag, content, 2);
      return { kind: 'complex', re: float(tag, re!), im: float(tag, im!) };
    }
    case '$u16':
      return parseUtf16Hex(text(tag, content)) ?? refuse(tag, content, 'UTF-16 code units in hexadecimal');
    case '$b':
    case '$ba': {
      const data = parseBase64(text(tag, content)) ?? refuse(tag, content, 'padded base64');
      return { kind: tag === '$b' ? 'bytes' : 'bytearray', data };
    }
    case '$dt':
      return dateTime(tag, content, whole);
    case '$date':
      return { kind: 'date', text: matching(tag, content, dateForm, 'a date such as "2020-01-31"') };
    case '$time':
      return { kind: 'time', text: matching(tag, content, timeForm, 'a time such as "23:59:00"') };
    case '$td': {
      const [days, seconds, microseconds] = parts(tag, content, 3).map((part) => small(tag, part));
      return { kind: 'duration', days: days!, seconds: seconds!, microseconds: microseconds! };
    }
    case '$tz':
      return { kind: 'timezone', text: zone(tag, content) };
    case '$dec':
      return { kind: 'decimal', text: matching(tag, content, decimalForm, 'a decimal number') };
    case '$frac': {
      const [numerator, denominator] = parts(tag, content, 2).map((part) => integer(tag, part));
      if (denominator! <= 0n) refuse(tag, content, 'a denominator above 0');
      return { kind: 'fraction', numerator: numerator!, denominator: denominator! };
    }
    case '$uuid':
      return { kind: 'uuid', text: matching(tag, content, uuidForm, 'a UUID') };
    case '$range': {
      const [start, stop, step] = parts(tag, content, 3).map((part) => integer(tag, part));
      if (step === 0n) refuse(tag, content, 'a step that is not 0');
      return { kind: 'range', start: start!, stop: stop!, step: step! };
    }
    case '$singleton':
      return { kind: 'singleton', name: matching(tag, content, nameForm, 'a name') };
    case '$dtype':
      return { kind: 'dtype', dtype: dtypeOf(content) };
    case '$opaque':
      return opaque(tag, content);
    default:
      throw new RangeError(`Unknown tag ${excerpt(tag)}: write a map with such a key as {"$d":[[key,value]]}`);
  }
}

function integer(tag: string, content: JsonTree): bigint {
  const tagged = content instanceof Map && content.size === 1 ? content.get('$i') : undefined;
  const plain = tagged ?? content;
  const value = typeof plain === 'string' ? parseIntegerText(plain) : plain;
  return typeof value === 'bigint' ? value : refuse(tag, content, 'an integer in decimal digits');
}

function hexInteger(tag: string, content: JsonTree): bigint {
  const [, sign, digits] =
    /^(-?)(0x[0-9a-fA-F]+)$/.exec(text(tag, content)) ?? refuse(tag, content, 'an integer as "0x..."');
  const size = BigInt(digits!);
  return sign === '-' ? -size : size;
}

function float(tag: string, content: JsonTree): number {
  const value = typeof content === 'string' ? parseFloatText(content) : content;
  return typeof value === 'number' ? value : refuse(tag, content, 'a float such as "0.5", "nan", "-inf"');
}

/** The text of a NaN that is the canonical one is the plain `NaN`, so that a value has one form in memory. */
function floatBits(tag: string, content: JsonTree): Value {
  const digits = matching(tag, content, /^[0-9a-fA-F]{16}$/, '16 hexadecimal digits');
  const bits = BigInt(`0x${digits}`);
  if (!isNanBits(bits)) return float64FromBits(bits);
  return bits === 0x7ff8000000000000n ? Number.NaN : { kind: 'nan', bits };
}

function dateTime(tag: string, content: JsonTree, whole: JsonObject | undefined): Value {
  const fold = whole?.get('fold') ?? 0n;
  const zone = whole?.get('tz_s');
  for (const key of whole?.keys() ?? []) {
    if (key !== '$dt' && key !== 'fold' && key !== 'tz_s') refuse(tag, key, 'no key but "fold" and "tz_s" beside it');
  }
  if (fold !== 0n && fold !== 1n) refuse(tag, fold, '"fold" to be 0 or 1');
  return {
    kind: 'datetime',
    text: matching(tag, content, dateTimeForm, 'a local date and time such as "2020-01-31T23:59:00"'),
    fold: fold === 1n ? 1 : 0,
    offsetSeconds: zone === undefined || zone === null ? null : typeof zone === 'number' ? zone : small(tag, zone),
  };
}

function zone(tag: string, content: JsonTree): string {
  if (typeof content === 'bigint') return zoneName(small(tag, content));
  return plainText(content) ?? refuse(tag, content, 'a name or an offset in seconds');
}

function opaque(tag: string, content: JsonTree): Value {
  const type = content instanceof Map ? plainText(content.get('type')) : undefined;
  const repr = content instanceof Map ? plainText(content.get('repr')) : undefined;
  if (!(content instanceof Map) || content.size !== 2 || typeof type !== 'string' || typeof repr !== 'string') {
    return refuse(tag, content, 'an object with the strings "type" and "repr"');
  }
  return { kind: 'opaque', type, repr };
}

/** A string, or one that is written as `$u16`. */
function plainText(tree: JsonTree | undefined): string | null | undefined {
  const hex = tree instanceof Map && tree.size === 1 ? tree.get('$u16') : undefined;
  if (typeof hex === 'string') return parseUtf16Hex(hex);
  return typeof tree === 'string' ? tree : undefined;
}

function small(tag: string, content: JsonTree): number {
  const value = Number(integer(tag, content));
  return Number.isSafeInteger(value) ? value : refuse(tag, content, 'an integer below 2^53');
}

function text(tag: string, content: JsonTree): string {
  return typeof content === 'string' ? content : refuse(tag, content, 'a string');
}

function matching(tag: string, content: JsonTree, form: RegExp, wanted: string): string {
  return typeof content === 'string' && form.test(content) ? content : refuse(tag, content, wanted);
}

function parts(tag: string, content: JsonTree, length: number): JsonTree[] {
  return Array.isArray(content) && content.length === length ? content : refuse(tag, content, `a list of ${length}`);
}

function refuse(tag: string, content: JsonTree, wanted: string): never {
  const found =
    typeof content === 'string'
      ? excerpt(content)
      : Array.isArray(content)
        ? `a list of ${content.length}`
        : content instanceof Map
          ? 'an object'
          : String(content).slice(0, 60);
  throw new RangeError(`Invalid content of the tag "${tag}": wanted ${wanted}, found ${found}`);
}
