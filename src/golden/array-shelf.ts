import { isDeepStrictEqual } from 'node:util';
import { SetupError } from '../base/errors.ts';
import type { JsonObject, JsonTree } from '../value/json.ts';
import { isCOrdered } from '../value/ndarray.ts';
import { npyDType } from '../value/npy/npy-dtype.ts';
import type { DTypeSpec, NdArrayValue } from '../value/value.ts';

/** Arrays of fewer bytes stay in the JSON, where a reviewer can read them. */
export const shelfFrom = 64 * 1024;

/** The tag of an array that is kept in the .npz beside a golden file: `{"$npz": "vector/0"}`. It is known nowhere else. */
const tag = '$npz';

/** The .npz file beside a golden file. */
export function shelfPath(goldenPath: string): string {
  return goldenPath.replace(/\.json$/, '.npz');
}

/** The big arrays of a golden file while it is written: each is put away under a name, which stands in the text for it. */
export class ArrayShelf {
  readonly members = new Map<string, NdArrayValue>();
  #vector = '';
  #count = 0;

  /** Names from here on are those of this vector. */
  begin(id: string): void {
    this.#vector = id;
    this.#count = 0;
  }

  /** The text that refers to an array, or null when it stays where it is. For `encodeText`. */
  readonly refer = (array: NdArrayValue): string | null => {
    if (array.data.byteLength < shelfFrom || !comesBack(array)) return null;
    const name = `${this.#vector}/${this.#count++}`;
    this.members.set(name, array);
    return JSON.stringify({ [tag]: name });
  };
}

/** A .npz spells some types another way (`f8`), and knows no bfloat16 and no Fortran order where it is C order as well. */
function comesBack({ dtype, shape, order }: NdArrayValue): boolean {
  try {
    return isDeepStrictEqual(npyDType(dtype), dtype) && (order === 'C' || !isCOrdered(shape));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Takes arrays off the shelf while a golden file is read. The .npz is opened when the first reference is met. */
export class ArrayTaker {
  readonly #open: () => ReadonlyMap<string, NdArrayValue>;
  readonly #shown: string;
  readonly #taken = new Set<string>();
  #members: ReadonlyMap<string, NdArrayValue> | null = null;

  constructor(open: () => ReadonlyMap<string, NdArrayValue>, shown: string) {
    this.#open = open;
    this.#shown = shown;
  }

  /**
   * The tree with an attachment in the place of every reference.
   *
   * @throws SetupError for a reference that is none, or to an array that is not there
   */
  fill(tree: JsonTree, attachments: Uint8Array[], place: string): JsonTree {
    if (Array.isArray(tree)) return tree.map((item) => this.fill(item, attachments, place));
    if (!(tree instanceof Map)) return tree;
    if (tree.has(tag)) return this.#array(tree, attachments, place);
    return new Map([...tree].map(([key, inner]) => [key, this.fill(inner, attachments, place)]));
  }

  /** @throws SetupError for an array that nothing refers to: it came from somewhere else */
  finish(): void {
    const left = [...(this.#members?.keys() ?? [])].find((name) => !this.#taken.has(name));
    if (left !== undefined)
      throw new SetupError(
        `The arrays beside ${this.#shown} hold "${left}", which no vector refers to: they belong to another recording. Restore both files, or record them again`,
      );
  }

  #array(reference: JsonObject, attachments: Uint8Array[], place: string): JsonTree {
    const name = reference.get(tag);
    if (typeof name !== 'string' || reference.size > 1)
      throw new SetupError(`${place}: "${tag}" must stand alone and name an array in the .npz beside the file`);
    this.#members ??= this.#open();
    const array = this.#members.get(name);
    if (array === undefined)
      throw new SetupError(
        `${place}: there is no array "${name}" in the .npz beside ${this.#shown}; restore it, or record again`,
      );
    this.#taken.add(name);
    const attachment = BigInt(attachments.push(array.data) - 1);
    const { dtype, shape, order } = array;
    const content: [string, JsonTree][] = [
      ['dtype', dtypeTree(dtype)],
      ['shape', shape.map(BigInt)],
      ['order', order],
      ['att', attachment],
    ];
    return new Map([['$nd', new Map(content)]]);
  }
}

function dtypeTree(dtype: DTypeSpec): JsonTree {
  if (typeof dtype === 'string') return dtype;
  return dtype.map(([name, type, shape]) => [name, dtypeTree(type), ...(shape ? [shape.map(BigInt)] : [])]);
}
