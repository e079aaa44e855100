import { bfloat16Bits, float16Bits } from '../value/float-bits.ts';

/** Binary floating-point formats by the names NumPy gives them. */
export type FloatFormat = 'f8' | 'f4' | 'f2' | 'bfloat16';

const cell = new DataView(new ArrayBuffer(8));

/**
 * How many steps from one representable value to the next lead from `a` to `b` in their own format: 0 between -0 and 0,
 * 2 between the smallest subnormals of both signs. Null when a NaN or one infinity is involved: infinity follows the
 * largest finite number only in bit space.
 */
export function ulpDistance(a: number, b: number, format: FloatFormat): bigint | null {
  if (a === b) return 0n;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return null;
  const distance = ordinal(a, format) - ordinal(b, format);
  return distance < 0n ? -distance : distance;
}

/** The place of a finite value among the representable ones, counted from 0. */
function ordinal(value: number, format: FloatFormat): bigint {
  const place = magnitudeBits(Math.abs(value), format);
  return value < 0 ? -place : place;
}

function magnitudeBits(size: number, format: FloatFormat): bigint {
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

/** The next binary64 above a value >= 0. */
export function nextAbove(value: number): number {
  cell.setFloat64(0, value);
  cell.setBigUint64(0, cell.getBigUint64(0) + 1n);
  return cell.getFloat64(0);
}

/** The next binary64 below a value > 0. */
export function nextBelow(value: number): number {
  cell.setFloat64(0, value);
  cell.setBigUint64(0, cell.getBigUint64(0) - 1n);
  return cell.getFloat64(0);
}
