import { Account } from '../../runner/account.ts';
import { excusesFor } from '../../runner/excuses.ts';
import { judgeModern } from '../../runner/judge.ts';
import type { RunObserver, RunOptions } from '../../runner/options.ts';
import { pipeline } from '../../runner/pipeline.ts';
import { openStream } from '../../runner/property.ts';
import { redactionOf } from '../../runner/redaction/redaction.ts';
import type { SubjectModernReport } from '../../runner/report.ts';
import { type ReadySuite, subjectJob } from '../../runner/run-suite.ts';
import { Settlement } from '../../runner/settlement.ts';
import type { Sides } from '../../runner/sides.ts';
import { type SubjectJob, tryCase, type Work } from '../../runner/subject-job.ts';
import { subjectReport } from '../../runner/subject-report.ts';
import { planWorks } from '../../runner/works.ts';
import { caseLabels } from '../../suite/case-labels.ts';
import { suiteDefaults } from '../../suite/defaults.ts';
import type { CaseSelection } from '../../suite/select.ts';
import type { SubjectDefinition } from '../../suite/suite.ts';
import type { CallArguments } from '../../value/outcome.ts';
import { BenchTest, type Judge } from './bench-selftest.ts';
import { decideBench } from './decide-bench.ts';
import { withoutValues } from './hide-values.ts';
import { tellLies } from './pipeline-lies.ts';
import type { BenchSelftest } from './selftest-report.ts';

/** Generated cases when nobody says how many: each of them is judged several dozen times. */
export const selftestCases = 500;

/** Golden vectors, and generated cases, that the lies of a real process are told about. */
const pipelineCases = 30;

export interface SelftestSettings {
  readonly options: RunOptions;
  readonly minKill: number | null;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
  /** What judges; the run's own judge unless a broken one is to be shown up. */
  readonly judge?: Judge;
}

/** Drives a subject's cases once, judges them without a fault, then with one seeded fault after another. */
export async function selftestSubject(
  settings: SelftestSettings,
  ready: ReadySuite,
  sides: Sides,
  selection: CaseSelection,
): Promise<BenchSelftest[]> {
  const { options } = settings;
  const { suite, subject } = selection;
  const definition = ready.suite.definition.subjects[subject]!;
  const { generator } = definition;
  if (definition.compare === false && !ready.golden.has(subject)) {
    settings.observer.say(`${suite}/${subject} is compared with nothing: its properties are not tested with faults`);
    return [];
  }
  const stream =
    generator === undefined || options.reference === 'golden'
      ? null
      : openStream(options.seed, suite, subject, generator);
  const labelsOf = (input: CallArguments) => caseLabels(definition, input, `${suite}/${subject}`);
  const cases = options.cases ?? Math.min(definition.cases ?? suiteDefaults.cases, selftestCases);
  const golden = options.reference === 'legacy' ? null : (ready.golden.get(subject) ?? null);
  const plan = planWorks({ labelsOf, golden, stream, seed: options.seed, cases, selection });
  const job = { ...subjectJob(ready, sides, subject, definition, options), planned: plan.planned };
  const benches = await testCases(settings, job, definition, plan.works());
  const { values = 'full' } = options;
  const isHidden = redactionOf(values, definition.redact) !== null;
  return isHidden ? benches.map((bench) => withoutValues(bench, values)) : benches;
}

/** Tests the cases of a subject against each of its moderns. */
export async function testCases(
  settings: Omit<SelftestSettings, 'options'>,
  job: SubjectJob & { readonly planned: number },
  definition: SubjectDefinition,
  works: Iterator<Work>,
): Promise<BenchSelftest[]> {
  const { observer, signal, minKill } = settings;
  const { account, tests, agreed } = await drive(job, definition, works, settings);
  const control = subjectReport(job, definition, job.planned, account);
  const reports: BenchSelftest[] = [];
  for (const test of tests) {
    await test.settled();
    if (!signal.aborted) observer.say(`lying about the answers of ${job.suite}/${job.subject}, ${test.modern}`);
    const lies = signal.aborted ? [] : await tellLies(job, test.modern, agreed.get(test.modern) ?? []);
    const same = control.moderns.find(({ modern }) => modern === test.modern) as SubjectModernReport;
    reports.push(decideBench(test, same, lies, minKill, job.subject));
  }
  return reports;
}

interface Driven {
  readonly account: Account;
  readonly tests: readonly BenchTest[];
  /** By modern: the first cases in which it agreed and returned something. */
  readonly agreed: ReadonlyMap<string, readonly Work[]>;
}

async function drive(
  job: SubjectJob & { readonly planned: number },
  definition: SubjectDefinition,
  works: Iterator<Work>,
  { observer, signal, judge = judgeModern }: Omit<SelftestSettings, 'options'>,
): Promise<Driven> {
  const account = new Account(job);
  // The referee is asked for excuses alone: nobody reads a score here.
  const { referee: _, ...unasked } = job;
  const settlement = new Settlement(unasked);
  const tests = job.moderns.map(({ side }) => new BenchTest(job, definition, side.name, judge));
  const agreed = new Map<string, Work[]>(tests.map(({ modern }) => [modern, []]));
  await pipeline(
    works,
    job.inFlight,
    async (work) => {
      const tried = await tryCase(job, work.item);
      return { work, tried, excuses: await excusesFor(job, work.item, tried) };
    },
    ({ work, tried, excuses }) => {
      const judged = tried.map((one, index) => settlement.settle(work.item, one, excuses[index] ?? null, null));
      account.add(
        work,
        judged.map(({ result }) => result),
        judged,
      );
      for (const test of tests) {
        const one = judged.find(({ result }) => result.modern === test.modern)!;
        test.test(work.item, one);
        const kept = agreed.get(test.modern)!;
        const isKept = one.result.status === 'agreed' && one.modern?.kind === 'returned';
        const same = kept.filter(({ item }) => item.ref.kind === work.item.ref.kind).length;
        if (isKept && same < pipelineCases) kept.push(work);
      }
      const { suite, subject } = job;
      observer.progress({ suite, subject, done: account.cases, total: job.planned, red: account.red });
      return !signal.aborted;
    },
  );
  return { account, tests, agreed };
}
