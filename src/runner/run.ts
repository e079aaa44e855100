import { relative } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { writeFileAtomic } from '../disk/atomic-write.ts';
import type { Project } from '../suite/config.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { WaiverStanding } from '../suite/match-waiver.ts';
import { utcDate } from '../suite/match-waiver.ts';
import { version } from '../version.ts';
import { assembleReport, type SuitePart } from './assemble-report.ts';
import { byVectorsAlone } from './by-vectors-alone.ts';
import { Journal, type JournalHead } from './journal.ts';
import { keepEvidence } from './keep-evidence.ts';
import { keepFound } from './keep-found.ts';
import type { RunObserver, RunOptions } from './options.ts';
import { placesText } from './places-text.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { OpenJournal } from './read-journal.ts';
import { recallOf, type ShardPlaces, type ShardRun } from './recall.ts';
import type { RunReport, SuiteReport } from './report.ts';
import type { Result } from './result.ts';
import { checkResumable, foundAsBefore } from './resume.ts';
import { type ReadySuite, runSuite, type SuiteFound } from './run-suite.ts';
import { openSides, type Sides } from './sides.ts';
import { TimeBudget } from './time-budget.ts';

/** What a run needs from outside. */
export interface RunRequest {
  readonly project: Project;
  /** Names of the suites; empty: all. */
  readonly suites: readonly string[];
  readonly options: RunOptions;
  readonly runId: string;
  /** Absolute folder of the run's reports, which exists; null: the run leaves neither journal nor evidence. */
  readonly folder: string | null;
  /** The journal of an interrupted run to go on with; null for a new run. */
  readonly resumed: OpenJournal | null;
  /** Finished shards to put together into the run they are parts of; absent: all cases are run. */
  readonly shards?: readonly ShardRun[];
  /** Keep failing cases by value in `golden/<suite>/found/`, and drop those that have long been green. */
  readonly keepFound: boolean;
  readonly observer: RunObserver;
  readonly clock: Clock;
  /** Ends the run early; what was done until then is reported. */
  readonly signal: AbortSignal;
}

/**
 * Runs suites: loads them, makes their environments, drives their sides, judges, shrinks, and puts the report together.
 * A suite that cannot be set up does not keep the others from running.
 *
 * @throws SetupError for what concerns the whole run: an unknown suite or modern, a pattern that matches nothing, a
 * journal that is not of this run
 */
export async function run(request: RunRequest): Promise<RunReport> {
  const { project, suites, options, clock } = request;
  return runPrepared(request, await prepare(project, suites, options, utcDate(clock.now())));
}

/** What a run of suites needs that were loaded before. */
export type PreparedRequest = Omit<RunRequest, 'suites'>;

/** The same for suites that were loaded before. @throws SetupError as `run` */
export async function runPrepared(request: PreparedRequest, { ready: all, failures }: Prepared): Promise<RunReport> {
  const { project, options, clock, resumed, signal } = request;
  const startedAt = (resumed ?? request.shards?.[0]?.journal)?.head.startedAt ?? clock.now().toISOString();
  const past = (resumed ?? request.shards?.[0]?.journal)?.head ?? null;
  const ready = past === null ? all : all.map((one) => foundAsBefore(one, past));
  const head = headOf(request, startedAt, ready);
  if (past !== null) checkResumable(past, head, resumed === null ? 'merged' : 'resumed');
  const path = request.folder === null ? null : `${request.folder}/cases.jsonl`;
  const journal = path === null ? null : new Journal(path, resumed === null ? head : null);
  const time = timeBudget(options, ready, clock);
  const parts: SuitePart[] = failures.map(({ name, failure }) => failedPart(name, failure));
  try {
    for (const one of ready) {
      if (signal.aborted) break;
      const part = await runPart(request, one, journal, time);
      parts.push(part);
      if (part.found?.bailed) break;
    }
  } finally {
    journal?.close();
  }
  if (request.folder !== null && options.shard !== undefined) keepPlaces(request.folder, request.runId, parts);
  return assembleReport({
    runId: request.runId,
    startedAt,
    finishedAt: clock.now().toISOString(),
    root: project.root,
    options,
    interrupted: signal.aborted,
    parts,
  });
}

/** What a merge needs of a shard beside its journal. */
function keepPlaces(folder: string, runId: string, parts: readonly SuitePart[]): void {
  const benches = parts.flatMap(({ found }) => found?.calm ?? []);
  const places: ShardPlaces = { schema: 'vernier/places/1', runId, benches };
  writeFileAtomic(`${folder}/places.json`, placesText(places));
}

