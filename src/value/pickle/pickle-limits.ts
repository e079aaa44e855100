/**
 * A class whose objects are read as named records. Nothing of it is imported or run: its name is compared, and the
 * fields are taken from the pickle.
 */
export interface RecordClass {
  readonly module: string;
  /** The qualified name: `Point`, `Outer.Inner`. */
  readonly name: string;
  /** Names for the values that the pickle holds by position, as a namedtuple's are. */
  readonly fields?: readonly string[];
}

/** How much a pickle may take on before it is refused, and what its reader knows beside it. */
export interface PickleLimits {
  /** Classes to read as records (default none). */
  readonly records?: readonly RecordClass[];
  /** The out-of-band buffers of protocol 5, in the order in which they were handed over (default none). */
  readonly buffers?: readonly Uint8Array[];
  /** Most bytes of memory for each byte of the file, once it takes more than 40 MiB (default 44). */
  readonly maxExpansion?: number;
  /** Most bytes of one integer (default 2^20). */
  readonly maxIntegerBytes?: number;
}

export const defaultPickleLimits: Required<PickleLimits> = {
  records: [],
  buffers: [],
  maxExpansion: 44,
  maxIntegerBytes: 2 ** 20,
};
