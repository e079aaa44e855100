import { type Command, InvalidArgumentError } from 'commander';
import { mostJobs, pythonOption, valuesOption, wholeNumber } from './run-options.ts';
import type { SelftestFlags } from './selftest-and-tell.ts';

const help = `
Examples:
  vernier selftest expression
  vernier selftest expression --min-kill 0.95 --json

Faults are put into the answers of the real sides, one at a time, and judged as in a run. A mutant must die when it is
shown, without the comparator, to lie beyond the policy, or when it is off by more than half of legacy's value; others must
live: half and nine tenths of the tolerance, and what the policy ignores.

Exit codes:
  0    every control is green, every harmless mutant lived, and --min-kill is reached
  1    the kill rate is below --min-kill, a harmless mutant died, or a process that lies was believed
  2    the command, a suite or the set-up is wrong
  3    inconclusive: a control without a fault is not green, or no fault could be applied
  130  interrupted`;

/** `vernier selftest [suite...]` */
export function addSelftestCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('selftest')
    .summary('show that a suite can fail: put faults into the answers and see which are found')
    .description('Puts seeded faults into the answers of a suite and reports which of them its policies find.')
    .argument('[suite...]', 'suites to test (default: all)')
    .option('--min-kill <share>', 'fail below this share of killed mutants, such as 0.95', share)
    .option('--seed <n>', 'seed of cases and faults (default: 42)', wholeNumber(0, 2 ** 32 - 1))
    .option(
      '--cases <n>',
      'generated cases per subject (default: as the suite says, 500 at the most)',
      wholeNumber(0, 1e9),
    )
    .option('--jobs <n>', 'worker processes per implementation (default: 1)', wholeNumber(1, mostJobs))
    .option('--reference <which>', 'golden, legacy or both (default: both)', reference)
    .option('--only <pattern...>', 'subjects or cases: evaluate, evaluate@maxwell-*')
    .option('--filter <word...>', 'cases by flag, label or words of their comment: flag:edge, fn:exp')
    .option('--modern <name...>', 'moderns to test (default: all)')
    .addOption(pythonOption())
    .addOption(valuesOption())
    .option('--reports <folder>', 'where the folder of the self-test goes (default: reports)')
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (suites: string[], flags: SelftestFlags) => {
      const { selftestAndTell } = await import('./selftest-and-tell.ts');
      ends(await selftestAndTell(suites, flags));
    });
}

/** @throws InvalidArgumentError */
function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a share from 0 to 1.');
  }
  return value;
}

/** @throws InvalidArgumentError */
function reference(text: string): 'golden' | 'legacy' | 'both' {
  if (text === 'golden' || text === 'legacy' || text === 'both') return text;
  throw new InvalidArgumentError('It must be golden, legacy or both.');
}
