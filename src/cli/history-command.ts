import { type Command, InvalidArgumentError } from 'commander';
import type { HistoryFlags, PruneFlags } from './history-and-tell.ts';
import { wholeNumber } from './run-options.ts';

const help = `
Examples:
  vernier history                                  runs and their verdicts
  vernier history expression/evaluate              the trend of every place of a subject, and what moves
  vernier history --history restored/history       a folder out of a CI's cache or artifact
  vernier history baseline set release-1 <run>     hold later runs against this one: baseline: { name: 'release-1' }
  vernier history prune --keep 200
  vernier history merge ci-artifacts/*/history

Every finished "vernier run" adds one Parquet file; see docs/history.md. A history is never a reason to fail: gates
decide over what moves.

Exit codes:
  0    what was asked is done
  2    the command, or a file of the history that it needs, is wrong
  70   a fault of Vernier itself`;

/** `vernier history [subject]`, and what is done with a history. */
export function addHistoryCommand(program: Command, ends: (exitCode: number) => void): void {
  const folder = ['--history <folder>', 'where the history is (default: <reports>/history)'] as const;
  const asJson = ['--json', 'print JSON to standard output'] as const;
  const history = program
    .command('history')
    .summary('tell earlier runs, how a subject has moved over them, and what creeps')
    .description('Tells the runs of a history, or how the places of one subject have moved over them.')
    .argument('[subject]', 'suite/subject, or the name of a subject')
    .option(...folder)
    .option('--branch <name>', 'runs of this branch (default: all, for a subject that of the newest run)')
    .option('--last <n>', 'the newest so many runs', wholeNumber(1, 100_000), 40)
    .option(...asJson)
    .addHelpText('after', help)
    .action(async (subject: string | undefined, flags: HistoryFlags) => {
      const { historyAndTell } = await import('./history-and-tell.ts');
      ends(await historyAndTell(subject ?? null, flags));
    });
  addBaselineCommand(history, ends);
  history
    .command('prune')
    .summary('remove files of old runs')
    .description('Removes the files of runs that nothing asks to keep. Runs that are baselines by name stay.')
    .option('--keep <n>', 'keep the newest so many runs of each branch', wholeNumber(1, 1_000_000))
    .option('--older-than <days>', 'keep runs of the last so many days: 90, 90d', days)
    .option('--dry-run', 'say what would go')
    .addHelpText(
      'after',
      '\nExample:\n  vernier history prune --keep 200 --older-than 90d\n\nExit codes: as of vernier history',
    )
    .action(async (_flags: PruneFlags, command: Command) => {
      const { pruneAndTell } = await import('./history-and-tell.ts');
      ends(await pruneAndTell(command.optsWithGlobals() as PruneFlags));
    });
  history
    .command('merge')
    .summary('take the runs of other folders in')
    .description(
      'Takes the runs of other history folders in. One that is there already counts once; two files of one run that differ are an error.',
    )
    .argument('<folder...>', 'history folders')
    .addHelpText(
      'after',
      '\nExample:\n  vernier history merge shard-1/history shard-2/history\n\nExit codes: as of vernier history',
    )
    .action(async (folders: string[], _flags: HistoryFlags, command: Command) => {
      const { mergeAndTell } = await import('./history-and-tell.ts');
      ends(await mergeAndTell(folders, command.optsWithGlobals() as HistoryFlags));
    });
}

function addBaselineCommand(history: Command, ends: (exitCode: number) => void): void {
  const baseline = history
    .command('baseline')
    .summary('name runs that others are held against')
    .description('Names runs that others are held against; the configuration says which name counts.')
    .addHelpText(
      'after',
      '\nExample:\n  vernier history baseline set release-1 2026-11-20T06-33-12-345Z-5f3a1c\n\nExit codes: as of vernier history',
    );
  const act = async (name: string | null, run: string | null, command: Command) => {
    const { baselineAndTell } = await import('./history-and-tell.ts');
    ends(await baselineAndTell(name, run, command.optsWithGlobals() as HistoryFlags));
  };
  baseline
    .command('set')
    .description('Gives a name to a run.')
    .argument('<name>')
    .argument('<run>', 'id of a run of the history, or "last"')
    .action((name: string, run: string, _flags: object, command: Command) => act(name, run, command));
  baseline
    .command('remove')
    .description('Takes a name away.')
    .argument('<name>')
    .action((name: string, _flags: object, command: Command) => act(name, null, command));
  baseline
    .command('list')
    .description('Tells the names.')
    .action((_flags: object, command: Command) => act(null, null, command));
}

/** @throws InvalidArgumentError */
function days(text: string): number {
  const value = Number(text.replace(/d$/, ''));
  if (!/^\d+d?$/.test(text) || value < 1 || value > 36_500) {
    throw new InvalidArgumentError('It must be a number of days from 1 to 36500: 90, 90d.');
  }
  return value;
}
