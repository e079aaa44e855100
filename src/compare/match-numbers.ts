import type { Value } from '../value/value.ts';
import { judgeLeaf } from './judge-leaf.ts';
import { type Leaf, leafOf } from './leaf.ts';
import { numericOf } from './number.ts';
import type { ResolvedRules } from './tolerance.ts';

/** Positions of items on both sides, and which were brought together. */
export interface Matching {
  readonly pairs: (readonly [legacy: number, modern: number])[];
  readonly missing: number[];
  readonly extra: number[];
}

/**
 * Brings together as many numbers as can agree, in one pass over both sides in ascending order. That is the most there
 * are because what agrees with a number is a range whose ends ascend with it, which holds for every bound with an rtol
 * below 1. Null when the items are not finite floats or integers of one type, or the bound is wider.
 */
export function matchNumbers(
  legacy: readonly Value[],
  modern: readonly Value[],
  rules: ResolvedRules,
): Matching | null {
  if (rules.rtol >= 1) return null;
  const types = new Set<string>();
  const [left, right] = [ascending(legacy, types), ascending(modern, types)];
  if (left === null || right === null || types.size > 1) return null;
  const matching: Matching = { pairs: [], missing: [], extra: [] };
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [l, m] = [left[i]!, right[j]!];
    if (judgeLeaf(l.leaf, m.leaf, rules)?.agrees ?? true) {
      matching.pairs.push([l.index, m.index]);
      i++;
      j++;
    } else if (isBelow(m, l)) {
      matching.extra.push(m.index);
      j++;
    } else {
      matching.missing.push(l.index);
      i++;
    }
  }
  for (; i < left.length; i++) matching.missing.push(left[i]!.index);
  for (; j < right.length; j++) matching.extra.push(right[j]!.index);
  return matching;
}

interface Ranked {
  readonly index: number;
  readonly value: number | bigint;
  readonly leaf: Leaf;
}

function ascending(items: readonly Value[], types: Set<string>): Ranked[] | null {
  const ranked: Ranked[] = [];
  for (const [index, item] of items.entries()) {
    const leaf = leafOf(item);
    const number = leaf === null ? null : numericOf(leaf.value, leaf.type);
    if (leaf === null || number === null || (number.form !== 'float' && number.form !== 'integer')) return null;
    if (number.form === 'float' ? !Number.isFinite(number.value) : number.exact) return null;
    types.add(`${number.form} ${JSON.stringify(leaf.type?.spec ?? null)}`);
    ranked.push({ index, value: number.value, leaf });
  }
  return ranked.sort((a, b) => (isBelow(a, b) ? -1 : isBelow(b, a) ? 1 : 0));
}

function isBelow(a: Ranked, b: Ranked): boolean {
  return a.value < b.value;
}
