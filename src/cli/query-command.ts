import type { Command } from 'commander';
import type { QueryFlags } from './query-and-tell.ts';
import { wholeNumber } from './run-options.ts';

const help = `
Views: history (all rows), runs, subjects, places, vectors, findings, mechanisms, creep; columns: see docs/history.md.

Examples:
  vernier query "select run_id, verdict, branch from runs order by started_at desc limit 10"
  vernier query "select path, quantile_cont(max_share, 0.9) from places where scope = 'panel' group by path" --csv

DuckDB reads the history's files and nothing else: one SELECT, no other file, no extension, no network. It is an optional
peer: npm install --save-dev @duckdb/node-api

Exit codes:
  0    the query was answered
  2    the query is wrong, there is no history, or DuckDB is not installed
  70   a fault of Vernier itself`;

/** `vernier query "select …"` */
export function addQueryCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('query')
    .summary('ask the history of runs by SQL')
    .description('Asks the history of runs by SQL, read-only.')
    .argument('<sql>', 'one SELECT')
    .option('--history <folder>', 'where the history is (default: <reports>/history)')
    .option('--max-rows <n>', 'print at most so many rows', wholeNumber(1, 1_000_000), 10_000)
    .option('--json', 'print JSON to standard output')
    .option('--csv', 'print CSV to standard output')
    .addHelpText('after', help)
    .action(async (sql: string, flags: QueryFlags) => {
      const { queryAndTell } = await import('./query-and-tell.ts');
      ends(await queryAndTell(sql, flags));
    });
}
