import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { diskError } from '../disk/disk-error.ts';
import { shownPath } from '../disk/shown-path.ts';
import { readGolden } from '../golden/read-golden.ts';
import { writeGolden } from '../golden/write-golden.ts';
import { checkSuite } from '../suite/check-suite.ts';
import type { Project } from '../suite/config.ts';
import { importDefault } from '../suite/import-default.ts';
import { goldenAddress, isRetired } from '../suite/is-retired.ts';
import { type LoadedSuite, loadSuite } from '../suite/load-suite.ts';
import { retiredLegacy, retireLegacy } from '../suite/retire-legacy.ts';
import type { SuiteDefinition } from '../suite/suite.ts';
import type { AskRequest } from './ask-legacy.ts';
import { checkGolden, type GoldenCheck, isSound } from './check-golden.ts';

export interface RetireRequest extends AskRequest {
  readonly project: Project;
  readonly suite: string;
  /** Legacy cannot be asked any more: its vectors are taken as they are. */
  readonly gone: boolean;
  readonly clock: Clock;
}

/** What came of it. */
export type Retired =
  | { readonly kind: 'retired'; readonly file: string; readonly vectors: number; readonly check: GoldenCheck }
  | { readonly kind: 'already'; readonly file: string }
  /** The golden vectors cannot stand in for legacy yet, or legacy did not answer; nothing was changed. */
  | { readonly kind: 'refused' | 'not-asked'; readonly reasons: readonly string[]; readonly check: GoldenCheck }
  /** The suite file is written in a way that no program should change. */
  | { readonly kind: 'by-hand'; readonly file: string; readonly address: string };

/** What to write into a suite file by hand. */
export const byHandLine = `legacy: ${retiredLegacy},`;

/**
 * Lets golden vectors stand in for a legacy that goes away: checks that they are whole and, while legacy still answers,
 * that it gives them; notes its address in their provenance; and makes it `golden:` in the suite file.
 *
 * @throws SetupError when the suite does not load or a file cannot be written
 */
export async function retireSuite(request: RetireRequest): Promise<Retired> {
  const suite = await loadSuite(request.project, request.suite);
  const file = shownPath(suite.file);
  if (isRetired(suite.definition)) return { kind: 'already', file };
  if (suite.definition.legacy === undefined) throw new SetupError(`${file} names no legacy that could be retired`);
  const { address } = suite.definition.legacy;
  const check = await checkGolden({ ...request, recompute: !request.gone });
  const reasons = objections(check);
  if (reasons.length > 0) return { kind: 'refused', reasons, check };
  if (!request.gone && check.notAsked !== null) return { kind: 'not-asked', reasons: [check.notAsked], check };
  const text = retireLegacy(readFileSync(suite.file, 'utf8'), address);
  if (text === null || !(await saysTheSame(suite, text))) return { kind: 'by-hand', file, address };
  const retired = { at: request.clock.now().toISOString(), address };
  for (const path of suite.goldenFiles.values()) {
    const golden = readGolden(path);
    writeGolden(path, { ...golden, provenance: { ...golden.provenance, retired } });
  }
  writeFileAtomic(suite.file, text);
  return { kind: 'retired', file, vectors: check.files.reduce((sum, { vectors }) => sum + vectors, 0), check };
}

function objections(check: GoldenCheck): string[] {
  const empty = check.files.filter(({ vectors, broken }) => broken === null && vectors === 0);
  return [
    ...[...check.bare, ...empty.map(({ subject }) => subject)].map(
      (subject) =>
        `subject "${subject}" has no golden vectors: nothing of it would be compared any more. Name cases in vectors.ts and record them, or take the subject out`,
    ),
    ...(isSound(check) ? [] : ['the golden vectors are not in order, see above']),
  ];
}

/** Loads the changed text from beside the suite file and sees whether it is the same suite but for its legacy. */
async function saysTheSame(suite: LoadedSuite, text: string): Promise<boolean> {
  const trial = join(suite.folder, `.retired-${process.pid}${extname(suite.file)}`);
  try {
    writeFileSync(trial, text);
    const example = 'export default defineSuite({ … })';
    const definition = await importDefault(trial, { root: suite.root, what: 'changed suite file', example });
    if (checkSuite(definition, suite.folder, suite.name).length > 0) return false;
    const changed = definition as SuiteDefinition;
    return changed.legacy?.address === goldenAddress && outline(changed) === outline(suite.definition);
  } catch (error) {
    if (error instanceof SetupError) return false;
    throw diskError('write beside', suite.file, error);
  } finally {
    rmSync(trial, { force: true });
  }
}

/** What of a suite besides legacy the change could have touched. */
function outline({ name, title, moderns, subjects }: SuiteDefinition): string {
  return JSON.stringify([name, title, moderns, Object.keys(subjects)]);
}
