import { join, resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { shownPath } from '../disk/shown-path.ts';
import { writeHistory } from '../history/history-folder.ts';
import { baselineChoice, lookBack } from '../history/look-back.ts';
import { headOf, reportRows } from '../history/report-rows.ts';
import { creepLines } from '../reporters/creep-lines.ts';
import { paint } from '../reporters/styled.ts';
import type { CreepReport } from '../runner/creep.ts';
import type { RunReport } from '../runner/report.ts';
import type { Project } from '../suite/config.ts';
import type { RunFlags } from './run-options.ts';
import type { CommandSession } from './session.ts';
import { ciBranch, trigger } from './trigger.ts';

/** Where the history of a project lies. @param reports The folder of reports that was asked for. */
export function historyFolder(project: Pick<Project, 'reports'>, reports?: string): string {
  return join(reports === undefined ? project.reports : resolve(reports), 'history');
}

/** A run with what its history says of it. */
export interface Remembered {
  /** Has `creep` only where something moves: else the same run would leave another report each time. */
  readonly report: RunReport;
  readonly creep: CreepReport;
}

/**
 * Holds a finished run against the history, and adds it. What is damaged in a history is said and left out; a history
 * that cannot be written is said, too: the run itself is none the worse.
 */
export async function keepHistory(
  report: RunReport,
  project: Project,
  folder: string,
  say: (line: string) => void,
): Promise<Remembered> {
  const known = report.git === null || report.git.branch !== null ? report.git : { ...report.git, branch: ciBranch() };
  const head = headOf({ ...report, git: known }, trigger());
  const creep = await heldAgainst(report, project, folder, head, say);
  const told: RunReport = creep.creeps.length === 0 ? report : { ...report, creep };
  try {
    const { path, isNew } = writeHistory(folder, head, reportRows(told));
    if (!isNew) say(`the history holds run ${report.runId} already: ${shownPath(path)} is left as it is`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`the run is not in the history: ${error.message}`);
  }
  return { report: told, creep };
}

/** The run with what the history says of it; one that was interrupted, and a part of a run, is no run to hold others against. */
export async function remembered(
  ran: RunReport,
  project: Project,
  { history, reports, shard }: Pick<RunFlags, 'history' | 'reports' | 'shard'>,
  { observer, print, style }: CommandSession,
): Promise<RunReport> {
  if (history === false || shard !== undefined || ran.interrupted) return ran;
  const { report, creep } = await keepHistory(ran, project, historyFolder(project, reports), observer.say);
  // With creep, the report itself tells it.
  if (creep.creeps.length === 0) print(paint(creepLines(creep), style));
  return report;
}

async function heldAgainst(
  report: RunReport,
  project: Project,
  folder: string,
  head: ReturnType<typeof headOf>,
  say: (line: string) => void,
): Promise<CreepReport> {
  try {
    const choice = baselineChoice(folder, project.baseline);
    const { creep, damaged } = await lookBack(folder, head, reportRows(report), choice);
    for (const { why } of damaged) say(why);
    return creep;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { baseline: [], said: `No baseline: ${error.message}`, series: 0, tests: 0, creeps: [] };
  }
}
