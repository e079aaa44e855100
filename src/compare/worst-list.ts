/**
 * Keeps the `limit` worst of any number of items, the earlier of two equal ones first. Adding costs amortized
 * logarithmic time and the memory of twice the limit.
 */
export class WorstList<T> {
  readonly #limit: number;
  readonly #worseFirst: (a: T, b: T) => number;
  #items: T[] = [];

  /** `worseFirst` is below 0 when its first argument is worse. */
  constructor(limit: number, worseFirst: (a: T, b: T) => number) {
    this.#limit = limit;
    this.#worseFirst = worseFirst;
  }

  add(item: T): void {
    if (this.#limit === 0) return;
    this.#items.push(item);
    if (this.#items.length >= 2 * this.#limit + 16) this.#cut();
  }

  /** Worst first. */
  items(): readonly T[] {
    this.#cut();
    return this.#items;
  }

  #cut(): void {
    this.#items.sort(this.#worseFirst);
    this.#items.length = Math.min(this.#items.length, this.#limit);
  }
}
