import { signTest } from '../base/sign-test.ts';
import { studentP } from '../base/student-t.ts';
import type { StatisticalRule } from './policy.ts';
import type { ErrorSums, StatisticalSample } from './sampler.ts';

/** Fewer numbers than this prove nothing unless the bound says otherwise: below it a t test needs normal errors. */
export const defaultMinCount = 30;
export const defaultSignificance = 0.001;

/** What a bound says of all numbers of a subject. */
export interface StatisticalVerdict {
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** What was bounded and what it came to, in one sentence without a period. */
  readonly sentence: string;
  /** How many pairs of numbers it was said of. */
  readonly count: number;
  /** The measure itself, for `quantile` the share of errors above the bound; null where there was no number. */
  readonly measured: number | null;
  /** `bias` only: how likely as much or more is by chance. */
  readonly p: number | null;
}

/** What was measured, whether it breaks the bound, and how that is said. */
interface Measured {
  readonly measured: number;
  readonly broken: boolean;
  readonly words: string;
  readonly p?: number;
}

/**
 * Holds the numbers of all cases to one bound. A `max` above its bound fails however few numbers there are; else fewer
 * than `minCount`, or none, are inconclusive. One infinite error makes mean and maximum infinite. Whether a quantile is
 * within its bound is decided by counting, not estimated.
 */
export function judgeStatistics(sample: StatisticalSample, index: number, rule: StatisticalRule): StatisticalVerdict {
  const minCount = Math.max(1, rule.minCount ?? defaultMinCount);
  const { count } = sample;
  if (count === 0) {
    const sentence = `${nameOf(rule)}: no number was compared, ${minCount} are the least that counts`;
    return { verdict: 'inconclusive', sentence, count, measured: null, p: null };
  }
  const { measured, broken, words, p = null } = measure(sample, index, rule);
  const tooFew = count < minCount && !(broken && rule.measure === 'max');
  const few = tooFew ? `; only ${count} numbers were compared, ${minCount} are the least that counts` : '';
  const sentence = `${nameOf(rule)} ${words} over ${count} numbers${few}`;
  return { verdict: tooFew ? 'inconclusive' : broken ? 'fail' : 'pass', sentence, count, measured, p };
}

function nameOf({ measure, of = 'rel', q, bound, test = 'sign' }: StatisticalRule): string {
  const error = of === 'abs' ? '|m - l|' : '|m - l| / |l|';
  switch (measure) {
    case 'mean':
    case 'max':
      return `${measure} of ${error}`;
    case 'quantile':
      return `${q} quantile of ${error}`;
    case 'beyond':
      return `share of ${error} above ${bound}`;
    case 'bias':
      return test === 'sign' ? 'bias of signs' : `bias of ${of === 'abs' ? 'm - l' : '(m - l) / |l|'}`;
  }
}

function measure(sample: StatisticalSample, index: number, rule: StatisticalRule): Measured {
  const { count } = sample;
  const sums = rule.of === 'abs' ? sample.abs : sample.rel;
  switch (rule.measure) {
    case 'mean':
      return bounded(sums.infinite > 0 ? Number.POSITIVE_INFINITY : sums.sum / count, rule);
    case 'max':
      return bounded(sums.infinite > 0 ? Number.POSITIVE_INFINITY : sums.max, rule);
    case 'beyond':
      return bounded(sample.beyond[index]! / count, rule);
    case 'quantile':
      return judgeQuantile(sample.beyond[index]!, count, rule);
    case 'bias':
      return rule.test === 't' ? judgeMeanBias(sums, count, rule) : judgeSigns(sample, rule);
  }
}

function bounded(measured: number, { atMost }: StatisticalRule): Measured {
  const words = `is ${measured.toPrecision(3)}, at most ${atMost} is allowed`;
  return { measured, broken: !(measured <= atMost), words };
}

/** The q quantile is the least error that at least q of all errors do not exceed (type 1 of Hyndman and Fan 1996). */
function judgeQuantile(beyond: number, count: number, { q = 1, atMost }: StatisticalRule): Measured {
  // Products such as 0.07 * 100 come out a rounding error above the whole number they stand for.
  const within = Math.ceil(q * count * (1 - 2 * Number.EPSILON));
  const broken = count - beyond < Math.max(1, within);
  const words = `is ${broken ? 'above' : 'at most'} ${atMost}: ${beyond} errors are above it`;
  return { measured: beyond / count, broken, words };
}

function judgeSigns({ above, below }: StatisticalSample, rule: StatisticalRule): Measured {
  const measured = above + below === 0 ? 0 : Math.abs(above - below) / (above + below);
  const words = `is ${measured.toPrecision(3)} (modern above in ${above}, below in ${below})`;
  return judgeBias(measured, signTest(above, below), words, rule);
}

function judgeMeanBias(sums: Readonly<ErrorSums>, count: number, rule: StatisticalRule): Measured {
  if (sums.infinite > 0 || !Number.isFinite(sums.signed)) {
    return { measured: Number.POSITIVE_INFINITY, broken: true, words: 'is infinite: so is an error', p: 0 };
  }
  const mean = sums.signed / count;
  const deviation = Math.sqrt(Math.max(0, (sums.squares - count * mean * mean) / (count - 1)));
  const p = mean === 0 ? 1 : count < 2 ? 1 : studentP(mean / (deviation / Math.sqrt(count)), count - 1);
  return judgeBias(Math.abs(mean), p, `is ${mean.toPrecision(3)} on average`, rule);
}

/** A bias counts when it is both larger than allowed and no chance. */
function judgeBias(measured: number, p: number, words: string, rule: StatisticalRule): Measured {
  const { atMost, significance = defaultSignificance } = rule;
  const tested = `${words}, p = ${p.toPrecision(3)}; at most ${atMost} is allowed unless p >= ${significance}`;
  return { measured, broken: measured > atMost && p < significance, words: tested, p };
}
