import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundUpToOneDigit } from './round-up.ts';

describe('roundUpToOneDigit()', () => {
  it('rounds up, never down', () => {
    expect([1.28e-12, 9.01e-5, 1, 0.95, 3, 0, 64].map(roundUpToOneDigit)).toEqual([2e-12, 1e-4, 1, 1, 3, 0, 70]);
    expect(roundUpToOneDigit(5e-324)).toBe(5e-324);
  });

  it('gives one digit that is not below and less than a digit above', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-300, max: 1e300 }), (x) => {
        const rounded = roundUpToOneDigit(x);
        expect(rounded).toBeGreaterThanOrEqual(x);
        expect(rounded.toExponential()).toMatch(/^\de/);
        expect(rounded - x).toBeLessThanOrEqual(10 ** Math.floor(Math.log10(rounded) + 1e-9) * (1 + 1e-9));
      }),
    );
  });
});
