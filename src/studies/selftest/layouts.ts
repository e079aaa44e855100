import { elementCount, parseDType } from '../../value/dtype.ts';
import { memoryIndex } from '../../value/ndarray.ts';
import type { NdArrayValue, Value } from '../../value/value.ts';

const isArray = (value: Value): value is NdArrayValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray';

/** The same array with its elements in the other order in memory; null for what has only one, or holds objects. */
export function otherMemoryOrder(value: Value): Value | null {
  if (!isArray(value) || value.shape.length < 2 || value.objects !== undefined) return null;
  const { itemSize } = parseDType(value.dtype);
  const other: NdArrayValue = { ...value, order: value.order === 'C' ? 'F' : 'C' };
  const data = new Uint8Array(value.data.byteLength);
  for (let flat = 0; flat < elementCount(value.shape); flat += 1) {
    const from = memoryIndex(value, flat) * itemSize;
    data.set(value.data.subarray(from, from + itemSize), memoryIndex(other, flat) * itemSize);
  }
  return { ...other, data };
}

/** The same numbers in the other byte order; null where a dtype has only one. */
export function otherByteOrder(value: Value): Value | null {
  if (!isArray(value) || typeof value.dtype !== 'string') return null;
  const { kind, itemSize, littleEndian } = parseDType(value.dtype);
  if (!['int', 'uint', 'float'].includes(kind) || ![2, 4, 8].includes(itemSize) || !/^[<>]/.test(value.dtype))
    return null;
  const data = Buffer.from(value.data);
  if (itemSize === 2) data.swap16();
  else if (itemSize === 4) data.swap32();
  else data.swap64();
  return { ...value, dtype: `${littleEndian ? '>' : '<'}${value.dtype.slice(1)}`, data: new Uint8Array(data) };
}
