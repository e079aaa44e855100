import { quantile } from '../base/statistics.ts';
import type { TimedPair } from './pair.ts';
import type { PerfVerdict } from './perf-verdict.ts';
import type { SideRound } from './time-round.ts';

/** Times and memory of one side of a subject. */
export interface SideTimes {
  readonly name: string;
  /** Nanoseconds over all timed calls; null when none was. */
  readonly p50Ns: number | null;
  readonly p95Ns: number | null;
  readonly p99Ns: number | null;
  /** Most resident memory of a process in any round; null when it is not known. */
  readonly peakBytes: number | null;
  /** Calls to warm up, over all rounds, and in how many rounds it still got faster when time was up. */
  readonly warmUpCalls: number;
  readonly unstableRounds: number;
}

/** A case and how far apart the sides are on it. */
export interface CaseRatio {
  readonly case: string;
  readonly ratio: number;
}

/** One modern of a subject against legacy. */
export interface PerformanceBench {
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly verdict: PerfVerdict;
  readonly legacyTimes: SideTimes;
  readonly modernTimes: SideTimes;
  /** Where modern does worst, beginning with the worst. */
  readonly slowestCases: readonly CaseRatio[];
  /** Cases that were asked for and not timed: a side did not return, or they did not fit into the time. */
  readonly casesLeftOut: number;
  /** Why nothing could be timed; null when something was. */
  readonly failure: string | null;
}

/** What `vernier perf` leaves: `perf.json`. */
export interface PerformanceReport {
  readonly schema: 'vernier/perf/1';
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly vernier: string;
  readonly seed: number;
  readonly budgetMs: number;
  readonly interrupted: boolean;
  /** Processors, and how many processes wanted one when it began (the 1-minute load average). */
  readonly machine: { readonly processors: number; readonly load: number };
  readonly decision: 'pass' | 'fail' | 'inconclusive';
  readonly exitCode: number;
  readonly benches: readonly PerformanceBench[];
  /** Suites that could not be loaded, with the reason. */
  readonly failures: readonly { readonly name: string; readonly failure: string }[];
}

/** Quantiles are those of `base/statistics.ts`. */
export function sideTimes(name: string, ns: readonly number[], rounds: readonly SideRound[]): SideTimes {
  const at = (q: number) => (ns.length === 0 ? null : quantile(ns, q));
  const peaks = rounds.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]));
  return {
    ...{ name, p50Ns: at(0.5), p95Ns: at(0.95), p99Ns: at(0.99) },
    peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
    warmUpCalls: rounds.reduce((sum, { warmth }) => sum + warmth.calls, 0),
    unstableRounds: rounds.filter(({ warmth }) => !warmth.stable).length,
  };
}

/** Median times of cases over each other, the largest ratios first. */
export function slowestCases(pairs: readonly TimedPair[], most: number): CaseRatio[] {
  const byCase = Map.groupBy(pairs, (pair) => pair.case);
  const ratios = [...byCase].map(([name, own]) => {
    const legacy = own.flatMap(({ legacyNs, twinNs }) => [legacyNs, twinNs]);
    const modern = own.map(({ modernNs }) => modernNs);
    return { case: name, ratio: quantile(modern, 0.5) / Math.max(1, quantile(legacy, 0.5)) };
  });
  return ratios.sort((a, b) => b.ratio - a.ratio).slice(0, most);
}

/** Red before unknown, unknown before green; nothing timed is no pass. */
export function decisionOf(benches: readonly PerformanceBench[]): PerformanceReport['decision'] {
  const decisions = benches.map(({ verdict }) => verdict.decision);
  if (decisions.includes('fail')) return 'fail';
  return decisions.length === 0 || decisions.includes('inconclusive') ? 'inconclusive' : 'pass';
}
