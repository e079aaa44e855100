import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { changesAccepted, diffGolden, type GoldenDiff, refuseInCi } from '../golden/diff-golden.ts';
import { goldenPath, isTable } from '../golden/golden-path.ts';
import { dropPending, pendingPath, writePending } from '../golden/pending.ts';
import { readGolden } from '../golden/read-golden.ts';
import { recordVectors } from '../golden/record-vectors.ts';
import type { GoldenFile, Provenance } from '../golden/vector.ts';
import { writeGolden } from '../golden/write-golden.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import type { ImplementationReport } from '../runner/report.ts';
import type { Project } from '../suite/config.ts';
import { loadSuite } from '../suite/load-suite.ts';
import type { Outcome } from '../value/outcome.ts';
import { askLegacy } from './ask-legacy.ts';
import { loadVectorSources } from './vector-sources.ts';

export interface RecordRequest {
  readonly project: Project;
  readonly suite: string;
  readonly options: RunOptions;
  /** Take outcomes that changed and let vectors go, without a review. */
  readonly overwrite: boolean;
  readonly ci: boolean;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Recorded {
  readonly subject: string;
  /** Project-relative path of the golden file. */
  readonly file: string;
  readonly diff: GoldenDiff;
  /** How many vectors it has now. */
  readonly vectors: number;
  /** Project-relative path of the recording that waits for a review; null when it was written. */
  readonly pending: string | null;
}

/**
 * Asks legacy for the outcome of every vector that `suites/<name>/vectors.ts` names. What changes nothing that was
 * accepted is written to the golden files; a recording that does waits beside them for a review.
 *
 * @throws SetupError when there is nothing to record from, legacy cannot answer, or something would change in CI
 */
export async function recordGolden(request: RecordRequest): Promise<Recorded[]> {
  const suite = await loadSuite(request.project, request.suite);
  const { file, sources } = await loadVectorSources(suite);
  const legacy = await askLegacy(suite, request);
  try {
    const recorded: Recorded[] = [];
    for (const [subject, source] of Object.entries(sources)) {
      const { vectors } = source;
      request.observer.say(`recording ${vectors.length} vectors of ${suite.name}/${subject}`);
      const outcomes = await legacy.outcomes(subject, vectors);
      const provenance = provenanceOf(relative(suite.root, file), legacy.report, request.clock);
      recorded.push(keep(request, { ...source, suite: suite.name, subject }, outcomes, provenance));
    }
    return recorded;
  } finally {
    await legacy.close();
  }
}

function keep(
  { project, overwrite, ci }: RecordRequest,
  sources: Parameters<typeof recordVectors>[0],
  outcomes: ReadonlyMap<string, Outcome>,
  provenance: Provenance,
): Recorded {
  const folder = join(project.golden, sources.suite);
  const path = goldenPath(folder, sources.subject, sources.table ?? false);
  refuseOther(folder, sources.subject, path);
  const before = readBefore(path, overwrite);
  const after = recordVectors(sources, outcomes, provenance, before ?? undefined);
  const diff = diffGolden(before, after);
  if (ci) refuseInCi(diff, shownPath(path));
  const told = { subject: sources.subject, file: relative(project.root, path), diff };
  if (before !== null && changesAccepted(diff) && !overwrite) {
    writePending(folder, after);
    const pending = relative(project.root, pendingPath(folder, sources.subject));
    return { ...told, vectors: before.vectors.length, pending };
  }
  // The same vectors keep their old provenance: it says when they were recorded, not when that was last checked.
  const written: GoldenFile = diff.same && before !== null ? before : writeGolden(path, after);
  if (!ci) dropPending(folder, sources.subject);
  return { ...told, vectors: written.vectors.length, pending: null };
}

/** A subject has one golden file. @throws SetupError when it has one in the other form */
function refuseOther(folder: string, subject: string, path: string): void {
  const other = goldenPath(folder, subject, !isTable(path));
  if (existsSync(other))
    throw new SetupError(
      `${shownPath(other)} holds these vectors in the other form: delete it to record ${shownPath(path)} in its place`,
    );
}

/** The file as it was. One that is damaged is no hindrance to writing it anew when that was asked for. */
function readBefore(path: string, overwrite: boolean): GoldenFile | null {
  if (!existsSync(path)) return null;
  try {
    return readGolden(path);
  } catch (error) {
    if (overwrite && error instanceof SetupError) return null;
    throw error;
  }
}

function provenanceOf(madeBy: string, legacy: ImplementationReport, clock: Clock): Provenance {
  const { address, language, languageVersion, packages, platform } = legacy;
  const recordedAt = clock.now().toISOString();
  return { madeBy, recordedAt, recordedFrom: address, language, languageVersion, packages, platform };
}
