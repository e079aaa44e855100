import type { Machine } from './machine.ts';

const escapes: Readonly<Record<string, number>> = {
  '\\': 92,
  "'": 39,
  '"': 34,
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** The bytes of a string literal as Python 2 printed it, in quotes (protocol 0). */
export function unescapeString(machine: Machine, literal: string): Uint8Array {
  const text = literal.trimEnd();
  const quote = text.charAt(0);
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote))
    machine.refuse('The string is not in quotes');
  const out = new Uint8Array(text.length);
  let size = 0;
  const end = text.length - 1;
  for (let i = 1; i < end; ) {
    if (text[i] !== '\\') {
      out[size++] = text.charCodeAt(i++);
      continue;
    }
    const [octal] = /^[0-7]{1,3}/.exec(text.slice(i + 1, Math.min(i + 4, end))) ?? [''];
    if (octal !== '') {
      out[size++] = Number.parseInt(octal, 8) & 255;
      i += 1 + octal.length;
    } else if (text[i + 1] === 'x') {
      const digits = text.slice(i + 2, Math.min(i + 4, end));
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) machine.refuse('The string has a \\x escape without its two digits');
      out[size++] = Number.parseInt(digits, 16);
      i += 4;
    } else {
      if (i + 1 >= end) machine.refuse('The string ends in the middle of an escape');
      const name = text[i + 1] as string;
      if (!Object.hasOwn(escapes, name)) out[size++] = 92;
      out[size++] = Object.hasOwn(escapes, name) ? (escapes[name] as number) : text.charCodeAt(i + 1);
      i += 2;
    }
  }
  return out.slice(0, size);
}
