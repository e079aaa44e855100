import { type Command, Option } from 'commander';
import type { DriverCheckFlags } from './check-driver-and-tell.ts';
import { wholeNumber } from './run-options.ts';

const help = `
Subjects by convention; those that are missing leave their rules untried:
  echo(value)     returns its argument (required; --echo gives it another name)
  add(a, b)       returns the sum
  named(**names)  returns its named arguments as a map
  fail(message)   raises an error with that message
  noise(value)    prints its argument, reads standard input, returns its argument
  crash()         ends the process

Examples:
  vernier driver check ./my-driver --flag
  vernier driver check "ruby vernier_driver.rb"
  vernier driver check python:./legacy.py

Exit codes:
  0    every required rule that was tried holds
  1    a required rule does not hold
  2    the driver cannot be started
  130  interrupted
`;

/** `vernier driver …` */
export function addDriverCommand(program: Command, ends: (exitCode: number) => void): void {
  // What stands after the command of a driver is the driver's, not ours.
  program.enablePositionalOptions();
  const driver = program
    .command('driver')
    .summary('check a driver of your own')
    .description('Drivers: small programs that call code in their language and speak wire protocol 1 with Vernier.')
    .enablePositionalOptions();
  driver
    .command('check')
    .summary('try every rule of the wire protocol on a driver')
    .description(
      'Starts a driver and tries the rules of wire protocol 1 on it: hello, every kind of value, errors, long lines, pipelining, noise, its end.',
    )
    .argument('<command...>', 'command that starts the driver, or an address: python:… module:… driver:…')
    .passThroughOptions()
    .option('--echo <name>', 'subject that returns its argument', 'echo')
    .option('--deadline <ms>', 'milliseconds one answer may take', wholeNumber(1, 3_600_000), 20_000)
    .option('--python <path>', 'interpreter of a python: address (default: python3)')
    .addOption(
      new Option('--integers <form>', 'integers a module: address receives')
        .choices(['number', 'bigint'])
        .default('number'),
    )
    .option('--json', 'print the result as JSON to standard output')
    .addHelpText('after', help)
    .action(async (words: string[], flags: DriverCheckFlags) => {
      const { checkDriverAndTell } = await import('./check-driver-and-tell.ts');
      ends(await checkDriverAndTell(words, flags));
    });
}
