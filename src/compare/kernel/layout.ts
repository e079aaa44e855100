/** Where the kernel's WebAssembly memory holds what: byte offsets, shared by its source and by those who call it. */
export const layout = {
  // What to judge by; written before a scan.
  rtol: 0,
  atol: 8,
  /** float64: groups whose worst pair within policy (beyond it) is not above this are not listed. */
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
  groupCount: 64,
  slowBlocks: 68,
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
  groupWithin: 208,
  groupBeyond: 224,
  /** The smallest relative tolerance that lets every pair pass, of its own relative distance and the number above it. */
  passRel: 240,
  /** Room for a copy of the four counts. */
  savedCounts: 256,
  /** int32: indices of pairs that were not judged. */
  odd: 1024,
  /** Index of a group (int32 in 8 bytes), its highest score within and beyond policy (float64). */
  groups: 66_560,
  /** Where arrays may begin. */
  free: 73_728,
} as const;

/** Pairs the filter decides with one branch. */
export const blockLength = 16;
/** Pairs of which the worst are listed together. */
export const groupLength = 64;
/** Most pairs of one call: the lists above have room for them. */
export const callLength = 16_384;

/** Pairs of the first call, which shows what kind of scan the rest needs. */
export const firstLength = 1024;

/** By what pairs are ranked: their distance as a share of what is allowed, of legacy, or in steps. */
export const ranking = { allowed: 0, rel: 1, ulp: 2 } as const;
