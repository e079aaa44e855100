import type { Command } from 'commander';
import { lawOfComparison } from '../compare/law.ts';
import type { CompareFlags } from './compare-and-tell.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { addPolicyOptions } from './policy-options.ts';
import { mostJobs, pythonOption, wholeNumber } from './run-options.ts';

const help = `
An address is python:package.module:function, python:./file.py:function, module:./file.ts#function, driver:command or
exec:command. A file of calls holds a JSON list of them, or one a line; a call is a list of arguments or an object with
"args" and "kwargs", in tagged JSON ({"$f": "nan"}, {"$nd": …}); recorded messages of the wire protocol will do, too.

Examples:
  vernier compare python:urllib.parse:quote python:urllib.parse:quote_plus --calls calls.json
  vernier compare python:./old.py:area module:./new.ts#area --generate number,number --rtol 1e-12
  cat calls.jsonl | vernier compare python:./old.py:parse python:./new.py:parse --calls -

The law of comparison:

${lawOfComparison}

${exitCodeHelp}
`;

/** `vernier compare <legacy> <modern>` */
export function addCompareCommand(program: Command, ends: (exitCode: number) => void): void {
  addPolicyOptions(
    program
      .command('compare')
      .summary('compare two functions, without a suite')
      .description('Calls two implementations alike and compares what they do, without a suite or a configuration.')
      .argument('<legacy>', 'address of the reference side')
      .argument('<modern>', 'address of the other side')
      .option('--calls <file>', 'calls to make; - for standard input')
      .option('--generate <kinds>', 'generate calls: numbers, or a kind for each argument such as number,string')
      .option('--subject <name>', 'which subject to call (default: the function that an address names)')
      .option(
        '--cases <n>',
        'generated calls, or the first of the file (default: 1000; all of a file)',
        wholeNumber(1, 1e9),
      )
      .option('--seed <n>', 'seed of the generated calls (default: 42)', wholeNumber(0, 2 ** 32 - 1))
      .option('--deadline <ms>', 'milliseconds a call may take (default: 10000)', wholeNumber(1, 86_400_000)),
  )
    .option('--jobs <n>', 'worker processes per side (default: 1)', wholeNumber(1, mostJobs))
    .addOption(pythonOption())
    .option('--max-findings <n>', 'distinct drifts to shrink and report in full (default: 20)', wholeNumber(0, 10_000))
    .option('--reports <folder>', 'leave reports and evidence there (default: none are left)')
    .option('--json', 'print report.json to standard output, everything else to standard error')
    .addHelpText('after', help)
    .action(async (legacy: string, modern: string, flags: CompareFlags) => {
      const { compareAndTell } = await import('./compare-and-tell.ts');
      ends(await compareAndTell(legacy, modern, flags));
    });
}
