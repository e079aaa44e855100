import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64Array, numericArray } from '../value/ndarray.ts';
import type { NdArrayValue } from '../value/value.ts';
import { compareValues } from './compare.ts';
import type { Policy } from './policy.ts';

const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 5e-324, 1, Number.MAX_VALUE, -1e-310));
const pair = fc.tuple(number, fc.constantFrom(1, 1, 1 + 2 ** -52, 1.5, -1, 1 - 1e-9)).map(([x, by]) => [x, x * by]);
const policy = fc.constantFrom<Policy>({}, { rtol: 1e-12 }, { atol: 1 }, { mode: 'ulp', ulp: 1 }, { mode: 'bitwise' });

describe('wouldPass', () => {
  it('is for arrays what it is for lists of the same numbers', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 6 }), policy, (pairs, rules) => {
        const [legacy, modern] = [0, 1].map((side) => pairs.map((numbers) => numbers[side]!)) as [number[], number[]];
        const { wouldPass } = compareValues(float64Array(legacy), float64Array(modern), rules);
        expect(wouldPass).toEqual(compareValues(legacy, modern, rules).wouldPass);
      }),
      { numRuns: 1000 },
    );
  });

  it('is for arrays of integers what it is for lists of them', () => {
    const integer = fc.oneof(
      fc.bigInt({ min: -9n, max: 9n }),
      fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
      fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n),
    );
    const both = fc.tuple(integer, integer);
    fc.assert(
      fc.property(fc.array(both, { minLength: 1, maxLength: 6 }), policy, fc.boolean(), (base, rules, isLong) => {
        const pairs = isLong ? Array.from({ length: 300 }, (_, i) => base[i % base.length]!) : base;
        const [legacy, modern] = [0, 1].map((side) => pairs.map((numbers) => numbers[side]!)) as [bigint[], bigint[]];
        const [left, right] = [legacy, modern].map((numbers) => numericArray(BigInt64Array.from(numbers)));
        expect(compareValues(left!, right!, rules).wouldPass).toEqual(compareValues(legacy, modern, rules).wouldPass);
      }),
      { numRuns: 100 },
    );
  });

  it('is for long arrays, without judging again, what judging again would say', () => {
    const size = fc.oneof(
      fc.constantFrom(1, 1 + 2 ** -52, 2 - 2 ** -52, 3, 1e-310, 1e300),
      fc.double({ min: 1, max: 2 }),
    );
    const error = fc.oneof(
      fc.integer({ min: -9, max: 9 }).map((n) => 1 + n * 2 ** -52),
      fc.double({ min: 0.5, max: 2 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(size, error), { minLength: 1, maxLength: 6 }), policy, (base, rules) => {
        const legacy = Array.from({ length: 600 }, (_, i) => base[i % base.length]![0]);
        const modern = legacy.map((x, i) => x * base[i % base.length]![1]);
        // With and without kept differences, the first of which would tell what does not pass.
        for (const maxDifferences of [0, 1]) {
          const { wouldPass } = compareValues(float64Array(legacy), float64Array(modern), rules, { maxDifferences });
          expect(wouldPass).toEqual(compareValues(legacy, modern, rules, { maxDifferences }).wouldPass);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is checked by judging again where a path has its own rules, and for integers', () => {
    const legacy: [NdArrayValue, NdArrayValue] = [float64Array([1, 2]), numericArray(Int32Array.of(3, 4))];
    const modern: [NdArrayValue, NdArrayValue] = [float64Array([1.5, 2]), numericArray(Int32Array.of(3, 5))];
    const bits = { paths: [{ path: '/0', mode: 'bitwise' as const }] };
    expect(compareValues(legacy, modern, bits).wouldPass).toBeNull();
    expect(compareValues(legacy, modern, {}).wouldPass).toEqual({ rtol: 0.5, atol: 1, ulp: null });
  });
});
