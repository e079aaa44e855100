import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { checkRecording, diffGolden, type GoldenDiff } from '../golden/diff-golden.ts';
import { readGolden } from '../golden/read-golden.ts';
import { recordVectors } from '../golden/record-vectors.ts';
import type { GoldenFile, Provenance, VectorSource, VectorSources } from '../golden/vector.ts';
import { writeGolden } from '../golden/write-golden.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { pipeline } from '../runner/pipeline.ts';
import type { ImplementationReport } from '../runner/report.ts';
import { openSides, type Sides } from '../runner/sides.ts';
import type { Project } from '../suite/config.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import { importDefault } from '../suite/import-default.ts';
import { type LoadedSuite, loadSuite } from '../suite/load-suite.ts';
import type { Outcome } from '../value/outcome.ts';

export interface RecordRequest {
  readonly project: Project;
  readonly suite: string;
  readonly options: RunOptions;
  /** Take outcomes that changed and let vectors go. */
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
  readonly vectors: number;
}

/**
 * Asks legacy for the outcome of every vector that `suites/<name>/vectors.ts` names, and writes the golden files.
 *
 * @throws SetupError when there is nothing to record from, legacy cannot answer, or an accepted outcome would change
 */
export async function recordGolden(request: RecordRequest): Promise<Recorded[]> {
  const suite = await loadSuite(request.project, request.suite);
  const sources = await loadSources(suite);
  const sides = await openSides(suite, request.options, request.observer, request.signal, { moderns: false });
  try {
    if (sides.legacy.failure !== null) throw new SetupError(`Legacy cannot be asked: ${sides.legacy.failure}`);
    const recorded: Recorded[] = [];
    for (const [subject, { notes, vectors }] of Object.entries(sources)) {
      request.observer.say(`recording ${vectors.length} vectors of ${suite.name}/${subject}`);
      const outcomes = await outcomesOf(suite, subject, vectors, sides, request.options.seed);
      recorded.push(keep(request, suite, sides, { suite: suite.name, subject, notes, vectors }, outcomes));
    }
    return recorded;
  } finally {
    await sides.close();
  }
}

async function loadSources(suite: LoadedSuite): Promise<VectorSources> {
  const file = join(suite.folder, 'vectors.ts');
  if (!existsSync(file)) {
    throw new SetupError(
      `${shownPath(file)} does not exist: write it to name the cases to record (export default { ${Object.keys(suite.definition.subjects)[0]}: { notes, vectors } })`,
    );
  }
  const sources = (await importDefault(file, {
    root: suite.root,
    what: 'vector file',
    example: 'export default { … }',
  })) as VectorSources;
  for (const [subject, source] of Object.entries(sources)) {
    if (!Object.hasOwn(suite.definition.subjects, subject))
      throw new SetupError(
        `${shownPath(file)} has vectors for "${subject}", which is no subject of suite "${suite.name}"`,
      );
    if (!Array.isArray(source?.vectors))
      throw new SetupError(`${shownPath(file)} at ${subject}: wanted { notes, vectors: […] }`);
  }
  return sources;
}

async function outcomesOf(
  suite: LoadedSuite,
  subject: string,
  vectors: readonly VectorSource[],
  sides: Sides,
  seed: number,
): Promise<Map<string, Outcome>> {
  const { deadlineMs, inFlight } = { ...suiteDefaults, ...suite.definition.subjects[subject] };
  const outcomes = new Map<string, Outcome>();
  await pipeline(
    vectors[Symbol.iterator](),
    inFlight,
    async ({ id, input }) => ({
      id,
      outcome: await sides.legacy.implementation!.call({ subject, input, seed, deadlineMs }),
    }),
    ({ id, outcome }) => void outcomes.set(id, outcome),
  );
  return outcomes;
}

function keep(
  { project, overwrite, ci, clock }: RecordRequest,
  suite: LoadedSuite,
  sides: Sides,
  sources: Parameters<typeof recordVectors>[0],
  outcomes: ReadonlyMap<string, Outcome>,
): Recorded {
  const path = join(project.golden, suite.name, `${sources.subject}.json`);
  const before = readBefore(path, overwrite);
  const legacy = sides.reports.find(({ side }) => side === 'legacy')!;
  const after = recordVectors(sources, outcomes, provenanceOf(suite, legacy, clock), before ?? undefined);
  const diff = diffGolden(before, after);
  checkRecording(diff, shownPath(path), { overwrite, ci });
  // The same vectors keep their old provenance: it says when they were recorded, not when that was last checked.
  const written: GoldenFile = diff.same && before !== null ? before : writeGolden(path, after);
  return { subject: sources.subject, file: relative(project.root, path), diff, vectors: written.vectors.length };
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

function provenanceOf(suite: LoadedSuite, legacy: ImplementationReport, clock: Clock): Provenance {
  return {
    madeBy: relative(suite.root, join(suite.folder, 'vectors.ts')),
    recordedAt: clock.now().toISOString(),
    recordedFrom: legacy.address,
    language: legacy.language,
    languageVersion: legacy.languageVersion,
    packages: legacy.packages,
    platform: legacy.platform,
  };
}
