import type { Clock } from '../base/clock.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { undeclaredPlaces } from '../studies/noise-floors.ts';
import { studyPerformance } from '../studies/performance/study-performance.ts';
import { selftest } from '../studies/selftest/selftest.ts';
import type { SelftestReport } from '../studies/selftest/selftest-report.ts';
import { studyNoise } from '../studies/study-noise.ts';
import type { Project } from '../suite/config.ts';
import type { NoiseFacts, PerformanceVerdict, SelftestFacts } from './facts.ts';
import type { GateRules } from './rules.ts';

export interface StudyRequest {
  readonly project: Project;
  readonly suites: readonly string[];
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Puts seeded faults into the answers. @throws SetupError as a self-test does */
export async function selftestFacts(
  { project, suites, options, observer, clock, signal }: StudyRequest,
  { minKill, cases }: NonNullable<GateRules['selftest']>,
): Promise<SelftestFacts> {
  observer.say('self-test: putting faults into the answers');
  const settings = { project, suites, runId: 'gate', options: { ...options, cases }, minKill, clock, observer, signal };
  const report = await selftest(settings);
  const benches = report.suites.flatMap((suite) => suite.benches.map((bench) => ({ suite: suite.name, ...bench })));
  const missed = benches.flatMap((bench) => told(bench, missedBy(bench, minKill)));
  const empty = benches.flatMap((bench) =>
    told(bench, bench.control.decision === 'inconclusive' ? bench.control.reasons : []),
  );
  const sum = (count: (bench: (typeof benches)[number]) => number) =>
    benches.reduce((total, bench) => total + count(bench), 0);
  return {
    exitCode: report.interrupted ? 130 : report.exitCode === 2 ? 2 : missed.length > 0 ? 1 : empty.length > 0 ? 3 : 0,
    reasons: report.exitCode === 2 ? report.reasons : [...missed, ...empty],
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    evidence: `vernier selftest --cases ${cases} --min-kill ${minKill} --seed ${options.seed}`,
  };
}

type Bench = SelftestReport['suites'][number]['benches'][number] & { readonly suite: string };

function told({ suite, subject, modern }: Bench, reasons: readonly string[]): string[] {
  return reasons.map((reason) => `${suite}/${subject}, modern "${modern}": ${reason}`);
}

/**
 * Where a suite missed what it must find. A control that is red drifts without a fault: that is for the check of drift
 * to say. One in which nothing was compared has shown nothing, whatever its kill rate.
 */
function missedBy({ control, killRate, mutants, falseAlarms, pipeline }: Bench, minKill: number): string[] {
  if (control.decision === 'inconclusive') return [];
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const lies = pipeline.filter(({ killed }) => !killed).map(({ fault }) => fault);
  return [
    ...(mutants > 0 && killRate < minKill
      ? [`${percent(killRate)} of the faults found, ${percent(minKill)} wanted`]
      : []),
    ...(falseAlarms.length > 0 ? [`${falseAlarms.length} kinds of harmless change raised an alarm`] : []),
    ...(lies.length > 0 ? [`a process that lies was believed: ${lies.join(', ')}`] : []),
  ];
}

/** Runs each side against itself. @throws SetupError as a noise study does */
export async function noiseFacts(
  request: StudyRequest,
  { cases, fresh }: NonNullable<GateRules['noise']>,
): Promise<NoiseFacts> {
  request.observer.say('noise: running each side against itself');
  const { benches, failures, interrupted } = await studyNoise({
    ...request,
    fresh,
    options: { ...request.options, cases },
  });
  const name = ({ suite, subject, side }: (typeof benches)[number]) => `${suite}/${subject}, ${side}`;
  return {
    cases: benches.reduce((sum, { compared }) => sum + compared, 0),
    undeclared: benches.flatMap((bench) => {
      const places = undeclaredPlaces(bench).map(({ pattern }) => pattern);
      return places.length === 0 ? [] : [`${name(bench)} disagrees with itself at ${places.join(', ')}`];
    }),
    silent: [
      ...benches.filter(({ compared }) => compared === 0).map((bench) => `${name(bench)} gave nothing to compare`),
      ...failures.map(({ failure }) => failure),
    ],
    interrupted,
  };
}

/** Times moderns against legacy in pairs. @throws SetupError as a study of performance does */
export async function performanceFacts(
  request: StudyRequest,
  { cases, rounds, seconds }: GateRules['timing'],
): Promise<readonly PerformanceVerdict[]> {
  request.observer.say('performance: timing moderns against legacy');
  const { benches } = await studyPerformance({
    ...request,
    ...{ runId: 'gate', cases, rounds, budgetMs: seconds * 1000, maxRatio: null },
    // One process a side: several would time each other.
    options: { ...request.options, jobs: 1, reference: 'legacy', bail: false },
  });
  return benches;
}
