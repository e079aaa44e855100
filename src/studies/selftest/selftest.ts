import type { Clock } from '../../base/clock.ts';
import { byVectorsAlone } from '../../runner/by-vectors-alone.ts';
import { prepare } from '../../runner/prepare.ts';
import { openSides } from '../../runner/sides.ts';
import type { Project } from '../../suite/config.ts';
import { utcDate } from '../../suite/match-waiver.ts';
import { version } from '../../version.ts';
import type { SelftestReport } from './selftest-report.ts';
import { type SelftestSettings, selftestSubject } from './selftest-subject.ts';

export interface SelftestRequest extends SelftestSettings {
  readonly project: Project;
  /** Names of the suites; empty: all. */
  readonly suites: readonly string[];
  readonly runId: string;
  readonly clock: Clock;
}

/**
 * Shows that suites can fail: drives their sides, puts seeded faults into the answers, and has them judged by the judge
 * that a run uses, waivers and excuses included.
 *
 * @throws SetupError as a run does
 */
export async function selftest(request: SelftestRequest): Promise<SelftestReport> {
  const { project, options, clock, observer, signal } = request;
  const startedAt = clock.now().toISOString();
  const { ready, failures } = await prepare(project, request.suites, options, utcDate(clock.now()));
  const suites: SelftestReport['suites'][number][] = [];
  for (const one of ready) {
    if (signal.aborted) break;
    const own = { ...request, options: byVectorsAlone(options, one.suite, observer) };
    const sides = await openSides(one.suite, own.options, observer, signal);
    try {
      for (const { name, failure } of sides.reports) {
        if (failure !== null) observer.say(`${name} could not be started: ${failure}`);
      }
      const benches = [];
      for (const selection of one.selections) {
        if (!signal.aborted) benches.push(...(await selftestSubject(own, one, sides, selection)));
      }
      const implementations = sides.reports.map(({ name, side, address, language, languageVersion }) => {
        return { name, side, address, language, languageVersion };
      });
      suites.push({ name: one.suite.name, digest: one.suite.digest, implementations, benches });
    } finally {
      await sides.close();
    }
  }
  return {
    schema: 'vernier/selftest/1',
    runId: request.runId,
    startedAt,
    finishedAt: clock.now().toISOString(),
    vernier: version,
    seed: options.seed,
    minKill: request.minKill,
    ...decide(
      suites,
      failures.map(({ failure }) => failure),
      signal.aborted,
    ),
    interrupted: signal.aborted,
    suites,
  };
}

/** 130 interrupted, 2 a suite could not be loaded, 1 a gate was missed, 3 nothing was shown, 0 pass. */
function decide(
  suites: SelftestReport['suites'],
  failures: readonly string[],
  interrupted: boolean,
): Pick<SelftestReport, 'decision' | 'exitCode' | 'reasons'> {
  const benches = suites.flatMap(({ name, benches }) => benches.map((bench) => ({ suite: name, ...bench })));
  const told = (decision: string) =>
    benches
      .filter((bench) => bench.decision === decision)
      .map(({ suite, subject, modern, reasons }) => `${suite}/${subject}, modern "${modern}": ${reasons.join('; ')}`);
  const [fails, open] = [told('fail'), told('inconclusive')];
  const reasons = [...failures, ...fails, ...open];
  if (interrupted) {
    return { decision: 'inconclusive', exitCode: 130, reasons: ['The self-test was interrupted', ...reasons] };
  }
  if (failures.length > 0) return { decision: 'inconclusive', exitCode: 2, reasons };
  if (fails.length > 0) return { decision: 'fail', exitCode: 1, reasons };
  if (open.length > 0 || benches.length === 0) {
    return { decision: 'inconclusive', exitCode: 3, reasons: reasons.length > 0 ? reasons : ['Nothing was tested'] };
  }
  const mutants = benches.reduce((sum, bench) => sum + bench.mutants, 0);
  const killed = benches.reduce((sum, bench) => sum + bench.killed, 0);
  return { decision: 'pass', exitCode: 0, reasons: [`${killed} of ${mutants} mutants were killed`] };
}
