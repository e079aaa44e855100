import { resolve } from 'node:path';
import { readFileBytes } from '../disk/read-bytes.ts';
import { shownPath } from '../disk/shown-path.ts';
import { pickleJson, pickleLines } from '../reporters/pickle-lines.ts';
import { inspectPickle } from '../value/pickle/inspect-pickle.ts';
import type { RecordClass } from '../value/pickle/pickle-limits.ts';
import { exitCodes } from './exit-codes.ts';

export interface InspectFlags {
  readonly record?: readonly RecordClass[];
  readonly json?: boolean;
}

const maxBytes = 2 ** 30;
const codes = { safe: exitCodes.pass, unsafe: exitCodes.red, unreadable: exitCodes.setup };

/** Looks at a pickle and prints what was found. @returns the exit code */
export function inspectAndTell(file: string, { record = [], json = false }: InspectFlags): number {
  const bytes = readFileBytes(resolve(file), { what: 'pickle', maxBytes });
  const report = inspectPickle(bytes, { records: record });
  const shown = shownPath(resolve(file));
  process.stdout.write(json ? pickleJson(shown, report) : `${pickleLines(shown, report).join('\n')}\n`);
  return codes[report.verdict];
}
