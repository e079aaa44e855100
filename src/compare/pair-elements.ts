import { type DType, elementCount, parseDType } from '../value/dtype.ts';
import { indicesOf, memoryIndex } from '../value/ndarray.ts';
import type { NdArrayValue, ScalarValue, Value } from '../value/value.ts';
import { type Pairing, pairList } from './pairing.ts';
import type { ResolvedRules } from './tolerance.ts';

/** The element at a memory index as a value that keeps its dtype and bits; of an array of objects, the object. */
export function storedElement(array: NdArrayValue, index: number): Value {
  if (array.objects !== undefined) return array.objects[index] as Value;
  const size = parseDType(array.dtype).itemSize;
  return { kind: 'scalar', dtype: array.dtype, data: array.data.subarray(index * size, (index + 1) * size) };
}

/** How the elements of an array lie in memory. */
export type Layout = Pick<NdArrayValue, 'shape' | 'order'>;

/** The indices, one a dimension, of the element at a memory index. */
export function memoryIndices(array: Layout, index: number): number[] {
  return array.order === 'C' ? indicesOf(array.shape, index) : indicesOf([...array.shape].reverse(), index).reverse();
}

/** Two arrays of one shape, element by element in logical order. `rules` are those of all elements, null when they vary. */
export function pairElements(legacy: NdArrayValue, modern: NdArrayValue, rules: ResolvedRules | null): Pairing {
  const pairing: Pairing = {
    length: elementCount(legacy.shape),
    legacy: (index) => storedElement(legacy, memoryIndex(legacy, index)),
    modern: (index) => storedElement(modern, memoryIndex(modern, index)),
    steps: (index) => indicesOf(legacy.shape, index),
    depth: legacy.shape.length,
    indexed: true,
  };
  const type = parseDType(legacy.dtype);
  if (rules === null || legacy.dtype !== modern.dtype || !bytesDecide(type, rules)) return pairing;
  const size = type.itemSize;
  const [l, m] = [legacy.data, modern.data];
  return {
    ...pairing,
    sameNumbers: isNumeric(type),
    same(index) {
      const left = memoryIndex(legacy, index) * size;
      const right = memoryIndex(modern, index) * size;
      for (let i = 0; i < size; i++) if (l[left + i] !== m[right + i]) return false;
      return true;
    },
  };
}

/** True when equal bytes mean agreement: always, but for NaN and NaT that must not agree with themselves. */
export function bytesDecide(type: DType, rules: ResolvedRules): boolean {
  if (type.kind === 'object' || rules.ignore || rules.mode === 'statistical') return false;
  if (rules.equalNan || rules.mode === 'bitwise') return true;
  return (
    type.kind === 'int' || type.kind === 'uint' || type.kind === 'bool' || type.kind === 'text' || type.kind === 'bytes'
  );
}

/** True when elements are numbers that a tolerance applies to. */
export function isNumeric({ kind }: DType): boolean {
  return kind === 'int' || kind === 'uint' || kind === 'float' || kind === 'bfloat16' || kind === 'complex';
}

/** A sequence and an array whose first dimension are its items: a 1-D array's elements, else its rows. */
export function rowsOf(array: NdArrayValue): Value[] {
  const [length = 0, ...shape] = array.shape;
  if (shape.length === 0) return Array.from({ length }, (_, index) => storedElement(array, index));
  return Array.from({ length }, (_, row) => rowAt(array, row, shape));
}

function rowAt(array: NdArrayValue, row: number, shape: readonly number[]): NdArrayValue {
  const count = elementCount(shape);
  const indices = Array.from({ length: count }, (_, i) => memoryIndex(array, row * count + i));
  if (array.objects !== undefined) {
    const objects = indices.map((index) => array.objects![index] as Value);
    return { kind: 'ndarray', dtype: array.dtype, shape, order: 'C', data: array.data, objects };
  }
  const size = parseDType(array.dtype).itemSize;
  const data = new Uint8Array(count * size);
  for (const [i, index] of indices.entries()) data.set(array.data.subarray(index * size, (index + 1) * size), i * size);
  return { kind: 'ndarray', dtype: array.dtype, shape, order: 'C', data };
}

/** Two records of structured dtypes whose fields are named alike, field by field. */
export function pairFields(legacy: ScalarValue, modern: ScalarValue): Pairing {
  const left = fieldsOf(legacy);
  const right = fieldsOf(modern);
  return pairList(left.map(([step, value], i) => ({ step, legacy: value, modern: right[i]![1] })));
}

/** The fields of a record of a structured dtype. */
export function fieldsOf(record: ScalarValue): [string, Value][] {
  return parseDType(record.dtype).fields!.map((field) => {
    const data = record.data.subarray(field.offset, field.offset + field.type.itemSize * field.count);
    const dtype = field.type.spec;
    if (field.shape.length === 0) return [field.name, { kind: 'scalar', dtype, data }];
    return [field.name, { kind: 'ndarray', dtype, shape: field.shape, order: 'C', data }];
  });
}
