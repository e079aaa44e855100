import { excerpt } from './excerpt.ts';
import { exactPowersOfTen, floatOf } from './json-float.ts';
import { ValueSyntaxError } from './value-syntax-error.ts';

export { ValueSyntaxError };

/** A JSON document as it was written: objects keep their order and any key, and a number's token decides its type. */
export type JsonTree = null | boolean | number | bigint | string | JsonTree[] | JsonObject;
/** A JSON object. A `Map`, so that no key can reach a prototype and digits-only keys keep their place. */
export type JsonObject = Map<string, JsonTree>;

export interface JsonLimits {
  /** Most containers inside each other (default 1000). */
  readonly maxDepth?: number;
  /** Most UTF-16 code units of the text (default 2^28). */
  readonly maxLength?: number;
  /** Take the bare words `NaN`, `Infinity` and `-Infinity` for floats, as Python writes them (default false). */
  readonly nonFinite?: boolean;
}

export const maxJsonDepth = 1000;
const maxJsonLength = 2 ** 28;
/** Decimal integers with more digits are refused, since reading them takes more than linear time; `$ihex` has no limit. */
export const maxDecimalDigits = 100_000;

/**
 * Reads strict JSON (RFC 8259) and nothing more. A token of digits is an integer (`bigint`), one with `.` or an exponent
 * a float (`number`, correctly rounded); a float that overflows to infinity or underflows to zero is refused, as are
 * duplicate keys.
 *
 * @throws {ValueSyntaxError} with the offset of the first character that is wrong
 */
