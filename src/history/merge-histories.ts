import { join, resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { AtomicFile } from '../disk/atomic-file.ts';
import { readFileBytes } from '../disk/read-bytes.ts';
import { shownPath } from '../disk/shown-path.ts';
import { type DamagedFile, historyFiles, maxHistoryBytes, readHistoryFile } from './history-folder.ts';

/** What became of the files of the folders. */
export interface MergedHistories {
  readonly added: readonly string[];
  /** Files that were there already, byte by byte. */
  readonly known: number;
  readonly damaged: readonly DamagedFile[];
}

/**
 * Takes the runs of other folders into a history. A run that is there already counts once; two files of one run that are
 * not the same are an error, and then nothing is added.
 *
 * @throws SetupError naming both files of a conflict, or a folder that holds no history
 */
export async function mergeHistories(into: string, folders: readonly string[]): Promise<MergedHistories> {
  const files = new Map<string, { readonly file: string; readonly bytes: Uint8Array; readonly isOurs: boolean }>();
  const damaged: DamagedFile[] = [];
  let known = 0;
  for (const folder of [into, ...folders.filter((one) => resolve(one) !== resolve(into))]) {
    const names = historyFiles(folder);
    if (names.length === 0 && folder !== into) {
      throw new SetupError(
        `There is no history in ${shownPath(folder)}: give a folder that holds <run id>.parquet files`,
      );
    }
    for (const name of names) {
      const file = join(folder, name);
      const bytes = readFileBytes(file, { what: 'history file', maxBytes: maxHistoryBytes });
      const other = files.get(name);
      if (other !== undefined) {
        if (Buffer.compare(other.bytes, bytes) !== 0) {
          throw new SetupError(
            `${shownPath(other.file)} and ${shownPath(file)} are of one run and not the same: keep the right one, and remove the other`,
          );
        }
        known += 1;
      } else if (folder === into || (await isWhole(file, damaged)))
        files.set(name, { file, bytes, isOurs: folder === into });
    }
  }
  const added = [...files].filter(([, { isOurs }]) => !isOurs);
  for (const [name, { bytes }] of added) {
    const file = new AtomicFile(join(into, name));
    file.append(bytes);
    file.commit();
  }
  return { added: added.map(([name]) => name), known, damaged };
}

async function isWhole(file: string, damaged: DamagedFile[]): Promise<boolean> {
  try {
    await readHistoryFile(file);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    damaged.push({ file: shownPath(file), why: error.message });
    return false;
  }
}
