import type { FoundCase } from '../golden/found.ts';
import type { GoldenFile } from '../golden/vector.ts';
import { caseLabels } from '../suite/case-labels.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { WaiverBook } from '../suite/match-waiver.ts';
import { policyOf } from '../suite/policy-of.ts';
import type { CaseSelection } from '../suite/select.ts';
import type { SubjectDefinition } from '../suite/suite.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { KeptCase } from './account.ts';
import { explain } from './explain.ts';
import type { RunOptions } from './options.ts';
import { subjectPanel } from './panel.ts';
import { openStream } from './property.ts';
import type { ShardPlaces } from './recall.ts';
import { redactionOf } from './redaction/redaction.ts';
import type { Finding, RunReport, SubjectReport, VectorReport } from './report.ts';
import type { Result } from './result.ts';
import type { RunContext } from './run-context.ts';
import { runSubject } from './run-subject.ts';
import type { Sides } from './sides.ts';
import type { SubjectJob } from './subject-job.ts';
import { subjectReport } from './subject-report.ts';
import type { IsOver } from './time-budget.ts';
import { vectorReport } from './vector-report.ts';
import { planWorks } from './works.ts';

/** A suite that is set up and ready to run. */
export interface ReadySuite {
  readonly suite: LoadedSuite;
  readonly golden: ReadonlyMap<string, GoldenFile>;
  /** Failing cases of earlier runs, by subject. */
  readonly found: ReadonlyMap<string, readonly FoundCase[]>;
  readonly waivers: WaiverBook;
  readonly selections: readonly CaseSelection[];
}

/** What was found in one subject, or in all of a suite. */
export interface SuiteFound {
  readonly subjects: readonly SubjectReport[];
  readonly vectors: readonly VectorReport[];
  readonly findings: readonly Finding[];
  readonly findingsLeftOut: number;
  readonly notRun: RunReport['notRun'];
  /** Kept cases that ran, and whether they were green on all sides. */
  readonly kept: readonly KeptCase[];
  /** Of a shard: the figures of its calm cases. */
  readonly calm: ShardPlaces['benches'];
  /** Where time was up before all cases had been generated, in sentences. */
  readonly cuts: readonly string[];
  /** True when it was stopped at a red result. */
  readonly bailed: boolean;
}

/** Runs the selected subjects of a suite, one after another. */
export async function runSuite(ready: ReadySuite, sides: Sides, context: RunContext): Promise<SuiteFound> {
  const parts: SuiteFound[] = [];
  for (const selection of ready.selections) {
    if (context.signal.aborted) break;
    const found = parts.reduce((sum, part) => sum + part.findings.length, 0);
    const part = await runOne(ready, sides, selection, context, context.options.maxFindings - found);
    parts.push(part);
    if (part.bailed) break;
  }
  return {
    subjects: parts.flatMap(({ subjects }) => subjects),
    vectors: parts.flatMap(({ vectors }) => vectors),
    findings: parts.flatMap(({ findings }) => findings),
    findingsLeftOut: parts.reduce((sum, part) => sum + part.findingsLeftOut, 0),
    notRun: parts.flatMap(({ notRun }) => notRun),
    kept: parts.flatMap(({ kept }) => kept),
    calm: parts.flatMap(({ calm }) => calm),
    cuts: parts.flatMap(({ cuts }) => cuts),
    bailed: parts.some(({ bailed }) => bailed),
  };
}

