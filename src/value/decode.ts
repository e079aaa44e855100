import { decodeLeaf } from './decode-leaf.ts';
import { decodeNdArray, decodeScalar } from './decode-ndarray.ts';
import { excerpt } from './excerpt.ts';
import { type JsonObject, type JsonTree, maxJsonDepth, parseJson, ValueSyntaxError } from './json.ts';
import { offsetOf } from './json-offset.ts';
import { fields, idOf, list, Misread, object, refuseDuplicates } from './tree-parts.ts';
import type {
  DequeValue,
  MapValue,
  NdArrayValue,
  RecordValue,
  SetValue,
  SliceValue,
  TupleValue,
  Value,
} from './value.ts';

/**
 * Reads the text form of a value, strictly: see `encodeText` for what is written, `decodeTree` for what is read.
 *
 * @param attachments buffers that `"att":i` names; arrays are views of them, not copies
 * @throws {ValueSyntaxError} with the offset of what is wrong
 */
export function decodeText(text: string, attachments?: readonly Uint8Array[]): Value {
  const tree = parseJson(text);
  try {
    return decodeTree(tree, attachments);
  } catch (error) {
    if (!(error instanceof ValueSyntaxError) || error.offset !== null) throw error;
    const offset = offsetOf(text, error.path);
    throw new ValueSyntaxError(`${error.message} at offset ${offset}`, offset, error.path);
  }
}

/**
 * Reads a value from JSON that was parsed strictly. Bare numbers, strings, booleans, null and lists stand for
 * themselves, an object without keys that start with `$` is a `dict`, and an object with one is that tag and nothing else.
 *
 * @throws {ValueSyntaxError} with the path of what is wrong and no offset
 */
export function decodeTree(tree: JsonTree, attachments: readonly Uint8Array[] = []): Value {
  const reader = new ValueReader(attachments);
  try {
    return reader.value(tree);
  } catch (error) {
    // Elements, dtypes and shapes are refused with a RangeError by rooms that know of no path.
    if (error instanceof RangeError || error instanceof Misread) {
      const path = error instanceof Misread ? [...reader.path, ...error.inner] : reader.path;
      throw new ValueSyntaxError(`${error.message} in ${pathText(path)}`, null, path);
    }
    throw error;
  }
}

function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => `${text}[${typeof step === 'number' ? step : excerpt(step)}]`, '$');
}

type Container = Value[] | TupleValue | SetValue | MapValue | DequeValue | RecordValue | SliceValue | NdArrayValue;

class ValueReader {
  readonly path: (string | number)[] = [];
  private readonly attachments: readonly Uint8Array[];
  private readonly byId = new Map<number, Value>();
  /** The id of the object that is about to be made, so that it can be referred to from inside itself. */
  private pendingId: number | null = null;

  constructor(attachments: readonly Uint8Array[]) {
    this.attachments = attachments;
  }

  value(tree: JsonTree): Value {
    if (typeof tree !== 'object' || tree === null) return tree;
    if (this.path.length > maxJsonDepth)
      throw new Misread(`Value is nested too deeply: at most ${maxJsonDepth} levels`);
    if (Array.isArray(tree)) return this.fill(this.made([]), tree);
    for (const key of tree.keys()) if (key.charCodeAt(0) === 0x24) return this.tagged(key, tree);
    return this.plainObject(tree);
  }

  private plainObject(tree: JsonObject): MapValue {
    const map = this.made<MapValue>({ kind: 'map', type: 'dict', entries: [] });
    for (const [key, inner] of tree) map.entries.push([key, this.at(key, inner)]);
    return map;
  }

  private tagged(tag: string, tree: JsonObject): Value {
    if (tag === '$id' || tree.has('$id')) return this.defined(tree);
    const content = tree.get(tag)!;
    if (tag === '$dt') return decodeLeaf(tag, content, tree);
    if (tree.size > 1) throw new Misread(`Tag ${excerpt(tag)} has other keys beside it: it must stand alone`);
    this.path.push(tag);
    const value = this.content(tag, content);
    this.path.pop();
    return value;
  }

  private content(tag: string, content: JsonTree): Value {
    switch (tag) {
      case '$ref':
        return this.reference(content);
      case '$t': {
        const tuple = this.made<TupleValue>({ kind: 'tuple', items: [] });
        this.fill(tuple.items, list(content));
        return tuple;
      }
      case '$set':
      case '$fs': {
        const set = this.made<SetValue>({ kind: tag === '$set' ? 'set' : 'frozenset', items: [] });
        this.fill(set.items, list(content));
        refuseDuplicates(set.items, 'element');
        return set;
      }
      case '$d':
        return this.map({ kind: 'map', type: 'dict', entries: [] }, content);
      case '$od':
        return this.map({ kind: 'map', type: 'ordered', entries: [] }, content);
      case '$counter':
        return this.map({ kind: 'map', type: 'counter', entries: [] }, content);
      case '$dd':
        return this.defaultMap(content);
      case '$deque':
        return this.deque(content);
      case '$rec':
        return this.record(content);
      case '$slice':
        return this.slice(content);
      case '$nd':
        return this.ndarray(content);
      case '$np':
        return decodeScalar(object(content));
      default:
        return this.leaf(tag, content);
    }
  }

