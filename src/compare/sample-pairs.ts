import type { NumericArray } from '../value/ndarray.ts';

/**
 * Most pairs looked at in one array. A run compares many arrays, and what they add up to is what is reported; so few
 * keep the cost small beside that of carrying the array to a process and back.
 */
export const sampleSize = 512;

/** The part of a stratum at which its pair is taken: multiples of the golden ratio fall evenly and follow no period of the data. */
const golden = 0.6180339887498949;

/**
 * Looks at pairs of numbers of two arrays of one type, all of them in a short array, else one out of each of 512
 * stretches of equal length, and appends their figures (abs, rel, ulp or NaN, weight) to a list. Pairs that are not
 * finite have none. Always the same pairs for the same length.
 *
 * @returns how many numbers the pairs stand for that are the same
 */
export function samplePairs(legacy: NumericArray, modern: NumericArray, figures: number[]): number {
  const { length } = legacy;
  const taken = Math.min(length, sampleSize);
  const weight = length / taken;
  const distance = ulpOf(legacy);
  let same = 0;
  for (let i = 0; i < taken; i++) {
    const index = taken === length ? i : Math.min(length - 1, Math.floor((i + ((i * golden) % 1)) * weight));
    const l = legacy[index]!;
    const m = modern[index]!;
    if (l === m || (Number.isNaN(l) && Number.isNaN(m))) {
      same += weight;
      continue;
    }
    const abs = typeof l === 'bigint' ? apart(l, m as bigint) : Math.abs((m as number) - l);
    if (abs < Number.POSITIVE_INFINITY) figures.push(abs, abs / Math.abs(Number(l)), distance(l, m), weight);
  }
  return same;
}

/** Of pairs that differ: the largest finite rel, and the largest abs where rel is infinite, since legacy is 0 or next to it. */
export function aroundZeros(legacy: NumericArray, modern: NumericArray): { maxRel: number; maxAbs: number } {
  let [maxRel, maxAbs] = [0, 0];
  for (let i = 0; i < legacy.length; i++) {
    const l = Number(legacy[i]!);
    const abs = Math.abs(Number(modern[i]!) - l);
    if (!(abs < Number.POSITIVE_INFINITY)) continue;
    if (abs === 0) continue;
    const rel = abs / Math.abs(l);
    if (rel < Number.POSITIVE_INFINITY) maxRel = Math.max(maxRel, rel);
    else maxAbs = Math.max(maxAbs, abs);
  }
  return { maxRel, maxAbs };
}

function apart(l: bigint, m: bigint): number {
  return Number(m > l ? m - l : l - m);
}

type Distance = (l: number | bigint, m: number | bigint) => number;

const wide = new Float64Array(2);
const wideWords = new Int32Array(wide.buffer);
const narrow = new Float32Array(2);
const narrowWords = new Int32Array(narrow.buffer);

/** Steps between two numbers, rounded past 2^53; integers have no unit in the last place. */
function ulpOf(elements: NumericArray): Distance {
  if (elements instanceof Float64Array) {
    return (l, m) => {
      wide[0] = l as number;
      wide[1] = m as number;
      return wordsApart(wideWords);
    };
  }
  if (elements instanceof Float32Array) {
    return (l, m) => {
      narrow[0] = l as number;
      narrow[1] = m as number;
      const a = narrowWords[0]!;
      const b = narrowWords[1]!;
      return (a ^ b) >= 0 ? Math.abs(a - b) : (a & 0x7fffffff) + (b & 0x7fffffff);
    };
  }
  return () => Number.NaN;
}

/**
 * Steps between two float64 numbers from their words, rounded once: upper and lower words are taken together apart, which
 * is exact, since whole ordinals pass 2^53.
 */
function wordsApart(words: Int32Array): number {
  const high = words[1]!;
  const otherHigh = words[3]!;
  const low = words[0]! >>> 0;
  const otherLow = words[2]! >>> 0;
  if ((high ^ otherHigh) >= 0) return Math.abs((high - otherHigh) * 2 ** 32 + (low - otherLow));
  return ((high & 0x7fffffff) + (otherHigh & 0x7fffffff)) * 2 ** 32 + (low + otherLow);
}