export function parseJson(text: string, limits?: JsonLimits): JsonTree {
  const maxLength = limits?.maxLength ?? maxJsonLength;
  if (text.length > maxLength) {
    throw new ValueSyntaxError(`JSON text has ${text.length} characters: at most ${maxLength} are read`, maxLength);
  }
  return new JsonReader(text, limits).document();
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const minus = 0x2d;
const point = 0x2e;
/** Integers of so many digits are exact in binary64. */
const exactDigits = 15;

/** The letters after a backslash, and what they stand for. */
const escapeLetters = '"\\/bfnrt';
const escapedCharacters = '"\\/\b\f\n\r\t';

class JsonReader {
  private readonly text: string;
  private readonly maxDepth: number;
  private readonly nonFinite: boolean;
  private depth = 0;
  private at = 0;

  constructor(text: string, limits: JsonLimits | undefined) {
    this.text = text;
    this.maxDepth = limits?.maxDepth ?? maxJsonDepth;
    this.nonFinite = limits?.nonFinite ?? false;
  }

  document(): JsonTree {
    const tree = this.value();
    this.next();
    if (this.at < this.text.length) throw this.unexpected('the end of the text');
    return tree;
  }

  /** The next character that is not white space, not consumed; NaN at the end. */
  private next(): number {
    let code = this.text.charCodeAt(this.at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.text.charCodeAt(++this.at);
    return code;
  }

  private value(): JsonTree {
    const code = this.next();
    switch (code) {
      case quote:
        this.at++;
        return this.string();
      case openBrace:
        return this.object();
      case openBracket:
        return this.array();
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      default:
        if (this.nonFinite && /[NI]/.test(this.text.charAt(code === minus ? this.at + 1 : this.at)))
          return this.nonFiniteWord(code);
        if (code === minus || (code >= 0x30 && code <= 0x39)) return this.number(code);
        throw this.unexpected('a value');
    }
  }

  private nonFiniteWord(code: number): number {
    if (code === minus) return this.word('-Infinity', -Infinity);
    return code === 0x4e ? this.word('NaN', Number.NaN) : this.word('Infinity', Infinity);
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw this.unexpected('a value');
    this.at += word.length;
    return value;
  }

  private open(): void {
    if (++this.depth > this.maxDepth) {
      throw new ValueSyntaxError(
        `JSON is nested too deeply at offset ${this.at}: at most ${this.maxDepth} levels are read`,
        this.at,
      );
    }
    this.at++;
  }

  private close<T>(container: T): T {
    this.at++;
    this.depth--;
    return container;
  }

  private object(): JsonObject {
    this.open();
    const object: JsonObject = new Map();
    let size = 0;
    if (this.next() === closeBrace) return this.close(object);
    for (;;) {
      if (this.next() !== quote) throw this.unexpected(size === 0 ? 'a key in quotes or "}"' : 'a key in quotes');
      const start = this.at++;
      const key = this.string();
      if (this.next() !== colon) throw this.unexpected('":"');
      this.at++;
      object.set(key, this.value());
      if (object.size === size) {
        throw new ValueSyntaxError(`Duplicate key ${excerpt(key)} at offset ${start}`, start);
      }
      size++;
      const code = this.next();
      if (code === closeBrace) return this.close(object);
      if (code !== comma) throw this.unexpected('"," or "}"');
      this.at++;
    }
  }

  private array(): JsonTree[] {
    this.open();
    const items: JsonTree[] = [];
    if (this.next() === closeBracket) return this.close(items);
    for (;;) {
      items.push(this.value());
      const code = this.next();
      if (code === closeBracket) return this.close(items);
      if (code !== comma) throw this.unexpected('"," or "]"');
      this.at++;
    }
  }

  /** Reads up to the closing quote; the opening one is consumed. */
  private string(): string {
    const { text } = this;
    const start = this.at;
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code === backslash) return this.escapedString(start, at);
      // NaN, past the end, fails this comparison too.
      if (!(code >= 0x20)) throw this.unclosed(at);
      at++;
    }
    this.at = at + 1;
    return text.slice(start, at);
  }

  private escapedString(start: number, firstEscape: number): string {
    const { text } = this;
    let result = text.slice(start, firstEscape);
    this.at = firstEscape;
    while (text.charCodeAt(this.at) === backslash) {
      result += this.escape();
      const from = this.at;
      let at = from;
      let code = text.charCodeAt(at);
      while (code >= 0x20 && code !== quote && code !== backslash) code = text.charCodeAt(++at);
      result += text.slice(from, at);
      this.at = at;
    }
    if (text.charCodeAt(this.at) !== quote) throw this.unclosed(this.at);
    this.at++;
    return result;
  }

  private escape(): string {
    const letter = this.text.charAt(this.at + 1);
    const plain = letter === '' ? -1 : escapeLetters.indexOf(letter);
    if (plain >= 0) {
      this.at += 2;
      return escapedCharacters.charAt(plain);
    }
    const hex = this.text.slice(this.at + 2, this.at + 6);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) {
      throw this.unexpected('one of \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits');
    }
    this.at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private number(first: number): number | bigint {
    const { text } = this;
    const start = this.at;
    const negative = first === minus;
    let at = negative ? start + 1 : start;
    let code = text.charCodeAt(at);
    let mantissa = 0;
    const digitsFrom = at;
    while (code >= 0x30 && code <= 0x39) {
      mantissa = mantissa * 10 + (code - 0x30);
      code = text.charCodeAt(++at);
    }
    let digits = at - digitsFrom;
    if (digits === 0 || (digits > 1 && text.charCodeAt(digitsFrom) === 0x30)) {
      this.at = digits === 0 ? at : digitsFrom + 1;
      throw this.unexpected(digits === 0 ? 'a digit' : 'no digit after a leading zero');
    }
    if (code !== point && (code | 0x20) !== 0x65) {
      this.at = at;
      if (digits <= exactDigits) return BigInt(negative ? -mantissa : mantissa);
      return this.longInteger(start, digits);
    }
    let scale = 0;
    if (code === point) {
      const from = ++at;
      code = text.charCodeAt(at);
      while (code >= 0x30 && code <= 0x39) {
        mantissa = mantissa * 10 + (code - 0x30);
        code = text.charCodeAt(++at);
      }
      scale = at - from;
      digits += scale;
      this.at = at;
      if (scale === 0) throw this.unexpected('a digit');
    }
    this.at = at;
    if ((code | 0x20) === 0x65) this.exponent();
    // Exact mantissa, exact power of ten: one correctly rounded division (Clinger 1990).
    else if (digits <= exactDigits) {
      const size = mantissa / exactPowersOfTen[scale]!;
      return negative ? -size : size;
    }
    return this.float(start);
  }

  private exponent(): void {
    const { text } = this;
    let at = this.at + 1;
    const sign = text.charCodeAt(at);
    if (sign === minus || sign === 0x2b) at++;
    const from = at;
    let code = text.charCodeAt(at);
    while (code >= 0x30 && code <= 0x39) code = text.charCodeAt(++at);
    this.at = at;
    if (at === from) throw this.unexpected('a digit of the exponent');
  }

  private float(start: number): number {
    return floatOf(this.text.slice(start, this.at), start);
  }

  private longInteger(start: number, digits: number): bigint {
    if (digits > maxDecimalDigits) {
      const message = `Integer of ${digits} digits at offset ${start}: write one of more than ${maxDecimalDigits} as "$ihex"`;
      throw new ValueSyntaxError(message, start);
    }
    return BigInt(this.text.slice(start, this.at));
  }

  private unclosed(at: number): ValueSyntaxError {
    this.at = at;
    return this.unexpected(at < this.text.length ? 'an escape for the control character' : 'the end of the string');
  }

  private unexpected(wanted: string): ValueSyntaxError {
    const found = this.at < this.text.length ? excerpt(this.text.charAt(this.at)) : 'the end of the text';
    return new ValueSyntaxError(`Invalid JSON at offset ${this.at}: wanted ${wanted}, found ${found}`, this.at);
  }
}
