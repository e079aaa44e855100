import { type DType, elementCount, parseDType } from '../dtype.ts';
import { hasValidText } from '../element-text.ts';
import type { DTypeSpec, DTypeValue, NdArrayValue, Value } from '../value.ts';
import { badArguments, flag, itemsOf, rawBytes, tagged, wholeNumber } from './arguments.ts';
import { nativeOrder } from './byte-order.ts';
import { newDType, shapeOf } from './dtypes.ts';
import { GlobalName, type GlobalRow } from './global-entry.ts';
import { Arguments, type Item } from './item.ts';
import type { Machine } from './machine.ts';
import { fortranItems, memoryOrder, transposed } from './transposed.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** `_reconstruct(ndarray, (0,), b'b')`: an array that gets everything by BUILD. */
function reconstruct(args: readonly Item[], machine: Machine): Value {
  const [cls, shape, code] = args;
  const isArray = cls instanceof GlobalName && cls.entry === arrayClass;
  const isEmpty = itemsOf(shape)?.every((size) => size === 0n) === true;
  if (args.length !== 3 || !isArray || !isEmpty || rawBytes(machine, code)?.length !== 1)
    badArguments(machine, 'numpy.core.multiarray._reconstruct', 'numpy.ndarray, an empty shape and a letter');
  machine.charge(400);
  const array: NdArrayValue = { kind: 'ndarray', dtype: '|u1', shape: [0], order: 'C', data: new Uint8Array(0) };
  machine.unfinished.add(array);
  return array;
}

/** `(1, shape, dtype, is Fortran, bytes or list)`. Bytes in foreign order are swapped, as NumPy does when it loads. */
export function buildArray(machine: Machine, array: Mutable<NdArrayValue>, state: Item): void {
  const name = 'The state of "numpy.ndarray"';
  const parts = state instanceof Arguments ? state.items : (itemsOf(state) ?? []);
  const [shapeItem, dtypeItem, fortran, content] = parts.slice(-4);
  const shape = shapeOf(shapeItem);
  const isFortran = flag(fortran);
  const isKnown = parts.length === 4 || (parts.length === 5 && wholeNumber(parts[0], 0, 1) !== undefined);
  if (!isKnown || shape === undefined || isFortran === undefined)
    machine.refuse(`${name} is not a shape, a type, a flag and content`);
  const spec = specOf(machine, dtypeItem);
  const type = parseDType(spec);
  array.shape = shape;
  array.order = memoryOrder(shape, isFortran);
  if (type.kind === 'object') {
    array.dtype = '|O';
    const objects = objectsOf(machine, content, countOf(machine, shape));
    // NumPy lists them in C order, however the array lies in memory.
    array.objects = array.order === 'F' ? fortranItems(objects, shape) : objects;
  } else {
    const data = contentOf(machine, content, type, shape);
    array.dtype = spec;
    array.data = data;
    // Without bytes an array lies in no order.
    if (data.length === 0) array.order = 'C';
    if (!type.littleEndian && typeof spec === 'string') {
      machine.copy(data.length);
      array.dtype = spec.replace('>', '<');
      array.data = nativeOrder(type, data);
    }
  }
  machine.unfinished.delete(array);
}

function specOf(machine: Machine, item: Item | undefined): DTypeSpec {
  const type: DTypeValue | undefined = tagged(item, 'dtype');
  if (type === undefined || machine.subArrays.has(type)) machine.refuse('An array wants an element type');
  machine.unfinished.delete(type);
  return type.dtype;
}

function countOf(machine: Machine, shape: readonly number[]): number {
  try {
    return elementCount(shape);
  } catch (error) {
    return machine.refuse((error as Error).message);
  }
}

function contentOf(machine: Machine, item: Item | undefined, type: DType, shape: readonly number[]): Uint8Array {
  const data = rawBytes(machine, item) ?? tagged(item, 'bytearray')?.data;
  const wanted = countOf(machine, shape) * type.itemSize;
  if (data === undefined) machine.refuse('The content of an array is not bytes');
  if (data.length !== wanted)
    machine.refuse(`An array of shape (${shape.join(', ')}) wants ${wanted} bytes: it has ${data.length}`);
  checkText(machine, type, data);
  return data;
}

