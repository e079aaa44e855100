/** First in, first out, in constant time. What was taken out is not held any longer, so that it can be collected. */
export class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** The item that is `index` places from the first; undefined when there are fewer. */
  at(index: number): T | undefined {
    return this.#items[this.#head + index];
  }

  /** Removes and returns the first item; undefined when there is none. */
  shift(): T | undefined {
    if (this.length === 0) return undefined;
    const first = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    // Half of it is empty by then: to move the rest costs no more than the items that were taken out did.
    if (this.#head >= 64 && 2 * this.#head >= this.#items.length) this.#drop();
    return first;
  }

  /** Removes and returns the item at `index`, which must be there. */
  removeAt(index: number): T {
    return this.#items.splice(this.#head + index, 1)[0]!;
  }

  /** Removes and returns all items, first in first. */
  removeAll(): T[] {
    this.#drop();
    const all = this.#items as T[];
    this.#items = [];
    return all;
  }

  #drop(): void {
    this.#items.splice(0, this.#head);
    this.#head = 0;
  }
}
