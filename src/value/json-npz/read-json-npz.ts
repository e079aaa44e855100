import { excerpt } from '../excerpt.ts';
import { type JsonTree, parseJson } from '../json.ts';
import { readNpz } from '../npz/read-npz.ts';
import type { NdArrayValue, Value } from '../value.ts';
import { ValueSyntaxError } from '../value-syntax-error.ts';
import { arrayKey, versionKey } from './plain-tree.ts';
import { formatVersion } from './write-json-npz.ts';

/** What a deflated array of zeros comes to: files that are trusted may have it. */
const maxRatio = 1100;

/**
 * Reads what `writeJsonNpz` writes, or RepTate's `SafeSerializer`.
 *
 * @param npz gives the bytes of the `.npz`, and null when there is no such file; asked only when the JSON refers to it
 * @throws {ValueSyntaxError} for JSON that is none, another version, or a reference that points nowhere;
 * {FileFormatError} for a .npz that cannot be read
 */
export function readJsonNpz(json: string, npz: () => Uint8Array | null): Value {
  const tree = parseJson(json, { nonFinite: true });
  if (!(tree instanceof Map)) throw new ValueSyntaxError('The root of the JSON is no object', null);
  const version = tree.get(versionKey);
  if (version === undefined) throw new ValueSyntaxError(`The JSON has no "${versionKey}"`, null);
  if (version !== formatVersion) throw new ValueSyntaxError('The JSON has another version than 1', null);
  tree.delete(versionKey);
  return new Restoring(npz).value(tree);
}

class Restoring {
  readonly #npz: () => Uint8Array | null;
  #arrays: ReadonlyMap<string, NdArrayValue> | undefined;

  constructor(npz: () => Uint8Array | null) {
    this.#npz = npz;
  }

  value(tree: JsonTree): Value {
    if (Array.isArray(tree)) return tree.map((item) => this.value(item));
    if (!(tree instanceof Map)) return tree;
    const key = tree.size === 1 ? tree.get(arrayKey) : undefined;
    if (key !== undefined) return this.#array(key);
    return { kind: 'map', type: 'dict', entries: [...tree].map(([name, member]) => [name, this.value(member)]) };
  }

  #array(key: JsonTree): NdArrayValue {
    if (typeof key !== 'string') throw new ValueSyntaxError(`"${arrayKey}" is no name of an array`, null);
    this.#arrays ??= this.#open();
    const array = this.#arrays.get(key);
    if (array === undefined) throw new ValueSyntaxError(`The .npz holds no array ${excerpt(key)}`, null);
    return array;
  }

  #open(): ReadonlyMap<string, NdArrayValue> {
    const bytes = this.#npz();
    if (bytes === null) throw new ValueSyntaxError('The JSON refers to arrays, and there is no .npz', null);
    return readNpz(bytes, { maxRatio });
  }
}
