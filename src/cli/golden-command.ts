import { type Command, InvalidArgumentError } from 'commander';
import type { Bound } from '../studies/review-change.ts';
import type { GoldenCheckFlags } from './golden-check-and-tell.ts';
import { parseBound } from './parse-bound.ts';
import type { ReviewFlags } from './review-and-tell.ts';
import { mostJobs, pythonOption, type RunFlags, wholeNumber } from './run-options.ts';

type Ends = (exitCode: number) => void;

const recordHelp = `
Example:
  vernier golden record expression

A new file, new vectors and new descriptions are written at once. A recording that would change an accepted outcome or
input, or let a vector go, waits whole in golden/<suite>/pending/ for "vernier golden review". Nothing is recorded where CI
is set.

Exit codes:
  0    recorded, or nothing changed
  1    changes wait for a review
  2    the command, the suite or the set-up is wrong, or something would change in CI
  130  interrupted`;

const reviewHelp = `
Examples:
  vernier golden review expression
  vernier golden review expression --accept maxwell-3 --reason "NumPy 2.4 rounds exp better"
  vernier golden review expression --accept-group 3f9c1a --within rel=1e-14 --reason "other math library"
  vernier golden review expression --reject maxwell-4

On a terminal, without flags, it asks group by group. Each change is shown with its distance and the referee's word.
Accepted vectors keep who accepted them, when and why. It never runs where CI is set.

Exit codes:
  0    nothing waits (any more)
  1    changes wait
  2    the command, the suite or a file is wrong, or CI is set`;

const checkHelp = `
Example:
  vernier golden check expression

Reads every golden file (schema, ids, digest), lints it, holds it beside suites/<suite>/vectors.ts and asks legacy for every
outcome again.

Exit codes:
  0    all is as it should be
  1    a file is worth less than it could be, is out of date or waits for a review, or legacy moved
  2    the command, the suite or the set-up is wrong, or a golden file cannot be read
  3    there is no golden vector, or legacy could not be asked
  130  interrupted`;

/** `vernier golden …` */
export function addGoldenCommand(program: Command, ends: Ends): void {
  const golden = program
    .command('golden')
    .summary('record, review and check golden vectors')
    .description('Golden vectors: stored cases with their accepted outcome.');
  addRecord(golden, ends);
  addReview(golden, ends);
  addCheck(golden, ends);
}

function addRecord(golden: Command, ends: Ends): void {
  golden
    .command('record')
    .summary('record the outcomes of legacy')
    .description(
      'Asks legacy for the outcome of every case of suites/<suite>/vectors.ts and writes golden/<suite>/<subject>.json.',
    )
    .argument('<suite>', 'suite to record')
    .option('--overwrite', 'take outcomes that changed, and let vectors go that are no longer named, without a review')
    .addOption(pythonOption())
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', recordHelp)
    .action(async (suite: string, flags: RunFlags & { overwrite?: boolean }) => {
      const { recordAndTell } = await import('./record-and-tell.ts');
      ends(await recordAndTell(suite, flags, flags.overwrite ?? false));
    });
}

function addReview(golden: Command, ends: Ends): void {
  golden
    .command('review')
    .summary('show, accept or reject recordings that would change what was accepted')
    .description('Shows the changes that wait as differences, in groups, and takes or drops them.')
    .argument('[suite]', 'suite to review (default: all)')
    .option('--accept <id...>', 'accept the change of this vector: maxwell-3, evaluate@maxwell-3')
    .option('--accept-group <group...>', 'accept all changes of a group')
    .option('--within <bound>', 'of these only the ones within a bound: rel=1e-14, abs=1e-9, ulp=4', bound)
    .option('--reject <id...>', 'drop the change of this vector')
    .option('--reject-group <group...>', 'drop all changes of a group')
    .option('--reason <text>', 'why the new outcomes are right; kept in the golden file')
    .option('--by <name>', "who accepts (default: git's user.name)")
    .option('--json', 'print what waits as JSON to standard output')
    .addHelpText('after', reviewHelp)
    .action(async (suite: string | undefined, flags: ReviewFlags) => {
      const { reviewAndTell } = await import('./review-and-tell.ts');
      ends(await reviewAndTell(suite ?? null, flags));
    });
}

function addCheck(golden: Command, ends: Ends): void {
  golden
    .command('check')
    .summary('lint golden vectors and ask legacy again')
    .description('Checks the golden files of a suite, and whether legacy still gives their outcomes.')
    .argument('[suite]', 'suite to check (default: all)')
    .option('--no-recompute', 'only look at the files; legacy is not started')
    .option('--jobs <n>', 'worker processes of legacy (default: 1)', wholeNumber(1, mostJobs))
    .addOption(pythonOption())
    .option('--json', 'print the result as JSON to standard output, everything else to standard error')
    .addHelpText('after', checkHelp)
    .action(async (suite: string | undefined, flags: GoldenCheckFlags) => {
      const { checkGoldenAndTell } = await import('./golden-check-and-tell.ts');
      ends(await checkGoldenAndTell(suite ?? null, flags));
    });
}

/** For commander. @throws InvalidArgumentError */
function bound(text: string): Bound {
  const parsed = parseBound(text);
  if (parsed === null) throw new InvalidArgumentError('It must be rel=, abs= or ulp= and a number: rel=1e-14, ulp=4.');
  return parsed;
}
