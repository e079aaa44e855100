import { encodeText } from '../value/encode.ts';
import { renderValue } from '../value/render.ts';
import type { Value } from '../value/value.ts';
import { count } from './quantity.ts';

/** A piece of JSON whose text is final: values of the model have a canonical text of their own. */
export class RawText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What the writer takes: objects keep their order, undefined members are left out. */
export type Json =
  | null
  | boolean
  | number
  | string
  | RawText
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** The members of a written object: each field of its type, in the order they are written. A field left out does not compile. */
export type Fields<T> = { readonly [K in keyof Required<T>]: Json | undefined };

/** Longest text of a value in a report (characters). A report is O(vectors + findings); evidence holds values whole. */
const valueLength = 65_536;
/** An object or array that fits on such a line is written on one. */
const lineLength = 100;

/** A value in tagged JSON. One that is too long becomes `$opaque`: what it was, cut with counts. */
export function valueText(value: Value): RawText {
  return new RawText(encodeText(cutValue(value)));
}

/** The value, or what stands for it where it is too long for a report. */
export function cutValue(value: Value): Value {
  const { length } = encodeText(value);
  if (length <= valueLength) return value;
  const repr = `${renderValue(value, { maxLength: 200 })} (${count(length)} characters of tagged JSON; whole in the evidence)`;
  return { kind: 'opaque', type: 'vernier.cut', repr };
}

/** A number that JSON may not have a token for: `{"$f":"inf"}`. */
export function numberText(x: number | null): Json {
  if (x === null || Number.isFinite(x)) return x;
  return { $f: Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf' };
}

/** A record keyed by data, in the order of its keys, so that the order it was filled in cannot show. */
export function sorted<T>(record: Readonly<Record<string, T>>, write: (item: T) => Json): Json {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  // A prototype-less object: data may be keyed `__proto__`.
  const result: Record<string, Json> = Object.create(null);
  for (const [key, item] of entries) result[key] = write(item);
  return result;
}

/** JSON text, two blanks a level, short branches on one line. */
export function jsonText(tree: Json): string {
  return write(tree, 0);
}

function write(tree: Json, depth: number): string {
  if (tree instanceof RawText) return tree.text;
  if (tree === null || typeof tree !== 'object') return JSON.stringify(tree);
  const parts = Array.isArray(tree)
    ? tree.map((item: Json) => write(item, depth + 1))
    : Object.entries(tree as { readonly [key: string]: Json | undefined })
        .filter((entry): entry is [string, Json] => entry[1] !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${write(item, depth + 1)}`);
  const [open, close] = Array.isArray(tree) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  const length = parts.reduce((sum, part) => sum + part.length + 2, 0);
  if (length + 2 * depth <= lineLength && !parts.some((part) => part.includes('\n'))) {
    return Array.isArray(tree) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  }
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${parts.map((part) => indent + part).join(',\n')}\n${'  '.repeat(depth)}${close}`;
}
