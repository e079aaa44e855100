import type { DType } from './dtype.ts';
import { bfloat16FromBits, canonicalNanBits, float16FromBits } from './float-bits.ts';
import type { Value } from './value.ts';

/**
 * The element at a byte offset: integers as `bigint`, floats widened to binary64, S and V as bytes, U as a string (S and
 * U without their trailing NULs), dates and long doubles as scalars of their dtype, a record with its fields.
 * NaN payloads are kept for f8 only.
 *
 * @throws {RangeError} for a U element that holds a number past U+10FFFF
 */
export function readElement(type: DType, view: DataView, at: number): Value {
  const { itemSize, littleEndian } = type;
  switch (type.kind) {
    case 'float':
      return itemSize === 8 ? readFloat64(view, at, littleEndian) : readFloat(type, view, at);
    case 'bfloat16':
      return bfloat16FromBits(view.getUint16(at, littleEndian));
    case 'int':
    case 'uint':
      return readInteger(type, view, at);
    case 'bool':
      return view.getUint8(at) !== 0;
    case 'complex':
      return {
        kind: 'complex',
        re: readFloat(type, view, at),
        im: readFloat(type, view, at + itemSize / 2),
      };
    case 'bytes':
      return { kind: 'bytes', data: bytesAt(view, at, itemSize).subarray(0, usedBytes(view, at, itemSize)) };
    case 'void':
      return { kind: 'bytes', data: bytesAt(view, at, itemSize) };
    case 'text':
      return readText(type, view, at);
    case 'extended':
    case 'datetime':
    case 'timedelta':
      return { kind: 'scalar', dtype: type.spec, data: bytesAt(view, at, itemSize) };
    case 'struct':
      return readRecord(type, view, at);
    case 'object':
      throw new RangeError('An element of "|O" has no bytes');
  }
}

/** A float of any width, or the real part of a complex number (whose size is then half the item), as a number. */
export function readFloat(type: DType, view: DataView, at: number): number {
  const { littleEndian } = type;
  if (type.kind === 'bfloat16') return bfloat16FromBits(view.getUint16(at, littleEndian));
  switch (type.kind === 'complex' ? type.itemSize / 2 : type.itemSize) {
    case 8:
      return view.getFloat64(at, littleEndian);
    case 4:
      return view.getFloat32(at, littleEndian);
    default:
      return float16FromBits(view.getUint16(at, littleEndian));
  }
}

function readFloat64(view: DataView, at: number, littleEndian: boolean): Value {
  const value = view.getFloat64(at, littleEndian);
  if (!Number.isNaN(value)) return value;
  const bits = view.getBigUint64(at, littleEndian);
  return bits === canonicalNanBits ? Number.NaN : { kind: 'nan', bits };
}

/** An integer, or the 64 bits of a date or time span, exactly. */
export function readInteger(type: DType, view: DataView, at: number): bigint {
  const { littleEndian } = type;
  const signed = type.kind !== 'uint';
  switch (type.itemSize) {
    case 1:
      return BigInt(signed ? view.getInt8(at) : view.getUint8(at));
    case 2:
      return BigInt(signed ? view.getInt16(at, littleEndian) : view.getUint16(at, littleEndian));
    case 4:
      return BigInt(signed ? view.getInt32(at, littleEndian) : view.getUint32(at, littleEndian));
    default:
      return signed ? view.getBigInt64(at, littleEndian) : view.getBigUint64(at, littleEndian);
  }
}

function readText(type: DType, view: DataView, at: number): string {
  let end = at + type.itemSize;
  while (end > at && view.getUint32(end - 4, type.littleEndian) === 0) end -= 4;
  let text = '';
  for (let i = at; i < end; i += 4) text += String.fromCodePoint(view.getUint32(i, type.littleEndian));
  return text;
}

function readRecord(type: DType, view: DataView, at: number): Value {
  const fields = type.fields!.map((field): [string, Value] => {
    const from = at + field.offset;
    if (field.shape.length === 0) return [field.name, readElement(field.type, view, from)];
    const data = bytesAt(view, from, field.type.itemSize * field.count);
    return [field.name, { kind: 'ndarray', dtype: field.type.spec, shape: [...field.shape], order: 'C', data }];
  });
  return { kind: 'record', type: 'numpy.void', fields };
}

/** A view of the bytes, not a copy. */
export function bytesAt(view: DataView, at: number, size: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, size);
}

/** Bytes of an S element without its trailing NULs, which NumPy does not count as content. */
export function usedBytes(view: DataView, at: number, size: number): number {
  let used = size;
  while (used > 0 && view.getUint8(at + used - 1) === 0) used--;
  return used;
}
