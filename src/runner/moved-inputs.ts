import { nextAbove, nextBelow } from '../compare/ulp.ts';
import { parseDType } from '../value/dtype.ts';
import { ndarray, numericArray, typedElements } from '../value/ndarray.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { NdArrayValue, Value } from '../value/value.ts';

/** By how many units in the last place to move the k-th floating input; arrays ask for each of their elements. */
type Moves = (input: number, element: number) => -1 | 0 | 1;

/** Floating inputs that are moved one at a time; the others move in the combinations only. */
const mostAlone = 12;
const combinations = 3;

/**
 * The inputs of a call moved by one unit in the last place: each float up and down, an array as a whole, and a few
 * combinations of both directions, the same ones for the same input. Zeros stay: their neighbours are 300 decades away
 * from anything that is meant. Empty when nothing can be moved.
 */
export function movedInputs(input: CallArguments): CallArguments[] {
  const floats = countFloats(input);
  if (floats === 0) return [];
  const all: CallArguments[] = [];
  for (let alone = 0; alone < Math.min(floats, mostAlone); alone += 1) {
    for (const way of [1, -1] as const) all.push(moved(input, (at) => (at === alone ? way : 0)));
  }
  for (let seed = 1; seed <= combinations; seed += 1) all.push(moved(input, (at, element) => coin(seed, at, element)));
  return all;
}

/** Up or down by a fixed rule: the bits of a multiplicative hash (Knuth). */
function coin(seed: number, at: number, element: number): -1 | 1 {
  const mixed = Math.imul(Math.imul(seed * 97 + at, 2654435761) ^ element, 2246822519);
  return (mixed >>> 16) & 1 ? 1 : -1;
}

function countFloats(input: CallArguments): number {
  let count = 0;
  moved(input, (at) => {
    count = Math.max(count, at + 1);
    return 0;
  });
  return count;
}

function moved({ args, kwargs }: CallArguments, moves: Moves): CallArguments {
  const next = { at: 0 };
  const one = (value: Value): Value => move(value, moves, next);
  return {
    args: args.map(one),
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [name, one(value)])),
  };
}

/** Into lists, tuples and maps; other containers stay as they are. */
function move(value: Value, moves: Moves, next: { at: number }): Value {
  const inside = (part: Value): Value => move(part, moves, next);
  if (typeof value === 'number') return isMovable(value) ? step64(value, moves(next.at++, 0)) : value;
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind === 'tuple') return { ...value, items: value.items.map(inside) };
  if (value.kind === 'map') return { ...value, entries: value.entries.map(([key, part]) => [key, inside(part)]) };
  return value.kind === 'ndarray' ? moveArray(value, moves, next) : value;
}

const isMovable = (x: number) => Number.isFinite(x) && x !== 0;

function moveArray(array: NdArrayValue, moves: Moves, next: { at: number }): Value {
  const { kind, itemSize } = parseDType(array.dtype);
  const elements = kind === 'float' && itemSize >= 4 ? typedElements(array) : null;
  if (!(elements instanceof Float64Array || elements instanceof Float32Array) || !elements.some(isMovable))
    return array;
  const at = next.at++;
  const step = elements instanceof Float64Array ? step64 : step32;
  const stepped = elements.map((x, index) => (isMovable(x) ? step(x, moves(at, index)) : x));
  // In the byte order of this machine, which is part of the dtype.
  const { dtype, data } = numericArray(stepped);
  return ndarray(dtype, array.shape, data, array.order);
}

function step64(x: number, way: -1 | 0 | 1): number {
  if (way === 0) return x;
  const size = Math.abs(x);
  const outward = way > 0 === x > 0;
  return Math.sign(x) * (outward ? nextAbove(size) : nextBelow(size));
}

const cell = new DataView(new ArrayBuffer(4));

function step32(x: number, way: -1 | 0 | 1): number {
  if (way === 0) return x;
  cell.setFloat32(0, Math.abs(x));
  cell.setUint32(0, cell.getUint32(0) + (way > 0 === x > 0 ? 1 : -1));
  return Math.sign(x) * cell.getFloat32(0);
}
