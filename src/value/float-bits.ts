/** Floats of 16, 32 and 64 bits as bit patterns. Conversions only: widening is exact, narrowing rounds half to even. */

const cell = new DataView(new ArrayBuffer(8));

export const canonicalNanBits = 0x7ff8000000000000n;

/** The 64 bits of a binary64, most significant first. A NaN `number` has the canonical bits whatever the engine holds. */
export function float64Bits(value: number): bigint {
  if (Number.isNaN(value)) return canonicalNanBits;
  cell.setFloat64(0, value);
  return cell.getBigUint64(0);
}

/** The `number` of 64 bits; every NaN becomes `NaN`. */
export function float64FromBits(bits: bigint): number {
  cell.setBigUint64(0, bits);
  return cell.getFloat64(0);
}

/** True for the bits of a NaN of any sign and payload. */
export function isNanBits(bits: bigint): boolean {
  return (bits & 0x7fffffffffffffffn) > 0x7ff0000000000000n;
}

/** The value of a binary16 bit pattern (IEEE 754: 1 sign, 5 exponent, 10 fraction bits). */
export function float16FromBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The nearest binary16 bit pattern, ties to even; beyond the range an infinity, NaN the canonical 0x7e00. */
export function float16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundHalfEven(size * 2 ** 24);
  // Scaling by a power of two is exact, and a mantissa that rounds up to 2048 carries into the exponent by itself.
  cell.setFloat64(0, size);
  const exponent = (cell.getUint16(0) >> 4) - 1023;
  return sign | (((exponent + 15) << 10) + roundHalfEven(size * 2 ** (10 - exponent)) - 1024);
}

/** The value of a bfloat16 bit pattern: the upper half of a binary32. */
export function bfloat16FromBits(bits: number): number {
  cell.setUint32(0, bits << 16);
  return cell.getFloat32(0);
}

/** The nearest bfloat16 bit pattern, ties to even; beyond the range an infinity, NaN the canonical 0x7fc0. */
export function bfloat16Bits(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0;
  cell.setFloat64(0, value);
  // Rounded at 8 significant bits straight from binary64: going through binary32 would round twice.
  const exponent = Math.max(((cell.getUint16(0) >> 4) & 0x7ff) - 1023, -126);
  const size = Number.isFinite(value) ? roundHalfEven(Math.abs(value) * 2 ** (7 - exponent)) : Number.POSITIVE_INFINITY;
  cell.setFloat32(0, size * 2 ** (exponent - 7));
  return (value < 0 || Object.is(value, -0) ? 0x8000 : 0) | cell.getUint16(0);
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
