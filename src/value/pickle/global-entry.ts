import type { Value } from '../value.ts';
import { Internal, type Item } from './item.ts';
import type { Machine } from './machine.ts';

/** One name on the list: what a pickle may ask of it. What is not here cannot be asked. */
export interface GlobalEntry {
  /** Module and name as Python 3 knows them. */
  readonly name: string;
  /** What calling it with these arguments gives (REDUCE, OBJ, INST). @throws through `machine.refuse` */
  readonly call?: (args: readonly Item[], machine: Machine) => Item;
  /** What `__new__` with these arguments gives (NEWOBJ). */
  readonly create?: (args: readonly Item[], machine: Machine) => Item;
  /** It is a class whose name may stand as the factory of a `defaultdict`. */
  readonly isFactory?: boolean;
  /** It is a constant, which naming it gives. */
  readonly constant?: Value;
  /** It is a class to be read as records. */
  readonly fields?: readonly string[];
}

/** A class or function that was named and is on the list. It is a name, not the thing. */
export class GlobalName extends Internal {
  readonly what: string;
  readonly entry: GlobalEntry;

  constructor(entry: GlobalEntry) {
    super();
    this.entry = entry;
    this.what = `the class or function "${entry.name}" itself`;
  }
}

/** Module, name, and what may be asked of it. */
export type GlobalRow = readonly [module: string, name: string, entry: GlobalEntry];
