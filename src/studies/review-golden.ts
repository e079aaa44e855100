import { join, relative } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import { goldenPath } from '../golden/golden-path.ts';
import { dropPending, pendingPath, pendingSubjects, readPending, writePending } from '../golden/pending.ts';
import { pendingChanges } from '../golden/pending-changes.ts';
import { acceptChanges, type Reviewed, rejectChanges, type Signature } from '../golden/settle-pending.ts';
import type { GoldenFile } from '../golden/vector.ts';
import { writeGolden } from '../golden/write-golden.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { type LoadedSuite, loadSuite, loadVectors } from '../suite/load-suite.ts';
import { type ReviewedChange, reviewChange } from './review-change.ts';

/** The recording of one subject that waits. */
export interface PendingReview {
  readonly suite: string;
  readonly subject: string;
  /** Project-relative path of the recording. */
  readonly file: string;
  readonly recordedAt: string;
  readonly recordedFrom: string;
  readonly changes: readonly ReviewedChange[];
}

/** Changes of one subject by their ids. */
export interface ChosenChanges {
  readonly suite: string;
  readonly subject: string;
  readonly ids: ReadonlySet<string>;
}

/**
 * All that waits in a suite, or in every suite; subjects of which nothing is open are left out.
 *
 * @throws SetupError for an unknown suite, or a recording that no longer belongs to a golden file
 */
export async function openReviews(project: Project, name: string | null): Promise<PendingReview[]> {
  const names = name === null ? findSuites(project).map((place) => place.name) : [name];
  const reviews: PendingReview[] = [];
  for (const one of names) {
    const subjects = pendingSubjects(join(project.golden, one));
    if (subjects.length === 0 && name === null) continue;
    const suite = await loadSuite(project, one);
    for (const subject of subjects) reviews.push(openReview(project, suite, subject));
  }
  return reviews.filter(({ changes }) => changes.length > 0);
}

function openReview(project: Project, suite: LoadedSuite, subject: string): PendingReview {
  const { golden, proposed } = read(project, suite, subject);
  const where = { suite: suite.name, subject };
  const definition = suite.definition.subjects[subject]!;
  const { recordedAt, recordedFrom } = proposed.provenance;
  return {
    ...where,
    file: relative(project.root, pendingPath(join(project.golden, suite.name), subject)),
    ...{ recordedAt, recordedFrom },
    changes: pendingChanges(golden, proposed).map((change) => reviewChange(change, definition, where)),
  };
}

function read(project: Project, suite: LoadedSuite, subject: string): { golden: GoldenFile; proposed: GoldenFile } {
  const folder = join(project.golden, suite.name);
  const shown = relative(project.root, pendingPath(folder, subject));
  if (!Object.hasOwn(suite.definition.subjects, subject)) {
    const hint = knownWords(subject, Object.keys(suite.definition.subjects));
    throw new SetupError(`${shown} belongs to no subject of its suite${hint}; rename or delete it`);
  }
  const golden = loadVectors(suite, new Set([subject])).get(subject);
  const proposed = readPending(folder, suite.name, subject);
  if (golden === undefined || proposed === null)
    throw new SetupError(
      `${shown} has no golden file beside it that it could change; delete it, and record again with "vernier golden record ${suite.name}"`,
    );
  return { golden, proposed };
}

/** Takes changes over into the golden file. @throws SetupError when a file cannot be read or written */
export async function acceptPending(project: Project, chosen: ChosenChanges, signature: Signature): Promise<void> {
  await settle(project, chosen, ({ golden, proposed }) => acceptChanges(golden, proposed, chosen.ids, signature));
}

/** Lets changes go. @throws SetupError when a file cannot be read or written */
export async function rejectPending(project: Project, chosen: ChosenChanges): Promise<void> {
  await settle(project, chosen, ({ golden, proposed }) => rejectChanges(golden, proposed, chosen.ids));
}

/** The golden file first: should the second write fail, what was accepted is merely shown as no change any more. */
async function settle(
  project: Project,
  { suite: name, subject }: ChosenChanges,
  decide: (files: { golden: GoldenFile; proposed: GoldenFile }) => Reviewed,
): Promise<void> {
  const suite = await loadSuite(project, name);
  const files = read(project, suite, subject);
  const { golden, proposed } = decide(files);
  const folder = join(project.golden, name);
  if (golden.digest !== files.golden.digest) writeGolden(goldenPath(folder, subject), golden);
  if (proposed === null) dropPending(folder, subject);
  else writePending(folder, proposed);
}
