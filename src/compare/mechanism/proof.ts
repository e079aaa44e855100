import { type Atom, digitsOf, spacing } from './atom.ts';
import type { Pairs } from './mechanism-test.ts';

/**
 * Digits that must coincide before a relation is believed: unrelated values of so many digits meet one by chance less
 * than once in a million times, for each relation that is tried.
 */
export const digitsWanted = 6;

/** Indices of differing elements, one for each value of legacy: a value seen twice proves nothing twice. */
export function distinctDiffering({ legacy, differing }: Pairs): number[] {
  const seen = new Set<Atom>();
  return differing.filter((index) => {
    const atom = legacy[index]!;
    if (seen.has(atom)) return false;
    seen.add(atom);
    return true;
  });
}

/**
 * True when the differing elements show enough digits for a relation to be no coincidence.
 *
 * @param free Parameters that were read off the values: each uses up an element, and two more must confirm it.
 * @param side Whose digits count: `either` for a factor, `modern` where many inputs give one output (1 - x of small x)
 */
export function isProven(pairs: Pairs, free: number, side: 'either' | 'modern' = 'either'): boolean {
  const { legacy, modern, format } = pairs;
  const distinct = distinctDiffering(pairs);
  if (free > 0 && distinct.length < free + 2) return false;
  const digits = distinct.map((i) => {
    const right = digitsOf(modern[i]!, format);
    return side === 'modern' ? right : Math.max(right, digitsOf(legacy[i]!, format));
  });
  // The best elements are those used up.
  const rest = digits.sort((a, b) => b - a).slice(free);
  return rest.reduce((sum, one) => sum + one, 0) >= digitsWanted;
}

/** The smallest numbers above 0, which are as far apart as they are large. */
const smallest = { f8: 2 ** -1074, f4: 2 ** -149, f2: 2 ** -24, bfloat16: 2 ** -133 } as const;

/** True when two numbers are within so many relative spacings of their format (2^-52 for binary64), or the same special value. */
export function isNear(a: number, b: number, ulps: number, pairs: Pairs): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const relative = spacing[pairs.format] * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(a - b) <= ulps * Math.max(relative, smallest[pairs.format]);
}

/** True when every element of modern is `relation` of legacy's, by number, within so many ulp. */
export function allNear(pairs: Pairs, relation: (legacy: number) => number, ulps: number): boolean {
  if (pairs.numbers === null) return false;
  const { legacy, modern } = pairs.numbers;
  for (let i = 0; i < legacy.length; i++) if (!isNear(relation(legacy[i]!), modern[i]!, ulps, pairs)) return false;
  return true;
}

/** How far a difference must stand out of what a relation may be off by. */
const clearance = 1024;

/**
 * True when no differing element is so near legacy's that the tolerance of a relation covers it: next to 1, a number, its
 * root and its reciprocal are all the same to a few ulp.
 */
export function standsOut(pairs: Pairs, ulps: number): boolean {
  if (pairs.numbers === null) return false;
  const { legacy, modern } = pairs.numbers;
  const share = ulps * clearance * spacing[pairs.format];
  return pairs.differing.every((i) => {
    const [l, m] = [legacy[i]!, modern[i]!];
    return !(Math.abs(l - m) <= share * Math.max(Math.abs(l), Math.abs(m)));
  });
}
