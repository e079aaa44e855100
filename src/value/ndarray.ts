import { type DType, elementCount, parseDType } from './dtype.ts';
import { readElement } from './element.ts';
import type { DTypeSpec, NdArrayValue, Value } from './value.ts';

/** The typed arrays that hold the elements of a dtype as they are. */
export type NumericArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

type NumericArrayClass = {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): NumericArray;
};

const classes = new Map<string, NumericArrayClass>([
  ['float8', Float64Array],
  ['float4', Float32Array],
  ['int1', Int8Array],
  ['int2', Int16Array],
  ['int4', Int32Array],
  ['int8', BigInt64Array],
  ['uint1', Uint8Array],
  ['uint2', Uint16Array],
  ['uint4', Uint32Array],
  ['uint8', BigUint64Array],
]);

export const isLittleEndianMachine = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** An array of these bytes, which are not copied. @throws {RangeError} when dtype, shape and size do not fit together */
export function ndarray(
  dtype: DTypeSpec,
  shape: readonly number[],
  data: Uint8Array,
  order: 'C' | 'F' = 'C',
): NdArrayValue {
  const { itemSize } = parseDType(dtype);
  const wanted = itemSize * elementCount(shape);
  if (data.byteLength !== wanted) {
    throw new RangeError(
      `Array of shape [${shape.join(', ')}] and item size ${itemSize} needs ${wanted} bytes: it has ${data.byteLength}`,
    );
  }
  return { kind: 'ndarray', dtype, shape, order, data };
}

/** A C-ordered float64 array of a copy of these numbers; 1-D when no shape is given. */
export function float64Array(values: ArrayLike<number>, shape: readonly number[] = [values.length]): NdArrayValue {
  return numericArray(Float64Array.from(values), shape);
}

/** A C-ordered array over the elements of a typed array, which are not copied; 1-D when no shape is given. */
export function numericArray(values: NumericArray, shape: readonly number[] = [values.length]): NdArrayValue {
  return ndarray(dtypeOf(values), shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** A 1-D array of dtype `|O`. */
export function objectArray(objects: Value[]): NdArrayValue {
  return { kind: 'ndarray', dtype: '|O', shape: [objects.length], order: 'C', data: new Uint8Array(0), objects };
}

/** True for the typed arrays above, but not for a `Buffer`. */
export function isNumericArray(view: ArrayBufferView): view is NumericArray {
  return !Buffer.isBuffer(view) && classNameOf(view) !== undefined;
}

/** By class and not by name, so that a subclass counts as what it extends. */
function classNameOf(view: ArrayBufferView): string | undefined {
  for (const [name, Class] of classes) if (view instanceof Class) return name;
  return undefined;
}

/** Gives every NaN of a float array the canonical bits, in place: nothing in JavaScript can tell. */
export function canonicalizeNans(values: NumericArray): void {
  if (!(values instanceof Float64Array) && !(values instanceof Float32Array)) return;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) values[i] = Number.NaN;
}

function dtypeOf(values: NumericArray): string {
  const name = classNameOf(values)!;
  const size = values.BYTES_PER_ELEMENT;
  return `${size === 1 ? '|' : isLittleEndianMachine ? '<' : '>'}${name.charAt(0)}${size}`;
}

/**
 * The elements in memory order as a typed array: a view of the array's own buffer where it is aligned and in the byte
 * order of this machine, otherwise a copy; null when no typed array holds this dtype.
 */
export function typedElements(array: NdArrayValue): NumericArray | null {
  const type = parseDType(array.dtype);
  const Class = classes.get(`${type.kind}${type.itemSize}`);
  if (Class === undefined) return null;
  const { data } = array;
  const length = data.byteLength / type.itemSize;
  const native = type.itemSize === 1 || type.littleEndian === isLittleEndianMachine;
  if (native && data.byteOffset % type.itemSize === 0) return new Class(data.buffer, data.byteOffset, length);
  const copy = Buffer.from(new Uint8Array(data).buffer);
  if (!native) swapBytes(copy, type.itemSize);
  return new Class(copy.buffer, copy.byteOffset, length);
}

function swapBytes(bytes: Buffer, itemSize: number): void {
  if (itemSize === 2) bytes.swap16();
  else if (itemSize === 4) bytes.swap32();
  else bytes.swap64();
}

/** A `DataView` of the bytes of an array. */
export function arrayBytes(array: NdArrayValue): DataView {
  return new DataView(array.data.buffer, array.data.byteOffset, array.data.byteLength);
}

/**
 * The element at a flat index in C (logical) order, see `readElement`.
 *
 * @throws {RangeError} when the index is outside the array
 */
export function elementAt(array: NdArrayValue, flatLogicalIndex: number): Value {
  const type = parseDType(array.dtype);
  const count = elementCount(array.shape);
  if (!(flatLogicalIndex >= 0 && flatLogicalIndex < count)) {
    throw new RangeError(`Array of ${count} elements has no element ${flatLogicalIndex}`);
  }
  const index = memoryIndex(array, flatLogicalIndex);
  if (type.kind === 'object') return array.objects![index]!;
  return readElement(type, arrayBytes(array), index * type.itemSize);
}

/** Where the element at a flat index in C (logical) order lies in memory, counted in elements. */
export function memoryIndex(array: Pick<NdArrayValue, 'shape' | 'order'>, flatLogicalIndex: number): number {
  const { shape } = array;
  if (array.order === 'C' || shape.length < 2) return flatLogicalIndex;
  let index = 0;
  let rest = flatLogicalIndex;
  let span = 1;
  for (const size of shape) span *= size;
  let stride = 1;
  for (const size of shape) {
    span /= size;
    const step = Math.floor(rest / span);
    rest -= step * span;
    index += step * stride;
    stride *= size;
  }
  return index;
}

/** True for a shape whose elements lie the same in C and in Fortran order: NumPy calls such an array C-ordered. */
export function isCOrdered(shape: readonly number[]): boolean {
  return shape.includes(0) || shape.filter((size) => size !== 1).length < 2;
}

/** The indices of a flat index in C (logical) order, one for each dimension. */
export function indicesOf(shape: readonly number[], flatLogicalIndex: number): number[] {
  const indices: number[] = new Array(shape.length);
  let rest = flatLogicalIndex;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    indices[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return indices;
}

/** True when the buffer or the objects fit the dtype and shape: false for an array put together wrongly by hand. */
export function isConsistent(array: NdArrayValue, type: DType): boolean {
  const count = elementCount(array.shape);
  return type.kind === 'object'
    ? array.objects?.length === count
    : array.data.byteLength === count * type.itemSize && array.objects === undefined;
}
