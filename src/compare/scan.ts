import type { ResolvedRules } from './tolerance.ts';
import { shownOf, TopIndices } from './top-indices.ts';
import { nextAbove, ulpDistance } from './ulp.ts';

/** What a tight loop learned about two arrays of the same dtype and shape. */
export interface ArrayScan {
  readonly beyond: number;
  readonly within: number;
  readonly above: number;
  readonly below: number;
  readonly maxAbs: number;
  readonly maxRel: number;
  /** The smallest `rtol` alone under which all these pass, but that a smaller one may do where products round up. */
  readonly passRel: number;
  /** The distance and the size of legacy of a pair that needs it. */
  readonly passPair: { readonly abs: number; readonly size: number };
  /** Null for integers. */
  readonly maxUlp: bigint | null;
  readonly maxShare: number;
  /** Memory indices of the worst differences in ascending order: those within policy only where there is room. */
  readonly worst: Float64Array;
}

/** Numbers to scan, with the raw 32-bit words they were read from where they are floats. */
export interface Chunk {
  readonly legacy: Float64Array;
  readonly modern: Float64Array;
  readonly legacyWords: Int32Array;
  readonly modernWords: Int32Array;
  /** Index of its first element in the whole array. */
  readonly start: number;
}

/** Words of one element: 2 for float64, 1 for float32, 0 for integers, whose bounds are exact and which have no ulp. */
export type Words = 0 | 1 | 2;

const exactLimit = 2 ** 53;

/**
 * Judges numbers pair by pair without allocating anything per element: the same verdicts as `judgeFloats` and
 * `judgeRationals`. Pairs that need more (NaN, infinities, zeros of different sign, overflow, an integer at its bound)
 * are handed to `odd`, which judges and counts them by itself.
 */
export class Scanner {
  readonly #words: Words;
  readonly #rules: ResolvedRules;
  readonly #odd: (index: number) => void;
  readonly #limit: number;
  readonly #worstBeyond: TopIndices;
  readonly #worstWithin: TopIndices;
  #beyond = 0;
  #within = 0;
  #above = 0;
  #maxAbs = 0;
  #maxRel = 0;
  #passRel = 0;
  #passPair = { abs: 0, size: 0 };
  #maxUlp = 0;
  #maxUlpExact = 0n;

  constructor(words: Words, rules: ResolvedRules, limit: number, odd: (index: number) => void) {
    this.#words = words;
    this.#rules = rules;
    this.#odd = odd;
    this.#limit = limit;
    this.#worstBeyond = new TopIndices(Math.max(limit, 1));
    this.#worstWithin = new TopIndices(Math.max(limit, 1));
  }

  /**
   * The hot loop, over a chunk or a part of it. Its shape is measured: comparisons by product, since divisions cost more
   * than they decide.
   */
  scan({ legacy, modern, legacyWords, modernWords, start }: Chunk, from = 0, to = legacy.length): void {
    const { mode, equalNan, ulp: ulpLimit } = this.#rules;
    const byValue = mode === 'value';
    const byUlp = mode === 'ulp' && this.#words > 0;
    const nanAgrees = equalNan && mode !== 'bitwise';
    const rtol = byValue ? this.#rules.rtol : 0;
    const atol = byValue ? this.#rules.atol : 0;
    const ranksByRel = rtol === 0 && atol === 0;
    const ranksByUlp = byUlp && ulpLimit > 0;
    const words = this.#words;
    const worstBeyond = this.#worstBeyond;
    const worstWithin = this.#worstWithin;
    const odd = this.#odd;
    let beyond = 0;
    let within = 0;
    let above = 0;
    let maxAbs = this.#maxAbs;
    let maxRel = this.#maxRel;
    let passRel = this.#passRel;
    let { abs: passAbs, size: passSize } = this.#passPair;
    let maxUlp = this.#maxUlp;
    let relBar = maxRel * 0.999999;
    let withinBar = worstWithin.bar;
    let beyondBar = worstBeyond.bar;
    for (let i = from; i < to; i++) {
      const l = legacy[i]!;
      const m = modern[i]!;
      if (l === m) {
        if (l === 0 && words > 0 && signBitsDiffer(legacyWords, modernWords, i * words + words - 1)) odd(start + i);
        continue;
      }
      const apart = Math.abs(m - l);
      const size = Math.abs(l);
      const allowed = atol + rtol * size;
      if (!(apart < Number.POSITIVE_INFINITY && allowed < Number.POSITIVE_INFINITY)) {
        if (!(nanAgrees && Number.isNaN(l) && Number.isNaN(m))) odd(start + i);
        continue;
      }
      // Binary64 may round an integer's bound; so near to it only exact arithmetic may decide.
      if (words === 0 && Math.abs(apart - allowed) <= allowed * 1e-15) {
        odd(start + i);
        continue;
      }
      // Without a branch, since half of them would be mispredicted.
      above += Number(m > l);
      if (apart > maxAbs) maxAbs = apart;
      // At least, not above: among subnormals the product may have been rounded up to the distance itself.
      if (apart >= relBar * size) {
        const rel = apart / size;
        const pass = rel * size < apart ? nextAbove(rel) : rel;
        if (pass > passRel) {
          passRel = pass;
          passAbs = apart;
          passSize = size;
        }
        if (rel > maxRel) {
          maxRel = rel;
          relBar = rel * 0.999999;
        }
      }
      const ulp =
        words === 2
          ? pairDistance(legacyWords, modernWords, i)
          : words === 1
            ? wordDistance(legacyWords, modernWords, i)
            : 0;
      if (ulp >= maxUlp) {
        // Past 2^53 the count above is rounded; the few that come near the record are counted exactly.
        if (ulp < exactLimit) maxUlp = ulp;
        else maxUlp = this.#countExactly(l, m);
      }
      const agrees = byValue ? apart <= allowed : byUlp && ulp <= ulpLimit;
      if (agrees) within++;
      else beyond++;
      const score = ranksByUlp ? ulp : apart;
      const base = ranksByUlp ? 1 : ranksByRel ? size : allowed;
      if (score >= (agrees ? withinBar : beyondBar) * base) {
        if (agrees) withinBar = worstWithin.add(score / base, start + i);
        else beyondBar = worstBeyond.add(score / base, start + i);
      }
    }
    this.#beyond += beyond;
    this.#within += within;
    this.#above += above;
    this.#maxAbs = maxAbs;
    this.#maxRel = maxRel;
    this.#passRel = passRel;
    this.#passPair = { abs: passAbs, size: passSize };
    this.#maxUlp = maxUlp;
  }

