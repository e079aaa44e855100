import { lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { diskError } from '../disk/disk-error.ts';
import { shownPath } from '../disk/shown-path.ts';
import { isPickleName, type Names, namesOf } from './names.ts';

/** A pickle to be migrated, or one that was. */
export interface FoundPickle {
  readonly file: string;
  readonly names: Names;
  /** Why it is not looked into at all: it is a symbolic link, a pipe, …; null for a file. */
  readonly problem: string | null;
}

/**
 * The pickles at a path: that file, or all in that folder and below, in the order of their paths. Links are not followed.
 * Pickles whose `.bak` alone is left beside their `.json` count too.
 *
 * @throws SetupError when there is no such path, or it is no pickle by its name
 */
export function findPickles(path: string): FoundPickle[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return inFolder(path);
  if (!isPickleName(path))
    throw new SetupError(
      `${shownPath(path)} ${stats === undefined ? 'does not exist' : 'is no pickle by its name'}. Give a folder, or a file that ends with .pkl, .pickle or .p.`,
    );
  const found = inFolder(dirname(path), false).filter(({ file }) => file === path);
  if (found.length === 0) throw new SetupError(`${shownPath(path)} does not exist. Check the path.`);
  return found;
}

function inFolder(folder: string, deep = true): FoundPickle[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw diskError('read the folder', shownPath(folder), error);
  }
  const siblings = new Set(names);
  return names.flatMap((name) => {
    const file = join(folder, name);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (stats.isDirectory()) return deep ? inFolder(file) : [];
    if (isPickleName(name)) {
      const problem = stats.isSymbolicLink() ? 'a symbolic link, which is not followed' : 'no regular file';
      return [{ file, names: namesOf(file, siblings), problem: stats.isFile() ? null : `It is ${problem}` }];
    }
    const before = name.endsWith('.bak') ? name.slice(0, -'.bak'.length) : '';
    if (!isPickleName(before) || siblings.has(before)) return [];
    const was = join(folder, before);
    const migrated = namesOf(was, siblings);
    return lstatSync(migrated.json, { throwIfNoEntry: false })?.isFile()
      ? [{ file: was, names: migrated, problem: null }]
      : [];
  });
}
