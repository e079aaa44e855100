import { readFileSync, statSync } from 'node:fs';
import { SetupError } from '../base/errors.ts';
import { diskError } from './disk-error.ts';
import { shownPath } from './shown-path.ts';

export interface ReadLimits {
  /** What the file is, for messages: `golden file`. */
  readonly what: string;
  readonly maxBytes: number;
}

/** The bytes of a file. @throws SetupError naming the file: missing, not a file, unreadable, larger than allowed */
export function readFileBytes(path: string, { what, maxBytes }: ReadLimits): Uint8Array {
  try {
    const stats = statSync(path);
    // A named pipe would be waited for, a device may never end.
    if (!stats.isFile())
      throw new SetupError(
        `${shownPath(path)} is not a file; ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} was wanted there`,
      );
    if (stats.size > maxBytes) {
      throw new SetupError(`The ${what} ${shownPath(path)} has ${stats.size} bytes; at most ${maxBytes} are read`);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw diskError(`read the ${what}`, shownPath(path), error);
  }
}
