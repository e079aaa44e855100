import { allocate, type DType, type Elements, isComplex, isDType } from './dtype.ts';
import { halfFromBits, halfToBits } from './half.ts';
import { Complex, Foreign, type Operand, sizeOfShape, Tensor } from './operand.ts';

/** Where values of the outside become operands and results become values again. */

/** What comes from outside: plain JavaScript values, typed arrays for 1-D arrays, tagged objects for the rest. */
export function toOperand(value: unknown): Operand {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return new Foreign(value, value == null ? 'NoneType' : 'str');
  if (Array.isArray(value)) return new Foreign(value, 'list');
  if (ArrayBuffer.isView(value)) return typedTensor(value) ?? new Foreign(value, 'bytes');
  const tag = value as { kind?: unknown; dtype?: unknown };
  if (tag.kind === 'complex') return new Complex(Number((value as Complex).re), Number((value as Complex).im));
  if (tag.kind === 'nan') return Number.NaN;
  if ((tag.kind === 'ndarray' || tag.kind === 'scalar') && typeof tag.dtype === 'string') {
    return taggedTensor(value as TaggedArray) ?? new Foreign(value, 'numpy.ndarray');
  }
  return new Foreign(value, typeof tag.kind === 'string' ? tag.kind : 'dict');
}

const typedArrays: ReadonlyMap<string, DType> = new Map([
  ['Float64Array', 'f8'],
  ['Float32Array', 'f4'],
  ['BigInt64Array', 'i8'],
  ['BigUint64Array', 'u8'],
  ['Int32Array', 'i4'],
  ['Uint32Array', 'u4'],
  ['Int16Array', 'i2'],
  ['Uint16Array', 'u2'],
  ['Int8Array', 'i1'],
  ['Uint8Array', 'u1'],
]);

function typedTensor(view: ArrayBufferView): Tensor | null {
  const dtype = typedArrays.get(view.constructor.name);
  return dtype === undefined ? null : new Tensor(dtype, [(view as Float64Array).length], view as Float64Array, false);
}

/** An n-d array or a NumPy scalar as the value model writes it. */
interface TaggedArray {
  readonly kind: 'ndarray' | 'scalar';
  /** NumPy's code with byte order: `<f8`, `|b1`. */
  readonly dtype: string;
  readonly shape?: readonly number[];
  readonly order?: 'C' | 'F';
  readonly data: Uint8Array;
}

function taggedTensor(array: TaggedArray): Tensor | null {
  const dtype = array.dtype.slice(1);
  if (!isDType(dtype)) return null;
  const shape = array.shape ?? [];
  const count = sizeOfShape(shape);
  const out = allocate(dtype, count);
  const view = new DataView(array.data.buffer, array.data.byteOffset, array.data.byteLength);
  const little = !array.dtype.startsWith('>');
  const width = isComplex(dtype) ? 2 : 1;
  const size = Number(dtype.slice(1)) / width;
  for (let at = 0; at < count; at++) {
    const from = array.order === 'F' ? fortranIndex(at, shape) : at;
    for (let part = 0; part < width; part++) {
      out[at * width + part] = readers[dtype](view, (from * width + part) * size, little) as number;
    }
  }
  return new Tensor(dtype, shape, out, array.kind === 'scalar');
}

/** Where the element that is `at` in C order lies in an array whose first index runs fastest. */
function fortranIndex(at: number, shape: readonly number[]): number {
  let rest = at;
  let index = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const inner = sizeOfShape(shape.slice(0, axis));
    index += (rest % shape[axis]!) * inner;
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}

type Reader = (view: DataView, at: number, little: boolean) => number | bigint;
const readers: Readonly<Record<DType, Reader>> = {
  b1: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => view.getBigInt64(at, little),
  u8: (view, at, little) => view.getBigUint64(at, little),
  f2: (view, at, little) => halfFromBits(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
  c8: (view, at, little) => view.getFloat32(at, little),
  c16: (view, at, little) => view.getFloat64(at, little),
};

/** A result for the outside; one-dimensional arrays of plain numbers as typed arrays, the rest tagged. */
export function fromOperand(operand: Operand): unknown {
  if (operand instanceof Complex) return { kind: 'complex', re: operand.re, im: operand.im };
  if (operand instanceof Foreign) return operand.value;
  if (!(operand instanceof Tensor)) return operand;
  const { dtype, shape, data } = operand;
  if (operand.scalar) return fromScalar(dtype, data);
  if (shape.length === 1 && dtype !== 'b1' && dtype !== 'f2' && !isComplex(dtype)) return data;
  return { kind: 'ndarray', dtype: spec(dtype), shape: [...shape], order: 'C', data: bytes(dtype, data) };
}

/** Float64, bool, int64 and complex128 have a plain value; the others keep their type. */
function fromScalar(dtype: DType, data: Elements): unknown {
  if (dtype === 'f8' || dtype === 'i8') return data[0];
  if (dtype === 'b1') return data[0] === 1;
  if (dtype === 'c16') return { kind: 'complex', re: data[0], im: data[1] };
  return { kind: 'scalar', dtype: spec(dtype), data: bytes(dtype, data) };
}

function spec(dtype: DType): string {
  return `${dtype.endsWith('1') ? '|' : '<'}${dtype}`;
}

function bytes(dtype: DType, data: Elements): Uint8Array {
  const halves = dtype === 'f2' ? Uint16Array.from(data as Float32Array, halfToBits) : data;
  return new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength);
}
