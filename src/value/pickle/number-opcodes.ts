import { canonicalNanBits } from '../float-bits.ts';
import type { Value } from '../value.ts';
import type { Machine } from './machine.ts';
import type { Handlers } from './opcode-table.ts';

/** As many decimal digits as Python itself reads: past that its work grows with the square. */
const maxDigits = 4300;
const integerForm = /^[+-]?\d+$/;
const floatForm = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|infinity|nan)$/i;

/** Integers below 1024 are made once. */
const smallIntegers = Array.from({ length: 1024 }, (_, i) => BigInt(i));

/** An integer of a few bytes. */
export function integerOf(value: number): bigint {
  return value >= 0 && value < 1024 ? (smallIntegers[value] as bigint) : BigInt(value);
}

/** A NaN with its payload. */
export function nanAt(machine: Machine, at: number): Value {
  const bits = machine.view.getBigUint64(at);
  return bits === canonicalNanBits ? Number.NaN : { kind: 'nan', bits };
}

/** An integer in decimal digits, as `INT`, `LONG`, `GET` and `PUT` hold it. */
export function integerOfText(machine: Machine, text: string): bigint {
  if (text.length > maxDigits) machine.refuse(`The integer has more than ${maxDigits} digits`);
  if (!integerForm.test(text)) machine.refuse('The line holds no integer in decimal digits');
  return BigInt(text.startsWith('+') ? text.slice(1) : text);
}

function pushInt(machine: Machine): void {
  const text = machine.takeLine();
  if (text === '00' || text === '01') machine.push(text === '01');
  else machine.push(integerOfText(machine, text));
}

function pushLong(machine: Machine): void {
  const text = machine.takeLine();
  machine.push(integerOfText(machine, text.endsWith('L') ? text.slice(0, -1) : text));
}

/** Little-endian two's complement of any length. */
function pushLongBytes(machine: Machine, size: number): void {
  const limit = machine.limits.maxIntegerBytes;
  if (size < 0) machine.refuse('The integer has a negative length');
  const from = machine.take(size);
  if (size > limit) machine.refuse(`The integer has ${size} bytes: at most ${limit} are read`);
  if (size === 0) {
    machine.push(0n);
    return;
  }
  const hex = Buffer.from(machine.bytes.subarray(from, from + size))
    .reverse()
    .toString('hex');
  const value = BigInt(`0x${hex}`);
  machine.charge(size);
  machine.push(machine.bytes[from + size - 1]! >= 0x80 ? value - (1n << BigInt(size * 8)) : value);
}

function pushFloatText(machine: Machine): void {
  const text = machine.takeLine();
  if (!floatForm.test(text)) machine.refuse('The line holds no float');
  const value = text.toLowerCase().replace(/^([+-]?)inf(?:inity)?$/, '$1Infinity');
  machine.push(Number(value));
}

export const numberOpcodes: Handlers = {
  NONE: (machine) => machine.push(null),
  NEWTRUE: (machine) => machine.push(true),
  NEWFALSE: (machine) => machine.push(false),
  INT: pushInt,
  LONG: pushLong,
  LONG1: (machine) => pushLongBytes(machine, machine.bytes[machine.take(1)]!),
  LONG4: (machine) => pushLongBytes(machine, machine.view.getInt32(machine.take(4), true)),
  BININT: (machine) => machine.push(integerOf(machine.view.getInt32(machine.take(4), true))),
  BININT1: (machine) => machine.push(integerOf(machine.bytes[machine.take(1)]!)),
  BININT2: (machine) => machine.push(integerOf(machine.view.getUint16(machine.take(2), true))),
  FLOAT: pushFloatText,
  BINFLOAT: pushFloat,
};

function pushFloat(machine: Machine): void {
  const at = machine.take(8);
  const value = machine.view.getFloat64(at);
  machine.push(Number.isNaN(value) ? nanAt(machine, at) : value);
}
