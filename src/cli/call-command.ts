import type { Command } from 'commander';
import type { CallFlags } from './call-and-tell.ts';
import { pythonPathOption, wholeNumber } from './run-options.ts';

const help = `
Every argument is one value in tagged JSON: 1 is an integer, 1.0 a float, "a" a string, [1.5] a list, {"$f": "nan"},
{"$nd": …}. Write -- before the address when an argument starts with a dash: --args=-1.5 works as well.

Examples:
  vernier call python:math:hypot --args 3.0 4.0
  vernier call python:json:dumps --args '[1, {"$f": "nan"}]' --kwargs '{"indent": 2}'
  vernier call module:./modern.ts --subject evaluate --args '"1+x"' '{"x": 2.5}' --json

Exit codes:
  0    it returned
  1    it raised, crashed or did not answer in time
  2    the command, the address or the set-up is wrong
  130  interrupted
`;

/** `vernier call <address>` */
export function addCallCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('call')
    .summary('call one implementation once')
    .description('Calls an implementation once, in a process of its own, and prints what it did.')
    .argument('<address>', 'python:package.module:function, python:./file.py:function, module:./file.ts#function, …')
    .option('--args <value...>', 'arguments, each in tagged JSON')
    .option('--kwargs <object>', 'named arguments: an object in tagged JSON')
    .option('--subject <name>', 'which subject to call (default: the function that the address names)')
    .option(
      '--seed <n>',
      'seed for an implementation that draws random numbers (default: 42)',
      wholeNumber(0, 2 ** 32 - 1),
    )
    .option('--deadline <ms>', 'milliseconds the call may take (default: 10000)', wholeNumber(1, 86_400_000))
    .addOption(pythonPathOption())
    .option('--json', 'print the outcome as JSON: kind, value in tagged JSON, elapsedNs, warnings, mutated')
    .addHelpText('after', help)
    .action(async (address: string, flags: CallFlags) => {
      const { callAndTell } = await import('./call-and-tell.ts');
      ends(await callAndTell(address, flags));
    });
}