function headOf({ runId, options }: PreparedRequest, startedAt: string, ready: readonly ReadySuite[]): JournalHead {
  const suites = Object.fromEntries(ready.map(({ suite }) => [suite.name, suite.digest]));
  const ids = ({ found }: ReadySuite) => [...found.values()].flatMap((cases) => cases.map(({ id }) => id));
  const found = Object.fromEntries(ready.map((one) => [one.suite.name, ids(one)]));
  return { schema: 'vernier/journal/1', runId, startedAt, vernier: version, options, suites, found };
}

function failedPart(name: string, failure: string): SuitePart {
  const report = { name, title: name, digest: '', implementations: [], subjects: [], failure };
  return { report, found: null, waivers: [] };
}

/** Null when cases are counted alone. */
function timeBudget({ timeMs }: RunOptions, ready: readonly ReadySuite[], clock: Clock): TimeBudget | null {
  const generates = ready.flatMap(({ suite, selections }) =>
    selections.filter(({ subject }) => suite.definition.subjects[subject]?.generator !== undefined),
  );
  return timeMs === undefined || timeMs === null ? null : new TimeBudget(timeMs, generates.length, clock);
}

async function runPart(
  request: PreparedRequest,
  ready: ReadySuite,
  journal: Journal | null,
  time: TimeBudget | null,
): Promise<SuitePart> {
  const { observer, project, signal, resumed } = request;
  const { suite } = ready;
  let sides: Sides | null = null;
  try {
    const options = byVectorsAlone(request.options, suite, observer);
    sides = await openSides(suite, options, observer, signal);
    const waivers = ready.waivers.among(sides.reports);
    const found = await runSuite({ ...ready, waivers }, sides, {
      options,
      observer,
      clock: request.clock,
      signal,
      time,
      evidenceFolder: request.folder === null ? null : relative(project.root, `${request.folder}/evidence`),
      past: (name, subject) => pastOf(resumed, name, subject),
      recall: request.shards === undefined ? null : (name, subject) => recallOf(request.shards!, name, subject),
      onCase: (results) => journal?.add(results),
    });
    if (request.folder !== null) {
      const kept = { ready, reports: sides.reports, options, runId: request.runId, root: project.root };
      for (const finding of found.findings) keepEvidence(finding, kept);
    }
    const { name, title, digest } = suite;
    const report = { name, title, digest, implementations: sides.reports, subjects: found.subjects, failure: null };
    const partial = signal.aborted || found.bailed || found.cuts.length > 0 || isPartial(options, suite);
    if (request.keepFound) keepFailing(request, suite, found, !partial);
    const cases = casesOf(report);
    // That nothing needed a waiver says something where there were cases, and none were left out.
    const isTold = ({ state, waiver }: WaiverStanding) =>
      state !== 'stale' || (!partial && cases(waiver.subject, waiver.modern) > 0);
    return { report, found, waivers: waivers.standings(cases, { partial }).filter(isTold) };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return failedPart(suite.name, `Suite "${suite.name}" could not be run. ${error.message}`);
  } finally {
    await sides?.close();
  }
}

/** Results of a subject out of a journal, case by case. */
function* pastOf(resumed: OpenJournal | null, suite: string, subject: string): Generator<readonly Result[]> {
  if (resumed === null) return;
  for (const results of resumed.cases()) {
    const [first] = results;
    if (first?.suite === suite && first.subject === subject) yield results;
  }
}

/** True when the run was cut down by hand, so that its cases are no fair sample: shares of waivers say nothing then. */
function isPartial(
  { only, filter, moderns, reference, cases, shard }: RunOptions,
  { definition }: LoadedSuite,
): boolean {
  const fewer = Object.values(definition.subjects).some((subject) => cases !== null && cases < (subject.cases ?? 0));
  return (
    only.length > 0 || filter.length > 0 || moderns.length > 0 || reference !== 'both' || fewer || shard !== undefined
  );
}

function keepFailing(
  { project, clock, observer }: PreparedRequest,
  suite: LoadedSuite,
  found: SuiteFound,
  whole: boolean,
) {
  const { findings, kept } = found;
  const say = (line: string) => observer.say(line);
  keepFound({ suite, findings, kept, whole, pruneAfter: project.pruneFoundAfter, now: clock.now(), say });
}

/** How many cases of a subject ran against a modern. */
function casesOf({ subjects }: SuiteReport): (subject: string, modern: string) => number {
  return (subject, modern) => {
    const bench = subjects.find(({ name }) => name === subject)?.moderns.find((one) => one.modern === modern);
    return bench === undefined ? 0 : bench.statistics.cases;
  };
}
