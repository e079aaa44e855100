import type { Command } from 'commander';
import { exitCodeHelp } from './exit-codes.ts';
import { pythonOption, type RunFlags } from './run-options.ts';

/** `vernier golden …` */
export function addGoldenCommand(program: Command, ends: (exitCode: number) => void): void {
  const golden = program
    .command('golden')
    .summary('record golden vectors')
    .description('Golden vectors: stored cases with their accepted outcome.');
  golden
    .command('record')
    .summary('record the outcomes of legacy')
    .description(
      'Asks legacy for the outcome of every case of suites/<suite>/vectors.ts and writes golden/<suite>/<subject>.json.',
    )
    .argument('<suite>', 'suite to record')
    .option('--overwrite', 'take outcomes that changed, and let vectors go that are no longer named')
    .addOption(pythonOption())
    .addHelpText(
      'after',
      `\nExample:\n  vernier golden record expression\n\nNothing is recorded where CI is set.\n\n${exitCodeHelp}`,
    )
    .action(async (suite: string, flags: RunFlags & { overwrite?: boolean }) => {
      const { recordAndTell } = await import('./record-and-tell.ts');
      ends(await recordAndTell(suite, flags, flags.overwrite ?? false));
    });
}
