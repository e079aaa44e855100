import { visitObjects } from '../value/graph.ts';
import type { Value } from '../value/value.ts';

const perObject = 64;

/** About how many bytes values hold on to; it stops counting past `most`. What is shared is counted once. */
export function weightOf(values: readonly Value[], most: number): number {
  let sum = 0;
  const seen = new Set<object>();
  const pending: object[] = [[...values]];
  const visit = (inner: object) => {
    if (seen.has(inner)) return;
    seen.add(inner);
    pending.push(inner);
  };
  for (let next = pending.pop(); next !== undefined && sum <= most; next = pending.pop()) {
    sum += perObject + ownBytes(next);
    visitObjects(next, visit);
  }
  return sum;
}

function ownBytes(value: object): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + scalarBytes(item), 0);
  return Object.values(value).reduce((sum: number, field) => {
    if (ArrayBuffer.isView(field)) return sum + field.byteLength;
    // Entries of maps are pairs, which are no values of their own.
    if (Array.isArray(field)) return sum + field.reduce((all: number, item) => all + scalarBytes(item), 0);
    return sum + scalarBytes(field);
  }, 0);
}

function scalarBytes(item: unknown): number {
  if (typeof item === 'string') return 2 * item.length;
  if (Array.isArray(item)) return 2 * perObject;
  return typeof item === 'bigint' ? item.toString(16).length : 8;
}
