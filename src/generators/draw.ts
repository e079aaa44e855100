import type { Random } from 'fast-check';

/**
 * A small fast random stream: Chris Doty-Humphrey's sfc32 (PractRand), 128 bits of state.
 *
 * fast-check's own generator costs about as much per number as everything else an arbitrary does, so the arbitraries of
 * this room take two 32-bit words from it as a seed and draw the rest here.
 */
export class Draw {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(first: number, second: number) {
    this.#a = first | 0;
    this.#b = second | 0;
    this.#c = 0x9e3779b9 | 0;
    // The author's advice: 12 rounds until every seed bit has reached every state bit.
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** Two words of `random` decide everything the stream will give. */
  static from(random: Random): Draw {
    return new Draw(random.nextInt(-0x80000000, 0x7fffffff), random.nextInt(-0x80000000, 0x7fffffff));
  }

  /** 32 random bits as a signed integer. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }

  /** Uniform in [0, 1) in steps of 2^-32. */
  unit(): number {
    return (this.word() >>> 0) * 2 ** -32;
  }

  /** An integer in [0, bound), bound >= 1 and far below 2^32 (the bias of at most bound / 2^32 does not matter here). */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** An integer in [low, high]. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** Uniform in [low, high). */
  real(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** True with that probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of `items`, which must not be empty. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}
