import { bfloat16Bits, bfloat16FromBits, float16Bits, float16FromBits } from '../../value/float-bits.ts';

/** How a float is stored. */
export type FloatFormat = 'f8' | 'f4' | 'f2' | 'bfloat16';

const cell = new DataView(new ArrayBuffer(8));

/** The nearest number that the format holds. */
export function rounded(x: number, format: FloatFormat): number {
  switch (format) {
    case 'f8':
      return x;
    case 'f4':
      return Math.fround(x);
    case 'f2':
      return float16FromBits(float16Bits(x));
    case 'bfloat16':
      return bfloat16FromBits(bfloat16Bits(x));
  }
}

/** The place of a finite number among those of its format, 0 for both zeros: neighbours are 1 apart. */
export function ordinalOf(x: number, format: FloatFormat): bigint {
  const place = bitsOf(Math.abs(x), format);
  return x < 0 ? -place : place;
}

/** The number at a place, an infinity beyond the last one. */
export function atOrdinal(place: bigint, format: FloatFormat): number {
  const size = place < 0n ? -place : place;
  const top = bitsOf(Number.POSITIVE_INFINITY, format);
  const value = fromBits(size > top ? top : size, format);
  return place < 0n ? -value : value;
}

function bitsOf(size: number, format: FloatFormat): bigint {
  switch (format) {
    case 'f8':
      cell.setFloat64(0, size);
      return cell.getBigUint64(0);
    case 'f4':
      cell.setFloat32(0, size);
      return BigInt(cell.getUint32(0));
    case 'f2':
      return BigInt(float16Bits(size));
    case 'bfloat16':
      return BigInt(bfloat16Bits(size));
  }
}

function fromBits(bits: bigint, format: FloatFormat): number {
  switch (format) {
    case 'f8':
      cell.setBigUint64(0, bits);
      return cell.getFloat64(0);
    case 'f4':
      cell.setUint32(0, Number(bits));
      return cell.getFloat32(0);
    case 'f2':
      return float16FromBits(Number(bits));
    case 'bfloat16':
      return bfloat16FromBits(Number(bits));
  }
}
