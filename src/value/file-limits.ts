/** How much a reader of untrusted bytes may take on before it refuses. Every limit has a default; see `defaultLimits`. */
export interface FileLimits {
  /** Bytes of values that one file may unfold to, all its members or objects together. */
  readonly maxBytes?: number;
  /** Members of one archive. */
  readonly maxMembers?: number;
  /** How many times its own size an archive may unfold to, once it unfolds to more than 32 MiB. */
  readonly maxRatio?: number;
}

/** Deflate reaches a ratio of 1032 on zeros; measured values rarely pass 20. */
export const defaultLimits: Required<FileLimits> = {
  maxBytes: 2 ** 31,
  maxMembers: 10_000,
  maxRatio: 200,
};
