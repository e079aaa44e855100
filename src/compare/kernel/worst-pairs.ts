import { shownOf, TopIndices } from '../top-indices.ts';

const { POSITIVE_INFINITY: infinity } = Number;

/** No score exceeds these. */
export const noBars = [infinity, infinity] as const;

/** The worst pairs of an array within policy and beyond it, as far as they will be shown. */
export class WorstPairs {
  readonly #limit: number;
  readonly #within: TopIndices;
  readonly #beyond: TopIndices;
  /** Scores that enough pairs are thought to exceed; -1 where none is known. */
  readonly #guess: readonly [within: number, beyond: number];

  constructor(limit: number, guess: readonly [within: number, beyond: number]) {
    this.#limit = limit;
    this.#within = new TopIndices(Math.max(limit, 1));
    this.#beyond = new TopIndices(Math.max(limit, 1));
    this.#guess = guess;
  }

  /** Takes pairs in ascending order. */
  add(index: number, score: number, isBeyond: boolean): void {
    (isBeyond ? this.#beyond : this.#within).add(score, index);
  }

  /** What the score of a pair must exceed to matter, now that so many pairs are beyond policy. */
  bars(beyond: number): readonly [within: number, beyond: number] {
    if (this.#limit === 0) return noBars;
    const [within, above] = this.#guess;
    return [
      // Those within policy are shown only where those beyond it leave room.
      beyond >= this.#limit ? infinity : Math.max(this.#within.least, within),
      Math.max(this.#beyond.least, above),
    ];
  }

  /** The indices of those shown, in ascending order; null when a guess was too high for some to be noticed. */
  shown(beyond: number, within: number): Float64Array | null {
    const wanted = Math.min(this.#limit, beyond);
    const room = Math.min(this.#limit - wanted, within);
    if (this.#beyond.count < wanted || this.#within.count < room) return null;
    return shownOf(this.#beyond, this.#within, this.#limit);
  }
}
