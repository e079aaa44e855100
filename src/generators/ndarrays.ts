import type { Arbitrary } from 'fast-check';
import type { NdArrayValue } from '../value/value.ts';
import { type ArrayDType, arrayDType, drawElements, type Spread, sprinkle, wrapElements } from './array-fill.ts';
import { simplerArrays } from './array-shrink.ts';
import type { Draw } from './draw.ts';
import { drawn } from './drawn.ts';

export type { ArrayDType, Spread } from './array-fill.ts';

/** Which arrays `ndarrays` gives. */
export interface NdArrayOptions {
  /** Element types to draw from, equally often (default float64 alone). */
  readonly dtypes?: readonly ArrayDType[];
  /** Least and greatest number of elements (default 0 and 32). */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** How the ordinary elements are spread (default `any`). */
  readonly spread?: Spread;
  /** Share of the arrays that hold one to three edge values, NaN and infinities among them (default 0.2). */
  readonly edges?: number;
}

/**
 * 1-D arrays made from one seed each, straight into a typed array: an array of 100 elements costs about what three
 * `fc.double()` do. Shrinks to shorter arrays (halves, then without single elements), to arrays of one value, and to
 * simpler elements; a longer or n-d array given by hand shrinks as well.
 *
 * @throws RangeError when the lengths are not 0 <= minLength <= maxLength, or `dtypes` is empty.
 */
export function ndarrays(options: NdArrayOptions = {}): Arbitrary<NdArrayValue> {
  const { dtypes = ['float64'], minLength = 0, maxLength = 32, spread = 'any', edges = 0.2 } = options;
  if (
    !(minLength >= 0 && minLength <= maxLength && Number.isSafeInteger(minLength) && Number.isSafeInteger(maxLength))
  ) {
    throw new RangeError(
      `Cannot draw arrays as 0 <= minLength <= maxLength must hold: they are ${minLength} and ${maxLength}`,
    );
  }
  if (dtypes.length === 0) throw new RangeError('Cannot draw arrays as "dtypes" is empty: name at least one dtype');
  const draw = (source: Draw, biased: boolean): NdArrayValue => {
    const dtype = source.pick(dtypes);
    const length = source.between(minLength, biased ? Math.min(maxLength, minLength + 2) : maxLength);
    return drawArray(source, dtype, length, spread, biased ? Math.min(1, 3 * edges) : edges);
  };
  const accepts = (value: unknown): value is NdArrayValue => isPlainArray(value, dtypes, minLength);
  return drawn({ draw, accepts, simpler: (array) => simplerArrays(array, minLength) });
}

/** One 1-D array; `edges` is the probability that edge values are put into it. */
export function drawArray(draw: Draw, dtype: ArrayDType, length: number, spread: Spread, edges: number): NdArrayValue {
  const elements = drawElements(draw, dtype, length, spread);
  if (draw.chance(edges)) sprinkle(draw, dtype, elements);
  return wrapElements(dtype, elements, [length]);
}

function isPlainArray(value: unknown, dtypes: readonly ArrayDType[], minLength: number): value is NdArrayValue {
  if (typeof value !== 'object' || value === null || (value as NdArrayValue).kind !== 'ndarray') return false;
  const array = value as NdArrayValue;
  const dtype = arrayDType(array);
  if (dtype === undefined || !dtypes.includes(dtype) || array.order !== 'C') return false;
  const count = array.shape.reduce((product, extent) => product * extent, 1);
  return array.shape.length >= 1 && count >= minLength;
}
