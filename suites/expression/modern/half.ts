/** float16 without `Float16Array`, which Node 22 does not have. */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The nearest float16, ties to even; too large is an infinity. */
export function roundToHalf(x: number): number {
  const size = Math.abs(x);
  if (!(size < 65520)) return size >= 65520 ? Math.sign(x) * Number.POSITIVE_INFINITY : x;
  // Adding and taking away 2^k leaves the digits a float16 of this size has: 11, or the subnormal step 2^-24.
  const exponent = Math.max(Math.floor(Math.log2(size || 1)), -14);
  const step = 2 ** ((2 ** exponent > size && exponent > -14 ? exponent - 1 : exponent) - 10);
  const quotient = size / step;
  const floor = Math.floor(quotient);
  const rest = quotient - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  return x < 0 || Object.is(x, -0) ? -rounded * step : rounded * step;
}

/** A float16 from its bits. */
export function halfFromBits(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The bits of a value that is a float16. */
export function halfToBits(value: number): number {
  single[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  if (Number.isNaN(value)) return sign | 0x7e00;
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24);
  return sign | ((((word >>> 23) & 0xff) - 112) << 10) | ((word >>> 13) & 0x3ff);
}
