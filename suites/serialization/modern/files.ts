import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readJsonNpz, type Value, writeJsonNpz } from 'vernier';

/** What a full disk says. */
export class DiskFull extends Error {
  readonly code = 'ENOSPC';
}

/**
 * Saves a value as `<base>.json` and `<base>.npz`: both are written under other names first, so that what was there stays
 * until the new files are whole, and a `.npz` that is not needed any more goes away.
 *
 * @param room the share of the bytes that the disk has room for; null for all
 * @throws {DiskFull}, and {LossError} for what would not come back at all
 */
export function save(base: string, value: Value, room: number | null = null): void {
  const { json, npz } = writeJsonNpz(value, { losses: 'quiet' });
  const files: [string, Uint8Array][] = [[`${base}.json`, Buffer.from(json)]];
  if (npz !== null) files.push([`${base}.npz`, npz]);
  const size = files.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  let left = room === null ? size : Math.trunc(size * room);
  const written: string[] = [];
  try {
    for (const [path, bytes] of files) {
      written.push(`${path}.new`);
      writeFileSync(`${path}.new`, bytes.subarray(0, left));
      if (bytes.length > left) throw new DiskFull('the disk is full');
      left -= bytes.length;
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    throw error;
  }
  // The arrays first: a JSON is never without those that it names.
  for (const [path] of files.toReversed()) renameSync(`${path}.new`, path);
  if (npz === null) rmSync(`${base}.npz`, { force: true });
}

export function load(base: string): Value {
  const npz = () => (existsSync(`${base}.npz`) ? readFileSync(`${base}.npz`) : null);
  return readJsonNpz(
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(`${base}.json`)),
    npz,
  );
}
