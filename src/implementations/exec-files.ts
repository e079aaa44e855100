import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../value/value.ts';

/** Most files a program may leave, and most bytes in all of them. */
export const maxFiles = 10_000;
export const maxFileBytes = 64 * 2 ** 20;

/** What a program left is more than is read, or cannot be read. */
export class UnreadableFiles extends Error {
  override readonly name = 'UnreadableFiles';
}

/**
 * What lies in a folder as a value: path -> bytes, in the order of the paths, which have `/` whatever the system. Links
 * are not followed but told as what they point to, other special files by their kind; empty folders are left out.
 *
 * @param except files that were put there beforehand; unchanged ones are left out
 * @throws UnreadableFiles
 */
export function filesOf(folder: string, except: ReadonlyMap<string, Uint8Array>): [Value, Value][] {
  try {
    return readFiles(folder, except);
  } catch (error) {
    if (error instanceof UnreadableFiles) throw error;
    throw new UnreadableFiles(`What it left cannot be read: ${(error as Error).message}`);
  }
}

function readFiles(folder: string, except: ReadonlyMap<string, Uint8Array>): [Value, Value][] {
  const entries: [string, Value][] = [];
  const folders = [''];
  let bytes = 0;
  // By hand: `recursive` of Node's own goes into folders that links point to.
  for (let inside = folders.pop(); inside !== undefined; inside = folders.pop()) {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entries.length + folders.length >= maxFiles) throw new UnreadableFiles(`It left more than ${maxFiles} files`);
      if (entry.isDirectory()) {
        folders.push(name);
        continue;
      }
      const path = join(folder, name);
      if (!entry.isFile()) {
        entries.push([name, special(path, entry.isSymbolicLink())]);
        continue;
      }
      // Asked for its size first: a file may be as large as the disk without holding a byte.
      bytes += lstatSync(path).size;
      if (bytes > maxFileBytes) throw new UnreadableFiles(`It left files of more than ${maxFileBytes} bytes`);
      const data = readFileSync(path);
      const before = except.get(name);
      if (before === undefined || !data.equals(before)) entries.push([name, { kind: 'bytes', data }]);
    }
  }
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

function special(path: string, isLink: boolean): Value {
  return { kind: 'opaque', type: isLink ? 'link' : 'special-file', repr: isLink ? readlinkSync(path) : '' };
}
