import type { CreepReport } from '../runner/creep.ts';
import type { BaselineRules } from '../suite/config.ts';
import { type BaselineChoice, chooseBaseline } from './baseline.ts';
import { creepReport } from './creep/find-creep.ts';
import type { CreepLimits } from './creep/limits.ts';
import { type DamagedFile, readHeads, readHistory } from './history-folder.ts';
import { baselineNamed } from './named-baselines.ts';
import { historyRow, type RowFields, type RunHead } from './row.ts';

/** What a history says of one run. */
export interface LookedBack {
  readonly creep: CreepReport;
  /** Files that could not be read; the others were. */
  readonly damaged: readonly DamagedFile[];
}

/** Rows that tell what moves. */
const kinds = ['run', 'subject', 'place', 'vector', 'finding', 'mechanism'] as const;

/**
 * Holds a run against the history in a folder. The run itself need not be in it yet.
 *
 * @throws SetupError when a baseline is named that has no such name
 */
export async function lookBack(
  folder: string,
  head: RunHead,
  rows: Iterable<RowFields>,
  choice: BaselineChoice,
  limits: Partial<CreepLimits> = {},
): Promise<LookedBack> {
  const { heads, damaged } = readHeads(folder);
  const { runs, said } = chooseBaseline(heads, head, choice);
  if (runs.length === 0) return { creep: { baseline: [], said, series: 0, tests: 0, creeps: [] }, damaged };
  const wanted = new Set(runs.map(({ run_id }) => run_id));
  wanted.delete(head.run_id);
  const past = await readHistory(folder, { kinds, runs: wanted });
  const own = [...rows].map((fields) => historyRow(head, fields));
  return {
    creep: creepReport([...past.rows, ...own], { run: head.run_id, baseline: choice, limits }),
    damaged: [...damaged, ...past.damaged.filter(({ file }) => !damaged.some((one) => one.file === file))],
  };
}

/** What a configuration says of baselines, its name looked up. @throws SetupError when there is no such name */
export function baselineChoice(folder: string, rules: BaselineRules | undefined): BaselineChoice {
  return {
    ...(rules?.branch === undefined ? {} : { branch: rules.branch }),
    ...(rules?.window === undefined ? {} : { window: rules.window }),
    ...(rules?.name === undefined ? {} : { named: baselineNamed(folder, rules.name) }),
  };
}
