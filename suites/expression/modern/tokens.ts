import { OverflowError, ValueError } from './errors.ts';
import { keywords } from './names.ts';

/** A piece of an expression in Python's dialect. Literals are floats already, names are NFKC-normalised. */
export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operator'; readonly text: '+' | '-' | '*' | '/' | '**' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'comma' };

/** Characters. The longest real formulas (sums of some tens of relaxation modes) have under 2,000. */
export const maxLength = 10_000;
/** Open parentheses at once: the limit of CPython's tokenizer. */
export const maxParentheses = 200;
/** Digits of a decimal integer: the default limit of CPython. */
const maxDigits = 4300;

const space = /[ \t\f]+|#[^\n]*|\\\n/y;
const newline = /\n/y;
const name = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const operator = /\*\*(?!=)|[-+*/](?![/=])/y;
const punctuation = /[(),]/y;
const digits = '[0-9](?:_?[0-9])*';
const exponent = `[eE][+-]?${digits}`;
const float = new RegExp(`(?:${digits}\\.(?:${digits})?|\\.${digits})(?:${exponent})?|${digits}${exponent}`, 'y');
const integer = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?[0-9])*/y;

/** Python's white space, which is not JavaScript's. */
const white = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/**
 * Cut an expression into tokens of the allow-list.
 *
 * @throws {TypeError} when it is not text
 * @throws {ValueError} when it is empty or too long, or holds anything that is not on the list
 * @throws {OverflowError} when an integer literal is too large for a float
 */
export function tokenize(expression: unknown): Token[] {
  if (typeof expression !== 'string') throw new TypeError(`Expression must be a string, not ${typeof expression}`);
  if (expression.length > maxLength)
    throw new ValueError(`Invalid expression: ${expression.length} characters, at most ${maxLength} are allowed`);
  const text = strip(expression).replace(/\r\n?/g, '\n');
  if (text === '') throw new ValueError('Invalid expression: empty expression');
  const tokens: Token[] = [];
  let depth = 0;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < text.length) {
    if (take(space) !== undefined || (depth > 0 && take(newline) !== undefined)) continue;
    const start = at;
    const word = take(name) ?? take(float) ?? take(integer) ?? take(operator) ?? take(punctuation);
    if (word === undefined) throw refused(text, at);
    const token = classify(word);
    if (token.kind === 'number') refuseRunOn(text, at, start);
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    if (depth < 0) throw new ValueError("Invalid expression syntax: unmatched ')'");
    if (depth > maxParentheses) throw new ValueError('Invalid expression syntax: too many nested parentheses');
    tokens.push(token);
  }
  if (depth > 0) throw new ValueError("Invalid expression syntax: '(' was never closed");
  return tokens;
}

function classify(word: string): Token {
  if (word === '(') return { kind: 'open' };
  if (word === ')') return { kind: 'close' };
  if (word === ',') return { kind: 'comma' };
  if (word === '+' || word === '-' || word === '*' || word === '/' || word === '**')
    return { kind: 'operator', text: word };
  if (/^[.0-9]/.test(word)) return { kind: 'number', value: literal(word.replaceAll('_', '')) };
  if (word === 'True' || word === 'False') return { kind: 'number', value: word === 'True' ? 1 : 0 };
  const normal = word.normalize('NFKC');
  if (keywords.has(normal)) throw new ValueError(`Disallowed operation: keyword ${normal}`);
  return { kind: 'name', name: normal };
}

function literal(word: string): number {
  if (!/^(?:\d+|0[xXoObB].*)$/.test(word)) return Number(word);
  if (/^\d+$/.test(word) && word.length > maxDigits)
    throw new ValueError(`Invalid expression syntax: integer literal of more than ${maxDigits} digits`);
  const value = Number(BigInt(word));
  if (value === Number.POSITIVE_INFINITY) throw new OverflowError('int too large to convert to float');
  return value;
}

/** A number ends where a name, a digit or another number begins: `1x`, `012`, `1e1e1`, `1.2.3` and `1_` are refused. */
function refuseRunOn(text: string, at: number, start: number): void {
  if (/[\p{XID_Continue}.]/u.test(text.charAt(at)))
    throw new ValueError(`Invalid expression syntax: invalid number at character ${start + 1}`);
}

function refused(text: string, at: number): ValueError {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const shown = /[\p{C}\p{Z}]/u.test(character)
    ? `U+${text.codePointAt(at)!.toString(16).padStart(4, '0')}`
    : character;
  return new ValueError(`Disallowed operation: "${shown}" at character ${at + 1} is not part of the allowed grammar`);
}

/** Python's `str.strip()`. A loop, since a pattern for it takes quadratic time on blanks inside. */
function strip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && white.test(text[start]!)) start += 1;
  while (end > start && white.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}
