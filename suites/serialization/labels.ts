import type { CallArguments, MapValue, TaggedValue, Value } from 'vernier';

/**
 * Words about a case that waivers and findings can name:
 *
 * - `holds:tuple`, `holds:set`, …: a kind of value that JSON and NPZ do not have; `holds:number-scalar`: a NumPy integer or
 *   float by itself, `holds:other-scalar`: another one; `holds:objects`: an array of objects;
 * - `map:ordered`, `map:counter`, `map:default`: a dict of another class;
 * - `key:number`: a key that is None, a boolean or a number; `key:other`: one that is no string either;
 *   `key:collision`: two keys that are one as text; `key:version`: a root with a key `__version__`;
 * - `key:unfit`: a key that makes a name which archives should not have: with a backslash, a control character, `//`;
 * - `shared`, `cycle`: an object at two places, or inside itself;
 * - `text:surrogate`: a string with half of a surrogate pair;
 * - `reference`: a dict whose only key is `__array_ref__`;
 * - `full`: the disk gets full; `stale`: arrays are saved over by a value without any.
 */
export function labels({ args }: CallArguments): readonly string[] {
  const found = new Set<string>();
  for (const value of args) new Survey(found).root(value);
  const [before, after, room] = args;
  if (args.length === 3 && typeof room === 'number') found.add('full');
  else if (args.length === 3 && holdsArray(before!) && !holdsArray(after!)) found.add('stale');
  return [...found].sort();
}

function holdsArray(value: Value): boolean {
  const found = new Set<string>();
  new Survey(found, true).root(value);
  return found.has('array');
}

class Survey {
  readonly #found: Set<string>;
  readonly #arrays: boolean;
  readonly #open = new Set<object>();
  readonly #met = new Set<object>();

  constructor(found: Set<string>, arrays = false) {
    this.#found = found;
    this.#arrays = arrays;
  }

  root(value: Value): void {
    if (isMap(value) && value.entries.some(([key]) => key === '__version__')) this.#found.add('key:version');
    this.#visit(value);
  }

  #visit(value: Value): void {
    if (typeof value === 'string' && !value.isWellFormed()) this.#found.add('text:surrogate');
    if (typeof value !== 'object' || value === null) return;
    if (this.#open.has(value)) {
      this.#found.add('cycle');
      return;
    }
    if (this.#met.has(value)) {
      this.#found.add('shared');
      return;
    }
    this.#met.add(value);
    this.#open.add(value);
    if (Array.isArray(value))
      value.forEach((item) => {
        this.#visit(item);
      });
    else this.#tagged(value);
    this.#open.delete(value);
  }

  #tagged(value: TaggedValue): void {
    if (value.kind === 'map') this.#map(value);
    else if (value.kind === 'ndarray') {
      if (this.#arrays) this.#found.add('array');
      if (value.objects !== undefined) this.#found.add('holds:objects');
    } else if (value.kind === 'scalar') {
      this.#found.add(/^.[iuf]\d$/.test(String(value.dtype)) ? 'holds:number-scalar' : 'holds:other-scalar');
    } else if (value.kind !== 'nan') this.#found.add(`holds:${value.kind}`);
    for (const part of partsOf(value)) this.#visit(part);
  }

  #map(map: MapValue): void {
    if (map.type !== 'dict') this.#found.add(`map:${map.type}`);
    const texts = new Set<string>();
    for (const [key, inner] of map.entries) {
      if (typeof key !== 'string')
        this.#found.add(typeof key === 'object' && key !== null ? 'key:other' : 'key:number');
      if (typeof key !== 'object' && texts.size === texts.add(String(key)).size) this.#found.add('key:collision');
      if (typeof key === 'string' && /[\\\0-\x1f\x7f]|\/\//.test(key)) this.#found.add('key:unfit');
      this.#visit(key);
      this.#visit(inner);
    }
    if (map.entries.length === 1 && map.entries[0]![0] === '__array_ref__') this.#found.add('reference');
  }
}

function partsOf(value: TaggedValue): readonly Value[] {
  switch (value.kind) {
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'deque':
      return value.items;
    case 'record':
      return value.fields.map(([, inner]) => inner);
    case 'slice':
      return [value.start, value.stop, value.step];
    case 'ndarray':
      return value.objects ?? [];
    default:
      return [];
  }
}

function isMap(value: Value): value is MapValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'map';
}
