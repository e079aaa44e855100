import { SetupError } from '../base/errors.ts';
import { type ReadLimits, readFileBytes } from './read-bytes.ts';
import { shownPath } from './shown-path.ts';

/**
 * The text of a UTF-8 file; a byte order mark at its start is dropped.
 * @throws SetupError naming the file: missing, not a file, unreadable, larger than allowed, not UTF-8 (a lax decoder
 * would write U+FFFD and hide the difference).
 */
export function readTextFile(path: string, limits: ReadLimits): string {
  const bytes = readFileBytes(path, limits);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const at = firstInvalidByte(bytes);
    throw new SetupError(
      `${shownPath(path)} is not UTF-8: its byte ${at} (line ${lineOf(bytes, at)}) does not fit; save the file as UTF-8`,
    );
  }
}

/**
 * Where the first sequence of bytes that is no character begins. A prefix decodes as a stream, which takes a cut
 * character for an unfinished one, up to the byte that gives it away; that is at most three bytes into it.
 */
function firstInvalidByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (decodes(bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  while (good > 0 && !decodes(bytes.subarray(0, good), false)) good -= 1;
  return good;
}

function decodes(bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i += 1) if (bytes[i] === 0x0a) line += 1;
  return line;
}
