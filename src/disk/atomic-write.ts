import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diskError } from './disk-error.ts';
import { makeFolder } from './make-folder.ts';
import { type WriteSome, writeAll } from './write-all.ts';

/** What a file system says to the fsync of a folder when it has no such thing, or the folder may not be read. */
const unsyncable = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EACCES', 'EPERM', 'EBADF']);

/**
 * Puts a whole file in place or leaves what was there: written beside its target, flushed to the disk, renamed over
 * it, and the folder flushed. Readers see the old file or the new one, whenever the process or the power dies. Folders
 * on the way are made; the mode of an existing file is kept; a symbolic link stays one and its target is replaced.
 *
 * @param data text is written as UTF-8
 * @throws SetupError naming the path and the remedy; nothing is left behind then
 */
export function writeFileAtomic(path: string, data: string | Uint8Array, write?: WriteSome): void {
  const target = followLink(path);
  const beside = temporaryName(target);
  try {
    makeFolder(dirname(target));
    writeFlushed(beside, typeof data === 'string' ? Buffer.from(data) : data, write);
    keepMode(target, beside);
    renameSync(beside, target);
    syncFolder(dirname(target));
  } catch (error) {
    removeIfThere(beside);
    throw diskError('write', path, error);
  }
}

/** A name in the same folder that no other process or call uses, short enough for every file system. */
export function temporaryName(target: string): string {
  const name = Buffer.from(basename(target)).subarray(0, 120).toString();
  return join(dirname(target), `.${name}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
}

/** `rmSync` with `force` still throws when a folder on the way is a file. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What kept it from being written keeps it from being there.
  }
}

function writeFlushed(path: string, bytes: Uint8Array, write?: WriteSome): void {
  const fd = openSync(path, 'wx');
  try {
    writeAll(fd, bytes, write);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function keepMode(target: string, beside: string): void {
  const before = statSync(target, { throwIfNoEntry: false });
  if (before?.isFile()) chmodSync(beside, before.mode & 0o777);
}

function followLink(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Makes a rename in the folder survive a power loss. */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!unsyncable.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
