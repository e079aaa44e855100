import type { HistoryRow, Scope } from '../row.ts';

/** What one run says of one series. */
export interface Point {
  readonly run: string;
  /** Absent figures are null. */
  readonly share: number | null;
  readonly rel: number | null;
  readonly abs: number | null;
  readonly typical: number | null;
  readonly above: number;
  readonly below: number;
}

/** The same cases of the same subject against the same modern at the same place, run after run. */
export interface Series {
  readonly suite: string;
  readonly subject: string;
  readonly modern: string;
  readonly scope: Scope;
  readonly path: string;
  readonly case: string | null;
  /** One for each run that was asked for, oldest first; null where the run has none. */
  readonly points: (Point | null)[];
}

/** Puts the rows of places and vectors together by what they are of; only series that the last run has. */
export function gatherSeries(rows: Iterable<HistoryRow>, runs: readonly string[]): Series[] {
  const order = new Map(runs.map((run, index) => [run, index]));
  const all = new Map<string, Series>();
  for (const row of rows) {
    const at = order.get(row.run_id);
    if (at === undefined || (row.kind !== 'place' && row.kind !== 'vector')) continue;
    const { suite, subject, modern, scope, series, path, case_id } = row;
    const key = JSON.stringify([row.kind, suite, subject, modern, scope, series, path, case_id]);
    let known = all.get(key);
    if (known === undefined) {
      const points = runs.map(() => null);
      const names = { suite: suite ?? '', subject: subject ?? '', modern: modern ?? '' };
      known = { ...names, scope, path: path ?? '', case: row.kind === 'vector' ? case_id : null, points };
      all.set(key, known);
    }
    known.points[at] = pointOf(row);
  }
  return [...all.values()].filter(({ points }) => points.at(-1) !== null);
}

function pointOf(row: HistoryRow): Point {
  return {
    run: row.run_id,
    share: finite(row.max_share),
    rel: finite(row.max_rel),
    abs: finite(row.max_abs),
    typical: finite(row.p50_rel),
    above: row.above ?? 0,
    below: row.below ?? 0,
  };
}

const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);
