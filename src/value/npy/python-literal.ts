import { excerpt } from '../excerpt.ts';
import { FileFormatError } from '../file-format-error.ts';

/** What the grammar knows: strings, whole numbers, `True`, `False`, tuples, lists, and a dict with string keys. */
export type PythonLiteral =
  | { readonly kind: 'string'; readonly text: string; readonly at: number }
  | { readonly kind: 'integer'; readonly value: number; readonly at: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly PythonLiteral[]; readonly at: number }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [string, PythonLiteral])[]; readonly at: number };

/** A dtype nests a list and a tuple at each of its 32 levels, inside the dict. */
const maxDepth = 70;

const whitespace = /[ \t\n\r\f]*/y;
const integer = /(?:0|[1-9]\d{0,15})(?![\w.])/y;
/** Python 2 wrote long integers with an `L`. */
const oldInteger = /((?:0|[1-9]\d{0,15}))L(?![\w.])/y;
const word = /(?:True|False)(?!\w)/y;
const stringStart = /u?(['"])/y;
const plainText = /[^'"\\\n\r\0]+/y;
const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\\'"nrt]))/y;
const escapes: Readonly<Record<string, string>> = { '\\': '\\', "'": "'", '"': '"', n: '\n', r: '\r', t: '\t' };

/**
 * Reads the subset of Python's literals that NumPy writes in a header, by a grammar of its own: nothing is evaluated.
 *
 * @param placeOf the offset in the file of an index into the text, for errors
 * @throws {FileFormatError} for anything else
 */
export function parsePythonLiteral(text: string, placeOf: (index: number) => number): PythonLiteral {
  const reader = new LiteralReader(text, placeOf);
  const literal = reader.literal(1);
  reader.end();
  return literal;
}

class LiteralReader {
  readonly #text: string;
  readonly #placeOf: (index: number) => number;
  #at = 0;

  constructor(text: string, placeOf: (index: number) => number) {
    this.#text = text;
    this.#placeOf = placeOf;
  }

  literal(depth: number): PythonLiteral {
    if (depth > maxDepth) throw this.#error(`The header is nested too deeply: at most ${maxDepth} levels are read`);
    this.#take(whitespace);
    const at = this.#placeOf(this.#at);
    const character = this.#text.charAt(this.#at);
    if (character === '{') return { kind: 'dict', entries: this.#entries(depth), at };
    if (character === '(') return this.#tuple(depth, at);
    if (character === '[') return { kind: 'list', items: this.#items(']', depth).items, at };
    if (/['"u]/.test(character)) return { kind: 'string', text: this.#string(), at };
    const digits = this.#take(integer)?.[0] ?? this.#take(oldInteger)?.[1];
    if (digits !== undefined) return { kind: 'integer', value: Number(digits), at };
    const boolean = this.#take(word)?.[0];
    if (boolean !== undefined) return { kind: 'boolean', value: boolean === 'True', at };
    throw this.#unexpected('a string, a whole number, True, False, a tuple, a list or a dict');
  }

  end(): void {
    this.#take(whitespace);
    if (this.#at < this.#text.length) throw this.#unexpected('nothing after the header');
  }

  #tuple(depth: number, at: number): PythonLiteral {
    const { items, comma } = this.#items(')', depth);
    // One item in parentheses without a comma is no tuple.
    if (items.length === 1 && !comma) throw this.#error('Wanted a comma after the only item of a tuple');
    return { kind: 'tuple', items, at };
  }

  #items(close: string, depth: number): { items: PythonLiteral[]; comma: boolean } {
    const items: PythonLiteral[] = [];
    let comma = true;
    this.#at++;
    while (!this.#takes(close)) {
      if (!comma) throw this.#unexpected(`"," or "${close}"`);
      items.push(this.literal(depth + 1));
      comma = this.#takes(',');
    }
    return { items, comma };
  }

  #entries(depth: number): [string, PythonLiteral][] {
    const entries: [string, PythonLiteral][] = [];
    let comma = true;
    this.#at++;
    while (!this.#takes('}')) {
      if (!comma) throw this.#unexpected('"," or "}"');
      const key = this.#string();
      if (!this.#takes(':')) throw this.#unexpected('":"');
      entries.push([key, this.literal(depth + 1)]);
      comma = this.#takes(',');
    }
    return entries;
  }

  #string(): string {
    const quote = this.#take(stringStart)?.[1];
    if (quote === undefined) throw this.#unexpected('a string');
    let text = '';
    for (;;) {
      text += this.#take(plainText)?.[0] ?? '';
      const character = this.#text.charAt(this.#at);
      if (character === quote) break;
      if (character === '\\') text += this.#escape();
      else if (character === '"' || character === "'") {
        text += character;
        this.#at++;
      } else throw this.#unexpected('the end of a string');
    }
    this.#at++;
    return text;
  }

  #escape(): string {
    const found = this.#take(escapeSequence);
    const point = Number.parseInt(found?.[1] ?? found?.[2] ?? found?.[3] ?? '0', 16);
    if (found === undefined || point > 0x10ffff) throw this.#unexpected('an escape that Python writes');
    return found[4] === undefined ? String.fromCodePoint(point) : escapes[found[4]]!;
  }

  #takes(character: string): boolean {
    this.#take(whitespace);
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at++;
    this.#take(whitespace);
    return true;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #unexpected(wanted: string): FileFormatError {
    const found = this.#at < this.#text.length ? excerpt(this.#text.slice(this.#at, this.#at + 30)) : 'its end';
    return this.#error(`Unreadable header: wanted ${wanted}, found ${found}`);
  }

  #error(reason: string): FileFormatError {
    return new FileFormatError(reason, this.#placeOf(this.#at));
  }
}
