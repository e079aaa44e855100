import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../base/digest.ts';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import type { Policy } from '../compare/policy.ts';
import { checkArtefact } from '../disk/artefact-schema.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { readJsonFile } from '../disk/read-json.ts';
import { shownPath } from '../disk/shown-path.ts';
import { plainJson } from '../value/plain-json.ts';
import type { LoadedSuite } from './load-suite.ts';

/** Tolerances alone: the part of a policy that a program may tighten. */
export interface Tolerances {
  readonly rtol?: number;
  readonly atol?: number;
  readonly ulp?: number;
}

/** The tolerances of one subject for one modern, usable as its policy. */
export interface BenchTolerances extends Tolerances {
  readonly paths?: readonly (Tolerances & { readonly path: string })[];
}

/** `suites/<name>/tolerances.json`. */
export interface ToleranceFile {
  readonly schema: 'vernier/tolerances/1';
  readonly tightened?: {
    readonly at: string;
    readonly seeds: readonly number[];
    readonly numbers: number;
    readonly platform: string;
  };
  readonly subjects: Readonly<Record<string, Readonly<Record<string, BenchTolerances>>>>;
}

const maxBytes = 4 * 1024 * 1024;

/** Where a suite keeps its tolerances, if it does. */
export function toleranceFile({ folder }: Pick<LoadedSuite, 'folder'>): string {
  return join(folder, 'tolerances.json');
}

/**
 * The tolerances of a suite, checked, and checked to be the ones it runs under.
 *
 * @throws SetupError when there is no such file, it is malformed, or the suite does not use it
 */
export function loadTolerances(suite: LoadedSuite): ToleranceFile {
  const path = toleranceFile(suite);
  const shown = shownPath(path);
  if (!existsSync(path)) {
    throw new SetupError(
      `${shown} does not exist, and a policy in TypeScript is not rewritten by a program: move the tolerances of the suite into that file ({"schema": "vernier/tolerances/1", "subjects": {"<subject>": {"<modern>": {"rtol": 1e-12}}}}) and import it in ${shownPath(suite.file)} (policies: tolerances.subjects.<subject>)`,
    );
  }
  const file = plainJson(readJsonFile(path, { what: 'tolerance file', maxBytes }));
  checkArtefact('tolerances-1', file, shown);
  const { subjects } = file as ToleranceFile;
  for (const [subject, moderns] of Object.entries(subjects)) {
    for (const [modern, tolerances] of Object.entries(moderns)) checkUse(suite, subject, modern, tolerances);
  }
  return file as ToleranceFile;
}

export function writeTolerances(suite: LoadedSuite, file: ToleranceFile): void {
  writeFileAtomic(toleranceFile(suite), `${JSON.stringify(file, null, 2)}\n`);
}

/** To tighten a file that nothing reads would be worse than to do nothing: it would look done. */
function checkUse(suite: LoadedSuite, subject: string, modern: string, tolerances: BenchTolerances): void {
  const place = `${shownPath(toleranceFile(suite))} at /subjects/${subject}/${modern}`;
  const { subjects, moderns } = suite.definition;
  if (!Object.hasOwn(subjects, subject))
    throw new SetupError(
      `${place}: the suite has no subject "${subject}"${knownWords(subject, Object.keys(subjects))}`,
    );
  if (!Object.hasOwn(moderns, modern))
    throw new SetupError(`${place}: the suite has no modern "${modern}"${knownWords(modern, Object.keys(moderns))}`);
  const used = subjects[subject]!.policies?.[modern];
  if (used !== undefined && canonicalJson(tolerancesOf(used)) === canonicalJson(tolerancesOf(tolerances))) return;
  throw new SetupError(
    `${place}: ${shownPath(suite.file)} runs "${modern}" under other tolerances than these: import the file there (import tolerances from './tolerances.json' with { type: 'json' }) and write policies: tolerances.subjects.${subject}`,
  );
}

/** What of a policy the file can hold; a mode or an ignored place may stand beside it in the suite. */
function tolerancesOf(policy: Policy | BenchTolerances) {
  const only = (from: Tolerances) =>
    Object.fromEntries(
      (['rtol', 'atol', 'ulp'] as const).flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
    );
  return { ...only(policy), paths: (policy.paths ?? []).map((path) => ({ path: path.path, ...only(path) })) };
}
