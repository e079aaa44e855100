import { parseDType } from '../value/dtype.ts';
import { isConsistent } from '../value/ndarray.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import { bytesDecide } from './pair-elements.ts';
import { sameBytes } from './same-bits.ts';
import type { ResolvedPolicy } from './tolerance.ts';

/**
 * True for two arrays of one dtype, shape and memory order whose bytes are equal, under a policy by which that is all
 * there is to say. What says nothing but of its elements needs no walk, which costs as much as to read ten thousand of them.
 */
export function areSameArrays(legacy: Value, modern: Value, { rules, paths }: ResolvedPolicy): legacy is NdArrayValue {
  if (!isArray(legacy) || !isArray(modern)) return false;
  if (typeof legacy.dtype !== 'string' || legacy.dtype !== modern.dtype || legacy.order !== modern.order) return false;
  if (paths.length > 0 || rules.mode === 'norm') return false;
  const type = parseDType(legacy.dtype);
  if (!bytesDecide(type, rules) || !isConsistent(legacy, type) || !isConsistent(modern, type)) return false;
  return sameShape(legacy.shape, modern.shape) && sameBytes(legacy.data, modern.data);
}

function isArray(value: Value): value is NdArrayValue {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ndarray';
}

export function sameShape(legacy: readonly number[], modern: readonly number[]): boolean {
  if (legacy.length !== modern.length) return false;
  for (let axis = 0; axis < legacy.length; axis++) if (legacy[axis] !== modern[axis]) return false;
  return true;
}
