import type { Band } from '../compare/bands.ts';
import type { Difference, DriftClass, Mechanism, Severity, WouldPass } from '../compare/difference.ts';
import type { Policy, TypeLevel } from '../compare/policy.ts';
import type { FlagNote } from '../golden/vector.ts';
import type { CaseRef } from '../suite/case.ts';
import type { WaiverStanding } from '../suite/match-waiver.ts';
import type { CallArguments, Outcome } from '../value/outcome.ts';
import type { CreepReport } from './creep.ts';
import type { Curves } from './curves.ts';
import type { ErrorCell } from './error-map.ts';
import type { LatencyBin } from './latency-bins.ts';
import type { RunOptions } from './options.ts';
import type { PlaceCases, PlaceSummary } from './place-summary.ts';
import type { PropertyReport } from './properties/property-ledger.ts';
import type { Excuse, Side, Status } from './result.ts';
import type { StatisticsReport } from './statistics-book.ts';
import type { TrendFigures, TrendReport } from './trend.ts';

/** The decision of a run or of a subject: red is `fail`, too little compared is `inconclusive`. */
export type Decision = 'pass' | 'fail' | 'inconclusive';

/** Everything a run found out; what every reporter reads. Its size is O(vectors + findings). */
export interface RunReport {
  readonly schema: 'vernier/report/1';
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly decision: Decision;
  readonly exitCode: number;
  /** Why, in sentences; the first is the headline. Never empty. */
  readonly reasons: readonly string[];
  readonly interrupted: boolean;
  /** True when a time budget cut the run: then the same seed need not give the same report. */
  readonly cut: boolean;
  readonly options: RunOptionsReport;
  readonly tool: { readonly vernier: string; readonly node: string };
  readonly machine: { readonly os: string; readonly arch: string; readonly cpu: string; readonly cores: number };
  readonly git: { readonly commit: string; readonly branch: string | null; readonly dirty: boolean } | null;
  readonly suites: readonly SuiteReport[];
  readonly vectors: readonly VectorReport[];
  readonly findings: readonly Finding[];
  /** Findings beyond `--max-findings` that were counted, not shrunk. */
  readonly findingsLeftOut: number;
  readonly waivers: readonly WaiverReport[];
  /** What the history says of the run; absent where it was not asked. */
  readonly creep?: CreepReport;
  /** Cases that were not run: a reason and how many. */
  readonly notRun: readonly {
    readonly suite: string;
    readonly subject: string;
    readonly modern: string;
    readonly side: Side;
    readonly reason: string;
    readonly count: number;
  }[];
}

/** What the run was asked to do. */
export type RunOptionsReport = Pick<
  RunOptions,
  'seed' | 'cases' | 'timeMs' | 'jobs' | 'reference' | 'only' | 'filter' | 'bail' | 'shard'
>;

export interface SuiteReport {
  readonly name: string;
  readonly title: string;
  /** SHA-256 over the suite file, its implementations' files and its waivers. */
  readonly digest: string;
  readonly implementations: readonly ImplementationReport[];
  readonly subjects: readonly SubjectReport[];
  /** Why it could not be set up; null when it was. */
  readonly failure: string | null;
}

/**
 * How a modern differs from legacy where it is the same source: `upgrade` runs it in another environment (other packages
 * or another Python), `switch` in the same one under other variables.
 */
export type Parity = 'upgrade' | 'switch';

export interface ImplementationReport {
  readonly name: string;
  readonly side: Side;
  readonly address: string;
  /** SHA-256 of its code; with the environment's digest, its variables and arguments it tells two sides apart. */
  readonly digest: string;
  readonly language: string;
  readonly languageVersion: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly platform: Readonly<Record<string, string>>;
  /** How its environment was made; null where there was none to make. */
  readonly environment: {
    readonly digest: string;
    readonly lock: string;
    readonly python: string;
    readonly path: string;
  } | null;
  /** Why it could not start; null when it did. */
  readonly failure: string | null;
  /** A modern that is legacy's own source: what it differs in, and the versions that moved. Absent where it is not. */
  readonly parity?: { readonly kind: Parity; readonly moved: readonly string[] };
}

