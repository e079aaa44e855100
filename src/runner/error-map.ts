import { decadeOf } from '../base/decade.ts';

/** Numbers that differ, by the powers of ten at or below |legacy| and below the relative error: -16 is 1e-16 to 1e-15. */
export interface ErrorCell {
  readonly magnitude: number;
  readonly rel: number;
  readonly numbers: number;
}

/** Decades beyond these are counted in the last one, so that the map has at most 82 x 24 cells. */
const magnitudes = [-41, 40] as const;
const errors = [-18, 5] as const;

/** Numbers by decade of their magnitude and of their relative error: a picture's worth of a stream, in fixed memory. */
export class ErrorMap {
  readonly #cells = new Map<number, number>();

  /**
   * @param abs |modern - legacy|, @param rel the same / |legacy|. Numbers that are equal, or whose legacy is 0, have no
   * place on the map.
   */
  add(abs: number, rel: number, weight: number): void {
    if (!(weight > 0 && abs > 0 && rel > 0 && abs < Number.POSITIVE_INFINITY && rel < Number.POSITIVE_INFINITY)) return;
    const key = within(decadeOf(abs / rel), magnitudes) * 100 + within(decadeOf(rel), errors);
    this.#cells.set(key, (this.#cells.get(key) ?? 0) + weight);
  }

  /** Weights by cell, for a file. */
  dump(): readonly (readonly [number, number])[] {
    return [...this.#cells].sort(([a], [b]) => a - b);
  }

  /** Adds all that another map held. */
  absorb(dump: readonly (readonly [number, number])[]): void {
    for (const [key, weight] of dump) this.#cells.set(key, (this.#cells.get(key) ?? 0) + weight);
  }

  /** In the order of magnitude, then of error. Arrays are sampled, so counts are rounded; never to none. */
  cells(): ErrorCell[] {
    const entries = [...this.#cells].sort(([a], [b]) => a - b);
    return entries.map(([key, sum]) => {
      const magnitude = Math.floor((key + 50) / 100);
      return { magnitude, rel: key - magnitude * 100, numbers: Math.max(1, Math.round(sum)) };
    });
  }
}

function within(decade: number, [low, high]: readonly [number, number]): number {
  // A subnormal divided by a tiny quotient may overflow.
  return Math.min(high, Math.max(low, decade));
}
