/** Where the kernel's WebAssembly memory holds what: byte offsets, shared by its source and by those who call it. */
export const layout = {
  // What to judge by; written before a scan.
  rtol: 0,
  atol: 8,
  /** float64: pairs within policy (beyond it) whose score is not above this are not listed. */
  withinBar: 16,
  beyondBar: 24,
  /** int64: most steps that agree, for `ranking.ulp`. */
  ulpLimit: 32,
  /** int32 each. */
  ranking: 40,
  integers: 44,
  nanAgrees: 48,
  // What was learned; int32 each.
  firstBeyond: 56,
  oddCount: 60,
  worstCount: 64,
  // Two lanes each, to be taken together: float64, or int64 for steps and counts.
  maxAbs: 80,
  maxRel: 96,
  maxScore: 112,
  /** Unsigned, with the top bit turned so that signed comparison orders it. */
  maxUlp: 128,
  differing: 144,
  above: 160,
  beyond: 176,
  nanPairs: 192,
  /** The smallest relative tolerance that lets every pair pass, of its own relative distance and the number above it. */
  passRel: 208,
  /** The pair that needs it. */
  passLegacy: 224,
  passModern: 240,
  /** Room for a copy of the four counts. */
  savedCounts: 256,
  /** int32: indices of pairs that were not judged. */
  odd: 1024,
  /** Score of a pair above its bar (float64), its index, 1 if it is beyond policy (int32). */
  worst: 33_792,
  /** Where arrays may begin. */
  free: 164_864,
} as const;

/** Pairs the filter decides with one branch. */
export const blockLength = 16;
/** Most pairs of one call: the lists above have room for them. */
export const callLength = 8192;

/** By what pairs are ranked: their distance as a share of what is allowed, of legacy, or in steps. */
export const ranking = { allowed: 0, rel: 1, ulp: 2 } as const;
