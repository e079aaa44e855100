import type { ValuesShown } from './redaction/hide-value.ts';
import type { Shard } from './shard.ts';

/** Generated cases that are the same in every run, so that what they show can be laid side by side over runs. */
export interface Panel {
  readonly seed: number;
  /** The first so many of this seed. */
  readonly cases: number;
}

/** What a run is asked to do. */
export interface RunOptions {
  /** 32 bits without sign. */
  readonly seed: number;
  /** Generated cases per subject; null: as the suite says. */
  readonly cases: number | null;
  /** Worker processes per implementation. */
  readonly jobs: number;
  /** `golden`: moderns against vectors only, legacy is not started. `legacy`: moderns against legacy only. `both`: vectors against golden, generated cases against legacy. */
  readonly reference: 'golden' | 'legacy' | 'both';
  readonly only: readonly string[];
  readonly filter: readonly string[];
  /** Names of the moderns to run; empty: all. */
  readonly moderns: readonly string[];
  /** Stop at the first red result. */
  readonly bail: boolean;
  /** Interpreters to use instead of made environments: implementation name -> path. */
  readonly python: Readonly<Record<string, string>>;
  /** Those of them that the command named; each must be an implementation of a suite that runs. */
  readonly pythonAsked: readonly string[];
  /** Distinct drifts that are shrunk and reported in full; the rest is counted. */
  readonly maxFindings: number;
  /** Unlike failing cases of each kind of drift that are shrunk (default 3). */
  readonly shrinkEach?: number;
  /** Milliseconds in which cases are generated, over all subjects; null or absent: as many as it takes. */
  readonly timeMs?: number | null;
  /**
   * Generated cases of each subject that are asked in a process of their own, and golden vectors and kept cases with
   * them; 0 or absent: none, all are asked in worker processes.
   */
  readonly alone?: number;
  /** Which values the run leaves behind in its files (default full). */
  readonly values?: ValuesShown;
  /** Only the cases of this part of the run; absent: all. */
  readonly shard?: Shard;
  /** Cases that every run drives besides its own seed's, for trends over runs; absent: none. */
  readonly panel?: Panel;
}

/** Where a run tells what it is doing. */
export interface RunObserver {
  /** One line about a phase: environments being made, a suite starting. */
  say(line: string): void;
  progress(progress: Progress): void;
}

export interface Progress {
  readonly suite: string;
  readonly subject: string;
  readonly done: number;
  readonly total: number;
  /** Results so far that are not green. */
  readonly red: number;
}
