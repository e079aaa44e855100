import type { Decision, ImplementationReport } from '../../runner/report.ts';
import type { Value } from '../../value/value.ts';
import type { FaultSet } from './mutant.ts';

/** What a self-test found out: `reports/<run-id>/selftest.json`. */
export interface SelftestReport {
  readonly schema: 'vernier/selftest/1';
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly vernier: string;
  readonly seed: number;
  /** The least kill rate that passes; null when none was asked for. */
  readonly minKill: number | null;
  readonly decision: Decision;
  readonly exitCode: number;
  /** Why, in sentences; the first is the headline. */
  readonly reasons: readonly string[];
  readonly interrupted: boolean;
  readonly suites: readonly {
    readonly name: string;
    readonly digest: string;
    readonly implementations: readonly Pick<
      ImplementationReport,
      'name' | 'side' | 'address' | 'language' | 'languageVersion'
    >[];
    readonly benches: readonly BenchSelftest[];
  }[];
}

/** One subject against one modern. */
export interface BenchSelftest {
  readonly subject: string;
  readonly modern: string;
  readonly decision: Decision;
  readonly reasons: readonly string[];
  /** The same cases without a fault in them. */
  readonly control: {
    readonly decision: Decision;
    readonly cases: number;
    readonly green: number;
    readonly counted: number;
    readonly floorsMet: boolean;
    readonly reasons: readonly string[];
  };
  /** Mutants that must die: applied, and beyond the policy or gross. */
  readonly mutants: number;
  readonly killed: number;
  /** killed / mutants; 0 where nothing could be applied. Kills in cases that prove nothing count only where floors are met. */
  readonly killRate: number;
  /** Killed, or refused by the comparator and let pass only by a waiver or an excuse. */
  readonly noticed: number;
  /** Of them those that are certainly beyond the policy. */
  readonly beyondPolicy: { readonly mutants: number; readonly killed: number };
  /** Mutants that must live, and how many did. */
  readonly harmless: { readonly mutants: number; readonly lived: number };
  /** Left out: within the policy, or not certainly beyond it. */
  readonly leftOut: { readonly withinPolicy: number; readonly unproven: number };
  readonly paths: readonly PathSelftest[];
  readonly survivors: readonly Survivor[];
  /** Mutants that had to live and died. */
  readonly falseAlarms: readonly Survivor[];
  /** Mutants that a judge refused and only a waiver or an excuse let pass. */
  readonly hidden: readonly Survivor[];
  /** Lies of a real process, driven through the whole pipeline. */
  readonly pipeline: readonly {
    readonly fault: string;
    readonly cases: number;
    readonly red: number;
    readonly killed: boolean;
  }[];
}

export interface PathSelftest {
  readonly path: string;
  readonly mutants: number;
  readonly killed: number;
  readonly harmless: { readonly mutants: number; readonly lived: number };
  /** The smallest drift that is noticed where a golden outcome is the reference, and where legacy is. */
  readonly detects: { readonly golden: Detection | null; readonly legacy: Detection | null };
  readonly faults: readonly FaultCount[];
}

export interface FaultCount {
  readonly fault: string;
  readonly set: FaultSet;
  /** Mutants that count. */
  readonly mutants: number;
  /** Of them those that did what they must: died, or lived. */
  readonly right: number;
  readonly withinPolicy: number;
  readonly unproven: number;
}

/** The smallest change of a number that was noticed at a path, over the numbers it was looked for at. */
export interface Detection {
  readonly sites: number;
  /** At the site where the least is noticed. */
  readonly smallest: DriftSize;
  /** At the one where the most goes unnoticed. */
  readonly largest: DriftSize;
}

export interface DriftSize {
  readonly legacy: Value;
  readonly noticed: Value;
  readonly abs: number;
  readonly rel: number;
  /** Units in the last place; null for integers. */
  readonly ulp: string | null;
}

/** Mutants of one kind that fared alike, with one of them. */
export interface Survivor {
  readonly fault: string;
  readonly path: string;
  readonly count: number;
  /** What let them live: the policy, the comparator itself, a waiver, an excuse; for a false alarm the comparator. */
  readonly by: 'policy' | 'comparator' | 'waiver' | 'excuse';
  /** The line of the policy, or the name of the waiver or excuse. */
  readonly line: string;
  readonly example: {
    readonly case: string;
    readonly before: Value | null;
    readonly after: Value | null;
  };
}
