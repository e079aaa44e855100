import { risingTrend, senSlope } from '../../base/mann-kendall.ts';
import { signTest } from '../../base/sign-test.ts';
import { median } from '../../base/statistics.ts';
import { type Level, levelsOf, logarithms } from './level.ts';
import type { CreepLimits } from './limits.ts';
import type { Point, Series } from './series.ts';
import { jumpUp, type Shift } from './shift.ts';

/** A test of one series; whether it stands is for all tests together to say. */
export interface Movement {
  readonly kind: 'trend' | 'step' | 'bias';
  readonly series: Series;
  readonly metric: string;
  /** Null where there are too few runs to test: only size speaks. */
  readonly p: number | null;
  /** Large enough to matter. */
  readonly matters: boolean;
  readonly before: number;
  readonly now: number;
  /** The run in which it began. */
  readonly since: string;
  readonly runs: number;
  /** What the new level, or the slope, leaves unexplained: of two explanations the one with less is told. */
  readonly residual: number;
}

/**
 * All tests of one series.
 *
 * @param isNamed Somebody has said that its first run is what to hold others against.
 */
export function movementsOf(series: Series, limits: CreepLimits, isNamed: boolean): Movement[] {
  const levels = levelsOf(series).flatMap((level) => levelMovements(level, limits, isNamed));
  return series.case === null ? [...levels, ...leanMovements(series, limits)] : levels;
}

function levelMovements(level: Level, limits: CreepLimits, isNamed: boolean): Movement[] {
  const { values, runs, series, metric } = level;
  // What never moved cannot be significant: it is no test.
  if (values.every((value) => value === values[0])) return [];
  const logs = logarithms(values);
  const base = { series, metric, runs: values.length };
  const found: Movement[] = [];
  if (values.length > limits.minRuns) {
    const slope = senSlope(logs);
    const rise = slope * (logs.length - 1);
    const flat = logs.map((value, index) => value - slope * index);
    found.push({
      ...{ ...base, kind: 'trend', p: risingTrend(logs).p, matters: rise >= Math.log(limits.trendFactor) },
      ...{ before: values[0]!, now: values.at(-1)!, since: runs[0]!, residual: spreadAround(flat) },
    });
  }
  const jump = jumpUp(logs, limits.minRuns) ?? (isNamed ? jumpFromFew(logs, limits) : null);
  if (jump !== null) {
    const now = median(values.slice(jump.from));
    const factor = values.length > limits.minRuns ? limits.stepFactor : limits.stepFactorUnknown;
    const large = !level.isShare || now >= limits.stepShare;
    found.push({
      ...{ ...base, kind: 'step', p: jump.p, matters: jump.now - jump.before >= Math.log(factor) && large },
      ...{ before: median(values.slice(0, jump.from)), now, since: runs[jump.from]! },
      residual: spreadAround(logs.slice(0, jump.from)) + spreadAround(logs.slice(jump.from)),
    });
  }
  return found;
}

/** With so few runs that their noise is not known, only size speaks. */
function jumpFromFew(logs: readonly number[], { minRuns }: CreepLimits): (Omit<Shift, 'p'> & { p: null }) | null {
  const from = logs.length - 1;
  if (from < 1 || from >= minRuns) return null;
  return { p: null, from, before: Math.max(...logs.slice(0, from)), now: logs[from]! };
}

/** Modern that begins to lean to a side of legacy: every run's lean is one value, since numbers of one run go together. */
function leanMovements(series: Series, limits: CreepLimits): Movement[] {
  const points = series.points.filter((point): point is Point => point !== null && counts(point, limits));
  const last = series.points.at(-1);
  if (last === null || last === undefined || points.at(-1) !== last) return [];
  const leans = points.map(({ above, below }) => (above - below) / (above + below));
  if (leans.every((lean) => lean === leans[0])) return [];
  const up = jumpUp(leans, limits.minRuns);
  const down = jumpUp(
    leans.map((lean) => -lean),
    limits.minRuns,
  );
  const jump = up === null || (down !== null && down.p < up.p) ? down : up;
  if (jump === null) return [];
  const before = median(leans.slice(0, jump.from));
  const now = median(leans.slice(jump.from));
  const isBiased = Math.abs(now) >= limits.lean && signTest(last.above, last.below) <= 0.01;
  const leansMore = Math.sign(now) !== Math.sign(before) || Math.abs(now) > Math.abs(before);
  return [
    {
      ...{ kind: 'bias', series, metric: 'lean', p: Math.min(1, 2 * jump.p), runs: leans.length },
      ...{ matters: isBiased && leansMore && Math.abs(now - before) >= limits.lean },
      ...{ before, now, since: points[jump.from]!.run, residual: 0 },
    },
  ];
}

const counts = ({ above, below }: Point, { leanNumbers }: CreepLimits) => above + below >= leanNumbers;

function spreadAround(values: readonly number[]): number {
  const middle = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0);
}
