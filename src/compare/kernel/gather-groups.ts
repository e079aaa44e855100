import type { NumericArray } from '../../value/ndarray.ts';
import { groupLength } from './layout.ts';

/** Groups of two arrays side by side, in the order given; only the last may be the short one at the arrays' end. */
export interface Gathered {
  readonly legacy: NumericArray;
  readonly modern: NumericArray;
  /** The index in the whole array for one in these. */
  readonly indexOf: (at: number) => number;
}

/** Copies the groups that start at these indices. */
export function gatherGroups(legacy: NumericArray, modern: NumericArray, starts: readonly number[]): Gathered {
  return {
    legacy: gather(legacy as Float64Array, starts),
    modern: gather(modern as Float64Array, starts),
    indexOf: (at) => starts[Math.floor(at / groupLength)]! + (at % groupLength),
  };
}

/** Written for one kind of array, true for each. */
function gather(from: Float64Array, starts: readonly number[]): NumericArray {
  const last = starts.at(-1) ?? from.length;
  const length = Math.max(starts.length - 1, 0) * groupLength + Math.min(groupLength, from.length - last);
  const to = from.slice(0, length);
  for (const [i, start] of starts.entries()) {
    to.set(from.subarray(start, Math.min(start + groupLength, from.length)), i * groupLength);
  }
  return to;
}
