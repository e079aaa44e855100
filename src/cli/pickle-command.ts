import { type Command, InvalidArgumentError } from 'commander';
import type { RecordClass } from '../value/pickle/pickle-limits.ts';
import type { InspectFlags } from './inspect-and-tell.ts';

const help = `
Nothing of the file is run and nothing is imported: its opcodes are followed by a reader that knows a list of names and
makes plain values. Classes of your own are read as records when you name them.

Examples:
  vernier pickle inspect model.pkl
  vernier pickle inspect upload.pkl --json
  vernier pickle inspect run.pkl --record app.models:Point=x,y

Exit codes:
  0    safe: everything in it is plain data, and was read
  1    not safe: it asks for what could run code
  2    it cannot be read: no pickle, damaged, or past the limits; or the command is wrong
`;

/** `vernier pickle …` */
export function addPickleCommand(program: Command, ends: (exitCode: number) => void): void {
  const pickle = program
    .command('pickle')
    .summary('look into a pickle without loading it')
    .description('Pickles of Python, read without running anything of them.');
  pickle
    .command('inspect')
    .summary('what a pickle holds, what it would import, whether it is safe')
    .description('Says what a pickle holds, what it would import and whether it is safe, without loading it.')
    .argument('<file>', 'file of one pickle, of any protocol from 0 to 5')
    .option('--record <class...>', 'a class to read as records: module:Name, or module:Name=field,field', recordClass)
    .option('--json', 'print the report as JSON')
    .addHelpText('after', help)
    .action(async (file: string, flags: InspectFlags) => {
      const { inspectAndTell } = await import('./inspect-and-tell.ts');
      ends(inspectAndTell(file, flags));
    });
}

/** Parses a class to be read as records, for commander. @throws InvalidArgumentError */
export function recordClass(text: string, before: readonly RecordClass[] = []): RecordClass[] {
  const match = /^([\w.]+):([\w.]+)(?:=([\w,]*))?$/u.exec(text);
  if (match === null)
    throw new InvalidArgumentError('It must be module:Name or module:Name=field,field, such as app.models:Point=x,y.');
  const [, module, name, fields = ''] = match;
  return [
    ...before,
    { module: module as string, name: name as string, fields: fields.split(',').filter((field) => field !== '') },
  ];
}
