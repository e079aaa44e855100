import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFolder, temporaryName, writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';

/** What a finished environment remembers of itself, in a file that is written last. */
export interface MadeEnvironment {
  readonly digest: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, string>>;
}

const marker = 'vernier-environment.json';

/** The interpreter of the environment in a folder. */
export function pythonIn(folder: string): string {
  return join(folder, 'bin', 'python');
}

/** The finished environment at a place; undefined when there is none, or its Python has gone since. */
export function readMade(place: string, digest: string): MadeEnvironment | undefined {
  try {
    const made = JSON.parse(readFileSync(join(place, marker), 'utf8')) as MadeEnvironment;
    // `existsSync` follows the link to the Python that the environment was made with.
    return made.digest === digest && existsSync(pythonIn(place)) ? made : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A new folder to make the environment of a place in. It has a name of its own, and never moves: scripts of an
 * environment hold its path, and a pip that outlives its killed parent must not write into the next attempt. What
 * earlier attempts left is removed. Call it under the lock of the place.
 */
export function newAttempt(place: string): string {
  for (const entry of readdirSync(dirname(place))) {
    if (entry.startsWith(`${basename(place)}.`) && !entry.includes('.lock')) removeTree(join(dirname(place), entry));
  }
  const attempt = `${place}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(attempt);
  } catch (error) {
    throw diskError('make the folder', attempt, error);
  }
  return attempt;
}

/** Declares an attempt finished: its marker, then a link from the place to it that appears in one step. */
export function finish(place: string, attempt: string, made: MadeEnvironment): void {
  writeFileAtomic(join(attempt, marker), `${JSON.stringify(made, null, 2)}\n`);
  const link = temporaryName(place);
  try {
    symlinkSync(basename(attempt), link);
    removeTree(place);
    renameSync(link, place);
    syncFolder(dirname(place));
  } catch (error) {
    removeTree(link);
    throw diskError('link', place, error);
  }
}

/** Removes as much as it can: an orphaned pip may still be writing there, and the next attempt comes by again. */
export function removeTree(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Left for the next attempt.
  }
}
