import type { Series } from './series.ts';

/** One figure of a series over the runs that have it. */
export interface Level {
  readonly series: Series;
  readonly metric: string;
  /** True when it is a share of tolerance: 1 is all of it. */
  readonly isShare: boolean;
  /** Oldest first; the last one is of the run that is looked at. */
  readonly values: readonly number[];
  /** The runs they are of. */
  readonly runs: readonly string[];
}

type Metric = 'share' | 'rel' | 'abs' | 'typical';

const metricWords: Readonly<Record<Metric, string>> = {
  share: 'share of tolerance',
  rel: 'relative error',
  abs: 'absolute error',
  typical: 'typical relative error',
};

/**
 * The figures of a series that may grow: the largest error, as a share of its tolerance where there is one, and the
 * typical one. What is beyond tolerance is drift, which is told as such: it is no level to compare with. (Of what is
 * waived or excused the share may be any.)
 */
export function levelsOf(series: Series): Level[] {
  const last = series.points.at(-1);
  if (last === null || last === undefined) return [];
  const within = series.scope === 'accepted' || last.share === null || last.share <= 1;
  if (!within) return [];
  const largest: Metric = last.share !== null ? 'share' : last.rel !== null ? 'rel' : 'abs';
  const metrics: Metric[] = last.typical === null ? [largest] : [largest, 'typical'];
  return metrics.map((metric) => levelOf(series, metric)).filter((level) => level !== null);
}

function levelOf(series: Series, metric: Metric): Level | null {
  const values: number[] = [];
  const runs: string[] = [];
  for (const point of series.points) {
    const value = point?.[metric] ?? null;
    const isDrift = series.scope !== 'accepted' && (point?.share ?? 0) > 1;
    if (point === null || value === null || isDrift) continue;
    values.push(value);
    runs.push(point.run);
  }
  if (runs.at(-1) !== series.points.at(-1)?.run) return null;
  return { series, metric: metricWords[metric], isShare: metric === 'share', values, runs };
}

/**
 * Errors on a scale on which growing by a twentieth is the same step everywhere. None at all stands a factor of two
 * below the smallest that there was.
 */
export function logarithms(values: readonly number[]): number[] {
  const smallest = values.reduce(
    (least, value) => (value > 0 && value < least ? value : least),
    Number.POSITIVE_INFINITY,
  );
  const none = Number.isFinite(smallest) ? smallest / 2 : 1;
  return values.map((value) => Math.log(value > 0 ? value : none));
}
