import type { Command } from 'commander';
import type { PerfFlags } from './perf-and-tell.ts';
import { pythonOption, realNumber, timeText, wholeNumber } from './run-options.ts';

const help = `
Examples:
  vernier perf expression
  vernier perf expression --budget 2m --max-ratio 1 --json

Legacy, legacy again and every modern are timed on the same cases, one call right after the other, in an order drawn
anew each time, in new processes for each round. A ratio comes with an interval; a suite says what is allowed with
"performance: { maxRatio: 1.1 }". See docs/performance.md.

Exit codes:
  0    every modern is within what is allowed, surely
  1    a modern is slower than allowed, surely
  2    the command, a suite or the set-up is wrong
  3    inconclusive: too little was timed, or the machine is too noisy to tell
  130  interrupted`;

/** `vernier perf [suite...]` */
export function addPerfCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('perf')
    .summary('time moderns against legacy, and say whether they are faster or slower')
    .description('Times moderns against legacy in pairs and says: faster, slower, no difference or inconclusive.')
    .argument('[suite...]', 'suites (default: all)')
    .option('--cases <n>', 'cases of a subject that are timed, at most', wholeNumber(1, 100_000), 24)
    .option('--rounds <n>', 'rounds, each in new processes; fewer than 10 are inconclusive', wholeNumber(1, 1000), 12)
    .option('--budget <time>', 'time for one subject, such as 30s or 2m', timeText, 30_000)
    .option(
      '--max-ratio <x>',
      'times of legacy that a modern may take (default: as the suite says, 1.1)',
      realNumber(0.001, 1e6),
    )
    .option('--seed <n>', 'seed of cases, orders and resampling (default: 42)', wholeNumber(0, 2 ** 32 - 1))
    .option('--only <pattern...>', 'subjects or cases: evaluate, evaluate@maxwell-*')
    .option('--filter <word...>', 'cases by flag, label or words of their comment: flag:edge, fn:exp')
    .option('--modern <name...>', 'moderns to time (default: all)')
    .addOption(pythonOption())
    .option('--reports <folder>', 'where the folder with perf.json goes (default: reports)')
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (suites: string[], flags: PerfFlags) => {
      const { perfAndTell } = await import('./perf-and-tell.ts');
      ends(await perfAndTell(suites, flags));
    });
}
