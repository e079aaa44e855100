import { type Command, InvalidArgumentError } from 'commander';
import { realNumber } from './run-options.ts';
import type { WaiveFlags } from './waive-and-tell.ts';
import type { WaiversFlags } from './waivers-and-tell.ts';

const waiveHelp = `
Example:
  vernier waive reports/2026-11-20T06-33-12-345Z-5f3a1c/evidence/3f9c01d2a4b7.json \\
      --owner "rheology team" --reason "Literals are floats on purpose" --expires 2027-02-26

It is written as narrow as the evidence allows: its class and path, the label of the case that the fewest cases have, the
errors both sides raised, and as its bound the largest difference times --factor, rounded up to one digit. Nothing is
waived where CI is set. Run again to see what it covers.

Exit codes:
  0    written
  2    it cannot be waived, or the command, the evidence or the suite is wrong; nothing is written`;

const waiversHelp = `
Examples:
  vernier waivers
  vernier waivers expression --json

What a waiver absorbed is read from the last run of its suite, reports/<run-id>/report.json.

Exit codes:
  0    every waiver holds
  1    one expired, or covered more than its share in the last run
  2    the command or a suite is wrong`;

/** `vernier waive <evidence>` and `vernier waivers [suite...]` */
export function addWaiveCommands(program: Command, ends: (exitCode: number) => void): void {
  program
    .command('waive')
    .summary('permit one drift, for a while')
    .description('Writes a waiver for the drift of an evidence file into suites/<suite>/waivers.json.')
    .argument('<evidence>', 'file of reports/<run-id>/evidence/')
    .requiredOption('--owner <name>', 'who answers for it', words)
    .requiredOption('--reason <text>', 'why the drift is meant', words)
    .requiredOption('--expires <date>', 'last day it holds, UTC: 2027-02-26', date)
    .option(
      '--bound <limit>',
      'largest difference it covers (repeatable): rel=1e-9, abs=0.5, ulp=4 (default: as measured)',
      more,
    )
    .option('--factor <x>', 'safety factor over the difference measured', realNumber(1, 1e6), 2)
    .option('--max-share <x>', "largest share of its subject's cases, below 1 (default: twice that of the run)", share)
    .option('--label <label>', 'label of the case that it is for', words)
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', waiveHelp)
    .action(async (file: string, flags: WaiveFlags) => {
      const { waiveAndTell } = await import('./waive-and-tell.ts');
      ends(await waiveAndTell(file, flags));
    });
  program
    .command('waivers')
    .summary('list waivers with what each absorbed in the last run')
    .description('Lists the waivers of suites with owner, end and condition, and what each absorbed in the last run.')
    .argument('[suite...]', 'suites (default: all)')
    .option('--reports <folder>', 'where reports are (default: reports)')
    .option('--json', 'print them as JSON')
    .addHelpText('after', waiversHelp)
    .action(async (suites: string[], flags: WaiversFlags) => {
      const { waiversAndTell } = await import('./waivers-and-tell.ts');
      ends(await waiversAndTell(suites, flags));
    });
}

function words(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
}

/** Gathers an option that is given more than once. */
const more = (text: string, before: readonly string[] = []) => [...before, text];

function date(text: string): string {
  const moment = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(moment.getTime()) || !moment.toISOString().startsWith(text))
    throw new InvalidArgumentError('It must be a date such as 2027-02-26.');
  return text;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 1))
    throw new InvalidArgumentError('It must be a number above 0 and below 1.');
  return value;
}