export interface SubjectReport {
  readonly name: string;
  readonly moderns: readonly SubjectModernReport[];
  readonly coverage: CoverageLedger;
}

/** One subject against one modern. */
export interface SubjectModernReport {
  readonly modern: string;
  readonly decision: Decision;
  readonly reasons: readonly string[];
  readonly policy: Policy;
  /** The policy where the reference is a golden outcome. */
  readonly goldenPolicy: Policy;
  readonly types: TypeLevel;
  readonly vectors: Counts;
  /** Cases that failed in an earlier run and were kept. */
  readonly found: Counts;
  readonly generated: Counts;
  readonly statistics: SubjectStatistics;
  /** What the bounds of mode `statistical` say of all cases; broken ones fail the subject. */
  readonly bounds: readonly StatisticsReport[];
  /** How the referee decided over last-digit differences of this subject; null where it has no referee. */
  readonly scoreboard: Scoreboard | null;
  /** What became of the properties that the subject declares of its own answers. */
  readonly properties: readonly PropertyReport[];
  /** Compared cases by the bands of the policy; absent where it has none. */
  readonly bands?: Readonly<Record<Band, number>>;
  /** Excused cases by what excused them. */
  readonly excuses: Readonly<Record<Excuse, number>>;
  /** Figures for each place in the value, indices left out: `$.value[*]`. */
  readonly places: readonly PlaceSummary[];
  readonly placeCases: PlaceCases;
  /** What other runs can be held against; absent in a report that was read. Not in `report.json`. */
  readonly trends?: readonly TrendReport[];
  /**
   * Error against magnitude, over the numbers of `places` that differ and whose legacy is not 0; arrays are sampled.
   * Absent in reports from before it was kept.
   */
  readonly errorMap?: readonly ErrorCell[];
  readonly floors: {
    readonly minCases: number;
    readonly cases: number;
    readonly minReturned: number;
    readonly returnedShare: number;
    readonly met: boolean;
  };
}

/** Cases by which side the referee found nearer the truth. */
export type Scoreboard = Readonly<Record<RefereeWord['nearer'], number>>;

export type Counts = Readonly<Record<Status, number>>;

export interface SubjectStatistics {
  /** Cases with an outcome of both sides (or of modern and a golden vector). */
  readonly cases: number;
  /** Cases that count as compared, by the rule of floors. */
  readonly counted: number;
  readonly bothReturned: number;
  readonly bothRaised: number;
  /** Numbers compared, in cases of every status. */
  readonly numbers: number;
  /** Largest values among agreed cases: how near they come to the limit. */
  readonly maxAbs: number | null;
  readonly maxRel: number | null;
  /** Decimal text, since it may pass 2^53. */
  readonly maxUlp: string | null;
  readonly maxShare: number | null;
  /** Numbers where modern lies above legacy, and below it. */
  readonly above: number;
  readonly below: number;
  /** Agreed cases by the largest ulp distance in them: 0, 1, 2, 4, 8 … (upper ends of powers of two) and `more` beyond 2^20. */
  readonly ulpHistogram: readonly { readonly upTo: number | 'more'; readonly cases: number }[];
  readonly legacyNsMedian: number | null;
  readonly modernNsMedian: number | null;
  /** Calls by how long they took, by each side's own clock; absent in reports from before it was kept. */
  readonly latencies?: { readonly legacy: readonly LatencyBin[]; readonly modern: readonly LatencyBin[] };
}

/** What was exercised; the answer to "compared what?". */
export interface CoverageLedger {
  readonly vectorsByFlag: Readonly<Record<string, number>>;
  /** Cases that failed in an earlier run and were kept. */
  readonly found: number;
  readonly generatedByLabel: Readonly<Record<string, number>>;
  /** Generated inputs by dtype of the arrays in them, `scalar` for none. */
  readonly generatedByDtype: Readonly<Record<string, number>>;
  /** Generated inputs by the number of elements of their largest array: 0, 1, 2-9, 10-99, 100 and more. */
  readonly generatedBySize: Readonly<Record<string, number>>;
  /** Numbers in generated inputs by decade of magnitude: `zero`, `1e-300 and below`, `1e-3`, `1e0`, …, `not finite`. */
  readonly generatedByMagnitude: Readonly<Record<string, number>>;
  /** Share of generated cases in which legacy raised. */
  readonly raisedShare: number;
}

