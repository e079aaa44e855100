import type { Clock } from '../base/clock.ts';
import type { GoldenFile } from '../golden/vector.ts';
import { caseLabels } from '../suite/case-labels.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { WaiverBook } from '../suite/match-waiver.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { CaseSelection } from '../suite/select.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { CallArguments } from '../value/outcome.ts';
import { makeFinding } from './finding.ts';
import { NotRun } from './not-run.ts';
import { byFirstCase, type RunObserver, type RunOptions } from './options.ts';
import { openStream, type Stream } from './property.ts';
import type { Finding, RunReport, SubjectReport, VectorReport } from './report.ts';
import type { Result } from './result.ts';
import { runSubject, type SubjectJob, type SubjectOutcome } from './run-subject.ts';
import type { Sides } from './sides.ts';
import { smallestOf } from './smallest.ts';
import { subjectReport } from './subject-report.ts';
import { type VectorRow, vectorRow } from './vector-rows.ts';
import { planWorks } from './works.ts';

/** A suite that is set up and ready to run. */
export interface ReadySuite {
  readonly suite: LoadedSuite;
  readonly golden: ReadonlyMap<string, GoldenFile>;
  readonly waivers: WaiverBook;
  readonly selections: readonly CaseSelection[];
}

/** What a run gives to each of its suites. */
export interface RunContext {
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Project-relative folder for evidence files. */
  readonly evidenceFolder: string;
  readonly onResult: (result: Result) => void;
}

export interface SuiteFound {
  readonly subjects: readonly SubjectReport[];
  readonly vectors: readonly VectorReport[];
  readonly findings: readonly Finding[];
  readonly findingsLeftOut: number;
  readonly notRun: RunReport['notRun'];
  readonly bailed: boolean;
}

/** Runs the selected subjects of a suite, one after another. */
export async function runSuite(ready: ReadySuite, sides: Sides, context: RunContext): Promise<SuiteFound> {
  const found = { subjects: [] as SubjectReport[], vectors: [] as VectorReport[], findings: [] as Finding[] };
  const notRun = new NotRun(sides);
  let findingsLeftOut = 0;
  for (const selection of ready.selections) {
    if (context.signal.aborted) break;
    const one = await runOne(
      ready,
      sides,
      selection,
      context,
      notRun,
      context.options.maxFindings - found.findings.length,
    );
    found.subjects.push(one.report);
    found.vectors.push(...one.vectors);
    found.findings.push(...one.findings);
    findingsLeftOut += one.leftOut;
    if (one.bailed) return { ...found, findingsLeftOut, notRun: notRun.report(), bailed: true };
  }
  return { ...found, findingsLeftOut, notRun: notRun.report(), bailed: false };
}

async function runOne(
  ready: ReadySuite,
  sides: Sides,
  selection: CaseSelection,
  context: RunContext,
  notRun: NotRun,
  mostFindings: number,
) {
  const { options, observer } = context;
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const golden = options.reference === 'legacy' ? null : (ready.golden.get(subject) ?? null);
  const stream =
    definition.generator === undefined || options.reference === 'golden'
      ? null
      : openStream(options.seed, suite, subject, definition.generator);
  const vectorsAsCases = options.reference === 'legacy' ? (ready.golden.get(subject) ?? null) : golden;
  const plan = planWorks({
    labelsOf: (input) => caseLabels(definition, input, `${suite}/${subject}`),
    golden: vectorsAsCases,
    stream,
    seed: options.seed,
    cases: options.cases ?? definition.cases ?? suiteDefaults.cases,
    selection,
  });
  const job = subjectJob(ready, sides, subject, definition, options);
  const rows: VectorRow[] = [];
  const outcome = await runSubject(job, plan.works(), {
    judged(item, judged) {
      context.onResult(judged.result);
      notRun.add(judged);
      if (item.vector !== undefined) rows.push(vectorRow(item.vector, judged));
    },
    done(cases, red) {
      observer.progress({ suite, subject, done: cases, total: plan.planned, red });
      return !context.signal.aborted;
    },
  });
  const { findings, bySignature, leftOut } = await explain(
    job,
    outcome,
    stream,
    golden,
    definition,
    context,
    mostFindings,
  );
  return {
    report: subjectReport(job, definition, plan.planned, outcome),
    vectors: rows.map(({ row, signature }) => ({ ...row, finding: bySignature.get(signature) ?? null })),
    findings,
    leftOut,
    bailed: outcome.bailed,
  };
}

function subjectJob(
  { suite, waivers }: ReadySuite,
  sides: Sides,
  subject: string,
  definition: SubjectDefinition,
  options: RunOptions,
): SubjectJob {
  const inFlight = definition.inFlight ?? suiteDefaults.inFlight;
  return {
    suite: suite.name,
    subject,
    legacy: sides.legacy,
    askLegacy: options.reference !== 'golden',
    byGolden: options.reference !== 'legacy',
    moderns: sides.moderns.map((side) => ({
      side,
      policy: policyOf(definition, side.name, false),
      goldenPolicy: policyOf(definition, side.name, true),
    })),
    legacyPolicy: policyOf(definition, 'legacy', true),
    waivers,
    seed: options.seed,
    deadlineMs: definition.deadlineMs ?? suiteDefaults.deadlineMs,
    // One window for each worker, and half as much again under way between the sides.
    inFlight: inFlight === 1 ? 1 : Math.ceil(inFlight * options.jobs * 1.5),
    bail: options.bail,
  };
}

/** Turns suspects into findings: each shrunk to its smallest case, up to the most that are wanted. */
async function explain(
  job: SubjectJob,
  { suspects }: SubjectOutcome,
  stream: Stream | null,
  golden: GoldenFile | null,
  definition: SubjectDefinition,
  context: RunContext,
  most: number,
) {
  const labelsOf = (input: CallArguments) => caseLabels(definition, input, `${job.suite}/${job.subject}`);
  const findings: Finding[] = [];
  const bySignature = new Map<string, string>();
  const all = suspects.all;
  for (const suspect of all.slice(0, Math.max(0, most))) {
    if (context.signal.aborted) break;
    context.observer.say(
      `shrinking a drift of ${job.suite}/${job.subject}, modern "${suspect.judged.result.modern}" (${suspect.cases} cases)`,
    );
    const smallest = await smallestOf(suspect, job, stream, labelsOf, context.clock);
    const { modern } = suspect.judged.result;
    const modernSide = job.moderns.find(({ side }) => side.name === modern)?.side ?? job.legacy;
    const finding = makeFinding(suspect, smallest, {
      seed: job.seed,
      legacyAddress: job.legacy.address,
      modernAddress: modernSide.address,
      notes: golden?.notes ?? {},
      evidenceFolder: context.evidenceFolder,
    });
    bySignature.set(suspect.signature, finding.id);
    if (!findings.some(({ id }) => id === finding.id)) findings.push(finding);
  }
  return {
    findings: findings.sort(byFirstCase),
    bySignature,
    leftOut: all.length - bySignature.size + suspects.leftOut,
  };
}
