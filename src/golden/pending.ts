import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../disk/make-folder.ts';
import { removeFile } from '../disk/remove-file.ts';
import { shelfPath } from './array-shelf.ts';
import { readGolden } from './read-golden.ts';
import type { GoldenFile } from './vector.ts';
import { writeGolden } from './write-golden.ts';

/** Recordings that wait for a review, beside the golden files they would replace. Each is a golden file itself. */
export const pendingFolder = 'pending';

/** @param folder `golden/<suite>` */
export function pendingPath(folder: string, subject: string): string {
  return join(folder, pendingFolder, `${subject}.json`);
}

/** The subjects whose recordings wait, by name. @param folder `golden/<suite>` */
export function pendingSubjects(folder: string): string[] {
  const place = join(folder, pendingFolder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** The recording that waits; null when none does. @throws SetupError as `readGolden` */
export function readPending(folder: string, suite: string, subject: string): GoldenFile | null {
  const path = pendingPath(folder, subject);
  return existsSync(path) ? readGolden(path, { suite, subject }) : null;
}

/** @throws SetupError as `writeGolden` */
export function writePending(folder: string, file: GoldenFile): void {
  const path = pendingPath(folder, file.subject);
  makeFolder(dirname(path));
  writeGolden(path, file);
}

/** Nothing waits any more. @throws SetupError when the file cannot be removed */
export function dropPending(folder: string, subject: string): void {
  const path = pendingPath(folder, subject);
  removeFile(path);
  removeFile(shelfPath(path));
  try {
    rmdirSync(dirname(path));
  } catch {
    // It is not there, or holds the recordings of other subjects.
  }
}
