import { median } from '../base/statistics.ts';
import type { PerfRules, TimedPair } from './pair.ts';
import { type LogRatios, type RatioInterval, ratioInterval } from './ratio-interval.ts';

/** What the timings of one modern against legacy say. */
export interface PerfVerdict {
  /** About the two sides, whatever is allowed. */
  readonly verdict: 'faster' | 'slower' | 'no difference' | 'inconclusive';
  /**
   * About what is allowed: `fail` only when the interval lies above `maxRatio`, `pass` only when it lies below;
   * `inconclusive` when it holds `maxRatio`, or too little was timed.
   */
  readonly decision: 'pass' | 'fail' | 'inconclusive';
  /** Why, in one sentence. */
  readonly reason: string;
  /** Time of modern over time of legacy; null when too little was timed. */
  readonly ratio: RatioInterval | null;
  /** Time of legacy over time of legacy in another process: what this machine calls the same. */
  readonly noise: RatioInterval | null;
  /** Of the intervals, both ends together. */
  readonly confidence: number;
  readonly rules: PerfRules;
  /** Pairs that counted, and over how many cases and rounds. */
  readonly pairs: number;
  readonly cases: number;
  readonly rounds: number;
}

/** Fewer rounds are no sample of rounds. */
export const minRounds = 10;
const confidence = 0.99;
const resamples = 10_000;
/** Reading a clock twice takes about so long in any language: shorter times are times of the clock. */
export const shortestNs = 100;

/**
 * Whether modern is faster or slower than legacy. Pure: the same pairs, rules and seed give the same verdict.
 *
 * A ratio is modern over the geometric mean of legacy's two processes, of one case at one moment; the median over the
 * pairs of a round, then {@link ratioInterval} over rounds and cases. Beside it stands the same for legacy against
 * itself. `slower` needs an interval above 1 and a ratio beyond the noise band, which is legacy's interval against itself,
 * stretched to lie evenly around 1; `no difference` an interval and a band within `sameWithin`.
 */
export function perfVerdict(pairs: readonly TimedPair[], rules: PerfRules, seed: number): PerfVerdict {
  const { cases, rounds, counted } = complete(pairs);
  const base = { confidence, rules, pairs: counted.length, cases: cases.length, rounds: rounds.length };
  const nothing = (reason: string): PerfVerdict => ({
    ...{ verdict: 'inconclusive', decision: 'inconclusive', reason, ratio: null, noise: null },
    ...base,
  });
  if (rounds.length < minRounds) return nothing(`${rounds.length} rounds were timed, ${minRounds} are wanted`);
  if (counted.length < rules.minPairs)
    return nothing(`${counted.length} pairs were timed, ${rules.minPairs} are wanted`);
  const medianOf = (side: 'legacyNs' | 'modernNs') => median(counted.map((pair) => pair[side]));
  if (medianOf('legacyNs') <= shortestNs && medianOf('modernNs') <= shortestNs)
    return nothing(`most calls take no more than ${shortestNs} ns, which is how long looking at a clock takes`);
  const noise = ratioInterval(table(counted, cases, rounds, twinRatio), confidence, resamples, `${seed}/noise`);
  const ratio = ratioInterval(table(counted, cases, rounds, modernRatio), confidence, resamples, `${seed}/ratio`);
  return { ...judge(ratio, noise, rules), ratio, noise, ...base };
}

function judge(
  { ratio, low, high }: RatioInterval,
  noise: RatioInterval,
  { maxRatio, sameWithin }: PerfRules,
): Pick<PerfVerdict, 'verdict' | 'decision' | 'reason'> {
  const band = Math.max(noise.high, 1 / noise.low);
  const same = 1 + sameWithin;
  const slower = low > 1 && ratio > band;
  const faster = high < 1 && ratio < 1 / band;
  const equal = high <= same && low >= 1 / same && band <= same;
  const verdict = slower ? 'slower' : faster ? 'faster' : equal ? 'no difference' : 'inconclusive';
  const between = `modern takes ${low.toFixed(3)} to ${high.toFixed(3)} times the time of legacy`;
  if (slower && low > maxRatio)
    return { verdict, decision: 'fail', reason: `${between}, more than the ${maxRatio} allowed` };
  if (high <= maxRatio) return { verdict, decision: 'pass', reason: `${between}, ${maxRatio} allowed` };
  const why = low > maxRatio ? `legacy against itself is up to ${band.toFixed(3)} apart` : `${maxRatio} are allowed`;
  return { verdict, decision: 'inconclusive', reason: `${between}, and ${why}` };
}

/** Cases that were timed in every round: another set in each would make rounds differ. */
function complete(pairs: readonly TimedPair[]): {
  readonly cases: readonly string[];
  readonly rounds: readonly number[];
  readonly counted: readonly TimedPair[];
} {
  const rounds = [...new Set(pairs.map(({ round }) => round))];
  const seen = new Map<string, Set<number>>();
  for (const pair of pairs) seen.set(pair.case, (seen.get(pair.case) ?? new Set()).add(pair.round));
  const cases = [...seen].filter(([, at]) => at.size === rounds.length).map(([name]) => name);
  const wanted = new Set(cases);
  return { cases, rounds, counted: pairs.filter((pair) => wanted.has(pair.case)) };
}

const log = (ns: number) => Math.log(Math.max(ns, shortestNs));
const twinRatio = ({ legacyNs, twinNs }: TimedPair) => log(twinNs) - log(legacyNs);
const modernRatio = ({ legacyNs, twinNs, modernNs }: TimedPair) => log(modernNs) - (log(legacyNs) + log(twinNs)) / 2;

function table(
  pairs: readonly TimedPair[],
  cases: readonly string[],
  rounds: readonly number[],
  ratioOf: (pair: TimedPair) => number,
): LogRatios {
  const cells = new Map(cases.map((name) => [name, new Map(rounds.map((round) => [round, [] as number[]]))]));
  for (const pair of pairs) cells.get(pair.case)!.get(pair.round)!.push(ratioOf(pair));
  return cases.map((name) => Float64Array.from(rounds, (round) => median(cells.get(name)!.get(round)!)));
}
