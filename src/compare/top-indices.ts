/** The indices of the highest scores of a long loop, the earlier of two equal ones first. */
export class TopIndices {
  /** A score that is not above this need not be added. Slightly below the least kept score, so that a product may be compared. */
  bar = 0;
  readonly #limit: number;
  #scores: number[] = [];
  #indices: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds a score above 0. */
  add(score: number, index: number): void {
    this.#scores.push(score);
    this.#indices.push(index);
    if (this.#scores.length >= 2 * this.#limit + 64) this.#cut();
  }

  /** The indices, highest score first, and that score (0 when there is none). */
  ranked(): { readonly indices: readonly number[]; readonly highest: number } {
    this.#cut();
    return { indices: this.#indices, highest: this.#scores[0] ?? 0 };
  }

  #cut(): void {
    const [scores, indices] = [this.#scores, this.#indices];
    const order = scores.map((_, i) => i).sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b]! - scores[a]!));
    order.length = Math.min(order.length, this.#limit);
    this.#scores = order.map((i) => scores[i]!);
    this.#indices = order.map((i) => indices[i]!);
    if (order.length === this.#limit) this.bar = this.#scores.at(-1)! * 0.999999;
  }
}
