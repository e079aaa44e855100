import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, median, quantile } from './statistics.ts';

describe('quantile', () => {
  // numpy.quantile([7, 1, 3, 9, 4], q), NumPy 2.4.6
  it.each([
    [0, 1],
    [0.1, 1.8],
    [0.25, 3],
    [0.5, 4],
    [0.9, 8.2],
    [1, 9],
  ])('at %d of 1 3 4 7 9 is %d', (q, expected) => {
    expect(quantile([7, 1, 3, 9, 4], q)).toBeCloseTo(expected, 14);
  });

  it('stays within the values and never falls as q rises', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e150, max: 1e150 }), { minLength: 1 });
    const share = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(
      fc.property(values, share, share, (list, p, q) => {
        const [low, high] = [quantile(list, Math.min(p, q)), quantile(list, Math.max(p, q))];
        // The last digit of an interpolation may fall by rounding.
        expect(low).toBeLessThanOrEqual(high + Math.abs(high) * 1e-15);
        expect(low).toBeGreaterThanOrEqual(Math.min(...list));
        expect(quantile(list, 1)).toBe(Math.max(...list));
      }),
    );
  });

  it('is NaN of nothing and of any NaN, and refuses a q outside 0 to 1', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([1, Number.NaN, 2], 0)).toBeNaN();
    expect(() => quantile([1], 1.1)).toThrow('current value is 1.1');
  });

  it('keeps infinities', () => {
    expect(quantile([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('median', () => {
  it('is the middle, or half way between the two middles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median(new Set([4, 1, 3, 2]))).toBe(2.5);
  });
});

describe('mean', () => {
  it('does not overflow, nor lose small parts beside a large offset', () => {
    expect(mean([1e308, 1e308, 1e308])).toBeCloseTo(1e308, -294);
    expect(mean([1e9 + 0.25, 1e9 + 0.5, 1e9 + 0.75])).toBe(1e9 + 0.5);
    expect(mean([])).toBeNaN();
  });
});
