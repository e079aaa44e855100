import type { NdArrayValue } from '../value.ts';
import { buildArray } from './array-globals.ts';
import { buildDType } from './dtypes.ts';
import { Internal, type Item, Refused } from './item.ts';
import type { Machine } from './machine.ts';
import { buildUuid } from './object-globals.ts';
import type { Handlers } from './opcode-table.ts';
import { PickleError } from './pickle-error.ts';
import { buildRecord } from './records.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Gives an object its state. Only what has none in the value itself takes one, each in its own form, once. */
function build(machine: Machine): void {
  const state = machine.pop();
  const target = machine.top();
  if (target instanceof Refused) return;
  try {
    buildWith(machine, target, state);
  } catch (error) {
    if (!machine.tolerant || !(error instanceof PickleError)) throw error;
    machine.note(error);
  }
}

function buildWith(machine: Machine, target: Item, given: Item): void {
  if (target === null || typeof target !== 'object' || Array.isArray(target) || target instanceof Internal) {
    machine.refuseUnsafe('State is set on something that takes none');
    return;
  }
  // The only state in which bytes may still be a string of Python 2.
  if (target.kind === 'ndarray' && machine.unfinished.has(target)) {
    buildArray(machine, target as Mutable<NdArrayValue>, given);
    return;
  }
  const state = machine.value(given);
  if (target.kind === 'record') {
    const known = machine.limits.records.find((one) => `${one.module}.${one.name}` === target.type);
    buildRecord(machine, target, known?.fields ?? [], state);
  } else if (!machine.unfinished.has(target))
    machine.refuseUnsafe('State is set on something that takes none, or has it');
  else if (target.kind === 'dtype') buildDType(machine, target as Mutable<typeof target>, state);
  else if (target.kind === 'uuid') buildUuid(machine, target as Mutable<typeof target>, state);
}

export const buildOpcodes: Handlers = { BUILD: build };
