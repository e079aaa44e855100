import { parseDType } from '../dtype.ts';
import { isCOrdered, isConsistent } from '../ndarray.ts';
import type { NdArrayValue } from '../value.ts';
import { descrText, npyDType, tupleText } from './npy-dtype.ts';

/** NumPy aligns the elements to this many bytes from the start of the file. */
const alignment = 64;
/** NumPy leaves room for the first dimension to grow to this many digits in place. */
const growthDigits = 21;

/**
 * Writes a .npy file, byte for byte what `numpy.save` writes for the same array: version 1.0 if the header allows,
 * otherwise 2.0 (longer than 65,535 bytes) or 3.0 (a field name outside Latin-1).
 *
 * @throws {RangeError} for an array of objects or bfloat16, or one whose parts do not fit together
 */
export function writeNpy(array: NdArrayValue): Uint8Array {
  const [head, data] = npyParts(array);
  return Buffer.concat([head, data]);
}

/** The same in two parts, header and elements, without a copy of the elements. @throws {RangeError} as `writeNpy` */
export function npyParts(array: NdArrayValue): [head: Uint8Array, data: Uint8Array] {
  const dtype = npyDType(array.dtype);
  if (!isConsistent(array, parseDType(dtype))) {
    throw new RangeError(`Cannot write an array of shape [${array.shape.join(', ')}]: its buffer has another size`);
  }
  const fortran = array.order === 'F' && !isCOrdered(array.shape);
  const { shape } = array;
  const growing = (fortran ? shape.at(-1) : shape[0]) ?? 0;
  const room = shape.length === 0 ? 0 : growthDigits - String(growing).length;
  const order = fortran ? 'True' : 'False';
  const text = `{'descr': ${descrText(dtype)}, 'fortran_order': ${order}, 'shape': ${tupleText(shape)}, }`;
  return [wrapHeader(text + ' '.repeat(room)), array.data];
}

function wrapHeader(text: string): Buffer {
  const latin1 = /^[\0-\xff]*$/.test(text);
  const short = latin1 ? framed(Buffer.from(text, 'latin1'), 1) : null;
  return short ?? framed(Buffer.from(text, latin1 ? 'latin1' : 'utf8'), latin1 ? 2 : 3)!;
}

/** The header with magic, version, length and padding; null when it is too long for the length field of version 1. */
function framed(header: Buffer, version: 1 | 2 | 3): Buffer | null {
  const start = version === 1 ? 10 : 12;
  // From 1 to 64 spaces and a line break: NumPy adds a whole line where none would be needed.
  const used = start + header.length + 1;
  const padding = alignment - (used % alignment);
  const length = header.length + 1 + padding;
  if (version === 1 && length > 0xffff) return null;
  const bytes = Buffer.alloc(start + length, ' ');
  bytes.write(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
  if (version === 1) bytes.writeUInt16LE(length, 8);
  else bytes.writeUInt32LE(length, 8);
  header.copy(bytes, start);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}
