import { TopIndices } from '../top-indices.ts';
import { groupLength } from './layout.ts';

/**
 * The groups that hold the worst pairs of an array, as many groups as pairs are wanted: each of them holds one that is
 * at least as bad as any outside them.
 */
export class WorstGroups {
  readonly #limit: number;
  readonly #within: TopIndices;
  readonly #beyond: TopIndices;

  constructor(limit: number) {
    this.#limit = limit;
    this.#within = new TopIndices(Math.max(limit, 1));
    this.#beyond = new TopIndices(Math.max(limit, 1));
  }

  /** Takes a group whose first pair has this index, in ascending order. */
  add(index: number, within: number, beyond: number): void {
    if (within >= 0 && within >= this.#within.bar) this.#within.add(within, index);
    if (beyond >= 0 && beyond >= this.#beyond.bar) this.#beyond.add(beyond, index);
  }

  /** What a group's score must exceed to matter, now that so many pairs are beyond policy. */
  bars(beyond: number): readonly [within: number, beyond: number] {
    if (this.#limit === 0) return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // Those within policy are shown only where those beyond it leave room.
    return [beyond >= this.#limit ? Number.POSITIVE_INFINITY : barOf(this.#within), barOf(this.#beyond)];
  }

  /** Indices of the first pairs of the groups, ascending. */
  indices(beyond: number): number[] {
    const within = beyond >= this.#limit ? [] : this.#within.ranked().indices;
    return [...new Set([...within, ...this.#beyond.ranked().indices])].sort((a, b) => a - b);
  }

  /** The pairs of those groups, side by side, with the index in the array for an index in them. */
  gather<T extends Gatherable<T>>(legacy: T, modern: T, beyond: number) {
    const starts = this.indices(beyond);
    const lengths = starts.map((start) => Math.min(groupLength, legacy.length - start));
    const count = lengths.reduce((sum, length) => sum + length, 0);
    const [left, right] = [legacy.slice(0, count), modern.slice(0, count)];
    for (const [i, start] of starts.entries()) {
      // Only the last group of an array is shorter, so that groups lie at multiples of their length.
      left.set(legacy.subarray(start, start + lengths[i]!), i * groupLength);
      right.set(modern.subarray(start, start + lengths[i]!), i * groupLength);
    }
    return {
      legacy: left,
      modern: right,
      indexOf: (at: number): number => starts[Math.floor(at / groupLength)]! + (at % groupLength),
    };
  }
}

interface Gatherable<T> {
  readonly length: number;
  slice(start: number, end: number): T;
  subarray(start: number, end: number): T;
  set(from: T, at: number): void;
}

/** Below any score while there is room. */
function barOf(top: TopIndices): number {
  return top.bar > 0 ? top.bar : -1;
}
