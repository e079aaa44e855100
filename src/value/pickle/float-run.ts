import type { Value } from '../value.ts';
import type { Machine } from './machine.ts';
import { nanAt } from './number-opcodes.ts';
import { opcodes } from './opcode-names.ts';

/**
 * After a MARK: when nothing but floats follows up to APPENDS, puts them into the list below at once, past the stack.
 * Floats in a list of floats take 8 bytes each; on the stack each would be an object of its own.
 */
export function appendFloats(machine: Machine): boolean {
  const { bytes, stack, view } = machine;
  let end = machine.at;
  const last = machine.limit - 9;
  while (end <= last && bytes[end] === opcodes.BINFLOAT) end += 9;
  const from = machine.at;
  if (end === from || end >= machine.limit || bytes[end] !== opcodes.APPENDS) return false;
  const list = stack[stack.length - 1];
  if (!Array.isArray(list) || stack.length <= machine.fence) return false;
  const count = (end - from) / 9;
  machine.charge(8 * count + 120);
  for (let at = from + 1; at < end; at += 9) {
    const value: Value = view.getFloat64(at);
    list.push(Number.isNaN(value) ? nanAt(machine, at) : value);
  }
  machine.at = end + 1;
  machine.opcodes += count + 1;
  return true;
}
