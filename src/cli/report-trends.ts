import { SetupError } from '../base/errors.ts';
import { readHeads, readHistory } from '../history/history-folder.ts';
import { trendsOf } from '../history/trends-of.ts';
import type { Trend } from '../reporters/html/trends-part.ts';
import type { RunReport } from '../runner/report.ts';

/** Runs that a picture of a trend shows at the most. */
const runsShown = 40;

/**
 * What the history says of the places of a run over the runs before it on the same branch, for the pictures of
 * `report.html`. Empty when the run is not in the history, is the first one there, or the history cannot be read.
 */
export async function reportTrends(report: RunReport, folder: string): Promise<Trend[]> {
  try {
    return await trendsIn(report, folder);
  } catch (error) {
    // That it cannot be read was said when the run was to be added; its reports are written all the same.
    if (error instanceof SetupError) return [];
    throw error;
  }
}

async function trendsIn(report: RunReport, folder: string): Promise<Trend[]> {
  const { heads } = readHeads(folder);
  const own = heads.find(({ run_id }) => run_id === report.runId);
  if (own === undefined) return [];
  const before = heads.filter(({ branch, started_at }) => branch === own.branch && started_at < own.started_at);
  if (before.length === 0) return [];
  const shown = [...before.slice(1 - runsShown), own];
  const runs = shown.map(({ run_id }) => run_id);
  const { rows } = await readHistory(folder, { kinds: ['place'], runs: new Set(runs) });
  return report.suites.flatMap((suite) =>
    suite.subjects.flatMap((subject) =>
      trendsOf(rows, suite.name, subject.name, runs).map(({ modern, scope, path, metric, values }) => ({
        name: `${suite.name}/${subject.name} · ${modern}, ${scope}${path === '' ? '' : ` at ${path}`}`,
        measure: metric,
        limit: metric === 'share of tolerance' ? 1 : null,
        points: shown.map(({ run_id, started_at, commit }, index) => ({
          runId: run_id,
          startedAt: new Date(started_at).toISOString(),
          commit: (commit ?? '').slice(0, 12),
          value: values[index] ?? null,
        })),
      })),
    ),
  );
}
