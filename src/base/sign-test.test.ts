import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signTest } from './sign-test.ts';

/** The same by adding up Pascal's triangle in whole numbers. */
function bySum(above: number, below: number): number {
  const n = above + below;
  let ways = 1n;
  let sum = 0n;
  for (let i = 0; i <= Math.min(above, below); i++) {
    sum += ways;
    ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  }
  return Math.min(1, Number((sum * 2n * 10n ** 30n) / 2n ** BigInt(n)) / 1e30);
}

describe('signTest()', () => {
  it('is what adding up the binomial distribution gives', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.nat({ max: 300 }), (above, below) => {
        const wanted = bySum(above, below);
        expect(Math.abs(signTest(above, below) - wanted)).toBeLessThanOrEqual(1e-9 * wanted + 1e-29);
      }),
    );
  });

  it('knows a fair coin, a loaded one and none', () => {
    expect(signTest(0, 0)).toBe(1);
    expect(signTest(50, 50)).toBe(1);
    expect(signTest(1, 0)).toBe(1);
    expect(signTest(10, 0)).toBeCloseTo(2 / 1024, 12);
    expect(signTest(0, 10)).toBe(signTest(10, 0));
    expect(signTest(500_500_000, 499_500_000)).toBeLessThan(1e-10);
    expect(signTest(500_001_000, 499_999_000)).toBeGreaterThan(0.9);
    expect(signTest(10_000, 0)).toBe(0);
  });
});
