import type { Item } from './item.ts';
import type { Machine } from './machine.ts';
import { integerOfText } from './number-opcodes.ts';
import type { Handlers } from './opcode-table.ts';

/** Indices far past what a file of this size could fill are refused; what lies apart does not make room for the gap. */
const maxFreeIndex = 2 ** 20;

export function remember(machine: Machine, index: number, item: Item): void {
  const { memo } = machine;
  if (index < memo.length) memo[index] = item;
  else if (index === memo.length && machine.sparseMemo.size === 0) memo.push(item);
  else if (index > Math.max(maxFreeIndex, machine.bytes.length)) machine.refuse(`The memo has no place ${index}`);
  else {
    machine.charge(64);
    machine.sparseMemo.set(index, item);
  }
}

export function recall(machine: Machine, index: number): void {
  const item = index < machine.memo.length ? machine.memo[index] : machine.sparseMemo.get(index);
  if (item === undefined) machine.refuse(`Nothing was put into the memo at ${index}`);
  machine.push(item);
}

/** An index as text. A negative one, or one with many digits, is as wrong as one past the end. */
function takeIndex(machine: Machine): number {
  const index = Number(integerOfText(machine, machine.takeLine()));
  if (index < 0) machine.refuse('The memo has no negative places');
  return index;
}

export const memoOpcodes: Handlers = {
  MEMOIZE: (machine) => remember(machine, machine.memo.length + machine.sparseMemo.size, machine.top()),
  PUT: (machine) => remember(machine, takeIndex(machine), machine.top()),
  BINPUT: (machine) => remember(machine, machine.bytes[machine.take(1)]!, machine.top()),
  LONG_BINPUT: (machine) => remember(machine, machine.takeUint32(), machine.top()),
  GET: (machine) => recall(machine, takeIndex(machine)),
  BINGET: (machine) => recall(machine, machine.bytes[machine.take(1)]!),
  LONG_BINGET: (machine) => recall(machine, machine.takeUint32()),
};
