import type { Command } from 'commander';
import { pythonOption, type RunFlags } from './run-options.ts';

const help = `
Example:
  vernier retire expression

The address of legacy in suites/<suite>/suite.ts becomes "golden:": from then on modern is held against the golden vectors
alone, and reports say so. Refused unless every subject has golden vectors, they are in order, nothing waits for a review,
and legacy still gives them; with --gone legacy is not asked.

Exit codes:
  0    retired, now or before
  1    the golden vectors cannot stand in for legacy; nothing was changed
  2    the command, the suite or the set-up is wrong, or the suite file must be changed by hand (it says how)
  3    legacy could not be asked; nothing was changed
  130  interrupted`;

/** `vernier retire` */
export function addRetireCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('retire')
    .summary('let golden vectors stand in for a legacy that goes away')
    .description('Turns the legacy of a suite into "golden:", its golden vectors.')
    .argument('<suite>', 'suite whose legacy goes')
    .option('--gone', 'legacy cannot be asked any more: take its vectors as they are')
    .addOption(pythonOption())
    .addHelpText('after', help)
    .action(async (suite: string, flags: RunFlags & { gone?: boolean }) => {
      const { retireAndTell } = await import('./retire-and-tell.ts');
      ends(await retireAndTell(suite, flags));
    });
}
