import type { Value } from '../value/value.ts';
import { containerOf } from './container.ts';
import { leafOf, numberFamilies } from './leaf.ts';
import { numericOf, roughValue } from './number.ts';

/** How deep the number is looked for by which items are ordered. */
const maxDepth = 8;

/**
 * The order in which items of modern are tried as partners of one of legacy: by how near their first numbers are, so that
 * items that agree within a tolerance find each other at once. Items without a number are tried in their own order.
 */
export class NearestFirst {
  readonly #legacy: readonly number[];
  /** Positions of modern's items by their numbers, and those numbers. */
  readonly #order: readonly number[];
  readonly #sorted: readonly number[];

  constructor(legacy: readonly Value[], modern: readonly Value[]) {
    const numbers = modern.map((item) => firstNumber(item, 0) ?? 0);
    this.#legacy = legacy.map((item) => firstNumber(item, 0) ?? 0);
    this.#order = numbers.map((_, index) => index).sort((a, b) => numbers[a]! - numbers[b]! || a - b);
    this.#sorted = this.#order.map((index) => numbers[index]!);
  }

  /** All positions of modern, nearest first. */
  *candidates(legacy: number): Generator<number> {
    const wanted = this.#legacy[legacy]!;
    let above = this.#firstAtLeast(wanted);
    let below = above - 1;
    while (below >= 0 || above < this.#sorted.length) {
      const [down, up] = [this.#sorted[below], this.#sorted[above]];
      const goesUp = down === undefined || (up !== undefined && up - wanted <= wanted - down);
      yield this.#order[goesUp ? above++ : below--]!;
    }
  }

  #firstAtLeast(wanted: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function firstNumber(item: Value, depth: number): number | null {
  const leaf = leafOf(item);
  if (leaf !== null) {
    const number = numberFamilies.has(leaf.family) ? numericOf(leaf.value, leaf.type) : null;
    const value = number === null ? Number.NaN : number.form === 'complex' ? number.re : roughValue(number);
    return Number.isFinite(value) ? value : null;
  }
  const container = depth < maxDepth ? containerOf(item) : null;
  const parts =
    container?.form === 'map'
      ? container.entries.map(([, value]) => value)
      : container?.form === 'sequence'
        ? container.items
        : [];
  for (const part of parts.slice(0, maxDepth)) {
    const found = firstNumber(part, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
