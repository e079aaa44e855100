import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { colourStyle, type Line, paint, plainStyle, span } from '../reporters/styled.ts';
import { waiverLines } from '../reporters/waiver-table.ts';
import type { RunReport } from '../runner/report.ts';
import { listWaivers } from '../studies/list-waivers.ts';
import { loadProject } from '../suite/load-config.ts';
import { utcDate } from '../suite/match-waiver.ts';
import { exitCodes } from './exit-codes.ts';
import { openReport } from './open-report.ts';
import { wantsColour } from './output.ts';

export interface WaiversFlags {
  readonly reports?: string;
  readonly json?: boolean;
}

/** Lists the waivers of suites. @returns the exit code: red when one expired or covered more than its share */
export async function waiversAndTell(suites: readonly string[], flags: WaiversFlags): Promise<number> {
  const project = await loadProject(process.cwd());
  const reports = flags.reports === undefined ? project.reports : resolve(flags.reports);
  const lists = await listWaivers(project, suites, utcDate(systemClock.now()), (suite) => lastReport(reports, suite));
  const all = lists.flatMap(({ waivers }) => waivers);
  const red = all.filter(({ state }) => state === 'expired' || state === 'exceeded').length;
  if (flags.json) process.stdout.write(`${JSON.stringify({ suites: lists }, infinities, 2)}\n`);
  else {
    const verdict: Line =
      red === 0
        ? [span('Every waiver holds', 'good')]
        : [span(`${red} of ${all.length} expired or covered more than their share`, 'bad')];
    const lines = [...lists.flatMap((list) => [...waiverLines(list), []]), ...(all.length === 0 ? [] : [verdict])];
    process.stdout.write(`${paint(lines, wantsColour(process.stdout, process.env) ? colourStyle : plainStyle)}\n`);
  }
  return red > 0 ? exitCodes.red : exitCodes.pass;
}

/** JSON has no token for an infinity. */
const infinities = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Null for a report of another version, or a damaged one: an older run may tell more. */
function readable(path: string): RunReport | null {
  try {
    return openReport(path);
  } catch (error) {
    if (error instanceof SetupError) return null;
    throw error;
  }
}

/** The newest report that has the suite: ids of runs sort by time. */
function lastReport(folder: string, suite: string): RunReport | null {
  if (!existsSync(folder)) return null;
  for (const run of readdirSync(folder).sort().reverse()) {
    const path = join(folder, run, 'report.json');
    if (!existsSync(path)) continue;
    const report = readable(path);
    if (report?.suites.some(({ name, subjects }) => name === suite && subjects.length > 0)) return report;
  }
  return null;
}
