import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogHistogram } from './log-histogram.ts';

const sizes = fc.oneof(
  fc.constant(0),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 2.3e-308 }),
  fc.double({ noNaN: true, min: 1e-17, max: 1e3 }),
);

function trueQuantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length - 1e-9) - 1)]!;
}

describe('LogHistogram', () => {
  it('is never below the true quantile and at most 1/32 above it; its maximum is exact', () => {
    fc.assert(
      fc.property(fc.array(sizes, { minLength: 1, maxLength: 60 }), fc.constantFrom(0, 0.5, 0.9, 0.99, 1), (all, q) => {
        const histogram = new LogHistogram();
        for (const value of all) histogram.add(value);
        const wanted = trueQuantile(all, q);
        const found = histogram.quantile(q)!;
        expect(found).toBeGreaterThanOrEqual(wanted);
        expect(found).toBeLessThanOrEqual(wanted * (1 + 1 / 32));
        expect(histogram.max).toBe(Math.max(...all));
        expect(histogram.quantile(1)).toBe(histogram.max);
      }),
    );
  });

  it('is exact for whole numbers up to 64', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 64 }), { minLength: 1 }), fc.constantFrom(0.5, 0.9, 0.99), (all, q) => {
        const histogram = new LogHistogram();
        for (const value of all) histogram.add(value);
        expect(histogram.quantile(q, true)).toBe(trueQuantile(all, q));
      }),
    );
  });

  it('counts weights, and takes a weight of 0 for the maximum alone', () => {
    const histogram = new LogHistogram();
    histogram.add(0, 900);
    histogram.add(1, 99);
    histogram.add(2);
    histogram.add(1000, 0);
    expect([0.5, 0.9, 0.99].map((q) => histogram.quantile(q, true))).toEqual([0, 0, 1]);
    expect([histogram.quantile(0.9995), histogram.max, histogram.total]).toEqual([2.0625, 1000, 1000]);
  });

  it('has nothing to say of nothing, and refuses what is no share', () => {
    expect(new LogHistogram().quantile(0.5)).toBe(null);
    expect(new LogHistogram().max).toBe(null);
    expect(() => new LogHistogram().quantile(1.5)).toThrow(RangeError);
  });
});
