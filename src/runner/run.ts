import { relative } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { knownWords } from '../base/known-words.ts';
import type { Project } from '../suite/config.ts';
import { findSuites } from '../suite/find-suites.ts';
import { type LoadedSuite, loadSuite, loadVectors } from '../suite/load-suite.ts';
import { loadWaivers } from '../suite/load-waivers.ts';
import { utcDate, WaiverBook } from '../suite/match-waiver.ts';
import { policyOf } from '../suite/policy-of.ts';
import { Selection } from '../suite/select.ts';
import { version } from '../version.ts';
import { decideRun } from './decide.ts';
import { writeEvidence } from './evidence.ts';
import { Journal } from './journal.ts';
import type { RunObserver, RunOptions } from './options.ts';
import type { Finding, RunReport, SuiteReport, VectorReport, WaiverReport } from './report.ts';
import { type ReadySuite, runSuite, type SuiteFound } from './run-suite.ts';
import { openSides, type Sides } from './sides.ts';
import { gitState, machine } from './surroundings.ts';

/** What a run needs from outside. */
export interface RunRequest {
  readonly project: Project;
  /** Names of the suites; empty: all. */
  readonly suites: readonly string[];
  readonly options: RunOptions;
  readonly runId: string;
  /** Absolute folder of the run's reports; it exists. */
  readonly folder: string;
  readonly observer: RunObserver;
  readonly clock: Clock;
  /** Ends the run early; what was done until then is reported. */
  readonly signal: AbortSignal;
}

/**
 * Runs suites: loads them, makes their environments, drives their sides, judges, shrinks, and puts the report together.
 * A suite that cannot be set up does not keep the others from running.
 *
 * @throws SetupError for what concerns the whole run: an unknown suite or modern, a pattern that matches nothing
 */
export async function run(request: RunRequest): Promise<RunReport> {
  const { options, clock } = request;
  const startedAt = clock.now();
  const { ready, failures } = await prepare(request);
  const journal = new Journal(`${request.folder}/cases.jsonl`, {
    schema: 'vernier/journal/1',
    runId: request.runId,
    seed: options.seed,
    suites: Object.fromEntries(ready.map(({ suite }) => [suite.name, suite.digest])),
  });
  const parts: Part[] = [...failures];
  try {
    for (const one of ready) {
      if (request.signal.aborted) break;
      const part = await runPart(request, one, journal);
      parts.push(part);
      if (part.found?.bailed) break;
    }
  } finally {
    journal.close();
  }
  return assemble(request, startedAt, parts);
}

/** What became of one suite. */
interface Part {
  readonly report: SuiteReport;
  readonly found: SuiteFound | null;
  readonly waivers: readonly WaiverReport[];
  readonly failure: string | null;
}

async function prepare({
  project,
  suites,
  options,
  clock,
}: RunRequest): Promise<{ ready: ReadySuite[]; failures: Part[] }> {
  const selection = new Selection(options.only, options.filter);
  const names = suites.length > 0 ? [...new Set(suites)] : findSuites(project).map(({ name }) => name);
  if (names.length === 0)
    throw new SetupError(
      `There is no suite in "${relative(process.cwd(), project.suites) || '.'}"; write suites/<name>/suite.ts`,
    );
  const loaded: Omit<ReadySuite, 'selections'>[] = [];
  const failures: Part[] = [];
  for (const name of names) {
    try {
      const suite = await loadSuite(project, name);
      const waivers = new WaiverBook(loadWaivers(suite.folder, suite.definition), name, utcDate(clock.now()));
      loaded.push({ suite, golden: loadVectors(suite), waivers });
    } catch (error) {
      // A name that was typed is the command's fault, and so is the only suite; one of many must not stop the others.
      if (!(error instanceof SetupError) || names.length === 1 || !findSuites(project).some((one) => one.name === name))
        throw error;
      failures.push(failedPart(name, error.message));
    }
  }
  checkNames(
    options,
    loaded.map(({ suite }) => suite),
  );
  const offered = loaded.flatMap(({ suite, golden }) =>
    Object.entries(suite.definition.subjects).map(([subject, { generator }]) => ({
      suite: suite.name,
      subject,
      vectors: golden.get(subject)?.vectors ?? [],
      generates: generator !== undefined,
    })),
  );
  const selected = selection.selectSubjects(offered);
  const ready = loaded
    .map((one) => ({ ...one, selections: selected.filter(({ suite }) => suite === one.suite.name) }))
    .filter(({ selections }) => selections.length > 0);
  return { ready, failures };
}