/** One golden vector against one modern. */
export interface VectorReport {
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly status: Status;
  readonly side: Side | null;
  readonly waivers: readonly string[];
  /** The worst drift in words; null when green without a waiver. */
  readonly detail: string | null;
  /** Id of its finding. */
  readonly finding: string | null;
  /** How far its numbers are apart, for trends over runs; null where nothing was compared. Not in `report.json`. */
  readonly figures?: TrendFigures | null;
  readonly ms: number | null;
}

/** Which side is nearer the truth: the real function on the exact inputs. */
export interface RefereeWord {
  readonly nearer: 'legacy' | 'modern' | 'neither' | 'undetermined';
  /** Why it is undetermined, or how it was decided. */
  readonly why: string;
  /** The truth in decimal, as many digits as are certain and useful; null when undetermined. */
  readonly truth: string | null;
  /** Error of each side against the truth, in units in the last place of the value's type. */
  readonly legacyUlp: number | null;
  readonly modernUlp: number | null;
  /**
   * Of a fit: the correct digits of each side's worst parameter at the true minimum, and whether both stand in its basin.
   * Absent where the truth is a number, or undetermined.
   */
  readonly fit?: { readonly legacyDigits: number; readonly modernDigits: number; readonly basin: 'one' | 'two' };
}

/** Legacy run again on inputs moved by one unit in the last place. */
export interface Conditioning {
  /** Units in the last place that the answer moves for one of the input; null when it could not be measured. */
  readonly amplification: number | null;
  /** "ill-conditioned input: one input ulp moves the answer 3e7 ulp", or that it is not. */
  readonly words: string;
}

/** One distinct drift of a run: all failing cases with one signature. */
export interface Finding {
  /** First 12 hex digits of the digest of its signature and smallest input. */
  readonly id: string;
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly status: Status;
  readonly side: Side | null;
  readonly class: DriftClass | null;
  readonly severity: Severity;
  /** The properties that were broken, in words; absent where none was. */
  readonly violation?: string;
  /** `$.value[2]`; empty for crashes and timeouts. */
  readonly path: string;
  /** One sentence: what happened. */
  readonly summary: string;
  /** How many cases of the run showed it: those that were not shrunk count for the finding they look most like. */
  readonly cases: number;
  readonly first: CaseRef;
  readonly seed: number;
  readonly labels: readonly string[];
  /** Notes of the vector's flags. */
  readonly notes: readonly FlagNote[];
  /** Values were left out of it: by `--values none` or `hashed`, or places by the suite's `redact`. Absent where all stand. */
  readonly hidden?: 'none' | 'hashed' | 'redact';
  /** The smallest input that still shows it, and how many steps led there. */
  readonly input: CallArguments;
  readonly shrinks: number;
  /** Which budget ended the shrinking, so that there may be a smaller input; absent when none did. */
  readonly shrinkCut?: 'tries' | 'time';
  /** How often it came back when its case was run again in fresh processes; absent when that was not tried. */
  readonly confirmed?: { readonly runs: number; readonly cameBack: number };
  readonly difference: Difference | null;
  readonly wouldPass: WouldPass | null;
  /** What fits the drift; null where nothing does, or nothing was tested. */
  readonly mechanism: Mechanism | null;
  /** What the referee says; null where the subject has none. */
  readonly referee: RefereeWord | null;
  /** How much the input amplifies; null where it was not measured. */
  readonly conditioning: Conditioning | null;
  readonly legacyAddress: string;
  readonly modernAddress: string;
  readonly legacyOutcome: Outcome | null;
  readonly modernOutcome: Outcome | null;
  /** The arrays it lies in, in the case as it was found; absent where there are none, or they were not kept. */
  readonly curves?: Curves;
  /** Project-relative path of the file that replays it; empty where none was written. */
  readonly evidence: string;
}

/** How a waiver did in the run. Expired and exceeded ones are red. */
export type WaiverReport = WaiverStanding;