  /** Pairs beyond policy so far. */
  get beyond(): number {
    return this.#beyond;
  }

  /** Below these scores nothing is among the worst any more: within policy, and beyond it. */
  get bars(): readonly [within: number, beyond: number] {
    return [this.#worstWithin.bar, this.#worstBeyond.bar];
  }

  result(): ArrayScan {
    return {
      beyond: this.#beyond,
      within: this.#within,
      above: this.#above,
      below: this.#beyond + this.#within - this.#above,
      maxAbs: this.#maxAbs,
      maxRel: this.#maxRel,
      passRel: this.#passRel,
      passPair: this.#passPair,
      maxUlp: this.#words === 0 ? null : this.#maxUlpOf(),
      maxShare: this.#maxShare(Math.max(this.#worstBeyond.highest, this.#worstWithin.highest)),
      worst: shownOf(this.#worstBeyond, this.#worstWithin, this.#limit),
    };
  }

  #countExactly(l: number, m: number): number {
    const exact = ulpDistance(l, m, 'f8')!;
    if (exact > this.#maxUlpExact) this.#maxUlpExact = exact;
    return Number(this.#maxUlpExact);
  }

  #maxUlpOf(): bigint {
    return this.#maxUlp < exactLimit ? BigInt(this.#maxUlp) : this.#maxUlpExact;
  }

  #maxShare(highest: number): number {
    const { mode, rtol, atol, ulp } = this.#rules;
    if (this.#beyond + this.#within === 0) return 0;
    if (mode === 'value') return rtol === 0 && atol === 0 ? Number.POSITIVE_INFINITY : highest;
    return mode === 'ulp' && ulp > 0 && this.#words > 0 ? Number(this.#maxUlpOf()) / ulp : Number.POSITIVE_INFINITY;
  }
}

function signBitsDiffer(legacy: Int32Array, modern: Int32Array, word: number): boolean {
  return legacy[word] !== modern[word];
}

/** Steps between two float64 numbers from their words, rounded past 2^53: a fifth of the time BigInt takes. */
function pairDistance(legacy: Int32Array, modern: Int32Array, i: number): number {
  const lHigh = legacy[2 * i + 1]!;
  const mHigh = modern[2 * i + 1]!;
  const lLow = legacy[2 * i]! >>> 0;
  const mLow = modern[2 * i]! >>> 0;
  if ((lHigh ^ mHigh) >= 0) return Math.abs((lHigh - mHigh) * 4294967296 + (lLow - mLow));
  return ((lHigh & 0x7fffffff) + (mHigh & 0x7fffffff)) * 4294967296 + (lLow + mLow);
}

/** Steps between two float32 numbers. */
function wordDistance(legacy: Int32Array, modern: Int32Array, i: number): number {
  const l = legacy[i]!;
  const m = modern[i]!;
  return (l ^ m) >= 0 ? Math.abs(l - m) : (l & 0x7fffffff) + (m & 0x7fffffff);
}
