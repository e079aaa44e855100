import type { Value } from '../value.ts';
import { Arguments, Internal, type Item, Refused } from './item.ts';
import type { Machine } from './machine.ts';
import type { Handlers } from './opcode-table.ts';
import { addAll, addItems, setItems } from './unique.ts';

/** One for all, as in Python; frozen, since it lives longer than one reading. */
const emptyTuple: Value = { kind: 'tuple', items: Object.freeze([]) as unknown as Value[] };

/** The items from here up, taken off the stack. */
export function takeItems(machine: Machine, from: number): Item[] {
  const items = machine.stack.slice(from);
  machine.stack.length = from;
  return items;
}

function pushTuple(machine: Machine, items: Item[]): void {
  if (items.length === 0) {
    machine.push(emptyTuple);
    return;
  }
  machine.charge(96 + 8 * items.length);
  if (machine.hasInternals && items.some((item) => item instanceof Internal)) machine.push(new Arguments(items));
  else machine.push({ kind: 'tuple', items: items as Value[] });
}

function pushSmallTuple(machine: Machine, size: number): void {
  const from = machine.stack.length - size;
  if (from < machine.fence) machine.refuse(`A tuple of ${size} wants more than the stack holds`);
  pushTuple(machine, takeItems(machine, from));
}

export function newMap(machine: Machine, type: 'dict' | 'ordered' | 'counter' | 'default' = 'dict'): Value {
  machine.charge(80);
  return { kind: 'map', type, entries: [] };
}

/** Appends the items from here up to the list or deque below them. */
function append(machine: Machine, from: number): void {
  const { stack } = machine;
  if (from - 1 < machine.fence) machine.refuse('There is no list to append to');
  const target = stack[from - 1] as Item;
  machine.checkValues(from);
  const list = listOf(machine, target);
  if (list !== undefined) {
    if (list.length === 0) machine.charge(128);
    for (let i = from; i < stack.length; i++) list.push(stack[i] as Value);
    machine.charge(8 * (stack.length - from));
    if (!Array.isArray(target)) checkLength(machine, target as Extract<Value, { kind: 'deque' }>);
  }
  stack.length = from;
}

function listOf(machine: Machine, target: Item): Value[] | undefined {
  if (Array.isArray(target)) return target;
  if (target instanceof Refused) return undefined;
  if (target !== null && typeof target === 'object' && !(target instanceof Internal) && target.kind === 'deque')
    return target.items;
  return machine.refuse('Only a list or deque can be appended to');
}

function checkLength(machine: Machine, { items, maxlen }: Extract<Value, { kind: 'deque' }>): void {
  if (maxlen !== null && BigInt(items.length) > maxlen)
    machine.refuse(`The deque holds more than its length of ${maxlen}`);
}

function pushList(machine: Machine): void {
  const from = machine.popMark();
  machine.checkValues(from);
  machine.charge(40 + 8 * (machine.stack.length - from));
  machine.push(takeItems(machine, from) as Value[]);
}

function pushDict(machine: Machine): void {
  const from = machine.popMark();
  const pairs = takeItems(machine, from);
  machine.push(newMap(machine));
  for (const item of pairs) machine.push(item);
  setItems(machine, from + 1);
}

function pushFrozenset(machine: Machine): void {
  const from = machine.popMark();
  machine.checkValues(from);
  const items = takeItems(machine, from);
  machine.charge(88 + 24 * items.length);
  machine.push(frozensetOf(machine, items as Value[]));
}

function frozensetOf(machine: Machine, items: readonly Value[]): Value {
  const frozen: Value = { kind: 'frozenset', items: [] };
  addAll(machine, frozen, items);
  return frozen;
}

function pushMark(machine: Machine): void {
  if (machine.marks.length >= 10_000) machine.refuse('More than 10000 marks are open');
  machine.marks.push(machine.stack.length);
  machine.fence = machine.stack.length;
}

function pop(machine: Machine): void {
  if (machine.marks.length > 0 && machine.stack.length === machine.fence) machine.popMark();
  else machine.pop();
}

export const containerOpcodes: Handlers = {
  MARK: pushMark,
  POP: pop,
  POP_MARK: (machine) => {
    machine.stack.length = machine.popMark();
  },
  DUP: (machine) => machine.push(machine.top()),
  EMPTY_TUPLE: (machine) => machine.push(emptyTuple),
  TUPLE: (machine) => pushTuple(machine, takeItems(machine, machine.popMark())),
  TUPLE1: (machine) => pushSmallTuple(machine, 1),
  TUPLE2: (machine) => pushSmallTuple(machine, 2),
  TUPLE3: (machine) => pushSmallTuple(machine, 3),
  EMPTY_LIST: (machine) => {
    machine.charge(40);
    machine.push([]);
  },
  LIST: pushList,
  APPEND: (machine) => {
    machine.top();
    append(machine, machine.stack.length - 1);
  },
  APPENDS: (machine) => append(machine, machine.popMark()),
  EMPTY_DICT: (machine) => machine.push(newMap(machine)),
  DICT: pushDict,
  SETITEM: (machine) => setItems(machine, machine.stack.length - 2),
  SETITEMS: (machine) => setItems(machine, machine.popMark()),
  EMPTY_SET: (machine) => {
    machine.charge(88);
    machine.push({ kind: 'set', items: [] });
  },
  ADDITEMS: (machine) => addItems(machine, machine.popMark()),
  FROZENSET: pushFrozenset,
};
