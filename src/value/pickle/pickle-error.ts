import { FileFormatError } from '../file-format-error.ts';

/** Bytes that are no pickle, or a pickle that is refused: at which byte, and by which opcode. */
export class PickleError extends FileFormatError {
  /** The opcode that asked for it, as Python's `pickletools` names it; null when there was none to read. */
  readonly opcode: string | null;
  /** True when the pickle asked for something that could run code, not when its bytes were merely wrong. */
  readonly unsafe: boolean;

  constructor(reason: string, offset: number, opcode: string | null, unsafe = false) {
    super(opcode === null ? reason : `${reason}, in opcode ${opcode}`, offset);
    this.opcode = opcode;
    this.unsafe = unsafe;
  }
}