/** Strings of numbers that are no characters would fail whoever looks at them. */
function checkText(machine: Machine, type: DType, data: Uint8Array): void {
  if (type.kind !== 'text' && type.kind !== 'struct') return;
  machine.copy(data.length);
  if (!hasValidText(type, new DataView(data.buffer, data.byteOffset, data.byteLength)))
    machine.refuse('An array of strings holds a number that is no character');
}

function objectsOf(machine: Machine, item: Item | undefined, count: number): Value[] {
  if (!Array.isArray(item)) machine.refuse('The content of an array of objects is not a list');
  if (item.length !== count) machine.refuse(`An array of ${count} objects has ${item.length}`);
  machine.copy(8 * count);
  return [...item];
}

/** `scalar(dtype, bytes)`. */
function scalar(args: readonly Item[], machine: Machine): Value {
  const name = 'numpy.core.multiarray.scalar';
  if (args.length !== 2) badArguments(machine, name, 'a type and its bytes');
  const spec = specOf(machine, args[0]);
  const type = parseDType(spec);
  if (type.kind === 'object') badArguments(machine, name, 'a type whose elements are bytes');
  const data = rawBytes(machine, args[1]);
  if (data?.length !== type.itemSize) badArguments(machine, name, `${type.itemSize} bytes`);
  checkText(machine, type, data);
  machine.charge(160);
  if (type.littleEndian || typeof spec !== 'string') return { kind: 'scalar', dtype: spec, data };
  return { kind: 'scalar', dtype: spec.replace('>', '<'), data: nativeOrder(type, data) };
}

/** `_frombuffer(buffer, dtype, shape, order[, axes])` of protocol 5: the bytes stay where they are, in their order. */
function fromBuffer(args: readonly Item[], machine: Machine): Value {
  const name = 'numpy.core.numeric._frombuffer';
  const [buffer, dtypeItem, shapeItem, order, axes = null] = args;
  const shape = shapeOf(shapeItem);
  if (args.length < 4 || args.length > 5 || shape === undefined || typeof order !== 'string')
    badArguments(machine, name, 'a buffer, a type, a shape and an order');
  const dtype = specOf(machine, dtypeItem);
  const type = parseDType(dtype);
  if (type.kind === 'object') badArguments(machine, name, 'a type whose elements are bytes');
  const data = contentOf(machine, buffer, type, shape);
  machine.charge(400);
  if (order === 'C' || order === 'F')
    return { kind: 'ndarray', dtype, shape, order: memoryOrder(shape, order === 'F' && data.length > 0), data };
  const permutation = axes === null ? undefined : shapeOf(axes);
  const isWhole = permutation?.length === shape.length && shape.every((_, axis) => permutation.includes(axis));
  if (order !== 'K' || !isWhole) badArguments(machine, name, 'the order "C" or "F", or "K" and every axis once');
  return transposed(machine, { kind: 'ndarray', dtype, shape, order: 'C', data }, type, permutation);
}

const arrayClass = { name: 'numpy.ndarray' };
const reconstructEntry = { name: 'numpy.core.multiarray._reconstruct', call: reconstruct };
const scalarEntry = { name: 'numpy.core.multiarray.scalar', call: scalar };
const fromBufferEntry = { name: 'numpy.core.numeric._frombuffer', call: fromBuffer };

/** By the paths of NumPy 1 and 2. */
export const arrayGlobals: readonly GlobalRow[] = [
  ['numpy', 'ndarray', arrayClass],
  ['numpy', 'dtype', { name: 'numpy.dtype', call: newDType }],
  ...['numpy.core', 'numpy._core'].flatMap((path): GlobalRow[] => [
    [`${path}.multiarray`, '_reconstruct', reconstructEntry],
    [`${path}.multiarray`, 'scalar', scalarEntry],
    [`${path}.numeric`, '_frombuffer', fromBufferEntry],
  ]),
];
