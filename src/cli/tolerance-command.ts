import type { Command } from 'commander';
import { mostJobs, pythonOption, realNumber, wholeNumber } from './run-options.ts';
import type { RatchetFlags, SuggestFlags } from './tolerance-and-tell.ts';

const suggestHelp = `
Examples:
  vernier tolerance suggest expression --seeds 10 --cases 2000
  vernier tolerance suggest expression --modern typescript --drifted --json

A place is a path without its indices. The proposal for it is the smallest tolerance that covers every number seen, times
the factor, rounded up to one digit. Numbers of waived cases never count.

Exit codes:
  0    printed
  2    the command, the suite or the set-up is wrong
  3    nothing was compared
  130  interrupted`;

const ratchetHelp = `
Examples:
  vernier tolerance ratchet expression --check
  vernier tolerance ratchet expression --write --factor 4

--write tightens suites/<suite>/tolerances.json, which the suite imports as its policies, and never loosens it.

Exit codes:
  0    no policy is looser than allowed; with --write: it is written, or there was nothing to tighten
  1    a policy is looser than what was needed by more than the slack
  2    the command, the suite or the set-up is wrong
  3    too few numbers were compared to say
  130  interrupted`;

/** `vernier tolerance …` */
export function addToleranceCommand(program: Command, ends: (exitCode: number) => void): void {
  const tolerance = program
    .command('tolerance')
    .summary('measure how tight the tolerances of a suite can be')
    .description(
      'Tolerances from what is measured: how far apart the sides are, and how much more the policies allow.',
    );
  withRunOptions(tolerance.command('suggest'), 10)
    .summary('propose a tolerance for every place')
    .description('Runs a suite under many seeds and proposes tolerances for every subject, modern and place.')
    .option('--factor <x>', 'safety factor over the largest difference seen', realNumber(1, 1e6), 4)
    .option('--drifted', 'count the numbers of drifted cases too: for a suite that has no tolerances yet')
    .addHelpText('after', suggestHelp)
    .action(async (suite: string, flags: SuggestFlags) => {
      const { suggestAndTell } = await import('./tolerance-and-tell.ts');
      ends(await suggestAndTell(suite, flags));
    });
  withRunOptions(tolerance.command('ratchet'), 5)
    .summary('fail when a policy is looser than what was needed, or tighten it')
    .description(
      'Runs a suite under several seeds and holds its policies against the largest share of them that was needed.',
    )
    .option('--check', 'fail when a policy is too loose (the default)')
    .option('--write', 'tighten tolerances.json')
    .option('--slack <x>', 'how many times what was needed a policy may allow', realNumber(1, 1e300), 100)
    .option('--factor <x>', 'safety factor of what is written', realNumber(1, 1e6), 4)
    .addHelpText('after', ratchetHelp)
    .action(async (suite: string, flags: RatchetFlags) => {
      const { ratchetAndTell } = await import('./tolerance-and-tell.ts');
      ends(await ratchetAndTell(suite, flags));
    });
}

function withRunOptions(command: Command, seeds: number): Command {
  return command
    .argument('<suite>', 'suite to measure')
    .option('--seeds <n>', 'how many seeds', wholeNumber(1, 10_000), seeds)
    .option('--seed <n>', 'the first of them (default: 42)', wholeNumber(0, 2 ** 32 - 1))
    .option('--cases <n>', 'generated cases per subject and seed (default: as the suite says)', wholeNumber(0, 1e9))
    .option('--jobs <n>', 'worker processes per implementation (default: 1)', wholeNumber(1, mostJobs))
    .option('--only <pattern...>', 'subjects or cases: evaluate, evaluate@maxwell-*')
    .option('--filter <word...>', 'cases by flag, label or words of their comment: flag:edge, fn:exp')
    .option('--modern <name...>', 'moderns to measure (default: all)')
    .addOption(pythonOption())
    .option('--json', 'print the result as JSON to standard output, everything else to standard error');
}
