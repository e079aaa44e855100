import type { Clock } from '../base/clock.ts';
import type { RunObserver, RunOptions } from './options.ts';
import type { Recall } from './recall.ts';
import type { Result } from './result.ts';
import type { TimeBudget } from './time-budget.ts';

/** What a run gives to each of its suites. */
export interface RunContext {
  readonly options: RunOptions;
  readonly observer: RunObserver;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Null when it may take as long as it takes. */
  readonly time: TimeBudget | null;
  /** Project-relative folder for evidence files; null where none are written. */
  readonly evidenceFolder: string | null;
  /** What an interrupted run has done of a subject already, in order. */
  readonly past: (suite: string, subject: string) => Iterable<readonly Result[]>;
  /** What shards did of a subject, where they are merged; null where all cases are run. */
  readonly recall: ((suite: string, subject: string) => Recall) | null;
  readonly onCase: (results: readonly Result[]) => void;
}
