import { random } from '../base/chance.ts';
import { normalP } from '../base/normal.ts';
import { studentT } from '../base/student-t.ts';

/** A ratio of times and the interval it lies in with the confidence asked for. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** Logarithms of ratios: one row a case, one number a round. */
export type LogRatios = readonly Float64Array[];

/** Share of the rounds left out at either end, case by case: a burst of load that covers a fifth of them does nothing. */
const trim = 0.2;

/**
 * The geometric mean over the cases of their ratios, each a 20 % trimmed mean over rounds, with a bootstrap interval.
 *
 * Rounds are drawn, whole: what happens within one (where its processes lie in memory, what else the machine does) moves
 * all of its cases together, so that only rounds are independent of each other (Kalibera and Jones 2013, "Rigorous
 * benchmarking in reasonable time"). Cases are not drawn: the interval speaks of these. The percentile bootstrap of a
 * trimmed mean (Wilcox 2012, "Introduction to robust estimation and hypothesis testing", 4.4), its percentiles moved out
 * as Hesterberg 2015 ("What teachers should know about the bootstrap", 5.4: expanded percentiles) does for few rounds.
 *
 * @param confidence of the interval, both ends together
 */
export function ratioInterval(logs: LogRatios, confidence: number, resamples: number, seed: string): RatioInterval {
  const rounds = logs[0]!.length;
  const cut = Math.floor(trim * rounds);
  const ascending = logs.map((row) => Uint32Array.from(row.keys()).sort((a, b) => row[a]! - row[b]!));
  const counts = new Uint32Array(rounds).fill(1);
  const meanOf = () =>
    logs.reduce((sum, row, index) => sum + trimmed(row, ascending[index]!, counts, cut), 0) / logs.length;
  const ratio = Math.exp(meanOf());
  const chance = random(seed);
  const means = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    counts.fill(0);
    for (let drawn = 0; drawn < rounds; drawn++) counts[Math.floor(chance() * rounds)]! += 1;
    means[i] = meanOf();
  }
  means.sort();
  const tail = expandedTail(1 - confidence, rounds);
  const at = (share: number) => Math.exp(means[Math.round(share * (resamples - 1))]!);
  return { ratio, low: at(tail), high: at(1 - tail) };
}

/** The mean of what is left of the drawn rounds when `cut` of them are left out at either end. */
function trimmed(row: Float64Array, ascending: Uint32Array, counts: Uint32Array, cut: number): number {
  const last = row.length - cut;
  let seen = 0;
  let sum = 0;
  for (const round of ascending) {
    const before = seen;
    seen += counts[round]!;
    const kept = Math.min(seen, last) - Math.max(before, cut);
    if (kept > 0) sum += kept * row[round]!;
  }
  return sum / (last - cut);
}

/** The share to leave out at one end, so that few rounds give an interval as wide as Student's t would. */
function expandedTail(both: number, rounds: number): number {
  return normalP(-Math.sqrt(rounds / (rounds - 1)) * studentT(both, rounds - 1));
}
