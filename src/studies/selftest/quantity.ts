import { type Rational, rational, rationalOf } from '../../referee/rational.ts';
import { type DType, parseDType } from '../../value/dtype.ts';
import { readElement } from '../../value/element.ts';
import { float16Bits } from '../../value/float-bits.ts';
import type { Value } from '../../value/value.ts';
import type { FloatFormat } from './float-steps.ts';

/** A number as it is stored, read without the comparator's help. */
export type Quantity =
  | { readonly form: 'float'; readonly value: number; readonly format: FloatFormat; readonly stored: string }
  | { readonly form: 'integer'; readonly value: bigint; readonly stored: string }
  | { readonly form: 'fraction'; readonly value: Rational; readonly stored: string }
  | {
      readonly form: 'complex';
      readonly re: number;
      readonly im: number;
      readonly format: FloatFormat;
      readonly stored: string;
    };

/**
 * The number a value is; null for everything else, booleans too.
 *
 * @param type The dtype of the array it is an element of; null for a value that stands alone
 */
export function quantityOf(value: Value, type: DType | null = null): Quantity | null {
  const stored = type === null ? 'plain' : `${type.kind}${type.itemSize}`;
  if (typeof value === 'number') return { form: 'float', value, format: formatOf(type), stored };
  if (typeof value === 'bigint') return { form: 'integer', value, stored };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  switch (value.kind) {
    case 'nan':
      return { form: 'float', value: Number.NaN, format: formatOf(type), stored };
    case 'complex':
      return { form: 'complex', re: value.re, im: value.im, format: formatOf(type), stored };
    case 'fraction':
      return value.denominator > 0n
        ? { form: 'fraction', value: rational(value.numerator, value.denominator), stored: 'fraction' }
        : null;
    case 'scalar': {
      const own = parseDType(value.dtype);
      if (!['float', 'bfloat16', 'int', 'uint', 'complex'].includes(own.kind)) return null;
      return quantityOf(readElement(own, viewOf(value.data), 0), own);
    }
    default:
      return null;
  }
}

export const viewOf = (data: Uint8Array) => new DataView(data.buffer, data.byteOffset, data.byteLength);

function formatOf(type: DType | null): FloatFormat {
  if (type === null) return 'f8';
  if (type.kind === 'bfloat16') return 'bfloat16';
  const bytes = type.kind === 'complex' ? type.itemSize / 2 : type.itemSize;
  return bytes === 8 ? 'f8' : bytes === 4 ? 'f4' : 'f2';
}

/** The exact value of a real finite number; null for the rest. */
export function exactOf(quantity: Quantity): Rational | null {
  if (quantity.form === 'complex') return null;
  if (quantity.form === 'fraction') return quantity.value;
  if (quantity.form === 'integer') return rationalOf(quantity.value);
  return Number.isFinite(quantity.value) ? rationalOf(quantity.value) : null;
}

/**
 * Writes a number or boolean over an element. False when the type holds no such value: the bytes are then as they were.
 */
export function writeQuantity(type: DType, view: DataView, at: number, value: Value): boolean {
  const { kind, itemSize, littleEndian } = type;
  if (kind === 'bool' && typeof value === 'boolean') return done(view.setUint8(at, value ? 1 : 0));
  if (kind === 'float' && typeof value === 'number') return writeFloat(view, at, itemSize, littleEndian, value);
  if ((kind === 'int' || kind === 'uint') && typeof value === 'bigint') {
    const bits = itemSize * 8;
    const fits = kind === 'int' ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
    return fits && writeInteger(view, at, itemSize, littleEndian, value);
  }
  if (kind === 'complex' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    if (value.kind !== 'complex') return false;
    const half = itemSize / 2;
    return (
      writeFloat(view, at, half, littleEndian, value.re) && writeFloat(view, at + half, half, littleEndian, value.im)
    );
  }
  return false;
}

function writeFloat(view: DataView, at: number, size: number, littleEndian: boolean, value: number): boolean {
  if (size === 8) return done(view.setFloat64(at, value, littleEndian));
  if (size === 4) return done(view.setFloat32(at, value, littleEndian));
  return size === 2 && done(view.setUint16(at, float16Bits(value), littleEndian));
}

function writeInteger(view: DataView, at: number, size: number, littleEndian: boolean, value: bigint): boolean {
  if (size === 1) return done(view.setUint8(at, Number(BigInt.asUintN(8, value))));
  if (size === 2) return done(view.setUint16(at, Number(BigInt.asUintN(16, value)), littleEndian));
  if (size === 4) return done(view.setUint32(at, Number(BigInt.asUintN(32, value)), littleEndian));
  return done(view.setBigUint64(at, BigInt.asUintN(64, value), littleEndian));
}

const done = (_: unknown): true => true;
