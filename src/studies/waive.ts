import { existsSync } from 'node:fs';
import { SetupError } from '../base/errors.ts';
import { problemList } from '../base/problem-list.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import { withLock } from '../disk/lock.ts';
import { readTextFile } from '../disk/read-text.ts';
import { shownPath } from '../disk/shown-path.ts';
import { addWaivers } from '../suite/add-waivers.ts';
import type { Project } from '../suite/config.ts';
import { type LoadedSuite, loadSuite } from '../suite/load-suite.ts';
import { checkWaivers, loadWaivers, waiverFile } from '../suite/load-waivers.ts';
import type { Waiver } from '../suite/waiver.ts';
import { draftWaivers, type WaiveWishes } from './draft-waivers.ts';
import { readRecordedCase } from './recorded-case.ts';

export interface WaiveRequest extends WaiveWishes {
  readonly project: Project;
  /** Path of the evidence file. */
  readonly file: string;
  /** True where nobody looks at what is waived: then nothing is. */
  readonly ci: boolean;
}

export interface Waived {
  /** Absolute path of the waiver file. */
  readonly path: string;
  readonly waivers: readonly Waiver[];
  /** What to know about them, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Writes waivers for the drift of an evidence file: one for each kind of drift in its case, as narrow as the evidence
 * allows. The other entries of the file stay as they are written.
 *
 * @throws SetupError for what cannot be waived, saying why, and in CI; nothing is written then
 */
export async function waive(request: WaiveRequest): Promise<Waived> {
  if (request.ci)
    throw new SetupError(
      'A waiver is a decision of a person who answers for it, and CI is set: waive on your own machine and commit waivers.json',
    );
  const recorded = readRecordedCase(request.file);
  const suite = await loadSuite(request.project, recorded.suite);
  const path = waiverFile(suite.folder);
  return withLock(`${path}.lock`, () => {
    const before = loadWaivers(suite.folder, suite.definition, request.project.waivers);
    const { waivers, notes } = draftWaivers(recorded, suite, before, request);
    checkAll(request, suite, [...before, ...waivers]);
    const text = existsSync(path) ? readTextFile(path, { what: 'waiver file', maxBytes: 4 * 1024 * 1024 }) : null;
    writeFileAtomic(path, addWaivers(text, waivers));
    return { path, waivers, notes };
  });
}

function checkAll({ project, expires }: WaiveRequest, suite: LoadedSuite, waivers: readonly Waiver[]): void {
  const problems = checkWaivers(waivers, suite.definition, project.waivers);
  if (problems.length > 0)
    throw new SetupError(
      problemList(
        `${shownPath(waiverFile(suite.folder))} would not be well-formed with a waiver until ${expires}`,
        problems,
      ),
    );
}
