import type { Machine } from './machine.ts';
import { type OpcodeName, opcodes } from './opcode-names.ts';

/** What one opcode does to the machine. */
export type Handler = (machine: Machine) => void;

/** Handlers of some opcodes, by name. */
export type Handlers = Partial<Record<OpcodeName, Handler>>;

/** The handlers by opcode; a byte that is no opcode has none. */
export function handlerTable(...parts: readonly Handlers[]): readonly (Handler | undefined)[] {
  const table = new Array<Handler | undefined>(256).fill(undefined);
  for (const part of parts)
    for (const [name, handler] of Object.entries(part)) table[opcodes[name as OpcodeName]] = handler;
  return table;
}
