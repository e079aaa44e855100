import { columns } from './columns.ts';
import { short } from './quantity.ts';
import { sparkline } from './sparkline.ts';
import { type Line, span } from './styled.ts';
import { cut, visible } from './visible.ts';

/** One run of a history, as it is listed. */
export interface HistoryRun {
  readonly run_id: string;
  readonly verdict: string;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly trigger: string;
  readonly seed: number;
  /** Names that were given to it. */
  readonly names: readonly string[];
}

/** All runs of a history, oldest first. */
export function historyRunLines(runs: readonly HistoryRun[]): Line[] {
  const cells = runs.map(({ run_id, verdict, branch, commit, trigger, seed, names }) => [
    ...[run_id, verdict, cut(visible(branch ?? '-'), 40), visible((commit ?? '-').slice(0, 12)), visible(trigger)],
    ...[String(seed), names.join(', ')],
  ]);
  const head = ['run', 'verdict', 'branch', 'commit', 'trigger', 'seed', 'baseline'];
  return columns(head, cells, ['run', 'verdict', 'branch', 'commit', 'trigger', 'baseline']);
}

/** One figure of one place of a subject, run after run. */
export interface HistoryTrend {
  readonly modern: string;
  readonly scope: string;
  readonly path: string;
  readonly metric: string;
  readonly values: readonly (number | null)[];
}

const shownValues = 40;

/** A line for each place: its course, and its first, largest and last value. */
export function historyTrendLines(trends: readonly HistoryTrend[]): Line[] {
  const cells = trends.map(({ modern, scope, path, metric, values }) => {
    const there = values.filter((value) => value !== null);
    const figure = (value: number | undefined) => (value === undefined ? '-' : short(value));
    return [
      ...[visible(modern), scope, path === '' ? 'all places' : cut(visible(path), 60), metric],
      sparkline(values.slice(-shownValues)),
      ...[figure(there[0]), figure(there.length === 0 ? undefined : Math.max(...there)), figure(there.at(-1))],
    ];
  });
  if (cells.length === 0) return [[span('  no golden vectors and no panel in these runs', 'dim')]];
  const head = ['modern', 'cases', 'place', 'figure', 'over the runs', 'first', 'largest', 'last'];
  return columns(head, cells, ['modern', 'cases', 'place', 'figure', 'over the runs']);
}
