/** Bins in which a factor of two is divided. */
const binsAnOctave = 32;
/** The upper 32 bits of a binary64 hold sign, 11 bits of exponent and 20 of fraction; the top 5 of the fraction make the 32 bins. */
const binShift = 15;

const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);
const upper = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** What a histogram holds: weights by the number of their bin. */
export interface LogHistogramDump {
  readonly bins: readonly (readonly [number, number])[];
  readonly zeros: number;
  readonly total: number;
  readonly max: number | null;
}

/**
 * Quantiles of a stream of numbers >= 0 in fixed memory: a histogram on a logarithmic scale, whose bins are the leading
 * bits of the numbers themselves. Its size depends on how many powers of two occur (256 bytes each, half a megabyte if
 * all 2098 do), not on how many numbers. Two histograms of the same numbers are the same, in whatever order they came.
 */
export class LogHistogram {
  readonly #octaves = new Map<number, Float64Array>();
  #zeros = 0;
  #total = 0;
  #max: number | null = null;

  /** @param weight How many numbers this one stands for; with 0 it counts only for the maximum. */
  add(value: number, weight = 1): void {
    if (this.#max === null || value > this.#max) this.#max = value;
    this.#total += weight;
    if (value === 0) {
      this.#zeros += weight;
      return;
    }
    if (weight === 0) return;
    cell[0] = value;
    const bin = words[upper]! >>> binShift;
    const octave = Math.floor(bin / binsAnOctave);
    let bins = this.#octaves.get(octave);
    if (bins === undefined) {
      bins = new Float64Array(binsAnOctave);
      this.#octaves.set(octave, bins);
    }
    bins[bin % binsAnOctave]! += weight;
  }

  /** All of it, for a file: bins that hold something, by their number. */
  dump(): LogHistogramDump {
    const bins: [number, number][] = [];
    for (const [octave, weights] of this.#octaves) {
      for (const [index, weight] of weights.entries())
        if (weight > 0) bins.push([octave * binsAnOctave + index, weight]);
    }
    return { bins: bins.sort(([a], [b]) => a - b), zeros: this.#zeros, total: this.#total, max: this.#max };
  }

  /** Adds all that another histogram held. */
  absorb({ bins, zeros, total, max }: LogHistogramDump): void {
    for (const [bin, weight] of bins) {
      const octave = Math.floor(bin / binsAnOctave);
      const weights = this.#octaves.get(octave) ?? new Float64Array(binsAnOctave);
      weights[bin % binsAnOctave]! += weight;
      this.#octaves.set(octave, weights);
    }
    this.#zeros += zeros;
    this.#total += total;
    if (max !== null && (this.#max === null || max > this.#max)) this.#max = max;
  }

  /** The largest number, exactly; null when there was none. */
  get max(): number | null {
    return this.#max;
  }

  /** Sum of the weights. */
  get total(): number {
    return this.#total;
  }

  /**
   * A number that at least the share `q` of all do not exceed: never below the true quantile (the smallest such number
   * that was added), and above it by at most 1/32 of it, but among subnormal numbers. Null when there was none.
   *
   * @param whole All numbers are integers: then the quantile is exact up to 64.
   * @throws RangeError when `q` is not within 0 to 1
   */
  quantile(q: number, whole = false): number | null {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile is between 0 and 1: current value is ${q}`);
    if (this.#max === null) return null;
    // Weights are multiples of fractions; their sum may end a little short.
    const wanted = q * this.#total * (1 - 1e-12);
    let seen = this.#zeros;
    if (seen > 0 && seen >= wanted) return 0;
    for (const octave of [...this.#octaves.keys()].sort((a, b) => a - b)) {
      const bins = this.#octaves.get(octave)!;
      for (let i = 0; i < binsAnOctave; i++) {
        seen += bins[i]!;
        if (bins[i]! > 0 && seen >= wanted) return Math.min(this.#max, endOf(octave * binsAnOctave + i, whole));
      }
    }
    return this.#max;
  }
}

/** The largest number that may lie in a bin, rounded up. */
function endOf(bin: number, whole: boolean): number {
  words[upper] = (bin + 1) << binShift;
  words[1 - upper] = 0;
  const next = cell[0]!;
  return whole ? Math.ceil(next) - 1 : next;
}
