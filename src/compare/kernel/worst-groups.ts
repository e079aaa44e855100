import { TopIndices } from '../top-indices.ts';

interface Ranked {
  readonly indices: readonly number[];
  readonly scores: readonly number[];
}

/**
 * The groups that hold the worst pairs of an array, as many groups as pairs are wanted: each of them holds one that is
 * at least as bad as any outside them.
 */
export class WorstGroups {
  readonly #limit: number;
  readonly #within: TopIndices;
  readonly #beyond: TopIndices;
  #least: readonly [number, number] = [-1, -1];
  #added = 0;

  constructor(limit: number) {
    this.#limit = limit;
    this.#within = new TopIndices(Math.max(limit, 1));
    this.#beyond = new TopIndices(Math.max(limit, 1));
  }

  /** Takes a group whose first pair has this index, in ascending order. */
  add(index: number, within: number, beyond: number): void {
    this.#added++;
    if (within >= 0 && within >= this.#within.bar) this.#within.add(within, index);
    if (beyond >= 0 && beyond >= this.#beyond.bar) this.#beyond.add(beyond, index);
  }

  /** What a group's score must exceed to matter, now that so many pairs are beyond policy. */
  bars(beyond: number): readonly [within: number, beyond: number] {
    if (this.#limit === 0) return [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const [within, above] = this.#least;
    // Those within policy are shown only where those beyond it leave room.
    return [
      beyond >= this.#limit ? Number.POSITIVE_INFINITY : Math.max(barOf(this.#within), within),
      Math.max(barOf(this.#beyond), above),
    ];
  }

  /** Takes scores that as many pairs as are wanted are known to reach. */
  raise([within, beyond]: readonly [within: number, beyond: number]): void {
    this.#least = [within > 0 ? within : -1, beyond > 0 ? beyond : -1];
  }

  /** How many groups were added since this was last asked. */
  takeAdded(): number {
    const added = this.#added;
    this.#added = 0;
    return added;
  }

  /** The groups of the worst beyond policy, and of those within it where they are shown: worst first, by their first pairs. */
  ranked(beyond: number): readonly [beyond: Ranked, within: Ranked] {
    return [this.#beyond.ranked(), beyond >= this.#limit ? { indices: [], scores: [] } : this.#within.ranked()];
  }
}

/** Below any score while there is room. */
function barOf(top: TopIndices): number {
  return top.bar > 0 ? top.bar : -1;
}
