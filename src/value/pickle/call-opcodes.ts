import { excerpt } from '../excerpt.ts';
import type { Value } from '../value.ts';
import { findGlobal } from './allow-list.ts';
import { takeItems } from './container-opcodes.ts';
import { GlobalName } from './global-entry.ts';
import { Arguments, type Item, Refused } from './item.ts';
import type { Machine } from './machine.ts';
import type { Handlers } from './opcode-table.ts';
import { PickleError } from './pickle-error.ts';

/** Puts the named class or function on the stack: as a name, or the constant that it is. */
function pushGlobal(machine: Machine, module: string, name: string): void {
  machine.push(globalOf(machine, module, name));
}

function globalOf(machine: Machine, module: string, name: string): Item {
  const entry = findGlobal(machine, module, name);
  machine.named(module, name, entry !== undefined);
  if (entry === undefined)
    return machine.refuseUnsafe(
      `The pickle would import ${excerpt(`${module}.${name}`)}, which is not on the list of what is safe`,
    );
  if (entry.constant !== undefined) return entry.constant;
  machine.hasInternals = true;
  return new GlobalName(entry);
}

function nameOf(machine: Machine): string {
  const line = machine.takeLine();
  return Buffer.from(line, 'latin1').toString('utf8');
}

function pushStackGlobal(machine: Machine): void {
  const name = machine.pop();
  const module = machine.pop();
  if (typeof name !== 'string' || typeof module !== 'string') {
    machine.push(machine.refuseUnsafe('The name of a global is not a string'));
    return;
  }
  pushGlobal(machine, module, name);
}

/** The items of a tuple of arguments. */
export function argumentsOf(machine: Machine, item: Item): readonly Item[] {
  if (item instanceof Arguments) return item.items;
  const isTuple = item !== null && typeof item === 'object' && 'kind' in item && item.kind === 'tuple';
  return isTuple ? (item as Extract<Value, { kind: 'tuple' }>).items : machine.refuse('Arguments must be a tuple');
}

/** What a call gives. Whatever is called is one of our own functions, which makes a value of its arguments. */
export function call(machine: Machine, callee: Item, how: 'call' | 'create', args: () => readonly Item[]): Item {
  if (callee instanceof Refused) return callee;
  if (!(callee instanceof GlobalName)) return machine.refuseUnsafe('Something is called that is no class or function');
  const { entry } = callee;
  const made = entry[how];
  if (made === undefined) return machine.refuseUnsafe(`"${entry.name}" may be named, but not called in this way`);
  try {
    return made(args(), machine);
  } catch (error) {
    if (!machine.tolerant || !(error instanceof PickleError)) throw error;
    machine.note(error);
    machine.hasInternals = true;
    return new Refused();
  }
}

function reduce(machine: Machine): void {
  const args = machine.pop();
  const callee = machine.pop();
  machine.push(call(machine, callee, 'call', () => argumentsOf(machine, args)));
}

function newObject(machine: Machine): void {
  const args = machine.pop();
  const callee = machine.pop();
  machine.push(call(machine, callee, 'create', () => argumentsOf(machine, args)));
}

function newObjectWithNames(machine: Machine): void {
  const names = machine.pop();
  const isEmpty =
    names !== null &&
    typeof names === 'object' &&
    'kind' in names &&
    names.kind === 'map' &&
    names.entries.length === 0;
  if (isEmpty) {
    newObject(machine);
    return;
  }
  machine.pop();
  const callee = machine.pop();
  machine.push(
    callee instanceof Refused
      ? callee
      : machine.refuseUnsafe('An object is made with named arguments, which no class here takes'),
  );
}

/** OBJ: class and arguments lie above the mark. */
function pushObject(machine: Machine): void {
  const [callee, ...args] = takeItems(machine, machine.popMark());
  if (callee === undefined) machine.refuse('There is no class above the mark');
  machine.push(call(machine, callee, 'call', () => args));
}

/** INST: the class is named here, the arguments lie above the mark. */
function pushInstance(machine: Machine): void {
  const module = nameOf(machine);
  const callee = globalOf(machine, module, nameOf(machine));
  const args = takeItems(machine, machine.popMark());
  machine.push(call(machine, callee, 'call', () => args));
}

export const callOpcodes: Handlers = {
  GLOBAL: (machine) => {
    const module = nameOf(machine);
    pushGlobal(machine, module, nameOf(machine));
  },
  STACK_GLOBAL: pushStackGlobal,
  REDUCE: reduce,
  NEWOBJ: newObject,
  NEWOBJ_EX: newObjectWithNames,
  OBJ: pushObject,
  INST: pushInstance,
};
