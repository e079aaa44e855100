import { resolve } from 'node:path';
import { queryHistory, queryLimits } from '../history/query-history.ts';
import { escapeTerminal } from '../reporters/escape.ts';
import { queryCsv, queryJson, queryLines } from '../reporters/query-table.ts';
import { paint, plainStyle } from '../reporters/styled.ts';
import { loadProject } from '../suite/load-config.ts';
import { exitCodes } from './exit-codes.ts';
import { historyFolder } from './keep-history.ts';

export interface QueryFlags {
  readonly history?: string;
  readonly maxRows: number;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Answers a query over the history. @returns the exit code */
export async function queryAndTell(sql: string, flags: QueryFlags): Promise<number> {
  const folder = flags.history === undefined ? historyFolder(await loadProject(process.cwd())) : resolve(flags.history);
  const result = await queryHistory(folder, sql, { ...queryLimits, maxRows: flags.maxRows });
  const { columns, rows, cut, damaged } = result;
  for (const { why } of damaged) process.stderr.write(`vernier: ${escapeTerminal(why)}\n`);
  if (flags.json) process.stdout.write(queryJson(columns, rows));
  else if (flags.csv) process.stdout.write(queryCsv(columns, rows));
  else process.stdout.write(`${paint(queryLines(columns, rows), plainStyle)}\n`);
  if (cut) process.stderr.write(`vernier: only the first ${flags.maxRows} rows are shown; see --max-rows\n`);
  return exitCodes.pass;
}
