import { SetupError } from '../base/errors.ts';
import { readFileBytes } from '../disk/read-bytes.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { FileFormatError } from '../value/file-format-error.ts';
import { readNpz } from '../value/npz/read-npz.ts';
import type { NdArrayValue } from '../value/value.ts';
import { shelfPath } from './array-shelf.ts';
import { isTable } from './golden-path.ts';
import { parseGolden } from './parse-golden.ts';
import { parseGoldenTable } from './parse-golden-table.ts';
import type { GoldenFile } from './vector.ts';

/** Larger files are refused; vectors of that size belong into several subjects. */
export const maxGoldenBytes = 128 * 1024 * 1024;

/**
 * The golden vectors of a subject, wholly checked.
 *
 * @param wanted Whose vectors they must be: a file that was moved or copied is refused.
 * @throws SetupError as `readTextFile` and `parseGolden`, and for the vectors of another subject.
 */
export function readGolden(path: string, wanted?: { readonly suite: string; readonly subject: string }): GoldenFile {
  const shown = shownPath(path);
  const text = readTextFile(path, { what: 'golden file', maxBytes: maxGoldenBytes });
  const file = isTable(path)
    ? parseGoldenTable(text, shown)
    : parseGolden(text, shown, () => readShelf(shelfPath(path)));
  if (wanted !== undefined && (file.suite !== wanted.suite || file.subject !== wanted.subject)) {
    throw new SetupError(
      `${shown} holds the vectors of ${file.suite}/${file.subject}; those of ${wanted.suite}/${wanted.subject} were wanted there. Move it back, or record them with "vernier golden record --overwrite"`,
    );
  }
  return file;
}

/** Node reads no larger file in one piece. */
const maxShelfBytes = 2 ** 31 - 1;

function readShelf(path: string): ReadonlyMap<string, NdArrayValue> {
  try {
    return readNpz(readFileBytes(path, { what: 'arrays of a golden file', maxBytes: maxShelfBytes }));
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    throw new SetupError(`${shownPath(path)} cannot be read: ${error.message}. Restore it, or record again`, {
      cause: error,
    });
  }
}
