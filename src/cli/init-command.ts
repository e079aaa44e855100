import { type Command, Option } from 'commander';
import { argumentKinds } from '../suite/starter/starter-request.ts';
import type { InitFlags } from './init-flags.ts';
import { parseKinds } from './parse-kinds.ts';

const help = `
Examples:
  vernier init                                         asks; without answers it writes a working example
  vernier init --yes                                   the example, without questions
  vernier init prices --legacy python:./old/prices.py:price --modern module:./src/prices.ts#price --takes number,integer

What is there already is never overwritten. Addresses are relative to where you are; "vernier run" then works at once.

Exit codes:
  0    written
  2    there is such a suite already, an address is wrong, or a file cannot be written`;

/** `vernier init` */
export function addInitCommand(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('init')
    .summary('write a first suite into a project')
    .description(
      'Writes a working starter: a suite with a small generator, its configuration, an empty list of waivers.',
    )
    .argument('[suite]', 'name of the suite (default: example, or the name of the function)')
    .option('--legacy <address>', 'the implementation being replaced: python:./old.py:price')
    .option('--modern <address>', 'the one replacing it: module:./src/price.ts#price')
    .option('--subject <name>', 'name of the operation (default: the name of the function)')
    .addOption(
      new Option('--takes <kinds>', `what the function takes, in order: ${argumentKinds.join(', ')}`).argParser(
        parseKinds,
      ),
    )
    .option('--js', 'write JavaScript instead of TypeScript')
    .option('--yes', 'ask nothing')
    .addHelpText('after', help)
    .action(async (suite: string | undefined, flags: InitFlags) => {
      const { initAndTell } = await import('./init-and-tell.ts');
      ends(await initAndTell(suite ?? null, flags));
    });
}
