/** Element types as NumPy codes without byte order, and how they combine (NumPy 2, NEP 50). */
export type DType = 'b1' | IntegerType | 'f2' | 'f4' | 'f8' | 'c8' | 'c16';
export type IntegerType = 'i1' | 'i2' | 'i4' | 'i8' | 'u1' | 'u2' | 'u4' | 'u8';

/** How elements lie in memory. float16 is kept widened, complex as pairs. */
export type Elements =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

const storages = {
  b1: Uint8Array,
  i1: Int8Array,
  i2: Int16Array,
  i4: Int32Array,
  i8: BigInt64Array,
  u1: Uint8Array,
  u2: Uint16Array,
  u4: Uint32Array,
  u8: BigUint64Array,
  f2: Float32Array,
  f4: Float32Array,
  f8: Float64Array,
  c8: Float32Array,
  c16: Float64Array,
} as const;

export function isDType(code: string): code is DType {
  return Object.hasOwn(storages, code);
}

/** Zeros for `count` elements. */
export function allocate(dtype: DType, count: number): Elements {
  return new storages[dtype](isComplex(dtype) ? 2 * count : count);
}

export const isComplex = (dtype: DType): dtype is 'c8' | 'c16' => dtype === 'c8' || dtype === 'c16';
export const isFloat = (dtype: DType): dtype is 'f2' | 'f4' | 'f8' => dtype.startsWith('f');
export const isInteger = (dtype: DType): dtype is IntegerType => dtype.startsWith('i') || dtype.startsWith('u');
/** Kept as bigints. */
export const isWide = (dtype: DType): dtype is 'i8' | 'u8' => dtype === 'i8' || dtype === 'u8';
const sizeOf = (dtype: DType): number => Number(dtype.slice(1));

/** The smallest float type that holds every value of a type well enough for NumPy: int8 float16, int16 float32, int32 float64. */
export function floatFor(dtype: DType): 'f2' | 'f4' | 'f8' {
  if (isFloat(dtype)) return dtype;
  const size = isComplex(dtype) ? sizeOf(dtype) / 2 : sizeOf(dtype);
  if (isComplex(dtype)) return size === 4 ? 'f4' : 'f8';
  return size === 1 ? 'f2' : size === 2 ? 'f4' : 'f8';
}

/** The type of `a + b` for two arrays. */
export function promote(a: DType, b: DType): DType {
  if (a === b || b === 'b1') return a;
  if (a === 'b1') return b;
  if (isInteger(a) && isInteger(b)) return promoteIntegers(a, b);
  const float = (['f8', 'f4', 'f2'] as const).find((type) => type === floatFor(a) || type === floatFor(b))!;
  if (!isComplex(a) && !isComplex(b)) return float;
  return float === 'f8' ? 'c16' : 'c8';
}

function promoteIntegers(a: IntegerType, b: IntegerType): DType {
  if (a[0] === b[0]) return sizeOf(a) > sizeOf(b) ? a : b;
  const [signed, unsigned] = a[0] === 'i' ? [a, b] : [b, a];
  if (sizeOf(signed) > sizeOf(unsigned)) return signed;
  const wider = { 1: 'i2', 2: 'i4', 4: 'i8', 8: 'f8' } as const;
  return wider[sizeOf(unsigned) as 1 | 2 | 4 | 8];
}

/** The type that a Python number takes beside an array of type `dtype`: its kind counts, its size does not. */
export function weakType(kind: 'integer' | 'float' | 'complex', dtype: DType): DType {
  if (kind === 'integer') return dtype === 'b1' ? 'i8' : dtype;
  const float = isFloat(dtype) || isComplex(dtype) ? floatFor(dtype) : 'f8';
  if (kind === 'float') return isComplex(dtype) ? dtype : float;
  return float === 'f8' ? 'c16' : 'c8';
}
