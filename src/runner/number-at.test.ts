import { describe, expect, it } from 'vitest';
import { float64Array, numericArray } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { numberAt } from './number-at.ts';

describe('numberAt()', () => {
  const single = numericArray(Float32Array.of(1.5, 0.1));
  it.each<[name: string, value: Value, path: (string | number)[], found: unknown]>([
    ['a number', 2.5, [], { value: 2.5, format: 'f8' }],
    [
      'an element of a list in a map',
      { kind: 'map', type: 'dict', entries: [['a', [1, 2]]] },
      ['a', 1],
      { value: 2, format: 'f8' },
    ],
    ['a field of a record', { kind: 'record', type: 'R', fields: [['x', 7]] }, ['x'], { value: 7, format: 'f8' }],
    ['an element of a tuple', { kind: 'tuple', items: [1, 2] }, [0], { value: 1, format: 'f8' }],
    ['an element of a matrix', float64Array([1, 2, 3, 4, 5, 6], [2, 3]), [1, 2], { value: 6, format: 'f8' }],
    ['an element of a float32 array', single, [1], { value: Math.fround(0.1), format: 'f4' }],
    [
      'a float16 scalar',
      { kind: 'scalar', dtype: '<f2', data: Uint8Array.of(0, 0x3c) },
      [],
      { value: 1, format: 'f2' },
    ],
    ['an integer', 3n, [], null],
    ['an integer array', numericArray(Int32Array.of(1)), [0], null],
    ['a place outside', float64Array([1]), [1], null],
    ['a place too deep', 1, [0], null],
    ['a name that no map has', { kind: 'map', type: 'dict', entries: [] }, ['__proto__'], null],
    ['a whole array', float64Array([1]), [], null],
  ])('reads %s', (_name, value, path, found) => {
    expect(numberAt(value, path)).toEqual(found);
  });
});
