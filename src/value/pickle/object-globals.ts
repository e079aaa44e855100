import type { Value } from '../value.ts';
import { badArguments, itemsOf, tagged } from './arguments.ts';
import { GlobalName, type GlobalRow } from './global-entry.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';
import { recordOf } from './records.ts';

/** An object that gets what it holds from BUILD, and from nowhere else. */
function newUuid(args: readonly Item[], machine: Machine): Value {
  if (args.length > 0) badArguments(machine, 'uuid.UUID', 'no arguments, and its number from BUILD');
  machine.charge(100);
  const uuid: Value = { kind: 'uuid', text: '' };
  machine.unfinished.add(uuid);
  return uuid;
}

/** The state of a UUID is its number. */
export function buildUuid(machine: Machine, uuid: { text: string }, state: Value): void {
  const entries = tagged(state, 'map')?.entries ?? [];
  const number = entries.find(([name]) => name === 'int')?.[1];
  const isKnown = entries.every(([name, value]) => name === 'int' || (name === 'is_safe' && isSafety(value)));
  if (!isKnown || typeof number !== 'bigint' || number < 0n || number >= 1n << 128n)
    machine.refuse('The state of "uuid.UUID" is not its number of 128 bits');
  const digits = number.toString(16).padStart(32, '0');
  uuid.text = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  machine.unfinished.delete(uuid);
}

const isSafety = (value: Value): boolean => value === null || value === 0n || value === -1n;

function entryOf(machine: Machine, name: string, item: Item | undefined) {
  return item instanceof GlobalName ? item.entry : badArguments(machine, name, 'a class on the list');
}

/** `copyreg._reconstructor(cls, base, state)`: how protocols 0 and 1 make an object of a class that says nothing itself. */
function reconstructor(args: readonly Item[], machine: Machine): Item {
  const name = 'copyreg._reconstructor';
  const [cls, base, state] = args;
  const entry = entryOf(machine, name, cls);
  const baseName = entryOf(machine, name, base).name;
  if (args.length !== 3 || entry.create === undefined) badArguments(machine, name, 'a class that can be made so');
  if (baseName === 'builtins.object' && state === null) return entry.create([], machine);
  const values = itemsOf(state);
  if (baseName !== 'builtins.tuple' || entry.fields === undefined || values === undefined)
    badArguments(machine, name, 'an object without state, or a namedtuple');
  return recordOf(machine, entry.name, entry.fields, values);
}

/** `copyreg.__newobj__(cls, *args)`: NEWOBJ for protocols 0 and 1. */
function newObject(args: readonly Item[], machine: Machine): Item {
  const entry = entryOf(machine, 'copyreg.__newobj__', args[0]);
  if (entry.create === undefined) badArguments(machine, 'copyreg.__newobj__', 'a class that can be made so');
  return entry.create(args.slice(1), machine);
}

export const objectGlobals: readonly GlobalRow[] = [
  ['uuid', 'UUID', { name: 'uuid.UUID', create: newUuid }],
  ...['copyreg', 'copy_reg'].flatMap((module): GlobalRow[] => [
    [module, '_reconstructor', { name: 'copyreg._reconstructor', call: reconstructor }],
    [module, '__newobj__', { name: 'copyreg.__newobj__', call: newObject }],
  ]),
];
