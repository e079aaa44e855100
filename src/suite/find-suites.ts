import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { diskError } from '../disk/disk-error.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { Project } from './config.ts';
import { namePattern, noSuite } from './names.ts';

/** A suite on disk, not yet loaded. */
export interface SuitePlace {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** `suite.ts` or one of its siblings, absolute. */
  readonly file: string;
}

const fileNames = ['suite.ts', 'suite.mts', 'suite.js', 'suite.mjs'];

/**
 * The suites of a project, by name: every folder in its folder of suites that holds a suite file.
 * @throws SetupError for a folder with two suite files, or with a name that no suite may have.
 */
export function findSuites(project: Pick<Project, 'suites'>): SuitePlace[] {
  const places: SuitePlace[] = [];
  for (const name of foldersIn(project.suites)) {
    const folder = join(project.suites, name);
    const files = fileNames.filter((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.isFile());
    if (files.length === 0) continue;
    if (files.length > 1) throw new SetupError(`${shownPath(folder)} holds ${files.join(' and ')}; keep one of them`);
    if (!namePattern.pattern.test(name)) {
      throw new SetupError(
        `The folder ${shownPath(folder)} holds a suite, but ${JSON.stringify(name)} is not ${namePattern.words}`,
      );
    }
    if (name === noSuite) {
      throw new SetupError(
        `The folder ${shownPath(folder)} holds a suite; "${noSuite}" is what "vernier compare" calls what it compares, name yours otherwise`,
      );
    }
    places.push({ name, folder, file: join(folder, files[0]!) });
  }
  return places;
}

/** The suite of that name. @throws SetupError listing the suites there are, the nearest first of all. */
export function findSuite(project: Pick<Project, 'suites'>, name: string): SuitePlace {
  const places = findSuites(project);
  const place = places.find((one) => one.name === name);
  if (place !== undefined) return place;
  const shown = shownPath(project.suites);
  if (places.length === 0) {
    throw new SetupError(
      `There is no suite "${name}": ${shown} holds none; write ${shown}/${namePattern.pattern.test(name) ? name : '<name>'}/suite.ts`,
    );
  }
  const names = places.map((one) => one.name);
  throw new SetupError(`There is no suite ${JSON.stringify(name)} in ${shown}${knownWords(name, names)}`);
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw diskError('read the folder', shownPath(path), error);
  }
}
