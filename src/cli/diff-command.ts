import { type Command, InvalidArgumentError, Option } from 'commander';
import { lawOfComparison } from '../compare/law.ts';
import type { DiffFlags } from './diff-and-tell.ts';
import { wholeNumber } from './run-options.ts';

const help = `
A value file holds one value as tagged JSON: plain JSON is itself (a number of digits only is an integer, one with a
point or an exponent a float), and what JSON has no form for is tagged: {"$f": "nan"}, {"$c": [1.0, 2.0]}, {"$nd": …}.
By its ending a file may also be an array of NumPy (.npy), several by name (.npz), or a table with a header row, whose
columns are each of one type (.csv). The two files need not be of one kind: columns compare with the lists of a .json.

Examples:
  vernier diff legacy.json modern.json
  vernier diff legacy.json modern.json --rtol 1e-9 --atol 1e-12
  vernier diff legacy.json modern.json --ulp 4 --ignore /timestamp
  vernier diff legacy.npz modern.npz --rtol 1e-9
  vernier diff legacy.csv modern.csv --atol 1e-6

The law of comparison:

${lawOfComparison}

Exit codes:
  0    they agree
  1    they differ, or cannot be compared
  2    the command or a file is wrong`;

/** `vernier diff <legacy> <modern>` */
export function addDiffCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('diff')
    .summary('compare two value files')
    .description('Compares two values in files, the first as legacy, the reference, and prints their differences.')
    .argument('<legacy>', 'file of the reference value')
    .argument('<modern>', 'file of the other value')
    .option('--rtol <x>', 'relative tolerance (default: 0)', tolerance)
    .option('--atol <x>', 'absolute tolerance (default: 0)', tolerance)
    .option(
      '--ulp <n>',
      'accepted distance in units in the last place; sets --mode ulp',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .addOption(
      new Option('--mode <mode>', 'how numbers are judged (default: value)').choices([
        'value',
        'bitwise',
        'ulp',
        'norm',
      ]),
    )
    .addOption(new Option('--norm <norm>', 'what the scale of an array is, in mode norm').choices(['max', 'l2', 'l1']))
    .addOption(
      new Option('--types <level>', 'how alike types must be (default: compatible)').choices([
        'strict',
        'compatible',
        'loose',
      ]),
    )
    .option('--no-equal-nan', 'NaN differs from NaN')
    .option('--signed-zero', '-0 differs from 0')
    .option('--ignore <pattern...>', 'places to skip: /timestamp, /rows/*/id')
    .option('--max <n>', 'differences to show', wholeNumber(0, 1_000_000), 20)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', help)
    .action(async (legacy: string, modern: string, flags: DiffFlags) => {
      const { diffAndTell } = await import('./diff-and-tell.ts');
      ends(diffAndTell(legacy, modern, flags));
    });
}

/** Parses a tolerance, for commander. @throws InvalidArgumentError */
function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It must be a finite number >= 0, such as 1e-9.');
  return value;
}
