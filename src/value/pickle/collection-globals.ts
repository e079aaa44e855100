import type { MapValue, Value } from '../value.ts';
import { badArguments, itemsOf, tagged } from './arguments.ts';
import { GlobalName, type GlobalRow } from './global-entry.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';
import { putItem } from './unique.ts';

/** A map that starts with the entries of a dict, or with pairs. */
function filledMap(machine: Machine, type: 'ordered' | 'counter', args: readonly Item[]): Value {
  const name = type === 'ordered' ? 'collections.OrderedDict' : 'collections.Counter';
  const made: MapValue = { kind: 'map', type, entries: [] };
  machine.charge(80);
  if (args.length > 1) badArguments(machine, name, 'nothing, or a dict or list of pairs');
  const dict = tagged(args[0], 'map');
  const pairs = args.length === 0 ? [] : (dict?.entries ?? itemsOf(args[0]));
  if (pairs === undefined) badArguments(machine, name, 'nothing, or a dict or list of pairs');
  machine.copy(16 * pairs.length);
  machine.charge(72 * pairs.length);
  for (const pair of pairs) {
    const [key, value] = dict === undefined ? (itemsOf(pair as Value) ?? []) : (pair as [Value, Value]);
    if (key === undefined || value === undefined) badArguments(machine, name, 'pairs of key and value');
    putItem(machine, made, key, value);
  }
  return made;
}

/** The factory is a name: nothing ever calls it. */
function defaultDict(args: readonly Item[], machine: Machine): Value {
  const [factory = null] = args;
  if (args.length > 1) badArguments(machine, 'collections.defaultdict', 'a factory at most');
  const isName = factory instanceof GlobalName && factory.entry.isFactory === true;
  if (factory !== null && !isName)
    badArguments(machine, 'collections.defaultdict', 'a class on the list as its factory');
  machine.charge(88);
  return { kind: 'map', type: 'default', factory: isName ? factory.entry.name : null, entries: [] };
}

function deque(args: readonly Item[], machine: Machine): Value {
  const [start, maxlen = null] = args;
  const items = args.length === 0 ? [] : itemsOf(start);
  const isLength = maxlen === null || (typeof maxlen === 'bigint' && maxlen >= 0n);
  if (args.length > 2 || items === undefined || !isLength)
    badArguments(machine, 'collections.deque', 'items and a length that is not negative');
  if (maxlen !== null && BigInt(items.length) > maxlen)
    badArguments(machine, 'collections.deque', 'no more items than its length');
  machine.copy(8 * items.length);
  machine.charge(88 + 8 * items.length);
  return { kind: 'deque', items: [...items], maxlen };
}

export const collectionGlobals: readonly GlobalRow[] = [
  [
    'collections',
    'OrderedDict',
    {
      name: 'collections.OrderedDict',
      isFactory: true,
      call: (args, machine) => filledMap(machine, 'ordered', args),
    },
  ],
  [
    'collections',
    'Counter',
    { name: 'collections.Counter', isFactory: true, call: (args, machine) => filledMap(machine, 'counter', args) },
  ],
  ['collections', 'defaultdict', { name: 'collections.defaultdict', isFactory: true, call: defaultDict }],
  ['collections', 'deque', { name: 'collections.deque', isFactory: true, call: deque }],
];
