import type { Command } from 'commander';
import type { NoiseFlags } from './noise-and-tell.ts';
import { mostJobs, pythonOption, realNumber, wholeNumber } from './run-options.ts';

const help = `
Examples:
  vernier noise expression
  vernier noise expression --cases 100000 --modern typescript --json
  vernier noise expression --check

Every side answers every case twice in one set of processes and once in another, with the same code, environment,
arguments and seed, and the first --fresh cases once more in processes of their own. What is not the same is noise, within policy or not. A suite
declares the noise of a subject with "noise: [...]"; see docs/noise.md.

Exit codes:
  0    every side gave the same twice, or no more than what is declared
  1    a side disagreed with itself, beyond what is declared
  2    the command, the suite or the set-up is wrong
  3    a side gave nothing to compare
  130  interrupted`;

/** `vernier noise [suite...]` */
export function addNoiseCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('noise')
    .summary('run each side against itself and say where it is not the same twice')
    .description(
      'Runs every side of suites against itself (an A/A run) and measures where it disagrees, and by how much.',
    )
    .argument('[suite...]', 'suites (default: all)')
    .option('--seed <n>', 'seed of the generated cases (default: 42)', wholeNumber(0, 2 ** 32 - 1))
    .option('--cases <n>', 'generated cases per subject (default: as the suite says)', wholeNumber(0, 1e9))
    .option('--fresh <n>', 'cases of each side asked in a fresh process too', wholeNumber(0, 1e6), 8)
    .option('--jobs <n>', 'worker processes per side and answer (default: 1)', wholeNumber(1, mostJobs))
    .option('--only <pattern...>', 'subjects or cases: evaluate, evaluate@maxwell-*')
    .option('--filter <word...>', 'cases by flag, label or words of their comment: flag:edge, fn:exp')
    .option('--modern <name...>', 'moderns to run beside legacy (default: all)')
    .option('--check', 'warn of declared noise that is looser than measured, or not there')
    .option('--slack <x>', 'how many times what was measured a declaration may allow', realNumber(1, 1e300), 10)
    .option('--factor <x>', 'safety factor of what is proposed', realNumber(1, 1e6), 2)
    .addOption(pythonOption())
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (suites: string[], flags: NoiseFlags) => {
      const { noiseAndTell } = await import('./noise-and-tell.ts');
      ends(await noiseAndTell(suites, flags));
    });
}
