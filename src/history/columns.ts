import type { HistoryRow, RunHead } from './row.ts';

/** How a column is stored: UTF-8 text, binary64, a 64-bit integer, milliseconds since 1970, or true and false as 1 and 0. */
export type ColumnType = 'text' | 'figure' | 'whole' | 'time';

/** Columns with one value for all rows of a file. */
export const headColumns: Readonly<Record<keyof RunHead, ColumnType>> = {
  run_id: 'text',
  started_at: 'time',
  commit: 'text',
  branch: 'text',
  dirty: 'whole',
  trigger: 'text',
  verdict: 'text',
  exit_code: 'whole',
  seed: 'whole',
  platform: 'text',
  vernier: 'text',
  node: 'text',
  versions: 'text',
};

export type RowColumn = Exclude<keyof HistoryRow, keyof RunHead>;

export const rowColumns: Readonly<Record<RowColumn, ColumnType>> = {
  kind: 'text',
  suite: 'text',
  subject: 'text',
  modern: 'text',
  scope: 'text',
  series: 'text',
  path: 'text',
  case_id: 'text',
  status: 'text',
  class: 'text',
  mechanism: 'text',
  words: 'text',
  cases: 'whole',
  agreed: 'whole',
  drifted: 'whole',
  waived: 'whole',
  excused: 'whole',
  other_red: 'whole',
  not_run: 'whole',
  numbers: 'whole',
  above: 'whole',
  below: 'whole',
  max_abs: 'figure',
  max_rel: 'figure',
  max_ulp: 'figure',
  max_share: 'figure',
  p50_abs: 'figure',
  p50_rel: 'figure',
  p90_rel: 'figure',
  p99_rel: 'figure',
  p50_ulp: 'figure',
  p99_ulp: 'figure',
  legacy_ns: 'figure',
  modern_ns: 'figure',
};

/** All columns in the order in which a file has them. */
export const allColumns: readonly (readonly [keyof HistoryRow, ColumnType])[] = Object.entries({
  ...headColumns,
  ...rowColumns,
}) as [keyof HistoryRow, ColumnType][];
