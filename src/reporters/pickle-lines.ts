import type { PickleReport } from '../value/pickle/inspect-pickle.ts';
import { visibleText } from '../value/render-list.ts';
import { inertJson } from './inert-json.ts';

const verdicts = {
  safe: 'safe: everything in it is plain data, and is read without running anything',
  unsafe: 'NOT SAFE: loading it with Python could run code',
  unreadable: 'not readable: it is no pickle, damaged, or asks for too much',
};

const maxRefusals = 10;

/** A report on a pickle for people. Nothing of what the pickle says comes out raw. */
export function pickleLines(file: string, report: PickleReport): string[] {
  const { verdict, bytes, protocol, opcodes, globals, refusals, outline } = report;
  const version = protocol === null ? 'no protocol said (0 or 1)' : `protocol ${protocol}`;
  const lines = [
    `${visibleText(file)}: ${verdicts[verdict]}`,
    `  ${bytes} bytes, ${version}, ${opcodes} ${opcodes === 1 ? 'opcode' : 'opcodes'}${verdict === 'safe' ? '' : ' looked at'}`,
  ];
  lines.push(globals.length === 0 ? '  imports nothing' : '  would import');
  for (const { module, name, offset, allowed } of globals) {
    const shown = visibleText(`${module.slice(0, 200)} . ${name.slice(0, 200)}`);
    lines.push(`    ${allowed ? 'known  ' : 'REFUSED'}  ${shown}  (at byte ${offset})`);
  }
  if (refusals.length > 0) lines.push('  refused');
  for (const { reason, offset } of refusals.slice(0, maxRefusals))
    lines.push(`    ${visibleText(reason)} (at byte ${offset})`);
  if (refusals.length > maxRefusals) lines.push(`    … ${refusals.length - maxRefusals} more`);
  if (outline.length > 0) lines.push('  holds');
  for (const { depth, label, text } of outline)
    lines.push(`    ${'  '.repeat(depth)}${label === '' ? '' : `${visibleText(label)}: `}${visibleText(text)}`);
  return lines;
}

/** A report on a pickle as JSON, with every character escaped that a terminal would obey. */
export function pickleJson(file: string, report: PickleReport): string {
  return inertJson({ schema: 'vernier-pickle-report/1', file, ...report });
}
