import { renderValue } from '../value/render.ts';
import type { Value } from '../value/value.ts';
import type { Step } from './difference.ts';
import { keyText } from './key-text.ts';
import type { ResolvedRules } from './tolerance.ts';

/** Which keys (or set items) of the two sides belong together, by position. */
export interface KeyPairs {
  readonly pairs: readonly (readonly [legacy: number, modern: number])[];
  /** Pairs of keys that are equal but for their type, such as True and 1 below `loose`. They are in `pairs` too. */
  readonly drifted: readonly (readonly [legacy: number, modern: number])[];
  readonly missing: readonly number[];
  readonly extra: readonly number[];
}

/**
 * Pairs keys by value: first keys that are the same to the last detail, then those that are equal at the type level of
 * the rules, then those that would be equal were types ignored. Equal keys on one side pair in their order.
 */
export function pairKeys(legacy: readonly Value[], modern: readonly Value[], rules: ResolvedRules): KeyPairs {
  const pairs: [number, number][] = [];
  let left = legacy.map((_, i) => i);
  let right = modern.map((_, i) => i);
  const levels = rules.types === 'strict' ? ['strict', 'loose'] : ['strict', rules.types, 'loose'];
  let drifted: readonly (readonly [number, number])[] = [];
  for (const types of new Set(levels) as Set<ResolvedRules['types']>) {
    if (left.length === 0 || right.length === 0) break;
    const found = pairAt(legacy, modern, left, right, { ...rules, types });
    for (const pair of found.pairs) pairs.push(pair);
    if (types === 'loose' && rules.types !== 'loose') drifted = found.pairs;
    [left, right] = [found.left, found.right];
  }
  return { pairs: pairs.sort(([a], [b]) => a - b), drifted, missing: left, extra: right };
}

function pairAt(
  legacy: readonly Value[],
  modern: readonly Value[],
  left: readonly number[],
  right: readonly number[],
  rules: ResolvedRules,
) {
  const waiting = new Map<string, number[]>();
  for (let i = right.length - 1; i >= 0; i--) {
    const text = keyText(modern[right[i]!] as Value, rules);
    if (text === null) continue;
    const same = waiting.get(text);
    if (same === undefined) waiting.set(text, [right[i]!]);
    else same.push(right[i]!);
  }
  const pairs: [number, number][] = [];
  const taken = new Set<number>();
  const alone: number[] = [];
  for (const index of left) {
    const text = keyText(legacy[index] as Value, rules);
    const partner = text === null ? undefined : waiting.get(text)?.pop();
    if (partner === undefined) alone.push(index);
    else {
      pairs.push([index, partner]);
      taken.add(partner);
    }
  }
  return { pairs, left: alone, right: right.filter((index) => !taken.has(index)) };
}

/** A key as a step of a path: a string as it is, a small integer as a number, anything else as it is printed. */
export function keyStep(key: Value): Step {
  if (typeof key === 'string') return key;
  if (typeof key === 'bigint' && key >= 0n && key <= 2n ** 32n) return Number(key);
  return renderValue(key, { maxLength: 100 });
}
