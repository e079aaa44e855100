import type { DType } from '../dtype.ts';
import type { NdArrayValue } from '../value.ts';
import type { Machine } from './machine.ts';

/**
 * The array with its axes in another order. When that only turns them round, the same bytes in Fortran order; else a
 * copy in C order, which is what the value model can hold.
 */
export function transposed(machine: Machine, array: NdArrayValue, type: DType, axes: readonly number[]): NdArrayValue {
  const shape = axes.map((axis) => array.shape[axis] as number);
  if (axes.every((axis, i) => axis === i)) return array;
  if (axes.every((axis, i) => axis === axes.length - 1 - i))
    return { ...array, shape, order: memoryOrder(shape, true) };
  machine.copy(array.data.length);
  return { ...array, shape, data: permuted(array, type.itemSize, shape, axes) };
}

function permuted(array: NdArrayValue, size: number, shape: readonly number[], axes: readonly number[]): Uint8Array {
  const strides = stridesOf(array.shape, size);
  const steps = axes.map((axis) => strides[axis] as number);
  const out = new Uint8Array(array.data.length);
  if (size === 0) return out;
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to += size) {
    for (let i = 0; i < size; i++) out[to + i] = array.data[from + i] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis] as number;
      index[axis]! += 1;
      if (index[axis]! < (shape[axis] as number)) break;
      from -= (steps[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return out;
}

/** Bytes from one element to the next along each axis, in C order. */
function stridesOf(shape: readonly number[], size: number): number[] {
  const strides = new Array<number>(shape.length);
  let step = size;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis] as number;
  }
  return strides;
}

/** Items that come in C order, in the order in which a Fortran array keeps them in memory. */
export function fortranItems<T>(items: readonly T[], shape: readonly number[]): T[] {
  const strides = stridesOf(shape, 1);
  const out = new Array<T>(items.length);
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = items[from] as T;
    for (let axis = 0; axis < shape.length; axis++) {
      from += strides[axis] as number;
      index[axis]! += 1;
      if (index[axis]! < (shape[axis] as number)) break;
      from -= (strides[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return out;
}

/** An array with at most one long axis, or without elements, lies in both orders: then it is said to be in C order. */
export function memoryOrder(shape: readonly number[], isFortran: boolean): 'C' | 'F' {
  const isBoth = shape.includes(0) || shape.filter((size) => size > 1).length < 2;
  return isFortran && !isBoth ? 'F' : 'C';
}
