import { LegacyText } from './item.ts';
import type { Machine } from './machine.ts';
import type { Handlers } from './opcode-table.ts';
import { maxShortText, shortText } from './short-text.ts';
import { unescapeString } from './string-escapes.ts';

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
    return surrogateText(machine, from, end);
  }
}

function surrogateText(machine: Machine, from: number, end: number): string {
  const { bytes } = machine;
  const parts: string[] = [];
  let plainFrom = from;
  for (let i = from; i + 2 < end; i++) {
    const isSurrogate = bytes[i] === 0xed && bytes[i + 1]! >= 0xa0 && bytes[i + 1]! <= 0xbf && bytes[i + 2]! >> 6 === 2;
    if (!isSurrogate) continue;
    const unit = 0xd000 | ((bytes[i + 1]! & 0x3f) << 6) | (bytes[i + 2]! & 0x3f);
    parts.push(plainText(machine, plainFrom, i), String.fromCharCode(unit));
    plainFrom = i + 3;
    i += 2;
  }
  parts.push(plainText(machine, plainFrom, end));
  const text = parts.join('');
  // Python keeps the halves of a pair apart; here they would become one character, another text.
  if (parts.length > 3) refusePairs(machine, parts);
  return text;
}

function refusePairs(machine: Machine, parts: readonly string[]): void {
  for (let i = 1; i + 2 < parts.length; i += 2) {
    const first = parts[i]!.charCodeAt(0);
    const isPair = first < 0xdc00 && parts[i + 1] === '' && parts[i + 2]!.charCodeAt(0) >= 0xdc00;
    if (isPair) machine.refuse('The text holds a surrogate pair as two characters');
  }
}

function plainText(machine: Machine, from: number, end: number): string {
  try {
    return decoder.decode(machine.bytes.subarray(from, end));
  } catch {
    return machine.refuse('The text is not UTF-8');
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
