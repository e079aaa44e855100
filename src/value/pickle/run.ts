import { buildOpcodes } from './build.ts';
import { callOpcodes } from './call-opcodes.ts';
import { containerOpcodes } from './container-opcodes.ts';
import { appendFloats } from './float-run.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';
import { memoOpcodes, recall } from './memo-opcodes.ts';
import { integerOf, numberOpcodes } from './number-opcodes.ts';
import { opcodes } from './opcode-names.ts';
import { handlerTable } from './opcode-table.ts';
import { streamOpcodes } from './stream-opcodes.ts';
import { textAt, textOpcodes } from './text-opcodes.ts';

const handlers = handlerTable(
  numberOpcodes,
  textOpcodes,
  containerOpcodes,
  memoOpcodes,
  callOpcodes,
  buildOpcodes,
  streamOpcodes,
);

/** Runs a pickle to its STOP and returns what is on the stack then. @throws PickleError */
export function run(machine: Machine): Item {
  const { bytes } = machine;
  for (;;) {
    if (machine.at >= machine.limit) openRest(machine);
    const opcode = bytes[machine.at] as number;
    machine.opcode = opcode;
    machine.opcodeAt = machine.at++;
    machine.opcodes++;
    // The opcodes of plain data stand here: nearly all of a pickle is made of them.
    switch (opcode) {
      case opcodes.MEMOIZE:
        if (machine.sparseMemo.size === 0) machine.memo.push(machine.top());
        else handlers[opcode]!(machine);
        break;
      case opcodes.BINGET:
        recall(machine, bytes[machine.take(1)] as number);
        break;
      case opcodes.SHORT_BINUNICODE:
        machine.stack.push(textAt(machine, bytes[machine.take(1)] as number));
        break;
      case opcodes.BININT1:
        machine.stack.push(integerOf(bytes[machine.take(1)] as number));
        break;
      case opcodes.MARK:
        if (!appendFloats(machine)) handlers[opcode]!(machine);
        break;
      case opcodes.STOP:
        return end(machine);
      default: {
        const handler = handlers[opcode];
        if (handler === undefined) machine.refuse('There is no such opcode');
        handler(machine);
      }
    }
  }
}

/** What may be read changes where a frame ends. */
function openRest(machine: Machine): void {
  if (machine.frameEnd >= 0) {
    machine.frameEnd = -1;
    machine.limit = machine.bytes.length;
    if (machine.at < machine.limit) return;
  }
  machine.opcodeAt = machine.at;
  machine.opcode = -1;
  machine.refuse(machine.at === 0 ? 'The file is empty' : 'The pickle ends before its STOP');
}

function end(machine: Machine): Item {
  const item = machine.pop();
  if (machine.tolerant) return item;
  if (machine.marks.length > 0) machine.refuse('A mark is open at the end');
  if (machine.stack.length > 0) machine.refuse(`There are ${machine.stack.length} more values on the stack at the end`);
  if (machine.unfinished.size > 0) machine.refuse('An object never got its state');
  const rest = machine.bytes.length - machine.at;
  if (rest > 0) machine.refuse(`The file goes on for ${rest} bytes after the pickle: one pickle a file is read`);
  return machine.value(item);
}
