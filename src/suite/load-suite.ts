import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { problemList } from '../base/problem-list.ts';
import { digestFiles } from '../disk/digest-files.ts';
import { shownPath } from '../disk/shown-path.ts';
import { type FoundCase, readFound } from '../golden/found.ts';
import { readGolden } from '../golden/read-golden.ts';
import type { GoldenFile } from '../golden/vector.ts';
import { checkSuite } from './check-suite.ts';
import type { Project } from './config.ts';
import { findSuite } from './find-suites.ts';
import { importDefault } from './import-default.ts';
import type { SuiteDefinition } from './suite.ts';
import { suiteFiles } from './suite-files.ts';

/** A suite that was found, imported and checked. Paths are absolute. */
export interface LoadedSuite {
  readonly name: string;
  readonly title: string;
  readonly definition: SuiteDefinition;
  /** The project's root. */
  readonly root: string;
  readonly folder: string;
  readonly file: string;
  /** SHA-256 over the code, JSON and lock files of its folder and its golden files, by name and bytes. */
  readonly digest: string;
  /** Subject to its golden file, where there is one. Read by `loadVectors`. */
  readonly goldenFiles: ReadonlyMap<string, string>;
  /** Where failing cases are kept by value; null where there is no such place. Not part of the digest: runs add to it. */
  readonly foundFolder: string | null;
}

/**
 * Imports a suite and checks all of it.
 *
 * @throws SetupError that names the suite file and the place: unknown suite, a file that throws, a definition that
 * breaks a rule of `checkSuite`, a golden file of a subject that the suite does not have.
 */
export async function loadSuite(project: Project, name: string): Promise<LoadedSuite> {
  const { root } = project;
  const { folder, file } = findSuite(project, name);
  const example = 'export default defineSuite({ … })';
  const definition = await importDefault(file, { root, what: 'suite file', example });
  const problems = checkSuite(definition, folder, name);
  if (problems.length > 0) throw new SetupError(problemList(shownPath(file), problems));
  const checked = definition as SuiteDefinition;
  const goldenFiles = findGoldenFiles(join(project.golden, name), checked);
  const covered = [...suiteFiles(folder).map((path) => join(folder, path)), ...goldenFiles.values()];
  const digest = digestFiles(
    root,
    covered.map((path) => relative(root, path).replaceAll(sep, '/')),
  );
  const foundFolder = join(project.golden, name, 'found');
  return {
    name,
    title: checked.title ?? name,
    definition: checked,
    root,
    folder,
    file,
    digest,
    goldenFiles,
    foundFolder,
  };
}

/** The golden vectors of a suite, by subject; only those of `subjects` when given. @throws SetupError as `readGolden`. */
export function loadVectors(
  { name, goldenFiles }: Pick<LoadedSuite, 'name' | 'goldenFiles'>,
  subjects?: ReadonlySet<string>,
): Map<string, GoldenFile> {
  const wanted = [...goldenFiles].filter(([subject]) => subjects?.has(subject) ?? true);
  return new Map(wanted.map(([subject, path]) => [subject, readGolden(path, { suite: name, subject })]));
}

/** The failing cases that earlier runs kept, by subject. @throws SetupError as `readFound`. */
export function loadFound({ name, definition, foundFolder }: LoadedSuite): Map<string, FoundCase[]> {
  return foundFolder === null ? new Map() : readFound(foundFolder, name, Object.keys(definition.subjects));
}

function findGoldenFiles(folder: string, { subjects }: SuiteDefinition): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of vectorFilesIn(folder)) {
    const subject = name.replace(/\.(?:json|csv)$/, '');
    if (!Object.hasOwn(subjects, subject)) {
      const hint = knownWords(subject, Object.keys(subjects));
      throw new SetupError(
        `${shownPath(join(folder, name))} belongs to no subject of its suite${hint}; rename or delete it`,
      );
    }
    if (files.has(subject))
      throw new SetupError(
        `${shownPath(join(folder, name))} and ${shownPath(files.get(subject)!)} both hold vectors of "${subject}"; delete one of them`,
      );
    files.set(subject, join(folder, name));
  }
  return files;
}

function vectorFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(?:json|csv)$/.test(name) && !name.startsWith('.'))
      .sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
