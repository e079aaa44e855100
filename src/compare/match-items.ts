import type { Value } from '../value/value.ts';
import { type Matching, matchNumbers } from './match-numbers.ts';
import { NearestFirst } from './nearest-first.ts';
import { pairKeys } from './pair-keys.ts';
import type { ResolvedRules } from './tolerance.ts';

/** Tells how many drifts two items have, at most 1 unless all are asked for; null when too many were tried already. */
export type Trial = (legacy: number, modern: number, all: boolean) => number | null;

/** A matching that may have been given up. */
export interface ItemMatching extends Matching {
  /** Too many pairs would have had to be tried: more could have been brought together. */
  readonly isCut: boolean;
}

class TooManyTrials extends Error {}

/**
 * Brings together as many items of two sides as can agree: a maximum matching, found from the items that are equal by
 * augmenting paths (Kuhn 1955; Berge 1957), so that no choice of partners among several makes a difference. What is left
 * over is laid side by side to show what is wrong with it: each item of legacy with the one of modern from which it
 * differs in the fewest places.
 *
 * @param rules those of all items, null when they vary
 * @param onlyWhether only whether all of legacy's items find partners is asked: the first that finds none ends the search
 */
export function matchItems(
  legacy: readonly Value[],
  modern: readonly Value[],
  rules: ResolvedRules | null,
  trial: Trial,
  onlyWhether = false,
): ItemMatching {
  const agree = (l: number, m: number): boolean => {
    const drifts = trial(l, m, false);
    if (drifts === null) throw new TooManyTrials();
    return drifts === 0;
  };
  const partners = new Partners(legacy.length, modern.length);
  let isCut = false;
  try {
    const numbers = rules === null ? null : matchNumbers(legacy, modern, rules);
    if (numbers !== null) return { ...besides(numbers), isCut };
    if (rules !== null)
      for (const [l, m] of pairKeys(legacy, modern, rules).pairs) if (agree(l, m)) partners.join(l, m);
    const near = new NearestFirst(legacy, modern);
    for (let l = 0; l < legacy.length; l++) {
      if (partners.ofLegacy[l] !== -1) continue;
      const found = augment(partners, l, near, agree);
      if (!found && onlyWhether) return { pairs: [], missing: [l], extra: [], isCut };
    }
  } catch (error) {
    if (!(error instanceof TooManyTrials)) throw error;
    isCut = true;
  }
  return { ...nearest(partners.matching(), trial), isCut };
}

class Partners {
  readonly ofLegacy: Int32Array;
  readonly ofModern: Int32Array;

  constructor(legacy: number, modern: number) {
    this.ofLegacy = new Int32Array(legacy).fill(-1);
    this.ofModern = new Int32Array(modern).fill(-1);
  }

  join(legacy: number, modern: number): void {
    this.ofLegacy[legacy] = modern;
    this.ofModern[modern] = legacy;
  }

  matching(): Matching {
    const matching: Matching = { pairs: [], missing: [], extra: [] };
    for (const [l, m] of this.ofLegacy.entries()) m === -1 ? matching.missing.push(l) : matching.pairs.push([l, m]);
    for (const [m, l] of this.ofModern.entries()) if (l === -1) matching.extra.push(m);
    return matching;
  }
}

/** Finds a partner for an item, moving others to new partners where that makes room; breadth first, without recursion. */
function augment(
  partners: Partners,
  start: number,
  near: NearestFirst,
  agree: (legacy: number, modern: number) => boolean,
): boolean {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (let at = 0; at < queue.length; at++) {
    const l = queue[at]!;
    for (const m of near.candidates(l)) {
      if (cameFrom.has(m) || !agree(l, m)) continue;
      cameFrom.set(m, l);
      const owner = partners.ofModern[m]!;
      if (owner !== -1) {
        queue.push(owner);
        continue;
      }
      let free = m;
      for (let giver = l; ; giver = cameFrom.get(free)!) {
        const previous = partners.ofLegacy[giver]!;
        partners.join(giver, free);
        if (giver === start) return true;
        free = previous;
      }
    }
  }
  return false;
}

/** Numbers that are left over, side by side in ascending order. */
function besides({ pairs, missing, extra }: Matching): Matching {
  const count = Math.min(missing.length, extra.length);
  const beside = missing.slice(0, count).map((l, i) => [l, extra[i]!] as const);
  return { pairs: [...pairs, ...beside], missing: missing.slice(count), extra: extra.slice(count) };
}

/** The rest is laid side by side in its order once trials have come to their end. */
function nearest({ pairs, missing, extra }: Matching, trial: Trial): Matching {
  const free = new Set(extra);
  const [near, alone]: [(readonly [number, number])[], number[]] = [[], []];
  let isOver = false;
  for (const l of missing) {
    let best: { readonly index: number; readonly drifts: number } | null = null;
    for (const m of free) {
      const drifts: number | null = isOver ? null : trial(l, m, true);
      if (best === null || (drifts !== null && drifts < best.drifts)) {
        best = { index: m, drifts: drifts ?? Number.POSITIVE_INFINITY };
      }
      isOver ||= drifts === null;
      if (isOver || drifts === 1) break;
    }
    if (best === null) alone.push(l);
    else {
      near.push([l, best.index]);
      free.delete(best.index);
    }
  }
  return { pairs: [...pairs, ...near], missing: alone, extra: [...free] };
}