/** Names that were typed must be names that are there: a run without the side that was meant would say nothing. */
function checkNames({ moderns, pythonAsked }: RunOptions, suites: readonly LoadedSuite[]): void {
  const known = [...new Set(suites.flatMap(({ definition }) => Object.keys(definition.moderns)))];
  for (const name of moderns) {
    if (!known.includes(name))
      throw new SetupError(`--modern ${JSON.stringify(name)}: there is no such modern${knownWords(name, known)}`);
  }
  const sides = ['legacy', ...known];
  const places = [...sides, ...suites.flatMap((suite) => sides.map((side) => `${suite.name}/${side}`))];
  for (const name of pythonAsked) {
    if (!places.includes(name))
      throw new SetupError(
        `--python ${JSON.stringify(name)}: there is no such implementation${knownWords(name, sides)}`,
      );
  }
}

function failedPart(name: string, failure: string): Part {
  const report = { name, title: name, digest: '', implementations: [], subjects: [], failure };
  return { report, found: null, waivers: [], failure };
}

async function runPart(request: RunRequest, ready: ReadySuite, journal: Journal): Promise<Part> {
  const { options, observer, project, signal } = request;
  const { suite } = ready;
  let sides: Sides | null = null;
  try {
    sides = await openSides(suite, options, observer, signal);
    const evidenceFolder = relative(project.root, `${request.folder}/evidence`);
    const found = await runSuite(ready, sides, {
      ...request,
      evidenceFolder,
      onResult: (result) => journal.add(result),
    });
    for (const finding of found.findings) keepEvidence(request, suite, sides, finding);
    const { name, title, digest } = suite;
    const report = { name, title, digest, implementations: sides.reports, subjects: found.subjects, failure: null };
    const partial =
      options.only.length > 0 ||
      options.filter.length > 0 ||
      options.moderns.length > 0 ||
      signal.aborted ||
      found.bailed;
    return { report, found, waivers: ready.waivers.standings(casesOf(report), { partial }), failure: null };
  } catch (error) {
    if (!(error instanceof SetupError) || signal.aborted) throw error;
    return failedPart(suite.name, `Suite "${suite.name}" could not be set up. ${error.message}`);
  } finally {
    await sides?.close();
  }
}

function keepEvidence(
  { project, runId, options }: RunRequest,
  suite: LoadedSuite,
  sides: Sides,
  finding: Finding,
): void {
  const byGolden = finding.first.kind === 'vector' && options.reference !== 'legacy';
  writeEvidence(project.root, finding, {
    runId,
    policy: policyOf(suite.definition.subjects[finding.subject]!, finding.modern, byGolden),
    suiteDigest: suite.digest,
    implementations: sides.reports.filter(({ name, side }) => side === 'legacy' || name === finding.modern),
    vernier: version,
  });
}

/** How many cases of a subject ran against a modern. */
function casesOf({ subjects }: SuiteReport): (subject: string, modern: string) => number {
  return (subject, modern) => {
    const bench = subjects.find(({ name }) => name === subject)?.moderns.find((one) => one.modern === modern);
    return bench === undefined ? 0 : bench.statistics.cases;
  };
}

function assemble(request: RunRequest, startedAt: Date, parts: readonly Part[]): RunReport {
  const { options, clock, project, signal } = request;
  const suites = parts.map(({ report }) => report);
  const waivers = parts.flatMap((part) => part.waivers);
  const found = parts.flatMap((part) => part.found ?? []);
  const decided = decideRun({
    interrupted: signal.aborted,
    setupFailures: parts.flatMap(({ failure }) => failure ?? []),
    suites,
    waivers,
    notRun: found.flatMap((one) => one.notRun),
  });
  return {
    schema: 'vernier/report/1',
    runId: request.runId,
    startedAt: startedAt.toISOString(),
    finishedAt: clock.now().toISOString(),
    decision: decided.decision,
    exitCode: decided.exitCode,
    reasons: decided.reasons,
    interrupted: signal.aborted,
    cut: false,
    options: {
      seed: options.seed,
      cases: options.cases,
      jobs: options.jobs,
      reference: options.reference,
      only: options.only,
      filter: options.filter,
      bail: options.bail,
    },
    tool: { vernier: version, node: process.versions.node },
    machine: machine(),
    git: gitState(project.root),
    suites,
    vectors: found.flatMap((one): readonly VectorReport[] => one.vectors),
    findings: found.flatMap((one): readonly Finding[] => one.findings),
    findingsLeftOut: found.reduce((sum, one) => sum + one.findingsLeftOut, 0),
    waivers,
    notRun: found.flatMap((one) => one.notRun),
  };
}
