import type { MapValue, SetValue, Value } from '../value.ts';
import { Internal, type Item, Refused } from './item.ts';
import type { KeyToken } from './key-book.ts';
import type { Machine } from './machine.ts';

/** Up to this many entries are searched one by one; past it, through an index. */
const maxSearched = 8;

/** What is in a big map or set: token -> place. Kept while the pickle is read, since big ones come in batches. */
const indices = new WeakMap<Value[] | [Value, Value][], Map<KeyToken, number>>();

/** Puts the pairs from here up into the map below them. A key that comes again changes its value, not its place. */
export function setItems(machine: Machine, from: number): void {
  const { stack } = machine;
  const count = stack.length - from;
  if (from - 1 < machine.fence) machine.refuse('There is no dict to put items into');
  if (count % 2 !== 0) machine.refuse('There is a key without a value');
  const target = stack[from - 1] as Item;
  if (machine.hasInternals) machine.checkValues(from);
  if (!(target instanceof Refused)) {
    const map = mapOf(machine, target);
    machine.charge(36 * count);
    if (map.entries.length === 0 && count <= 2 * maxSearched) fillSmall(machine, map, from);
    else for (let i = from; i < stack.length; i += 2) putItem(machine, map, stack[i] as Value, stack[i + 1] as Value);
  }
  stack.length = from;
}

function mapOf(machine: Machine, target: Item): MapValue {
  const isMap =
    target !== null &&
    typeof target === 'object' &&
    !Array.isArray(target) &&
    !(target instanceof Internal) &&
    target.kind === 'map';
  return isMap ? (target as MapValue) : machine.refuse('Only a dict can have items set');
}

function fillSmall(machine: Machine, map: MapValue, from: number): void {
  const { stack } = machine;
  if (!hasLastKeys(machine, from) && !learnKeys(machine, from)) {
    for (let i = from; i < stack.length; i += 2) putItem(machine, map, stack[i] as Value, stack[i + 1] as Value);
    return;
  }
  const { length } = machine.lastKeys;
  // Made at its final length, since a list that grows makes room for 17 at once.
  const entries = new Array<[Value, Value]>(length);
  for (let i = 0; i < length; i++) entries[i] = [stack[from + 2 * i] as Value, stack[from + 2 * i + 1] as Value];
  (map as { entries: [Value, Value][] }).entries = entries;
}

function hasLastKeys({ stack, lastKeys }: Machine, from: number): boolean {
  if (stack.length - from !== 2 * lastKeys.length) return false;
  for (let i = 0; i < lastKeys.length; i++) if (stack[from + 2 * i] !== lastKeys[i]) return false;
  return true;
}

/** Keeps the keys for the next map when they are different strings. */
function learnKeys(machine: Machine, from: number): boolean {
  const { stack } = machine;
  const keys: Value[] = [];
  for (let i = from; i < stack.length; i += 2) {
    const key = stack[i] as Value;
    if (typeof key !== 'string' || keys.includes(key)) return false;
    keys.push(key);
  }
  machine.lastKeys = keys;
  return true;
}

/** Sets one entry. */
export function putItem(machine: Machine, map: MapValue, key: Value, value: Value): void {
  const { entries } = map;
  const place = placeOf(machine, entries, key, (entry) => entry[0]);
  if (place === entries.length) entries.push([key, value]);
  else (entries[place] as [Value, Value])[1] = value;
}

/** Puts the items from here up into the set below them. */
export function addItems(machine: Machine, from: number): void {
  const { stack } = machine;
  if (from - 1 < machine.fence) machine.refuse('There is no set to add to');
  const target = stack[from - 1] as Item;
  if (machine.hasInternals) machine.checkValues(from);
  if (!(target instanceof Refused)) {
    machine.charge(24 * (stack.length - from));
    addAll(machine, setOf(machine, target), stack.slice(from) as Value[]);
  }
  stack.length = from;
}

function setOf(machine: Machine, target: Item): SetValue {
  const isSet = target !== null && typeof target === 'object' && 'kind' in target;
  if (isSet && target.kind === 'set') return target;
  return machine.refuse('Only a set can have items added');
}

/** Adds those that are not in it yet. */
export function addAll(machine: Machine, { items }: SetValue, added: readonly Value[]): void {
  for (const item of added) {
    if (placeOf(machine, items, item, (inside) => inside) === items.length) items.push(item);
  }
}

/** Where the key is, or the length of the list when it is new: then the caller appends it. */
function placeOf<T extends Value | [Value, Value]>(
  machine: Machine,
  list: T[],
  key: Value,
  keyOf: (one: T) => Value,
): number {
  const { keys } = machine;
  const token = keys.token(key);
  let index = indices.get(list as Value[]);
  if (index === undefined) {
    if (list.length < maxSearched) {
      let at = 0;
      while (at < list.length && keys.token(keyOf(list[at] as T)) !== token) at++;
      return at;
    }
    index = new Map(list.map((one, i) => [keys.token(keyOf(one)), i]));
    indices.set(list as Value[], index);
  }
  const place = index.get(token);
  if (place !== undefined) return place;
  index.set(token, list.length);
  return list.length;
}
