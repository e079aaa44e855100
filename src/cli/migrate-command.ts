import type { Command } from 'commander';
import type { MigrateFlags } from './migrate-and-tell.ts';
import { recordClass } from './pickle-command.ts';

const help = `
run.pkl becomes run.json, run.npz (when it holds arrays) and run.pkl.bak. Nothing of a pickle is run. Both files are read
back from the disk and compared with the pickle before it is renamed, and nothing that is there already is overwritten.
Run it again after it was interrupted: it goes on where it ended. Links are not followed.

A pickle that the format cannot keep as it is (tuples, sets, complex numbers, keys that are no strings, shared objects, …)
is left alone, and the report says what would be lost; --allow-loss lets lists, strings and arrays stand for it.

Examples:
  vernier migrate user_data/experiment.pkl
  vernier migrate user_data/ --dry-run
  vernier migrate user_data/ --allow-loss --json > migration.json

Exit codes:
  0    every pickle is migrated, or was before (--dry-run: could be)
  1    some are not: each is as it was, with the reason
  2    the command is wrong: no such file or folder
  3    there is nothing to migrate
  130  interrupted: the file under way was finished
`;

/** `vernier migrate …` */
export function addMigrateCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('migrate')
    .summary('turn pickles into JSON and NPZ files, each read back and compared')
    .description('Turns a .pkl, .pickle or .p file, or all in a folder and below, into .json, .npz and .bak.')
    .argument('<path>', 'a pickle, or a folder')
    .option('--dry-run', 'read, convert and compare, but write nothing')
    .option('--allow-loss', 'let other values stand for what the format cannot keep')
    .option('--record <class...>', 'a class to read as records: module:Name, or module:Name=field,field', recordClass)
    .option('--json', 'print the report as JSON')
    .addHelpText('after', help)
    .action(async (path: string, flags: MigrateFlags) => {
      const { migrateAndTell } = await import('./migrate-and-tell.ts');
      ends(await migrateAndTell(path, flags));
    });
}
