import type { RecordValue, Value } from '../value.ts';
import { itemsOf, tagged } from './arguments.ts';
import type { GlobalEntry } from './global-entry.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';

/** What the caller said of a class to be read as records, if it did. */
export function recordEntry(machine: Machine, module: string, name: string): GlobalEntry | undefined {
  const known = machine.limits.records.find((one) => one.module === module && one.name === name);
  if (known === undefined) return undefined;
  const type = `${module}.${name}`;
  const fields = known.fields ?? [];
  const make = (args: readonly Item[]): Value => recordOf(machine, type, fields, args);
  return { name: type, call: make, create: make, fields };
}

/** A record of the values that the pickle gives by position. */
export function recordOf(machine: Machine, type: string, names: readonly string[], args: readonly Item[]): Value {
  const record: RecordValue = { kind: 'record', type, fields: [] };
  machine.charge(100 + 90 * args.length);
  putByPosition(machine, record, names, args);
  return record;
}

function putByPosition(machine: Machine, record: RecordValue, names: readonly string[], values: readonly Item[]): void {
  if (values.length > names.length)
    machine.refuse(
      `"${record.type}" holds ${values.length} values by position: give the names of its fields in "records", ${names.length} are known`,
    );
  values.forEach((value, i) => {
    putField(record, names[i] as string, machine.value(value));
  });
}

function putField({ fields }: RecordValue, name: string, value: Value): void {
  const known = fields.find((field) => field[0] === name);
  if (known === undefined) fields.push([name, value]);
  else known[1] = value;
}

/** Gives a record its state: a dict of fields, the pair of dicts of a class with slots, or the values by position. */
export function buildRecord(machine: Machine, record: RecordValue, names: readonly string[], state: Value): void {
  const slots = tagged(state, 'tuple');
  if (slots?.items.length === 2 && slots.items.every((part) => part === null || tagged(part, 'map') !== undefined)) {
    for (const part of slots.items) putAll(machine, record, part);
    return;
  }
  const values = itemsOf(state);
  if (values === undefined) putAll(machine, record, state);
  else {
    machine.charge(90 * values.length);
    putByPosition(machine, record, names, values);
  }
}

/** Few fields are searched one by one; a class with more of them than that is no class. */
const maxFields = 1000;

function putAll(machine: Machine, record: RecordValue, state: Value): void {
  if (state === null) return;
  const dict = tagged(state, 'map');
  if (dict === undefined) machine.refuse(`The state of "${record.type}" is no dict of fields`);
  machine.charge(90 * dict.entries.length);
  if (record.fields.length + dict.entries.length > maxFields)
    machine.refuse(`"${record.type}" has more than ${maxFields} fields`);
  for (const [name, value] of dict.entries) {
    if (typeof name !== 'string') machine.refuse(`"${record.type}" has a field whose name is no string`);
    putField(record, name, value);
  }
}
