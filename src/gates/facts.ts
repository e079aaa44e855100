import type { PerformanceBench } from '../perf/performance-report.ts';
import type { RunReport } from '../runner/report.ts';

/** All that a gate decides over. What is null was not measured. */
export interface GateFacts {
  /** The run, and the deep dive of a nightly one. Empty: there is no report, for the reason in `unfinished` or `failures`. */
  readonly runs: readonly RunReport[];
  /** Why there is no report of a run that was begun: it was killed. */
  readonly unfinished: string | null;
  /** What kept the gate from running something, in sentences. */
  readonly failures: readonly string[];
  /** Suites of the project, with their subjects; of one that does not load none are known. */
  readonly declared: readonly { readonly suite: string; readonly subjects: readonly string[] }[];
  /** Golden files by subject. */
  readonly golden: readonly GoldenState[];
  /** A run to hold drift and vectors against; null: there is none. */
  readonly baseline: RunReport | null;
  readonly selftest: SelftestFacts | null;
  readonly noise: NoiseFacts | null;
  readonly performance: readonly PerformanceVerdict[] | null;
  readonly history: HistoryFacts | null;
}

export interface GoldenState {
  readonly suite: string;
  readonly subject: string;
  readonly ids: readonly string[];
  /** Vectors that code names and the file lacks. */
  readonly missing: readonly string[];
  /** Why it cannot be read; null when it can. */
  readonly broken: string | null;
}

export interface SelftestFacts {
  /** As a self-test ends: 0, 1, 2, 3 or 130. */
  readonly exitCode: number;
  readonly reasons: readonly string[];
  readonly mutants: number;
  readonly killed: number;
  readonly evidence: string | null;
}

export interface NoiseFacts {
  readonly cases: number;
  /** Sides that disagreed with themselves beyond what is declared, in words. */
  readonly undeclared: readonly string[];
  /** Sides that gave nothing to compare, in words. */
  readonly silent: readonly string[];
  readonly interrupted: boolean;
}

/** Paired timings of one modern against legacy, judged; see `PerfVerdict`. */
export type PerformanceVerdict = Pick<PerformanceBench, 'suite' | 'subject' | 'modern' | 'verdict' | 'failure'>;

export interface HistoryFacts {
  /** Earlier runs that this one can be held against. */
  readonly runs: number;
  readonly creep: readonly CreepNote[];
}

/** Movement of an accepted difference over runs. */
export interface CreepNote {
  /** `suite/subject, modern`, and what moved, in one sentence. */
  readonly sentence: string;
  /** A change of platform or versions that may explain it; null when there was none. */
  readonly explanation: string | null;
}
