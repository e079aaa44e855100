import { arrayGlobals } from './array-globals.ts';
import { builtinGlobals } from './builtin-globals.ts';
import { collectionGlobals } from './collection-globals.ts';
import type { GlobalEntry, GlobalRow } from './global-entry.ts';
import type { Machine } from './machine.ts';
import { numberGlobals } from './number-globals.ts';
import { objectGlobals } from './object-globals.ts';
import { recordEntry } from './records.ts';
import { timeGlobals } from './time-globals.ts';

/** Every pair that may be named. Both parts are looked up as they are: no dots are split, no letters folded. */
const list = new Map<string, Map<string, GlobalEntry>>();

const rows: readonly GlobalRow[] = [
  ...builtinGlobals,
  ...collectionGlobals,
  ...numberGlobals,
  ...timeGlobals,
  ...objectGlobals,
  ...arrayGlobals,
];
for (const [module, name, entry] of rows) {
  const names = list.get(module) ?? new Map<string, GlobalEntry>();
  list.set(module, names.set(name, entry));
}

/** Every pair of module and name on the list, in order. */
export function allowedGlobals(): readonly (readonly [module: string, name: string])[] {
  return rows.map(([module, name]) => [module, name]);
}

/** What the list has for a global, or what the caller named as a record. */
export function findGlobal(machine: Machine, module: string, name: string): GlobalEntry | undefined {
  return list.get(module)?.get(name) ?? recordEntry(machine, module, name);
}
