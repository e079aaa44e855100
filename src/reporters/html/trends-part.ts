import { short } from '../quantity.ts';
import { draw } from './draw.ts';
import { figure } from './figure.ts';
import { html, type Markup, nothing } from './markup.ts';
import { section } from './table.ts';

/** One run of a trend, oldest first. */
export interface TrendPoint {
  readonly runId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** First digits of the commit, or empty. */
  readonly commit: string;
  /** What is followed; null where the run has none. */
  readonly value: number | null;
}

/** A figure over the runs of a history. */
export interface Trend {
  /** Whose: `expression/evaluate · typescript`. */
  readonly name: string;
  /** What: `largest share of tolerance`. */
  readonly measure: string;
  /** A line not to be crossed; null where there is none. */
  readonly limit: number | null;
  readonly points: readonly TrendPoint[];
}

const trendsShown = 12;

/** Trends over runs; nothing without a history. */
export function trendsPart(trends: readonly Trend[]): Markup | null {
  const pictures = trends
    .slice(0, trendsShown)
    .map(trendPicture)
    .filter((picture) => picture !== nothing);
  return pictures.length === 0
    ? null
    : section('trends', 'Trends over runs', html`<div class="pictures">${pictures}</div>`);
}

function trendPicture({ name, measure, limit, points }: Trend): Markup {
  const known = points.flatMap((point, run) =>
    point.value === null || !Number.isFinite(point.value) ? [] : [{ run: run + 1, value: point.value }],
  );
  if (known.length < 2) return nothing;
  const last = known.at(-1)!;
  const isLog =
    known.every(({ value }) => value > 0) &&
    Math.max(...known.map(({ value }) => value)) / Math.min(...known.map(({ value }) => value)) > 30;
  const svg = draw(`${measure} of ${name} over ${points.length} runs, now ${short(last.value)}.`, (plot) => ({
    ...{ width: 480, height: 220, marginLeft: 60, marginBottom: 40 },
    x: { label: 'run', tickFormat: (run: number) => (Number.isInteger(run) ? String(run) : '') },
    y: { type: isLog ? 'log' : 'linear', label: measure, grid: true, ticks: 5, tickFormat: short, zero: !isLog },
    marks: [
      ...(limit === null ? [] : [plot.ruleY([limit], { stroke: 'var(--bad)', strokeDasharray: '4 3' })]),
      plot.lineY(known, { x: 'run', y: 'value', stroke: 'var(--accent)', strokeWidth: 2 }),
      plot.dot(known, { x: 'run', y: 'value', r: 3, fill: 'var(--accent)' }),
    ],
  }));
  return figure({
    caption: `${name}: ${measure}`,
    svg,
    name: `${measure} of ${name}`,
    columns: [{ head: 'run' }, { head: 'started' }, { head: 'commit' }, { head: measure, numeric: true }],
    rows: points.map(({ runId, startedAt, commit, value }) => [
      runId,
      startedAt,
      commit,
      value === null ? '–' : short(value),
    ]),
  });
}
