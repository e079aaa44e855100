import type { NdArrayValue } from '../value/value.ts';
import type { Draw } from './draw.ts';
import { drawEdge, drawOrdinary } from './numbers.ts';

/** Element types that the array arbitraries make. */
export type ArrayDType = 'float64' | 'float32' | 'int64' | 'int32' | 'uint8' | 'bool';

/** How the elements of an array are spread: any sign, above zero, inside (-1, 1), above one, or around zero and moderate. */
export type Spread = 'any' | 'positive' | 'unit' | 'above-one' | 'moderate';

export type Elements = Float64Array | Float32Array | BigInt64Array | Int32Array | Uint8Array;

// Typed arrays lie in the byte order of the machine; all that Node runs on are little-endian.
const layouts = {
  float64: { code: '<f8', type: Float64Array },
  float32: { code: '<f4', type: Float32Array },
  int64: { code: '<i8', type: BigInt64Array },
  int32: { code: '<i4', type: Int32Array },
  uint8: { code: '|u1', type: Uint8Array },
  bool: { code: '|b1', type: Uint8Array },
} as const;

const dtypesByCode = new Map(Object.entries(layouts).map(([dtype, layout]) => [layout.code, dtype as ArrayDType]));

/** Which of our dtypes an array has, or undefined. */
export function arrayDType(array: NdArrayValue): ArrayDType | undefined {
  return typeof array.dtype === 'string'
    ? dtypesByCode.get(array.dtype as (typeof layouts)[ArrayDType]['code'])
    : undefined;
}

/** An array in C order over the elements, which are not copied. */
export function wrapElements(dtype: ArrayDType, elements: Elements, shape: readonly number[]): NdArrayValue {
  const data = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
  return { kind: 'ndarray', dtype: layouts[dtype].code, shape, order: 'C', data };
}

/** The elements in memory order: a copy, so that it may be written to and its alignment does not matter. */
export function copyElements(array: NdArrayValue): Elements {
  const layout = layouts[arrayDType(array) as ArrayDType];
  return new layout.type(array.data.slice().buffer);
}

/** `length` elements drawn into a new typed array: one tight loop over a stream of random words per array. */
export function drawElements(draw: Draw, dtype: ArrayDType, length: number, spread: Spread): Elements {
  const elements = new layouts[dtype].type(length);
  if (elements instanceof BigInt64Array) fillInt64(draw, elements, spread);
  else if (dtype === 'float64' || dtype === 'float32') fillFloats(draw, elements, spread);
  else fillIntegers(draw, elements, dtype, spread);
  return elements;
}

function fillFloats(draw: Draw, elements: Exclude<Elements, BigInt64Array>, spread: Spread): void {
  const [low, high] = floatRange(draw, spread);
  const step = (high - low) * 2 ** -32;
  const length = elements.length;
  // Marsaglia's xorshift32 ("Xorshift RNGs", 2003) kept in a local: a method call per element would cost three times as much.
  let state = draw.word() | 1;
  for (let i = 0; i < length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    elements[i] = low + (state >>> 0) * step;
  }
}

function floatRange(draw: Draw, spread: Spread): readonly [number, number] {
  if (spread === 'unit') return [-0.99, 0.99];
  if (spread === 'moderate') return [-5, 5];
  const scale = decades[draw.below(decades.length)] as number;
  if (spread === 'above-one') return [1, 1 + scale];
  return spread === 'positive' ? [scale * 1e-3, scale] : [-scale, scale];
}

const decades: readonly number[] = [0.01, 1, 1, 10, 10, 100, 100, 1000, 1e5];

function fillIntegers(draw: Draw, elements: Exclude<Elements, BigInt64Array>, dtype: ArrayDType, spread: Spread): void {
  const [low, high] = dtype === 'bool' ? [0, 1] : integerRange(draw, dtype === 'uint8', spread);
  const count = high - low + 1;
  for (let i = 0; i < elements.length; i += 1) elements[i] = low + draw.below(count);
}

function fillInt64(draw: Draw, elements: BigInt64Array, spread: Spread): void {
  const [low, high] = integerRange(draw, false, spread);
  for (let i = 0; i < elements.length; i += 1) elements[i] = BigInt(draw.between(low, high));
}

function integerRange(draw: Draw, unsigned: boolean, spread: Spread): readonly [number, number] {
  const wide = draw.chance(0.2);
  if (spread === 'unit') return [0, 1];
  if (spread === 'moderate') return [unsigned ? 0 : -4, 4];
  if (spread === 'positive' || spread === 'above-one') return [spread === 'positive' ? 1 : 2, wide ? 200 : 20];
  return [unsigned ? 0 : -20, wide ? 250 : 20];
}

/** Puts one to three edge values of the dtype at random places. */
export function sprinkle(draw: Draw, dtype: ArrayDType, elements: Elements): void {
  if (elements.length === 0) return;
  for (let times = draw.between(1, 3); times > 0; times -= 1) {
    const place = draw.below(elements.length);
    if (elements instanceof BigInt64Array) elements[place] = draw.pick(edgeInt64);
    else if (dtype === 'float64' || dtype === 'float32') elements[place] = edgeFloat(draw);
    else if (dtype === 'int32') elements[place] = draw.pick(edgeInt32);
    else elements[place] = dtype === 'bool' ? draw.below(2) : draw.pick([0, 1, 127, 128, 255]);
  }
}

function edgeFloat(draw: Draw): number {
  return draw.chance(0.8) ? drawEdge(draw) : drawOrdinary(draw);
}

const edgeInt32: readonly number[] = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 46340, 46341];
const edgeInt64: readonly bigint[] = [
  0n,
  1n,
  -1n,
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  3037000500n,
];