  /** Bytearrays have an identity too. */
  private leaf(tag: string, content: JsonTree): Value {
    const id = this.takeId();
    const value = decodeLeaf(tag, content);
    if (id !== null) this.byId.set(id, value);
    return value;
  }

  private defined(tree: JsonObject): Value {
    const id = idOf(tree.get('$id'), '$id');
    const inner = tree.get('v');
    if (inner === undefined || tree.size !== 2)
      throw new Misread('Tag "$id" must have the key "v" beside it, and no other');
    if (this.byId.has(id)) throw new Misread(`Id ${id} is defined twice`, '$id');
    if (this.pendingId !== null) throw new Misread('An object has two ids');
    this.pendingId = id;
    const value = this.at('v', inner);
    this.pendingId = null;
    this.byId.set(id, value);
    return value;
  }

  private takeId(): number | null {
    const id = this.pendingId;
    this.pendingId = null;
    return id;
  }

  private made<T extends Container>(container: T): T {
    const id = this.takeId();
    if (id !== null) this.byId.set(id, container);
    return container;
  }

  private reference(content: JsonTree): Value {
    const id = idOf(content);
    const value = this.byId.get(id);
    if (value === undefined) throw new Misread(`Id ${id} is not defined before this reference to it`);
    if (this.pendingId !== null) throw new Misread('A reference cannot have an id of its own');
    return value;
  }

  private at(step: string | number, tree: JsonTree): Value {
    this.path.push(step);
    const value = this.value(tree);
    this.path.pop();
    return value;
  }

  private fill(items: Value[], trees: readonly JsonTree[]): Value[] {
    for (let i = 0; i < trees.length; i++) {
      const tree = trees[i]!;
      items.push(typeof tree === 'object' && tree !== null ? this.at(i, tree) : tree);
    }
    return items;
  }

  private map(map: MapValue, content: JsonTree): MapValue {
    this.pairs(this.made(map).entries, content);
    refuseDuplicates(
      map.entries.map(([key]) => key),
      'key',
    );
    return map;
  }

  private pairs(entries: [Value, Value][], content: JsonTree): void {
    for (const [i, pair] of list(content).entries()) {
      this.path.push(i);
      const [key, inner] = list(pair, 2);
      entries.push([this.at(0, key!), this.at(1, inner!)]);
      this.path.pop();
    }
  }

  private defaultMap(content: JsonTree): MapValue {
    const id = this.takeId();
    const { factory: name, items } = fields(content, 'factory', 'items');
    const factory = this.at('factory', name);
    this.pendingId = id;
    if (factory !== null && typeof factory !== 'string')
      throw new Misread('A factory must be a name or null', 'factory');
    this.path.push('items');
    const map = this.map({ kind: 'map', type: 'default', factory, entries: [] }, items!);
    this.path.pop();
    return map;
  }

  private deque(content: JsonTree): DequeValue {
    const { maxlen, items } = fields(content, 'maxlen', 'items');
    if (maxlen !== null && (typeof maxlen !== 'bigint' || maxlen < 0n)) {
      throw new Misread('"maxlen" must be null or an integer that is not negative', 'maxlen');
    }
    const deque = this.made<DequeValue>({ kind: 'deque', maxlen, items: [] });
    this.path.push('items');
    this.fill(deque.items, list(items!));
    this.path.pop();
    if (maxlen !== null && deque.items.length > maxlen)
      throw new Misread('A deque has more items than its "maxlen"', 'items');
    return deque;
  }

  private record(content: JsonTree): RecordValue {
    const id = this.takeId();
    const { type: typeTree, fields: pairs } = fields(content, 'type', 'fields');
    const type = this.at('type', typeTree);
    if (typeof type !== 'string') throw new Misread('A record type must be a string', 'type');
    this.pendingId = id;
    const record = this.made<RecordValue>({ kind: 'record', type, fields: [] });
    this.path.push('fields');
    for (const [i, pair] of list(pairs!).entries()) {
      this.path.push(i);
      const [nameTree, inner] = list(pair, 2);
      const name = this.at(0, nameTree!);
      if (typeof name !== 'string') throw new Misread('The name of a field must be a string', 0);
      record.fields.push([name, this.at(1, inner!)]);
      this.path.pop();
    }
    this.path.pop();
    return record;
  }

  private slice(content: JsonTree): SliceValue {
    // A part may hold the slice itself, so there must be one before its parts are read.
    const slice = this.made<{ -readonly [K in keyof SliceValue]: SliceValue[K] }>({
      kind: 'slice',
      start: null,
      stop: null,
      step: null,
    });
    const [start, stop, step] = this.fill([], list(content, 3));
    return Object.assign(slice, { start: start!, stop: stop!, step: step! });
  }

  private ndarray(content: JsonTree): NdArrayValue {
    const { array, objectTrees } = decodeNdArray(object(content), this.attachments);
    this.made(array);
    if (objectTrees !== null) {
      this.path.push('data');
      for (const { index, logical, tree } of objectTrees) array.objects![index] = this.at(logical, tree);
      this.path.pop();
    }
    return array;
  }
}