async function runOne(
  ready: ReadySuite,
  sides: Sides,
  selection: CaseSelection,
  context: RunContext,
  most: number,
): Promise<SuiteFound> {
  const { options, observer, signal } = context;
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const golden = ready.golden.get(subject) ?? null;
  // What holds of an answer by itself needs no legacy.
  const isAlone = definition.compare === false;
  const generates = definition.generator !== undefined && (options.reference !== 'golden' || isAlone);
  const stream = generates ? openStream(options.seed, suite, subject, definition.generator!) : null;
  const labelsOf = (input: CallArguments) => caseLabels(definition, input, `${suite}/${subject}`);
  const cases = options.cases ?? definition.cases ?? suiteDefaults.cases;
  // Golden vectors alone say nothing of a case that has no golden outcome.
  const found = options.reference === 'golden' ? [] : (ready.found.get(subject) ?? []);
  const panel = subjectPanel(options, { suite, subject }, generates ? definition.generator! : null, cases);
  let isOver: IsOver | null = null;
  const plan = planWorks({
    ...{ labelsOf, golden, found, stream, panel, seed: options.seed, cases, selection },
    isOver: () => isOver?.() ?? false,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
  });
  // Where time decides how many there will be, the suite's own number is what shares are of.
  const own = selection.generatedCount(Math.min(cases, definition.cases ?? suiteDefaults.cases));
  const least = stream === null || context.time === null ? plan.planned : Math.min(plan.planned, plan.fixed + own);
  const job = {
    ...subjectJob(ready, sides, subject, definition, options),
    panel,
    planned: options.shard === undefined ? least : plan.plannedInAll,
  };
  const redaction = redactionOf(options.values, definition.redact);
  const shown = (result: Result) => redaction?.result(result) ?? result;
  const events = {
    results: (results: readonly Result[]) => context.onCase(redaction === null ? results : results.map(shown)),
    done(done: number, red: number) {
      // Called first when what an interrupted run had done is read: that must not take time from what is new.
      if (stream !== null && context.time !== null) isOver ??= context.time.next();
      observer.progress({ suite, subject, done, total: plan.planned, red });
      return !signal.aborted;
    },
  };
  const recall = context.recall?.(suite, subject) ?? null;
  const { account, bailed } = await runSubject(job, plan.works(), context.past(suite, subject), events, recall);
  const explained = await explain({ job, suspects: account.suspects, stream, golden, labelsOf, context, most });
  return {
    subjects: [
      subjectReport(job, definition, plan.cutAfter === null ? plan.planned : least, account, {
        vectors: golden === null ? null : { series: vectorSeries(golden, options), cases: golden.vectors.length },
        panel,
      }),
    ],
    cuts: plan.cutAfter === null ? [] : [cutWords(`${suite}/${subject}`, plan.cutAfter, plan.planned - plan.fixed)],
    vectors: account.vectors.map(({ vector, result, suspect }) =>
      vectorReport(vector, shown(result), (suspect && explained.bySuspect.get(suspect)) ?? null),
    ),
    findings: explained.findings.map((finding) => redaction?.finding(finding) ?? finding),
    findingsLeftOut: explained.leftOut,
    notRun: account.notRun.report(),
    kept: account.kept,
    calm: [...account.calmPlaces].map(([modern, places]) => ({ suite, subject, modern, ...places.dump() })),
    bailed,
  };
}

/** Judged by legacy, the same vectors have other figures. */
function vectorSeries({ digest }: GoldenFile, { reference }: RunOptions): string {
  return `golden ${digest.slice(0, 12)}${reference === 'legacy' ? ' by legacy' : ''}`;
}

function cutWords(name: string, made: number, wanted: number): string {
  const numbers = `${made.toLocaleString('en')} of ${wanted.toLocaleString('en')}`;
  return `The time budget ended the generated cases of ${name} after ${numbers}: the same seed need not give the same report`;
}

/** All that a subject is driven with. */
export function subjectJob(
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
    askLegacy:
      options.reference !== 'golden' && (definition.compare !== false || definition.properties?.legacy === true),
    compares: definition.compare !== false,
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
    alone: options.alone ?? 0,
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...(definition.referee === undefined ? {} : { referee: definition.referee }),
    ...(definition.optimum === undefined ? {} : { optimum: definition.optimum }),
    ...(definition.properties === undefined ? {} : { properties: definition.properties }),
    ...(definition.excuse === undefined ? {} : { excuse: definition.excuse }),
    ...(definition.noise === undefined ? {} : { noise: definition.noise }),
  };
}
