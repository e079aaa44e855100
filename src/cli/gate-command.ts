import type { Command } from 'commander';
import type { GateFlags } from './gate-and-tell.ts';
import { mostJobs, pythonOption, valuesOption, wholeNumber } from './run-options.ts';

const help = `
Gates:
  ci          golden vectors, and generated cases for two minutes; drift that a baseline has is known
  precutover  all suites with large budgets, vectors and the first cases in fresh processes, each side against itself,
              timings, a committed work tree; leaves the checklist cutover.json and cutover.md
  nightly     half an hour of cases by a seed of its own, a deep dive into one subject a night, creep over runs
  and those that vernier.config names: docs/gates.md

Examples:
  vernier gate ci
  vernier gate ci --baseline reports/2026-11-20T03-17-00-000Z-5f3a1c
  vernier gate ci --report reports/merged      decide over a run that is there, such as a merged one
  vernier gate nightly --seed 12345            the night that used that seed again

Exit codes:
  0    pass, go
  1    drift that is not waived, an expired waiver, missing vectors, a missed self-test floor, or another failed check
  2    the command, a suite or the set-up is wrong
  3    inconclusive: nothing or too little was compared, a required suite did not run, something was not measured
  70   a fault of Vernier itself
  130  interrupted
When several apply, the first of 130, 70, 2, 1, 3, 0 is taken.`;

/** `vernier gate <name>` */
export function addGateCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('gate')
    .summary('decide: pass, fail or inconclusive, with a checklist')
    .description('Runs what a gate asks for and decides over it: for a change (ci), a cutover, or a night.')
    .argument('<name>', 'ci, precutover, nightly, or a gate of vernier.config')
    .option('--seed <n>', 'seed of the generated cases (default: as the gate says)', wholeNumber(0, 2 ** 32 - 1))
    .option('--jobs <n>', 'worker processes per implementation (default: 1)', wholeNumber(1, mostJobs))
    .option('--baseline <run>', 'folder of a run whose drift is known and whose vectors must still be there')
    .option('--report <run>', 'decide over the run in this folder instead of running')
    .addOption(pythonOption())
    .option('--reports <folder>', 'where reports go (default: reports)')
    .addOption(valuesOption())
    .option('--comment-file <path>', 'write a short Markdown comment for a pull request')
    .option('--json', 'print the decision as JSON to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (name: string, flags: GateFlags) => {
      const { gateAndTell } = await import('./gate-and-tell.ts');
      ends(await gateAndTell(name, flags));
    });
}
