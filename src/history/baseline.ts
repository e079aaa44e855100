import type { RunHead } from './row.ts';

/** What a run is held against: the last runs of one branch, or those from a named run on. */
export interface BaselineChoice {
  /** Absent or null: the branch of the run itself. */
  readonly branch?: string | null;
  /** Most runs (default 20, at most 59). */
  readonly window?: number;
  /** Id of a run, and the name it was given: the baseline begins with it, and does not slide. */
  readonly named?: { readonly name: string; readonly run: string };
}

/** The runs that a run is held against, oldest first, and in one sentence which those are. */
export interface Baseline {
  readonly runs: readonly RunHead[];
  readonly said: string;
}

export const baselineWindow = 20;

/** A series is tested as a whole, and tests take no more values. */
export const mostWindow = 59;

/** Chooses among the runs of a history those that `current` is held against. No baseline is no failure: it is said. */
export function chooseBaseline(runs: readonly RunHead[], current: RunHead, choice: BaselineChoice = {}): Baseline {
  const window = Math.max(1, Math.min(mostWindow, choice.window ?? baselineWindow));
  const branch = choice.branch ?? current.branch;
  const earlier = runs
    .filter((run) => run.run_id !== current.run_id && run.verdict !== 'interrupted' && isBefore(run, current))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return choice.named === undefined
    ? byBranch(earlier, branch, window)
    : byName(earlier, choice.named, choice.branch ?? null, window);
}

function byBranch(earlier: readonly RunHead[], branch: string | null, window: number): Baseline {
  const of = branch === null ? 'without a branch' : `of branch "${branch}"`;
  const runs = earlier.filter((run) => run.branch === branch).slice(-window);
  if (runs.length > 0) return { runs, said: `held against the last ${counted(runs.length)} ${of}` };
  const others = [...new Set(earlier.map((run) => run.branch ?? 'none'))];
  const there =
    others.length === 0 ? 'the history is empty' : `the history holds runs of ${others.slice(0, 5).join(', ')}`;
  return { runs, said: `No baseline yet: there is no earlier run ${of} (${there})` };
}

function byName(
  earlier: readonly RunHead[],
  { name, run }: NonNullable<BaselineChoice['named']>,
  branch: string | null,
  window: number,
): Baseline {
  const at = earlier.findIndex((one) => one.run_id === run);
  const first = earlier[at];
  if (first === undefined) {
    return { runs: [], said: `No baseline yet: "${name}" is run ${run}, which is not in the history before this run` };
  }
  const of = branch ?? first.branch;
  const since = earlier.slice(at + 1).filter((one) => one.branch === of);
  const rest = window > 1 ? since.slice(-(window - 1)) : [];
  const and = rest.length === 0 ? '' : ` and ${counted(rest.length)} since`;
  return { runs: [first, ...rest], said: `held against the baseline "${name}" (run ${run})${and}` };
}

const counted = (n: number) => (n === 1 ? '1 run' : `${n} runs`);

function isBefore(a: RunHead, b: RunHead): boolean {
  return a.started_at < b.started_at || (a.started_at === b.started_at && a.run_id < b.run_id);
}
