import { type Command, Option } from 'commander';
import { lawOfComparison } from '../compare/law.ts';
import { exitCodeHelp } from './exit-codes.ts';
import {
  mostJobs,
  pythonOption,
  type RunFlags,
  shardText,
  timeText,
  valuesOption,
  wholeNumber,
} from './run-options.ts';

const example = `
Examples:
  vernier run                               every suite
  vernier run expression --seed 7           one suite with other generated cases
  vernier run --time 5m --cases 1000000     as many generated cases as five minutes allow
  vernier run expression --only "evaluate@maxwell-*" --modern typescript
  vernier run expression --python legacy=/opt/old/bin/python
  vernier run fit --python jax=make:python3.12     an environment of its lock, made with that Python
`;

/** `vernier run [suite...]` */
export function addRunCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('run')
    .summary('drive legacy and its moderns with the same cases and report what drifts')
    .description(
      'Drives legacy and its moderns with golden vectors and generated cases, compares them, shrinks what drifts and writes reports.',
    )
    .argument('[suite...]', 'suites to run (default: all)')
    .option('--seed <n>', 'seed of the generated cases (default: 42)', wholeNumber(0, 2 ** 32 - 1))
    .option('--cases <n>', 'generated cases per subject (default: as the suite says)', wholeNumber(0, 1e9))
    .option(
      '--time <budget>',
      'generate no more cases after this time: 30s, 5m, 1h30m, shared out among subjects; with --cases, what ends first',
      timeText,
    )
    .option('--jobs <n>', 'worker processes per implementation (default: 1)', wholeNumber(1, mostJobs))
    .option('--only <pattern...>', 'subjects or cases: evaluate, expression/evaluate, evaluate@maxwell-*, evaluate#17')
    .option('--filter <word...>', 'cases by flag, label or words of their comment: flag:edge, fn:exp')
    .option('--modern <name...>', 'moderns to run (default: all)')
    .option('--bail', 'stop at the first red result')
    .addOption(
      new Option(
        '--reference <side>',
        'judge by golden vectors, by legacy, or vectors by golden and the rest by legacy',
      )
        .choices(['golden', 'legacy', 'both'])
        .default('both'),
    )
    .addOption(pythonOption())
    .option('--max-findings <n>', 'distinct drifts to shrink and report in full (default: 20)', wholeNumber(0, 10_000))
    .option('--shrink <n>', 'unlike failing cases of each kind of drift to shrink (default: 3)', wholeNumber(1, 100))
    .option('--resume <folder>', 'go on with an interrupted run, reports/<run-id>; nothing that is done is done again')
    .option(
      '--keep',
      'keep failing cases in golden/<suite>/found/, where the next run tries them first (default, but in CI)',
    )
    .option('--no-keep', 'leave golden/<suite>/found/ as it is')
    .option('--shard <i/n>', 'run the i-th of n parts of the cases; vernier merge makes one report of all', shardText)
    .addOption(valuesOption())
    .option('--comment-file <path>', 'write a short Markdown comment for a pull request')
    .option('--no-history', 'neither hold the run against earlier ones nor add it to <reports>/history/')
    .option('--reports <folder>', 'where reports go (default: reports)')
    .option('--json', 'print report.json to standard output, everything else to standard error')
    .addHelpText('after', `${example}\nThe law of comparison:\n\n${lawOfComparison}\n\n${exitCodeHelp}\n`)
    .action(async (suites: string[], flags: RunFlags) => {
      // Loaded only now: `vernier --help` need not wait for the engine.
      const { runAndReport } = await import('./run-and-report.ts');
      ends(await runAndReport(suites, flags));
    });
}
