import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it. Node's own `recursive: true` never comes back where the system answers ENOENT
 * although the folder above is there, as Linux does below /proc.
 *
 * @throws the error of the file system, ENOTDIR or EEXIST where a part of the path is a file.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const above = dirname(resolve(path));
    if (isFolder(path)) return;
    if (code !== 'ENOENT' || above === resolve(path) || isFolder(above)) throw error;
    makeFolder(above);
    // Another process may have been quicker.
    if (!isFolder(path)) mkdirSync(path);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
