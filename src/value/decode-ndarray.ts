import { type DType, elementCount, parseDType } from './dtype.ts';
import { writeElement } from './element-parse.ts';
import { hasValidText } from './element-text.ts';
import { excerpt } from './excerpt.ts';
import type { JsonObject, JsonTree } from './json.ts';
import { memoryIndex } from './ndarray.ts';
import { parseBase64 } from './string-text.ts';
import type { DTypeField, DTypeSpec, NdArrayValue, ScalarValue } from './value.ts';

/** Elements without bytes cost nothing to claim, so their number is limited. */
const maxEmptyElements = 2 ** 20;

/** An element of a `|O` array that is still to be read. */
export interface ObjectTree {
  /** Its place in memory order. */
  readonly index: number;
  /** Its place in C (logical) order, as written. */
  readonly logical: number;
  readonly tree: JsonTree;
}

/**
 * Reads the content of `$nd`. The objects of a `|O` array are left to the caller, since they may refer to the array.
 *
 * @throws {RangeError} when it is not an array, or its parts do not fit together
 */
export function decodeNdArray(
  content: JsonObject,
  attachments: readonly Uint8Array[],
): { array: NdArrayValue; objectTrees: ObjectTree[] | null } {
  const spec = dtypeOf(content.get('dtype'));
  const type = parseDType(spec);
  const shape = shapeOf(content.get('shape'));
  const order = content.get('order') ?? 'C';
  if (order !== 'C' && order !== 'F') throw new RangeError('Wanted "order" to be "C" or "F"');
  const source = sourceOf(content);
  const length = elementCount(shape);
  const size = length * type.itemSize;
  if (type.itemSize === 0 && type.kind !== 'object' && length > maxEmptyElements) {
    throw new RangeError(`Array of ${length} elements without bytes: at most 2^20 are read`);
  }
  const head = { kind: 'ndarray', dtype: spec, shape, order } as const;
  if (type.kind === 'object') {
    const trees = itemsOf(content.get('data'), length);
    const objectTrees = trees.map((tree, logical) => ({ index: memoryIndex(head, logical), logical, tree }));
    return { array: { ...head, data: new Uint8Array(0), objects: new Array(length).fill(null) }, objectTrees };
  }
  if (source === 'data') {
    return {
      array: { ...head, data: elementsOf(type, head, itemsOf(content.get('data'), length)) },
      objectTrees: null,
    };
  }
  const data = source === 'att' ? attachmentOf(content.get('att'), attachments) : base64Of(content.get('b64'), size);
  if (data.byteLength !== size) {
    throw new RangeError(`Array of ${length} elements needs ${size} bytes: it has ${data.byteLength}`);
  }
  refuseInvalidText(type, data);
  return { array: { ...head, data }, objectTrees: null };
}

/** Reads the content of `$np`. @throws {RangeError} when it is not a scalar */
export function decodeScalar(content: JsonObject): ScalarValue {
  const dtype = dtypeOf(content.get('dtype'));
  const type = parseDType(dtype);
  if (type.kind === 'object') throw new RangeError('A scalar cannot have the element type "|O"');
  const element = content.get('v');
  const base64 = content.get('b64');
  if (content.size !== 2 || (element === undefined) === (base64 === undefined)) {
    throw new RangeError('Wanted a scalar with "dtype" and either "v" or "b64", and nothing else');
  }
  if (element === undefined) {
    const data = base64Of(base64, type.itemSize);
    if (data.byteLength !== type.itemSize) {
      throw new RangeError(`Scalar of ${type.itemSize} bytes: "b64" has ${data.byteLength}`);
    }
    refuseInvalidText(type, data);
    return { kind: 'scalar', dtype, data };
  }
  const view = new DataView(new ArrayBuffer(type.itemSize));
  writeElement(type, element, view, 0);
  return { kind: 'scalar', dtype, data: new Uint8Array(view.buffer) };
}

/** Reads an element type. @throws {RangeError} when it is not one */
export function dtypeOf(tree: JsonTree | undefined): DTypeSpec {
  if (typeof tree === 'string') {
    parseDType(tree);
    return tree;
  }
  const spec = fieldsOf(tree, 1);
  parseDType(spec);
  return spec;
}

function fieldsOf(tree: JsonTree | undefined, depth: number): DTypeField[] {
  if (!Array.isArray(tree) || depth > 32)
    throw new RangeError('Wanted "dtype" to be a type such as "<f8" or a list of fields');
  return tree.map((field): DTypeField => {
    if (!Array.isArray(field) || field.length < 2 || field.length > 3 || typeof field[0] !== 'string') {
      throw new RangeError('Wanted a field of a dtype to be [name, type] or [name, type, shape]');
    }
    const [name, inner, shape] = field;
    const type = typeof inner === 'string' ? inner : fieldsOf(inner, depth + 1);
    return shape === undefined ? [name, type] : [name, type, shapeOf(shape)];
  });
}

function shapeOf(tree: JsonTree | undefined): number[] {
  if (!Array.isArray(tree) || !tree.every((size) => typeof size === 'bigint' && size >= 0n && size < 2n ** 53n)) {
    throw new RangeError('Wanted "shape" to be a list of integers that are not negative');
  }
  return tree.map(Number);
}

function sourceOf(content: JsonObject): 'data' | 'b64' | 'att' {
  const sources = (['data', 'b64', 'att'] as const).filter((key) => content.has(key));
  const known = ['dtype', 'shape', 'order', 'data', 'b64', 'att'];
  const unknown = [...content.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) throw new RangeError(`Unknown key ${excerpt(unknown)} in an array`);
  if (sources.length !== 1) throw new RangeError('Wanted an array with one of "data", "b64" and "att"');
  return sources[0]!;
}

function itemsOf(tree: JsonTree | undefined, length: number): JsonTree[] {
  if (!Array.isArray(tree)) throw new RangeError('Wanted "data" to be a list');
  if (tree.length !== length) throw new RangeError(`Array of ${length} elements: "data" has ${tree.length}`);
  return tree;
}

function elementsOf(type: DType, head: Pick<NdArrayValue, 'shape' | 'order'>, items: readonly JsonTree[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(items.length * type.itemSize));
  for (let i = 0; i < items.length; i++) writeElement(type, items[i]!, view, memoryIndex(head, i) * type.itemSize);
  return new Uint8Array(view.buffer);
}

function attachmentOf(tree: JsonTree | undefined, attachments: readonly Uint8Array[]): Uint8Array {
  const data = typeof tree === 'bigint' && tree >= 0n && tree < 2n ** 31n ? attachments[Number(tree)] : undefined;
  if (data === undefined) throw new RangeError(`There is no attachment ${tree}: the message has ${attachments.length}`);
  return data;
}

function base64Of(tree: JsonTree | undefined, size: number): Uint8Array {
  if (typeof tree !== 'string') throw new RangeError('Wanted "b64" to be a string');
  if (tree.length !== Math.ceil(size / 3) * 4) throw new RangeError(`Wanted ${size} bytes in "b64"`);
  const bytes = parseBase64(tree);
  if (bytes === null) throw new RangeError('Wanted "b64" to be padded base64');
  return bytes;
}

function refuseInvalidText(type: DType, data: Uint8Array): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (!hasValidText(type, view)) throw new RangeError('Array of strings holds a number that is no character');
}
