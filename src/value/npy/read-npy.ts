import { elementCount, parseDType } from '../dtype.ts';
import { hasValidText } from '../element-text.ts';
import { FileFormatError } from '../file-format-error.ts';
import { defaultLimits, type FileLimits } from '../file-limits.ts';
import { isCOrdered } from '../ndarray.ts';
import type { NdArrayValue } from '../value.ts';
import { readNpyHeader } from './npy-header.ts';

/** Elements without bytes cost nothing to claim, so their number is limited. */
const maxEmptyElements = 2 ** 20;

/**
 * Reads a .npy file, as `numpy.load(file, allow_pickle=False)` does, but more strictly: an array of Python objects, bytes
 * after the array and a header that NumPy would not write are refused. The elements are not copied: the array is a view
 * of `bytes`, which must not change while it lives.
 *
 * @throws {FileFormatError} when it is not a .npy file, or passes a limit
 */
export function readNpy(bytes: Uint8Array, limits: FileLimits = {}): NdArrayValue {
  const { maxBytes } = { ...defaultLimits, ...limits };
  const { dtype, shape, fortranOrder, dataAt } = readNpyHeader(bytes);
  const type = parseDType(dtype);
  const count = countOf(shape, dataAt);
  const size = count * type.itemSize;
  if (size > maxBytes) throw new FileFormatError(`The array has ${size} bytes: at most ${maxBytes} are read`, dataAt);
  if (type.itemSize === 0 && count > maxEmptyElements)
    throw new FileFormatError(`The array has ${count} elements without bytes: at most 2^20 are read`, dataAt);
  const found = bytes.length - dataAt;
  if (found < size)
    throw new FileFormatError(`The file ends in the array: wanted ${size} bytes, found ${found}`, bytes.length);
  if (found > size) throw new FileFormatError(`${found - size} bytes follow the array`, dataAt + size);
  const data = bytes.subarray(dataAt);
  if (!hasValidText(type, new DataView(data.buffer, data.byteOffset, data.byteLength)))
    throw new FileFormatError('A string of the array holds a number that is no character', dataAt);
  return { kind: 'ndarray', dtype, shape, order: fortranOrder && !isCOrdered(shape) ? 'F' : 'C', data };
}

function countOf(shape: readonly number[], at: number): number {
  try {
    // As NumPy does: a dimension of 0 does not make the others harmless.
    elementCount(shape.filter((size) => size !== 0));
    return elementCount(shape);
  } catch (error) {
    if (error instanceof RangeError) throw new FileFormatError(error.message, at);
    throw error;
  }
}
