import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { shownPath } from '../disk/shown-path.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { type LoadedSuite, loadFound, loadSuite, loadVectors } from '../suite/load-suite.ts';
import { Selection } from '../suite/select.ts';
import { waiverBook } from '../suite/waiver-book.ts';
import type { RunOptions } from './options.ts';
import type { ReadySuite } from './run-suite.ts';

/** The suites of a run, and those that could not be loaded with the reason. */
export interface Prepared {
  readonly ready: readonly ReadySuite[];
  readonly failures: readonly { readonly name: string; readonly failure: string }[];
}

/**
 * Loads suites with their golden vectors and waivers, and selects what is to run of them.
 *
 * @param names Empty: all suites of the project.
 * @param today The UTC date waivers are judged on.
 * @throws SetupError for what was typed wrong, and for the only suite of a run; one of many must not stop the others
 */
export async function prepare(
  project: Project,
  names: readonly string[],
  options: RunOptions,
  today: string,
): Promise<Prepared> {
  const selection = new Selection(options.only, options.filter);
  const wanted = suiteNames(project, names);
  const loaded: Omit<ReadySuite, 'selections'>[] = [];
  const failures: { name: string; failure: string }[] = [];
  for (const name of wanted) {
    try {
      const suite = await loadSuite(project, name);
      const waivers = waiverBook(project, suite, today);
      loaded.push({ suite, golden: loadVectors(suite), found: loadFound(suite), waivers });
    } catch (error) {
      const exists = findSuites(project).some((one) => one.name === name);
      if (!(error instanceof SetupError) || wanted.length === 1 || !exists) throw error;
      failures.push({ name, failure: error.message });
    }
  }
  const suites = loaded.map(({ suite }) => suite);
  checkNames(options, suites);
  const selected = selection.selectSubjects(loaded.flatMap(offeredBy));
  const ready = loaded
    .map((one) => ({ ...one, selections: selected.filter(({ suite }) => suite === one.suite.name) }))
    .filter(({ selections }) => selections.length > 0);
  return { ready, failures };
}

function suiteNames(project: Project, names: readonly string[]): string[] {
  if (names.length > 0) return [...new Set(names)];
  const all = findSuites(project).map(({ name }) => name);
  if (all.length === 0) {
    throw new SetupError(
      `There is no suite in ${shownPath(project.suites)}; write ${shownPath(project.suites)}/<name>/suite.ts`,
    );
  }
  return all;
}

function offeredBy({ suite, golden, found }: Omit<ReadySuite, 'selections'>) {
  return Object.entries(suite.definition.subjects).map(([subject, { generator }]) => ({
    suite: suite.name,
    subject,
    vectors: golden.get(subject)?.vectors ?? [],
    found: (found.get(subject) ?? []).map(({ id }) => id),
    generates: generator !== undefined,
  }));
}

/** Names that were typed must be names that are there: a run without the side that was meant would say nothing. */
function checkNames({ moderns, pythonAsked }: RunOptions, suites: readonly LoadedSuite[]): void {
  const known = [...new Set(suites.flatMap(({ definition }) => Object.keys(definition.moderns)))];
  const refuse = (flag: string, name: string, what: string, words: readonly string[]) => {
    throw new SetupError(`${flag} ${JSON.stringify(name)}: there is no such ${what}${knownWords(name, words)}`);
  };
  for (const name of moderns) if (!known.includes(name)) refuse('--modern', name, 'modern', known);
  const sides = ['legacy', ...known];
  const places = [...sides, ...suites.flatMap((suite) => sides.map((side) => `${suite.name}/${side}`))];
  for (const name of pythonAsked) if (!places.includes(name)) refuse('--python', name, 'implementation', sides);
}
