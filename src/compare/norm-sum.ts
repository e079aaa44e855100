import type { Rules } from './policy.ts';

/** Adds up the sizes of elements to a norm. */
export class NormSum {
  readonly #norm: NonNullable<Rules['norm']>;
  #largest = 0;
  #sum = 0;

  constructor(norm: NonNullable<Rules['norm']>) {
    this.#norm = norm;
  }

  /** @param size >= 0 */
  add(size: number): void {
    if (this.#norm === 'l1') {
      this.#sum += size;
    } else if (this.#norm === 'l2') {
      this.#addSquare(size);
    } else if (size > this.#largest) {
      this.#largest = size;
    }
  }

  get value(): number {
    if (this.#norm === 'l1') return this.#sum;
    return this.#norm === 'l2' ? this.#largest * Math.sqrt(this.#sum) : this.#largest;
  }

  /** Squares relative to the largest size so far neither overflow nor vanish: the loop of BLAS' `dnrm2`. */
  #addSquare(size: number): void {
    if (size === 0) return;
    if (size > this.#largest) {
      const ratio = this.#largest / size;
      this.#sum = this.#sum * ratio * ratio + 1;
      this.#largest = size;
    } else {
      const ratio = size / this.#largest;
      this.#sum += ratio * ratio;
    }
  }
}
