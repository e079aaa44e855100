export type UlpHistogramDump = readonly (readonly [number | 'more', number])[];

/** How many by powers of two of their ulp distance: 0, 1, 2, 4, 8 … (upper ends) and `more` beyond 2^20. */
export class UlpHistogram {
  readonly #bins = new Map<number, number>();

  add(ulp: number, weight: number): void {
    if (weight === 0) return;
    const end = ulp <= 1 ? ulp : ulp > 2 ** 20 ? Number.POSITIVE_INFINITY : 2 ** (32 - Math.clz32(ulp - 1));
    this.#bins.set(end, (this.#bins.get(end) ?? 0) + weight);
  }

  /** Weights by the upper end of their bin, for a file; `more` beyond 2^20. */
  dump(): UlpHistogramDump {
    return [...this.#bins]
      .sort(([a], [b]) => a - b)
      .map(([end, weight]) => [Number.isFinite(end) ? end : 'more', weight]);
  }

  /** Adds all that another histogram held. */
  absorb(dump: UlpHistogramDump): void {
    for (const [name, weight] of dump) {
      const end = name === 'more' ? Number.POSITIVE_INFINITY : name;
      this.#bins.set(end, (this.#bins.get(end) ?? 0) + weight);
    }
  }

  /** Counts that stand for samples are rounded. */
  bins(): { readonly upTo: number | 'more'; readonly numbers: number }[] {
    return [...this.#bins]
      .sort(([a], [b]) => a - b)
      .map(([end, numbers]) => ({
        upTo: end === Number.POSITIVE_INFINITY ? 'more' : end,
        numbers: Math.round(numbers),
      }));
  }
}
