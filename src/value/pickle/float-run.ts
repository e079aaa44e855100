import type { Value } from '../value.ts';
import type { Machine } from './machine.ts';
import { nanAt } from './number-opcodes.ts';
import { opcodes } from './opcode-names.ts';

/** Bytes of a float with its opcode; a frame's opcode and length take as many. */
const step = 9;

/** Where a run of floats ends, how many there are, and the frame that the end lies in. */
interface FloatRun {
  readonly end: number;
  readonly count: number;
  readonly limit: number;
}

/**
 * After a MARK: when nothing but floats follows up to APPENDS, puts them into the list below at once, past the stack.
 * Floats in a list of floats take 8 bytes each; on the stack each would be an object of its own.
 */
export function appendFloats(machine: Machine): boolean {
  const { bytes, stack } = machine;
  if (bytes[machine.at] !== opcodes.BINFLOAT || stack.length <= machine.fence) return false;
  const list = stack[stack.length - 1];
  if (!Array.isArray(list)) return false;
  const run = floatRun(machine);
  if (run === undefined) return false;
  machine.charge(8 * run.count + 128);
  pushFloats(machine, list, run.end);
  machine.at = run.end + 1;
  machine.opcodes += run.count + 1;
  machine.limit = run.limit;
  if (machine.frameEnd >= 0) machine.frameEnd = run.limit;
  return true;
}

/** The floats from here to an APPENDS, across frames that end between two of them. */
function floatRun({ bytes, view, at, limit }: Machine): FloatRun | undefined {
  let count = 0;
  let end = at;
  for (;;) {
    const last = limit - step;
    while (end <= last && bytes[end] === opcodes.BINFLOAT) {
      end += step;
      count++;
    }
    if (end !== limit || end + step > bytes.length || bytes[end] !== opcodes.FRAME) break;
    const size = view.getUint32(end + 1, true);
    if (view.getUint32(end + 5, true) !== 0 || size > bytes.length - end - step) return undefined;
    end += step;
    limit = end + size;
  }
  return end < limit && bytes[end] === opcodes.APPENDS ? { end, count, limit } : undefined;
}

function pushFloats(machine: Machine, list: Value[], end: number): void {
  const { bytes, view } = machine;
  for (let at = machine.at; at < end; at += step) {
    if (bytes[at] !== opcodes.BINFLOAT) continue;
    const value = view.getFloat64(at + 1);
    list.push(Number.isNaN(value) ? nanAt(machine, at + 1) : value);
  }
}
