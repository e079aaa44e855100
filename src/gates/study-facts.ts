import type { Clock } from '../base/clock.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { undeclaredPlaces } from '../studies/noise-floors.ts';
import { selftest } from '../studies/selftest/selftest.ts';
import { studyNoise } from '../studies/study-noise.ts';
import type { Project } from '../suite/config.ts';
import type { NoiseFacts, SelftestFacts } from './facts.ts';
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
  const benches = report.suites.flatMap((suite) => suite.benches);
  return {
    exitCode: report.exitCode,
    reasons: report.reasons,
    mutants: benches.reduce((sum, bench) => sum + bench.mutants, 0),
    killed: benches.reduce((sum, bench) => sum + bench.killed, 0),
    evidence: `vernier selftest --cases ${cases} --min-kill ${minKill} --seed ${options.seed}`,
  };
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
