import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder, temporaryName } from './atomic-write.ts';
import { diskError } from './disk-error.ts';
import { makeFolder } from './make-folder.ts';
import { writeAll } from './write-all.ts';

/** What a file system says that has no hard links. */
const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/**
 * A new file that is written piece by piece, and is there as a whole or not at all. One that is there already is never
 * replaced, whoever writes it at the same time.
 */
export class AtomicFile {
  readonly #path: string;
  readonly #beside: string;
  #fd: number | null;

  /** @throws SetupError naming the path */
  constructor(path: string) {
    this.#path = path;
    this.#beside = temporaryName(path);
    this.#fd = this.#orExplain(() => {
      makeFolder(dirname(path));
      return openSync(this.#beside, 'wx');
    });
  }

  /** @throws SetupError naming the path; nothing is left behind then */
  append(bytes: Uint8Array): void {
    this.#orExplain(() => writeAll(this.#fd!, bytes));
  }

  /**
   * Puts the file in its place.
   *
   * @returns False when there is one already, which is left as it is.
   * @throws SetupError naming the path; nothing is left behind then
   */
  commit(): boolean {
    return this.#orExplain(() => {
      fsyncSync(this.#fd!);
      this.#close();
      const isNew = place(this.#beside, this.#path);
      rmSync(this.#beside, { force: true });
      syncFolder(dirname(this.#path));
      return isNew;
    });
  }

  /** Leaves nothing behind. */
  abandon(): void {
    this.#close();
    rmSync(this.#beside, { force: true });
  }

  #close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #orExplain<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      try {
        this.abandon();
      } catch {
        // What kept it from being written keeps it from being there.
      }
      throw diskError('write', this.#path, error);
    }
  }
}

/** A link is made only where there is no file yet; a rename would replace it. */
function place(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!linkless.has(code)) throw error;
  }
  if (existsSync(to)) return false;
  renameSync(from, to);
  return true;
}
