import type { Command } from 'commander';
import type { FlagsFlags } from './check-flags-and-tell.ts';
import { pythonOption, wholeNumber } from './run-options.ts';

const help = `
Examples:
  vernier flags check fit
  vernier flags check fit --cases 50 --json

A suite names the switches of its application: flags: { USE_JAX: { on: 'true', off: 'false' } }. The side that reads
them (legacy, or "side") is started twice with each value as its environment and asked the same golden vectors and
generated cases; the functions, lines and blocks that ran are held against each other. See docs/flags.md.

Exit codes:
  0    every flag switches: other code runs with it on than with it off
  1    a flag changes nothing: the same code ran
  2    the command, a suite or the set-up is wrong, or no flag is declared
  3    inconclusive: a side did not start or returned nothing, or could not be traced
  130  interrupted`;

/** `vernier flags …` */
export function addFlagsCommand(program: Command, ends: (exitCode: number) => void): void {
  const flags = program
    .command('flags')
    .summary("prove that an application's own switches switch")
    .description("Flags: an application's own switches, environment variables that choose which of its code runs.");
  flags
    .command('check')
    .summary('flip each flag and say which code ran')
    .description('Starts sides with each of their flags on and off, and says what ran with the one value only.')
    .argument('[suite...]', 'suites (default: all that declare flags)')
    .option('--cases <n>', 'golden vectors and generated cases per subject, so many of either', wholeNumber(1, 1e6), 25)
    .option('--seed <n>', 'seed of the generated cases (default: 42)', wholeNumber(0, 2 ** 32 - 1))
    .option('--only <pattern...>', 'subjects or cases: evaluate, evaluate@maxwell-*')
    .addOption(pythonOption())
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (suites: string[], given: FlagsFlags) => {
      const { checkFlagsAndTell } = await import('./check-flags-and-tell.ts');
      ends(await checkFlagsAndTell(suites, given));
    });
}
