import { SetupError } from '../base/errors.ts';
import type { VectorSource } from '../golden/vector.ts';
import type { RunObserver, RunOptions } from '../runner/options.ts';
import { pipeline } from '../runner/pipeline.ts';
import type { ImplementationReport } from '../runner/report.ts';
import { openSides } from '../runner/sides.ts';
import { suiteDefaults } from '../suite/defaults.ts';
import type { LoadedSuite } from '../suite/load-suite.ts';
import type { Outcome } from '../value/outcome.ts';

/** Legacy, started, to be asked for the outcomes of vectors. */
export interface AskedLegacy {
  readonly report: ImplementationReport;
  /** What it does with each of these cases, by their id. */
  outcomes(subject: string, vectors: readonly Pick<VectorSource, 'id' | 'input'>[]): Promise<Map<string, Outcome>>;
  close(): Promise<void>;
}

export interface AskRequest {
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly signal: AbortSignal;
}

/** @throws SetupError when legacy does not start, or is retired */
export async function askLegacy(suite: LoadedSuite, { options, observer, signal }: AskRequest): Promise<AskedLegacy> {
  const sides = await openSides(suite, { ...options, reference: 'both' }, observer, signal, { moderns: false });
  const { implementation, failure } = sides.legacy;
  const report = sides.reports.find(({ side }) => side === 'legacy');
  if (implementation === null || report === undefined) {
    await sides.close();
    throw new SetupError(`Legacy of suite "${suite.name}" cannot be asked: ${failure ?? 'it is retired'}`);
  }
  return {
    report,
    async outcomes(subject, vectors) {
      const { deadlineMs, inFlight } = { ...suiteDefaults, ...suite.definition.subjects[subject] };
      const outcomes = new Map<string, Outcome>();
      await pipeline(
        vectors[Symbol.iterator](),
        inFlight,
        async ({ id, input }) => ({
          id,
          outcome: await implementation.call({ subject, input, seed: options.seed, deadlineMs }),
        }),
        ({ id, outcome }) => {
          outcomes.set(id, outcome);
          return !signal.aborted;
        },
      );
      return outcomes;
    },
    close: () => sides.close(),
  };
}
