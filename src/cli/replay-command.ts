import type { Command } from 'commander';
import type { ReplayFlags } from './replay-and-tell.ts';
import { pythonOption } from './run-options.ts';

const help = `
Example:
  vernier replay reports/2026-11-20T06-33-12-345Z-5f3a1c/evidence/3f9c01d2a4b7.json

Exit codes:
  0    gone: the case is green now
  1    reproduced, or changed into another drift
  2    the file, its suite or the set-up is wrong
  3    could not run: a side does not start
  130  interrupted

So \`git bisect run vernier replay <evidence>\` finds the commit that brought a drift.`;

/** `vernier replay <evidence>` */
export function addReplayCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('replay')
    .summary('run the case of an evidence file again')
    .description(
      'Runs the exact values of an evidence file again, in fresh processes of the implementations of the local suite, and tells what both sides did then and do now, and which code, versions and policy have changed since.',
    )
    .argument('<evidence>', 'file of reports/<run-id>/evidence/')
    .option('--trust', 'run the implementations that the evidence names, where no suite here has its name')
    .addOption(pythonOption())
    .option('--json', 'print verdict, both sides then and now, and what has changed since as JSON')
    .addHelpText('after', help)
    .action(async (file: string, flags: ReplayFlags) => {
      const { replayAndTell } = await import('./replay-and-tell.ts');
      ends(await replayAndTell(file, flags));
    });
}
