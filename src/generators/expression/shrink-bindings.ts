import type { NdArrayValue, Value } from '../../value/value.ts';
import { type ArrayDType, arrayDType, copyElements, wrapElements } from '../array-fill.ts';
import { cuts, elementsWeight, keep, simplerElements } from '../array-shrink.ts';
import { complexity, integerComplexity, simplerIntegers, simplerNumbers } from '../simpler.ts';
import { type Expression, variables } from './tree.ts';

type Bindings = ReadonlyMap<string, Value>;

/**
 * Simpler bindings for the same expression, the boldest first: without the unused ones, all arrays of a length cut
 * alike, an array by its first element or as float64, then simpler elements and numbers.
 */
export function* simplerBindings(bindings: Bindings, tree: Expression): IterableIterator<Bindings> {
  const used = variables(tree);
  const unused = [...bindings.keys()].filter((name) => !used.has(name));
  if (unused.length > 0) yield without(bindings, unused);
  if (unused.length > 1) for (const name of unused) yield without(bindings, [name]);
  yield* shorterArrays(bindings);
  for (const [name, value] of bindings) {
    for (const simpler of simplerKinds(value)) yield new Map(bindings).set(name, simpler);
  }
  for (const [name, value] of bindings) {
    for (const simpler of simplerValues(value)) yield new Map(bindings).set(name, simpler);
  }
}

/** Number of bindings, weight of their kinds, number of elements, complexity of the elements, distinct elements. */
export function bindingsWeight(bindings: Bindings): readonly number[] {
  const weight = [bindings.size, 0, 0, 0, 0];
  for (const value of bindings.values()) {
    valueWeight(value).forEach((part, place) => {
      weight[place + 1] = (weight[place + 1] as number) + part;
    });
  }
  return weight;
}

function valueWeight(value: Value): readonly number[] {
  if (typeof value === 'number') return [0, 0, complexity(value), 0];
  if (typeof value === 'bigint') return [1, 0, Number(integerComplexity(value)), 0];
  if (!isPlainArray(value)) return [9, 0, 0, 0];
  const dtype = arrayDType(value) as ArrayDType;
  const elements = copyElements(value);
  const kind = (dtype === 'float64' ? 2 : 3) + (value.shape.length > 1 ? 1 : 0);
  return [kind, elements.length, ...elementsWeight(elements, dtype)];
}

function without(bindings: Bindings, names: readonly string[]): Bindings {
  return new Map([...bindings].filter(([name]) => !names.includes(name)));
}

function* shorterArrays(bindings: Bindings): IterableIterator<Bindings> {
  const lengths = [...bindings.values()].filter(isPlainVector).map((array) => array.shape[0] as number);
  for (const length of new Set(lengths)) {
    for (const kept of cuts(length, 1)) {
      yield new Map([...bindings].map(([name, value]) => [name, cut(value, length, kept)]));
    }
  }
}

function cut(value: Value, length: number, kept: readonly number[]): Value {
  if (!isPlainVector(value) || value.shape[0] !== length) return value;
  return wrapElements(arrayDType(value) as ArrayDType, keep(copyElements(value), kept), [kept.length]);
}

function simplerKinds(value: Value): Value[] {
  if (typeof value === 'number') return [];
  if (typeof value === 'bigint') return [Number(value)];
  if (!isPlainArray(value)) return [1];
  const elements = copyElements(value);
  const kinds: Value[] = elements.length > 0 ? [elements[0] as Value] : [];
  if (value.shape.length > 1) kinds.push(wrapElements(arrayDType(value) as ArrayDType, elements, [elements.length]));
  if (arrayDType(value) !== 'float64') {
    kinds.push(wrapElements('float64', Float64Array.from(elements as Float64Array, Number), value.shape));
  }
  return kinds;
}

function* simplerValues(value: Value): IterableIterator<Value> {
  if (typeof value === 'number') yield* simplerNumbers(value);
  else if (typeof value === 'bigint') yield* simplerIntegers(value);
  else if (isPlainArray(value)) {
    const dtype = arrayDType(value) as ArrayDType;
    for (const elements of simplerElements(copyElements(value), dtype))
      yield wrapElements(dtype, elements, value.shape);
  }
}

function isPlainArray(value: Value): value is NdArrayValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'ndarray'
    ? value.order === 'C' && arrayDType(value) !== undefined
    : false;
}

function isPlainVector(value: Value): value is NdArrayValue {
  return isPlainArray(value) && value.shape.length === 1;
}
