/**
 * The indices of the highest scores of a long loop; of equal scores the lower indices are kept. A binary heap with the
 * least of them at its root, so that adding allocates nothing.
 */
export class TopIndices {
  /** A score below this need not be added. Slightly below the least one kept, so that a product may be compared. */
  bar = 0;
  readonly #limit: number;
  // Plain arrays: typed ones of this size live outside the heap, which costs more than all that is done with them.
  readonly #scores: number[] = [];
  readonly #indices: number[] = [];
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many it holds. */
  get count(): number {
    return this.#count;
  }

  /** The least score kept: no other that is not above it will be. -1 while there is room. */
  get least(): number {
    return this.#count === this.#limit ? this.#scores[0]! : -1;
  }

  /** Adds a score and gives the bar as it is then. */
  add(score: number, index: number): number {
    if (this.#count < this.#limit) this.#rise(this.#count++, score, index);
    else if (this.#isLess(0, score, index)) this.#sink(score, index);
    if (this.#count === this.#limit) this.bar = this.#scores[0]! * 0.999999;
    return this.bar;
  }

  /** The highest score; 0 when there is none. */
  get highest(): number {
    return this.#scores.reduce((a, b) => Math.max(a, b), 0);
  }

  /** The indices of the `count` highest, in no order. */
  best(count: number): readonly number[] {
    const [scores, indices] = [this.#scores, this.#indices];
    if (count >= this.#count) return indices;
    const order = Array.from(indices, (_, at) => at).sort(
      (a, b) => scores[b]! - scores[a]! || indices[a]! - indices[b]!,
    );
    return order.slice(0, count).map((at) => indices[at]!);
  }

  /** True when the entry at `at` would be given up before this one. */
  #isLess(at: number, score: number, index: number): boolean {
    const own = this.#scores[at]!;
    return own < score || (own === score && this.#indices[at]! > index);
  }

  #rise(from: number, score: number, index: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#isLess(parent, score, index)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, score, index);
  }

  /** Replaces the root. */
  #sink(score: number, index: number): void {
    let at = 0;
    for (let child = 1; child < this.#count; child = 2 * at + 1) {
      const other = child + 1;
      const isOther = other < this.#count && this.#isLess(other, this.#scores[child]!, this.#indices[child]!);
      const least = isOther ? other : child;
      if (!this.#isLess(least, score, index)) break;
      this.#move(least, at);
      at = least;
    }
    this.#put(at, score, index);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#scores[from]!, this.#indices[from]!);
  }

  #put(at: number, score: number, index: number): void {
    this.#scores[at] = score;
    this.#indices[at] = index;
  }
}

/**
 * Of the worst beyond policy and within it, those that are shown: within it only where the others leave room. Indices in
 * ascending order.
 */
export function shownOf(beyond: TopIndices, within: TopIndices, limit: number): Float64Array {
  return new Float64Array(beyond.best(limit).concat(within.best(limit - Math.min(limit, beyond.count)))).sort();
}
