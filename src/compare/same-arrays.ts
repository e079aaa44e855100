import { type DType, elementCount, parseDType } from '../value/dtype.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import { bytesDecide } from './pair-elements.ts';
import { sameBytes } from './same-bits.ts';
import type { ResolvedPolicy } from './tolerance.ts';

/** Two arrays that are the same. */
export interface SameArrays {
  readonly type: DType;
  readonly axes: number;
  readonly count: number;
}

/**
 * Two arrays of one dtype, shape and memory order whose bytes are equal, under a policy by which that is all there is to
 * say; null for any others, which takes a walk to compare. To begin one costs as much as to read ten thousand numbers.
 */
export function sameArrays(legacy: Value, modern: Value, { rules, paths }: ResolvedPolicy): SameArrays | null {
  if (paths.length > 0 || rules.mode === 'norm' || !isArray(legacy) || !isArray(modern)) return null;
  const { dtype, shape, data } = legacy;
  if (typeof dtype !== 'string' || dtype !== modern.dtype || legacy.order !== modern.order) return null;
  const type = parseDType(dtype);
  const count = elementCount(shape);
  if (data.byteLength !== count * type.itemSize || legacy.objects !== undefined || modern.objects !== undefined)
    return null;
  if (!sameShape(shape, modern.shape) || !bytesDecide(type, rules) || !sameBytes(data, modern.data)) return null;
  return { type, axes: shape.length, count };
}

function isArray(value: Value): value is NdArrayValue {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ndarray';
}

function sameShape(legacy: readonly number[], modern: readonly number[]): boolean {
  if (legacy.length !== modern.length) return false;
  for (let axis = 0; axis < legacy.length; axis++) if (legacy[axis] !== modern[axis]) return false;
  return true;
}
