import { join } from 'node:path';
import { removeFile } from '../disk/remove-file.ts';
import { historyEnding } from './history-folder.ts';
import type { RunHead } from './row.ts';

/** Which runs are kept: those that meet any of what is given. */
export interface PruneRules {
  /** The newest so many of each branch. */
  readonly keep?: number | undefined;
  /** Those of the last so many days. */
  readonly olderThanDays?: number | undefined;
}

const dayMs = 86_400_000;

/**
 * The runs that may go. Baselines that have a name always stay.
 *
 * @param now Milliseconds since 1970.
 */
export function runsToPrune(
  heads: readonly RunHead[],
  rules: PruneRules,
  named: ReadonlySet<string>,
  now: number,
): RunHead[] {
  const { keep, olderThanDays } = rules;
  if (keep === undefined && olderThanDays === undefined) return [];
  const newest = new Set<string>();
  const seen = new Map<string | null, number>();
  for (const head of heads.toSorted((a, b) => b.started_at - a.started_at)) {
    const count = (seen.get(head.branch) ?? 0) + 1;
    seen.set(head.branch, count);
    if (keep !== undefined && count <= keep) newest.add(head.run_id);
  }
  const isYoung = ({ started_at }: RunHead) => olderThanDays !== undefined && now - started_at < olderThanDays * dayMs;
  return heads.filter((head) => !newest.has(head.run_id) && !isYoung(head) && !named.has(head.run_id));
}

/** Removes the files of runs. @throws SetupError when one cannot be removed */
export function pruneRuns(folder: string, runs: readonly RunHead[]): void {
  for (const { run_id } of runs) removeFile(join(folder, `${run_id}${historyEnding}`));
}
