import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NdArrayValue } from '../value/value.ts';
import { type ArrayDType, copyElements, wrapElements } from './array-fill.ts';
import { ndarrays } from './ndarrays.ts';

const every: readonly ArrayDType[] = ['float64', 'float32', 'int64', 'int32', 'uint8', 'bool'];
const sampled = (arbitrary: fc.Arbitrary<NdArrayValue>, count: number) =>
  fc.sample(arbitrary, { numRuns: count, seed: 5 });
const values = (array: NdArrayValue): (number | bigint)[] => Array.from<number | bigint>(copyElements(array));
const shrinks = (arbitrary: fc.Arbitrary<NdArrayValue>, array: NdArrayValue) =>
  [...arbitrary.shrink(array, undefined)].map(({ value }) => value);

describe('ndarrays', () => {
  it('gives the same arrays for the same seed, for good', () => {
    const arrays = sampled(ndarrays({ dtypes: every, maxLength: 3 }), 8);
    expect(arrays.map((array) => `${array.dtype} ${values(array).join(' ')}`)).toMatchInlineSnapshot(`
      [
        "<f8 -4.72847199998796",
        "|b1 0",
        "<i8 0",
        "|b1 1 1",
        "|u1 ",
        "<i4 112 -2147483648",
        "<f8 5.812392001971602 -1.8048019660636783",
        "|u1 ",
      ]
    `);
  });

  it('keeps to dtypes, lengths and sizes of the buffers', () => {
    const seen = new Set<unknown>();
    for (const array of sampled(ndarrays({ dtypes: every, minLength: 2, maxLength: 9 }), 2000)) {
      const [length] = array.shape as [number];
      expect(length).toBeGreaterThanOrEqual(2);
      expect(length).toBeLessThanOrEqual(9);
      expect(array.data.byteLength).toBe(length * Number(String(array.dtype).slice(2)));
      if (array.dtype === '|b1') expect(array.data.every((byte) => byte < 2)).toBe(true);
      seen.add(array.dtype);
    }
    expect(seen).toEqual(new Set(['<f8', '<f4', '<i8', '<i4', '|u1', '|b1']));
  });

  it('sprinkles NaN, infinities and zeros over ordinary elements, or nothing when told so', () => {
    const all = sampled(ndarrays({ edges: 1 }), 1000).flatMap(values) as number[];
    for (const edge of [Number.NaN, Infinity, -Infinity, -0, Number.MIN_VALUE]) {
      expect(all.some((x) => Object.is(x, edge))).toBe(true);
    }
    const plain = sampled(ndarrays({ edges: 0, spread: 'positive' }), 1000).flatMap(values) as number[];
    expect(plain.every((x) => x > 0 && x < Infinity)).toBe(true);
  });

  it('shrinks any array to the empty one, and never below the least length', () => {
    for (const array of sampled(ndarrays({ dtypes: every }), 100)) {
      if (array.shape[0] === 0) continue;
      expect(shrinks(ndarrays({ dtypes: every }), array)[0]?.shape).toEqual([0]);
    }
    const atLeastTwo = ndarrays({ minLength: 2 });
    for (const array of sampled(atLeastTwo, 50)) {
      for (const simpler of shrinks(atLeastTwo, array)) expect(simpler.shape[0]).toBeGreaterThanOrEqual(2);
    }
  });

  it('comes to an end whichever candidate is followed, with values that shrink again', () => {
    const arbitrary = ndarrays({ dtypes: every, maxLength: 6, edges: 1 });
    fc.assert(
      fc.property(arbitrary, fc.infiniteStream(fc.nat()), (start, choices) => {
        let array = start;
        for (let steps = 0; ; steps += 1) {
          expect(steps).toBeLessThan(2000);
          expect(arbitrary.canShrinkWithoutContext(array)).toBe(true);
          const candidates = shrinks(arbitrary, array);
          if (candidates.length === 0) break;
          array = candidates[(choices.next().value as number) % candidates.length] as NdArrayValue;
        }
        expect(array.shape).toEqual([0]);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it.each([
    ['one element above 100', (x: number[]) => x.some((v) => v > 100), 1],
    ['two elements that differ', (x: number[]) => new Set(x).size > 1, 2],
    ['five elements', (x: number[]) => x.length >= 5, 5],
  ])('shrinks to the smallest array with %s', (_, fails, length) => {
    const property = fc.property(ndarrays({ edges: 0 }), (array) => !fails(values(array) as number[]));
    const found = fc.check(property, { seed: 2, numRuns: 2000 }).counterexample?.[0] as NdArrayValue;
    expect(found.shape).toEqual([length]);
    expect((values(found) as number[]).every((x) => String(x).length <= 5)).toBe(true);
  });

  it('shrinks arrays given by hand: more dimensions, other places in a buffer', () => {
    const matrix = wrapElements('int32', Int32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const arbitrary = ndarrays({ dtypes: ['int32'] });
    expect(arbitrary.canShrinkWithoutContext(matrix)).toBe(true);
    expect(shrinks(arbitrary, matrix)[0]?.shape).toEqual([6]);
    const odd: NdArrayValue = { ...matrix, shape: [1], data: new Uint8Array([9, 7, 0, 0, 0]).subarray(1) };
    expect(shrinks(arbitrary, odd).map((array) => values(array))).toContainEqual([0]);
  });

  it('does not take what it could not have made', () => {
    const arbitrary = ndarrays({ minLength: 1 });
    for (const other of [
      null,
      3,
      [],
      wrapElements('int32', Int32Array.of(1), [1]),
      wrapElements('float64', new Float64Array(0), [0]),
    ]) {
      expect(arbitrary.canShrinkWithoutContext(other)).toBe(false);
    }
  });

  it('refuses lengths and dtypes that make no array', () => {
    expect(() => ndarrays({ minLength: 3, maxLength: 2 })).toThrow('they are 3 and 2');
    expect(() => ndarrays({ dtypes: [] })).toThrow('"dtypes" is empty');
  });
});
