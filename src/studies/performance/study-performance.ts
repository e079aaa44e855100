import { cpus, loadavg } from 'node:os';
import { decisionOf, type PerformanceBench, type PerformanceReport } from '../../perf/performance-report.ts';
import { prepare } from '../../runner/prepare.ts';
import type { Project } from '../../suite/config.ts';
import { utcDate } from '../../suite/match-waiver.ts';
import { version } from '../../version.ts';
import { type TimingRequest, timeSubject } from './time-subject.ts';

export interface PerformanceRequest extends TimingRequest {
  readonly project: Project;
  /** Empty: all suites. */
  readonly suites: readonly string[];
  readonly runId: string;
}

/**
 * Times moderns against legacy, subject by subject.
 *
 * @throws SetupError as a run does
 */
export async function studyPerformance(request: PerformanceRequest): Promise<PerformanceReport> {
  const { project, suites, runId, options, budgetMs, clock, signal } = request;
  const startedAt = clock.now();
  const load = loadavg()[0]!;
  const { ready, failures } = await prepare(project, suites, options, utcDate(startedAt));
  const benches: PerformanceBench[] = [];
  for (const one of ready) {
    for (const selection of one.selections) {
      if (signal.aborted) break;
      benches.push(...(await timeSubject(one, selection, request)));
    }
  }
  const decision = failures.length > 0 && decisionOf(benches) === 'pass' ? 'inconclusive' : decisionOf(benches);
  return {
    ...{ schema: 'vernier/perf/1', runId, startedAt: startedAt.toISOString(), finishedAt: clock.now().toISOString() },
    ...{ vernier: version, seed: options.seed, budgetMs, interrupted: signal.aborted },
    machine: { processors: cpus().length, load },
    ...{ decision, exitCode: exitCodeOf(decision, signal.aborted, failures.length > 0), benches, failures },
  };
}

function exitCodeOf(decision: PerformanceReport['decision'], interrupted: boolean, broken: boolean): number {
  if (interrupted) return 130;
  if (broken) return 2;
  return { pass: 0, fail: 1, inconclusive: 3 }[decision];
}
