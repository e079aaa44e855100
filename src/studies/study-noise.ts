import type { Clock } from '../base/clock.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { prepare } from '../runner/prepare.ts';
import type { ImplementationReport } from '../runner/report.ts';
import type { ReadySuite } from '../runner/run-suite.ts';
import { openSides } from '../runner/sides.ts';
import type { Project } from '../suite/config.ts';
import { utcDate } from '../suite/match-waiver.ts';
import { measureNoise, type NoiseBench } from './measure-noise.ts';

export interface NoiseRequest {
  readonly project: Project;
  /** Empty: all suites. */
  readonly suites: readonly string[];
  readonly options: RunOptions;
  /** Cases of each side that are asked in a process of their own too. */
  readonly fresh: number;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface NoiseStudy {
  readonly seed: number;
  readonly benches: readonly NoiseBench[];
  readonly implementations: readonly (ImplementationReport & { readonly suite: string })[];
  /** Suites that could not be loaded, with the reason. */
  readonly failures: readonly { readonly name: string; readonly failure: string }[];
  readonly interrupted: boolean;
}

/**
 * Runs each side of suites against itself. It is an A/A run, the one case in which two sides may be the same.
 *
 * @throws SetupError as a run does
 */
export async function studyNoise(request: NoiseRequest): Promise<NoiseStudy> {
  const { project, clock, signal } = request;
  const options: RunOptions = { ...request.options, reference: 'legacy', bail: false };
  const { ready, failures } = await prepare(project, request.suites, options, utcDate(clock.now()));
  const benches: NoiseBench[] = [];
  const implementations: (ImplementationReport & { suite: string })[] = [];
  for (const one of ready) {
    if (signal.aborted) break;
    const found = await studySuite(one, { ...request, options });
    benches.push(...found.benches);
    implementations.push(...found.implementations.map((report) => ({ ...report, suite: one.suite.name })));
  }
  return { seed: options.seed, benches, implementations, failures, interrupted: signal.aborted };
}

async function studySuite(
  ready: ReadySuite,
  { options, fresh, observer, signal }: NoiseRequest,
): Promise<{ benches: readonly NoiseBench[]; implementations: readonly ImplementationReport[] }> {
  const open = () => openSides(ready.suite, options, observer, signal, { twins: true });
  const first = await open();
  try {
    const second = await open();
    try {
      const benches: NoiseBench[] = [];
      for (const selection of ready.selections) {
        if (signal.aborted) break;
        benches.push(...(await measureNoise(ready, [first, second], selection, { options, fresh, observer, signal })));
      }
      return { benches, implementations: first.reports };
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}
