import { parseDType } from '../../value/dtype.ts';
import type { NdArrayValue, Value } from '../../value/value.ts';

/** What can be counted, put in another order and cut: a sequence, or an array along its first axis. */
export interface Rows {
  readonly count: number;
  /** The same with the rows at these positions, in this order. */
  pick(positions: readonly number[]): Value;
}

/** Longer ones are left alone: every mutant is a copy. */
const mostRows = 1_000_000;

/** The rows of a value; null when it has none. */
export function rowsOf(value: Value): Rows | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return { count: value.length, pick: (at) => at.map((i) => value[i]!) };
  switch (value.kind) {
    case 'tuple':
    case 'deque': {
      const { items } = value;
      return { count: items.length, pick: (at) => ({ ...value, items: at.map((i) => items[i]!) }) };
    }
    case 'ndarray':
      return arrayRows(value);
    default:
      return null;
  }
}

function arrayRows(array: NdArrayValue): Rows | null {
  const { shape, data, order, objects } = array;
  const [count, ...rest] = shape;
  if (count === undefined || count > mostRows || (order === 'F' && rest.length > 0)) return null;
  if (objects !== undefined && rest.length > 0) return null;
  const size = objects === undefined ? rest.reduce((a, b) => a * b, parseDType(array.dtype).itemSize) : 0;
  return {
    count,
    pick(at) {
      const bytes = new Uint8Array(at.length * size);
      at.forEach((from, to) => {
        bytes.set(data.subarray(from * size, (from + 1) * size), to * size);
      });
      const picked = objects === undefined ? {} : { objects: at.map((i) => objects[i]!) };
      return { ...array, shape: [at.length, ...rest], data: bytes, ...picked };
    },
  };
}

/** 0, 1, 2 … */
export const positions = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
