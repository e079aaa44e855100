import type { Command } from 'commander';
import type { MergeFlags } from './merge-and-tell.ts';
import { mostJobs, pythonOption, wholeNumber } from './run-options.ts';

const help = `
Example:
  vernier run --shard 1/4 --reports shard-1      on one machine, and so on to 4/4 on others
  vernier merge shard-*/*                        where all four folders came together

The merged report is the one that a single run would have left, but for times and ids. Results of green cases come from
the shards. Cases that failed or were excused are run again, in the order of the whole run, since caps of excuses, groups
of findings and what is shrunk depend on it: where any failed, merging needs what a shard needs to run.

Exit codes: as those of "vernier run" for the whole, and
  2    the folders are no shards of one run: other seeds, commits, suites or options, a shard twice, a killed one
  3    inconclusive, also: a shard is missing; it is named`;

/** `vernier merge <run...>` */
export function addMergeCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('merge')
    .summary('put the shards of a run together into one report')
    .description('Puts runs of "vernier run --shard i/n" together: one journal, one report, one decision.')
    .argument('<run...>', 'folders of all shards, in any order')
    .option('--jobs <n>', 'worker processes per implementation (default: as the shards)', wholeNumber(1, mostJobs))
    .addOption(pythonOption())
    .option('--reports <folder>', 'where the report goes (default: reports)')
    .option('--no-keep', 'leave golden/<suite>/found/ as it is')
    .option('--comment-file <path>', 'write a short Markdown comment for a pull request')
    .option('--json', 'print report.json to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (runs: string[], flags: MergeFlags) => {
      const { mergeAndTell } = await import('./merge-and-tell.ts');
      ends(await mergeAndTell(runs, flags));
    });
}
