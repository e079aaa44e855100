import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binary64, edgeNumbers, integers, ordinaryNumbers } from './numbers.ts';
import { complexity, integerComplexity } from './simpler.ts';

const sampled = <T>(arbitrary: fc.Arbitrary<T>, count = 4000): T[] => fc.sample(arbitrary, { numRuns: count, seed: 7 });

/** Follows the first candidate again and again: the shortest way shrinking can take when everything fails. */
function shrunkAllTheWay<T>(arbitrary: fc.Arbitrary<T>, value: T): T {
  let current = value;
  for (let steps = 0; steps < 1000; steps += 1) {
    const next = arbitrary.shrink(current, undefined).next();
    if (next.done) return current;
    current = next.value.value;
  }
  throw new Error('Shrinking did not end');
}

describe('binary64', () => {
  it('gives the same numbers for the same seed, for good', () => {
    expect(sampled(binary64(), 12).map((x) => (Object.is(x, -0) ? '-0' : String(x)))).toMatchInlineSnapshot(`
      [
        "1",
        "6.767935889619092e-56",
        "5.468",
        "0.2312",
        "1.5744403932561435e+262",
        "9223372036854775000",
        "1.4916681462400413e-154",
        "3.1415926535897927",
        "7.737125245533627e+25",
        "2.220446049250313e-16",
        "9007199254740992",
        "-745.1332191019412",
      ]
    `);
  });

  it('reaches edges, every decade and both signs', () => {
    const all = sampled(binary64());
    for (const edge of edgeNumbers) expect(all.some((x) => Object.is(x, edge))).toBe(true);
    for (const special of [Number.NaN, Infinity, -Infinity]) expect(all.some((x) => Object.is(x, special))).toBe(true);
    expect(all.some((x) => Math.abs(x) > 1e200)).toBe(true);
    expect(all.some((x) => x !== 0 && Math.abs(x) < 1e-200)).toBe(true);
    expect(all.filter((x) => Math.abs(x) > 1e-5 && Math.abs(x) < 1e6).length).toBeGreaterThan(1000);
  });

  it('gives finite numbers only when asked to, and shrinks to such', () => {
    const finite = binary64({ nan: false, infinity: false });
    for (const x of sampled(finite)) {
      expect(Number.isFinite(x)).toBe(true);
      for (const smaller of finite.shrink(x, undefined)) expect(Number.isFinite(smaller.value)).toBe(true);
    }
    expect(finite.canShrinkWithoutContext(Number.NaN)).toBe(false);
    expect(binary64().canShrinkWithoutContext(Number.NaN)).toBe(true);
  });

  it('shrinks to strictly simpler numbers, down to 0', () => {
    for (const x of sampled(binary64(), 500)) {
      for (const smaller of binary64().shrink(x, undefined))
        expect(complexity(smaller.value)).toBeLessThan(complexity(x));
      expect(shrunkAllTheWay(binary64(), x)).toBe(0);
    }
  });

  it('shrinks a failing number to the smallest that fails', () => {
    const details = fc.check(
      fc.property(binary64(), (x) => !(x > 41.37)),
      { seed: 11, numRuns: 5000 },
    );
    expect(details.counterexample?.[0]).toBeGreaterThan(41.37);
    expect(String(details.counterexample?.[0]).length).toBeLessThanOrEqual(5);
  });
});

describe('ordinaryNumbers', () => {
  it('stays between 1e-5 and 1e7 in size', () => {
    for (const x of sampled(ordinaryNumbers())) {
      expect(Math.abs(x)).toBeGreaterThan(1e-5);
      expect(Math.abs(x)).toBeLessThan(1e7);
    }
  });
});

describe('integers', () => {
  it('stays in its range, reaching its ends and powers of two', () => {
    const all = sampled(integers());
    for (const n of all) expect(n >= -(2n ** 63n) && n < 2n ** 63n).toBe(true);
    expect(all).toContain(2n ** 53n + 1n);
    expect(sampled(integers({ min: 5n, max: 9n }), 200).every((n) => n >= 5n && n <= 9n)).toBe(true);
  });

  it('shrinks to strictly simpler integers inside its range', () => {
    const some = integers({ min: -50n, max: 2n ** 62n });
    for (const n of sampled(some, 500)) {
      for (const { value } of some.shrink(n, undefined)) {
        expect(integerComplexity(value)).toBeLessThan(integerComplexity(n));
        expect(some.canShrinkWithoutContext(value)).toBe(true);
      }
    }
    expect(shrunkAllTheWay(integers({ min: 5n, max: 900n }), 731n)).toBe(5n);
  });

  it('refuses an empty range', () => {
    expect(() => integers({ min: 2n, max: 1n })).toThrow('min must be <= max: min is 2, max is 1');
  });
});
