import type { Command } from 'commander';
import { lawOfComparison } from '../compare/law.ts';
import type { DiffFlags } from './diff-and-tell.ts';
import { addPolicyOptions } from './policy-options.ts';
import { wholeNumber } from './run-options.ts';

const help = `
A value file holds one value as tagged JSON: plain JSON is itself (a number of digits only is an integer, one with a
point or an exponent a float), and what JSON has no form for is tagged: {"$f": "nan"}, {"$c": [1.0, 2.0]}, {"$nd": …}.
By its ending a file may also be an array of NumPy (.npy), several by name (.npz), or a table with a header row, whose
columns are each of one type (.csv), or a pickle of Python (.pkl, .pickle, .p), of which nothing is run. The two files need not be of one kind: columns compare with the lists of a .json.

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
  addPolicyOptions(program.command('diff'))
    .summary('compare two value files')
    .description('Compares two values in files, the first as legacy, the reference, and prints their differences.')
    .argument('<legacy>', 'file of the reference value')
    .argument('<modern>', 'file of the other value')
    .option('--max <n>', 'differences to show', wholeNumber(0, 1_000_000), 20)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', help)
    .action(async (legacy: string, modern: string, flags: DiffFlags) => {
      const { diffAndTell } = await import('./diff-and-tell.ts');
      ends(diffAndTell(legacy, modern, flags));
    });
}
