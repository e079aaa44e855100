import { chmodSync, closeSync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { temporaryName } from '../disk/atomic-write.ts';
import { writeAll } from '../disk/write-all.ts';

/** What file systems without hard links say. */
const unlinkable = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Writes bytes beside their target, down to the disk, and gives the name. @throws the system's error; nothing is left */
export function writeBeside(target: string, bytes: Uint8Array, mode: number): string {
  const beside = temporaryName(target);
  try {
    const fd = openSync(beside, 'wx', 0o600);
    try {
      writeAll(fd, bytes, writeSync);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    chmodSync(beside, mode & 0o666);
    return beside;
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/**
 * Gives a file another name that nothing has yet: false, and nothing happened, when something has it. A rename would
 * replace what is there; a link cannot. Killed in between, the file has both names.
 */
export function moveToNew(from: string, to: string): boolean {
  try {
    linkSync(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!unlinkable.has(code)) throw error;
    if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) return false;
    renameSync(from, to);
    return true;
  }
  rmSync(from);
  return true;
}
