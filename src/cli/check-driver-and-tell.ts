import { resolve } from 'node:path';
import { SetupError } from '../base/errors.ts';
import { type CommandAddress, parseAddress } from '../implementations/address.ts';
import { splitCommand } from '../implementations/command-words.ts';
import { launchOf } from '../implementations/launch.ts';
import { driverCheckLines, ruleLines } from '../reporters/driver-check.ts';
import { type Line, paint } from '../reporters/styled.ts';
import { checkDriver } from '../studies/check-driver.ts';
import { exitCodes } from './exit-codes.ts';
import { openSession } from './session.ts';

export interface DriverCheckFlags {
  readonly echo: string;
  readonly deadline: number;
  readonly python?: string;
  readonly integers: 'number' | 'bigint';
  readonly json?: boolean;
}

/** Checks a driver and prints a line for every rule as it is decided. @returns the exit code */
export async function checkDriverAndTell(words: readonly string[], flags: DriverCheckFlags): Promise<number> {
  const root = process.cwd();
  const address = addressOf(words, root);
  const launch = launchOf(address, {
    root,
    integers: flags.integers,
    ...(flags.python === undefined ? {} : { python: flags.python }),
  });
  const session = openSession(flags.json === true);
  const print = (lines: Line[]) => session.print(paint(lines, session.style));
  try {
    const check = await checkDriver({
      launch,
      address: address.text,
      echo: flags.echo,
      deadlineMs: flags.deadline,
      signal: session.signal,
      onRule: (result) => print(ruleLines(result)),
    });
    if (session.signal.aborted) return exitCodes.interrupted;
    print(driverCheckLines(check));
    if (flags.json) process.stdout.write(`${JSON.stringify(check, null, 2)}\n`);
    return check.conforms ? exitCodes.pass : exitCodes.red;
  } finally {
    session.close();
  }
}

/** An address, a command in one word as in an address, or a command in several words as the shell split it. */
function addressOf(words: readonly string[], root: string) {
  const [first, ...others] = words;
  if (first === undefined) throw new SetupError('No driver was named. Wanted the command that starts it.');
  if (others.length === 0 && /^(?:python|module|driver|exec):/.test(first)) return parseAddress(first, root);
  const split = others.length === 0 ? splitCommand(first) : words;
  if (split === null) throw new SetupError(`Invalid command ${JSON.stringify(first)}: a quote is not closed`);
  const [program = '', ...args] = split.map((word) => (/^\.\.?\//.test(word) ? resolve(root, word) : word));
  const address: CommandAddress = { scheme: 'driver', text: words.join(' '), words: [program, ...args] };
  return address;
}
