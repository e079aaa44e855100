/** The bytes of a file (.npy, .npz, pickle) are not what the format wants, hold what is refused, or pass a limit. */
export class FileFormatError extends Error {
  override readonly name = 'FileFormatError';
  /** Where in the bytes, from 0: the first byte of what was refused. */
  readonly offset: number;
  /** What was wrong, without the offset that `message` ends with. */
  readonly reason: string;

  constructor(reason: string, offset: number) {
    super(`${reason} (at byte ${offset})`);
    this.reason = reason;
    this.offset = offset;
  }
}
