import { LegacyText } from './item.ts';
import type { Machine } from './machine.ts';
import type { Handlers } from './opcode-table.ts';
import { maxShortText, shortText } from './short-text.ts';
import { unescapeString } from './string-escapes.ts';
import { textWithSurrogates } from './surrogate-text.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 as Python's `surrogatepass` reads it: a lone surrogate of three bytes is itself. */
export function textAt(machine: Machine, size: number): string {
  const from = machine.take(size);
  const end = from + size;
  if (size <= maxShortText) {
    const short = shortText(machine.buffer, from, end);
    if (short !== undefined) return short;
  }
  machine.charge(size);
  try {
    return decoder.decode(machine.bytes.subarray(from, end));
  } catch {
    return textWithSurrogates(machine, from, end);
  }
}

const rawEscape = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[\s\S]?)/g;

/** Raw-unicode-escape: Latin-1, and `\u` or `\U` for the rest. */
function pushUnicodeLine(machine: Machine): void {
  const line = machine.takeLine();
  machine.charge(line.length);
  if (!line.includes('\\')) {
    machine.push(line);
    return;
  }
  machine.push(
    line.replace(rawEscape, (whole: string, short?: string, long?: string) => {
      const digits = short ?? long;
      if (digits === undefined) {
        if (/^\\u/i.test(whole)) machine.refuse('The text has a \\u escape without its digits');
        return whole;
      }
      const code = Number.parseInt(digits, 16);
      if (code > 0x10ffff) machine.refuse('The text has a \\U escape past U+10FFFF');
      return short === undefined ? String.fromCodePoint(code) : String.fromCharCode(code);
    }),
  );
}

/** A string of Python 2, which is bytes in no known encoding. ASCII is the same in all of them. */
function pushLegacy(machine: Machine, data: Uint8Array): void {
  machine.charge(data.length);
  if (data.every((byte) => byte < 128)) {
    machine.push(Buffer.from(data).toString('latin1'));
    return;
  }
  machine.hasInternals = true;
  machine.push(new LegacyText(data));
}

function pushLegacyBytes(machine: Machine, size: number): void {
  if (size < 0) machine.refuse('The string has a negative length');
  const from = machine.take(size);
  pushLegacy(machine, machine.bytes.subarray(from, from + size));
}

function bytesAt(machine: Machine, size: number): Uint8Array {
  const from = machine.take(size);
  machine.charge(160);
  return machine.bytes.subarray(from, from + size);
}

function pushBytes(machine: Machine, size: number): void {
  machine.push({ kind: 'bytes', data: bytesAt(machine, size) });
}

export const textOpcodes: Handlers = {
  UNICODE: pushUnicodeLine,
  SHORT_BINUNICODE: (machine) => machine.push(textAt(machine, machine.bytes[machine.take(1)]!)),
  BINUNICODE: (machine) => machine.push(textAt(machine, machine.takeUint32())),
  BINUNICODE8: (machine) => machine.push(textAt(machine, machine.takeLength8())),
  STRING: (machine) => pushLegacy(machine, unescapeString(machine, machine.takeLine())),
  BINSTRING: (machine) => pushLegacyBytes(machine, machine.view.getInt32(machine.take(4), true)),
  SHORT_BINSTRING: (machine) => pushLegacyBytes(machine, machine.bytes[machine.take(1)]!),
  SHORT_BINBYTES: (machine) => pushBytes(machine, machine.bytes[machine.take(1)]!),
  BINBYTES: (machine) => pushBytes(machine, machine.takeUint32()),
  BINBYTES8: (machine) => pushBytes(machine, machine.takeLength8()),
  BYTEARRAY8: (machine) => machine.push({ kind: 'bytearray', data: bytesAt(machine, machine.takeLength8()) }),
};
