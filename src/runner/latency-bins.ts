/** Cases whose call took at most so many nanoseconds, and longer than the bin below. */
export interface LatencyBin {
  readonly upToNs: number;
  readonly cases: number;
}

/** Bins in a doubling: each bin is 19% wide. */
const binsADoubling = 4;

/** Durations of calls on a logarithmic scale: some 160 bins between a nanosecond and a quarter of an hour. */
export class LatencyBins {
  readonly #bins = new Map<number, number>();

  add(ns: number): void {
    const bin = Math.ceil(binsADoubling * Math.log2(Math.max(1, ns)));
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
  }

  /** Fastest first; empty bins are left out. */
  bins(): LatencyBin[] {
    const entries = [...this.#bins].sort(([a], [b]) => a - b);
    return entries.map(([bin, cases]) => ({ upToNs: Math.round(2 ** (bin / binsADoubling)), cases }));
  }
}
