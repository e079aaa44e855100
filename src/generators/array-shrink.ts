import type { NdArrayValue } from '../value/value.ts';
import { type ArrayDType, arrayDType, copyElements, type Elements, wrapElements } from './array-fill.ts';
import { complexity, integerComplexity, simplerIntegers, simplerNumbers } from './simpler.ts';

/**
 * Arrays simpler than `array`, the boldest first: in one dimension, shorter (the pieces of ever finer cuts taken out),
 * all elements equal, then single elements simpler. Every candidate is lower in the order (dimensions, length, sum of
 * the elements' complexities, number of distinct elements), so shrinking comes to an end.
 */
export function* simplerArrays(array: NdArrayValue, minLength = 0): IterableIterator<NdArrayValue> {
  const dtype = arrayDType(array) as ArrayDType;
  const elements = copyElements(array);
  if (array.shape.length > 1) yield wrapElements(dtype, elements, [elements.length]);
  for (const kept of cuts(elements.length, minLength)) yield wrapElements(dtype, keep(elements, kept), [kept.length]);
  for (const simpler of simplerElements(elements, dtype)) yield wrapElements(dtype, simpler, array.shape);
}

/**
 * Which indices to keep: without pieces of a half, a quarter, … and one element of the length, each piece in turn
 * (the complements of Zeller's ddmin). Arrays of one case that share a length are cut by the same indices.
 */
export function* cuts(length: number, minLength: number): IterableIterator<readonly number[]> {
  const indices = Array.from({ length }, (_, index) => index);
  if (minLength === 0 && length > 0) yield [];
  if (minLength <= 1 && length > 1) yield [0];
  for (let size = Math.floor(length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < length; start += size) {
      const kept = indices.filter((index) => index < start || index >= start + size);
      if (kept.length >= minLength && kept.length < length) yield kept;
    }
  }
}

/** The elements at those indices, as a new array of the same type. */
export function keep<T extends Elements>(elements: T, indices: readonly number[]): T {
  const type = elements.constructor as new (length: number) => T;
  const kept = new type(indices.length);
  for (const [place, index] of indices.entries()) kept[place] = elements[index] as T[number];
  return kept;
}

/** Elements of the same number and type, simpler: all of one value, all rounded alike, then one at a time. */
export function* simplerElements(elements: Elements, dtype: ArrayDType): IterableIterator<Elements> {
  const own = elementsWeight(elements, dtype);
  for (const candidate of elementCandidates(elements, dtype)) {
    if (isBelow(elementsWeight(candidate, dtype), own)) yield candidate;
  }
}

function* elementCandidates(elements: Elements, dtype: ArrayDType): IterableIterator<Elements> {
  if (elements.length === 0) return;
  for (const value of [0, 1, simplest(elements, dtype)]) yield mapped(elements, () => value);
  const depth = 12;
  for (let choice = 0; choice < depth; choice += 1) yield mapped(elements, (x) => simplerOf(x, dtype)[choice] ?? x);
  for (let index = 0; index < elements.length; index += 1) {
    for (const value of simplerOf(elements[index] as number | bigint, dtype)) {
      yield mapped(elements, (x, place) => (place === index ? value : x));
    }
  }
}

function simplerOf(x: number | bigint, dtype: ArrayDType): (number | bigint)[] {
  if (typeof x === 'bigint') return simplerIntegers(x);
  if (dtype === 'float64' || dtype === 'float32') return simplerNumbers(x);
  return simplerIntegers(BigInt(x)).map(Number);
}

function mapped(elements: Elements, change: (x: number | bigint, index: number) => number | bigint): Elements {
  const copy = elements.slice();
  for (const [index, x] of list(elements).entries()) {
    if (copy instanceof BigInt64Array) copy[index] = BigInt(change(x, index));
    else copy[index] = Number(change(x, index));
  }
  return copy;
}

/** Sum of the elements' complexities, and how many distinct ones there are. */
export function elementsWeight(elements: Elements, dtype: ArrayDType): readonly [number, number] {
  const sum = list(elements).reduce<number>((total, x) => total + weight(x, dtype), 0);
  return [sum, new Set(list(elements)).size];
}

function simplest(elements: Elements, dtype: ArrayDType): number | bigint {
  return list(elements).reduce((best, x) => (weight(x, dtype) < weight(best, dtype) ? x : best));
}

function weight(x: number | bigint, dtype: ArrayDType): number {
  return typeof x === 'number' && (dtype === 'float64' || dtype === 'float32')
    ? complexity(x)
    : Number(integerComplexity(BigInt(x)));
}

function list(elements: Elements): (number | bigint)[] {
  return Array.from<number | bigint>(elements);
}

function isBelow(candidate: readonly [number, number], own: readonly [number, number]): boolean {
  return candidate[0] < own[0] || (candidate[0] === own[0] && candidate[1] < own[1]);
}
