import {
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isGone, type ProcessMark, thisProcess } from './running-process.ts';

/** A file beside each folder says whose it is, so that one whose owner was killed can be told from one in use. */
const ownerName = /^\.(vernier-(?:exec-)?[A-Za-z0-9]{6})\.owner$/;
const maxOwnerBytes = 4096;

let swept = false;

const ownerPath = (folder: string) => join(dirname(folder), `.${basename(folder)}.owner`);

/**
 * A new, empty folder for temporary files, `/tmp/vernier-…`. The first one of a process sweeps those that a killed
 * Vernier left. Remove it by `removeScratchFolder`.
 *
 * @param prefix What its name begins with: `vernier-`, `vernier-exec-`.
 */
export function makeScratchFolder(prefix: 'vernier-' | 'vernier-exec-'): string {
  if (!swept) {
    swept = true;
    sweepScratchFolders(tmpdir());
  }
  const folder = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(ownerPath(folder), JSON.stringify(thisProcess()), { mode: 0o600, flag: 'wx' });
  return folder;
}

/** Beside other work: it takes a millisecond where a fork does. Never rejects. */
export async function removeScratchFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => {});
  await rm(ownerPath(folder), { force: true }).catch(() => {});
}

/**
 * Removes the folders of this user whose owner is certainly gone. Whatever cannot be told stays: another user's, another
 * machine's or container's, a link, a folder without a word of whose it is. Links inside are removed, not followed.
 *
 * @returns how many were removed
 */
export function sweepScratchFolders(parent: string): number {
  let removed = 0;
  for (const entry of attempt(() => readdirSync(parent)) ?? []) {
    const name = ownerName.exec(entry)?.[1];
    if (name === undefined) continue;
    const [folder, says] = [join(parent, name), join(parent, entry)];
    const owner = ownerOf(says);
    if (owner === undefined || !isGone(owner)) continue;
    if (isOwn(folder, 'folder')) {
      attempt(() => rmSync(folder, { recursive: true, force: true }));
      removed += 1;
    }
    attempt(() => rmSync(says, { force: true }));
  }
  return removed;
}

/** Not a link, and of this user. */
function isOwn(path: string, kind: 'folder' | 'file'): boolean {
  const stats = attempt(() => lstatSync(path));
  if (stats === undefined || (kind === 'folder' ? !stats.isDirectory() : !stats.isFile())) return false;
  return process.getuid === undefined || stats.uid === process.getuid();
}

/** Anybody may write beside it: what is read is small, this user's, no link, and believed only when it is a mark. */
function ownerOf(path: string): ProcessMark | undefined {
  if (!isOwn(path, 'file')) return undefined;
  const text = attempt(() => {
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const bytes = Buffer.alloc(maxOwnerBytes);
      return bytes.toString('utf8', 0, readSync(fd, bytes, 0, maxOwnerBytes, 0));
    } finally {
      closeSync(fd);
    }
  });
  const mark = attempt(() => JSON.parse(text ?? '') as Partial<ProcessMark> | null);
  if (typeof mark?.host !== 'string' || typeof mark.started !== 'string') return undefined;
  if (typeof mark.pid !== 'number' || !Number.isSafeInteger(mark.pid) || mark.pid <= 0) return undefined;
  return { host: mark.host, pid: mark.pid, started: mark.started };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
