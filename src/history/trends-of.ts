import type { HistoryRow } from './row.ts';

/** One figure of one place of a subject over runs. */
export interface TrendOfPlace {
  readonly modern: string;
  readonly scope: string;
  readonly path: string;
  readonly metric: string;
  /** One a run, oldest first; null where a run has none, or other cases than the last one. */
  readonly values: readonly (number | null)[];
}

/**
 * The largest error of each place of a subject over runs, as a share of its tolerance where it has one. Only runs with
 * the same cases as the newest one are in a row.
 *
 * @param runs Oldest first.
 */
export function trendsOf(
  rows: readonly HistoryRow[],
  suite: string,
  subject: string,
  runs: readonly string[],
): TrendOfPlace[] {
  const places = new Map<string, { readonly newest: HistoryRow; readonly byRun: Map<string, HistoryRow> }>();
  const order = new Map(runs.map((run, index) => [run, index]));
  const ours = rows
    .filter((row) => row.kind === 'place' && row.suite === suite && row.subject === subject && order.has(row.run_id))
    .toSorted((a, b) => order.get(b.run_id)! - order.get(a.run_id)!);
  for (const row of ours) {
    const key = JSON.stringify([row.modern, row.scope, row.path]);
    const known = places.get(key) ?? { newest: row, byRun: new Map<string, HistoryRow>() };
    places.set(key, known);
    if (row.series === known.newest.series) known.byRun.set(row.run_id, row);
  }
  return [...places.values()]
    .map(({ newest, byRun }) => {
      const [metric, of] = metricOf(newest);
      const values = runs.map((run) => of(byRun.get(run)));
      return { modern: newest.modern ?? '', scope: newest.scope, path: newest.path ?? '', metric, values };
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ modern, scope, path }: TrendOfPlace) => JSON.stringify([modern, scope, path]);

function metricOf(row: HistoryRow): [string, (row: HistoryRow | undefined) => number | null] {
  if (row.max_share !== null) return ['share of tolerance', (one) => one?.max_share ?? null];
  if (row.max_rel !== null) return ['relative error', (one) => one?.max_rel ?? null];
  return ['absolute error', (one) => one?.max_abs ?? null];
}
