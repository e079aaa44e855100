import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf } from './bands.ts';
import { checkPolicy } from './check-policy.ts';
import { compareValues } from './compare.ts';
import type { Policy } from './policy.ts';

const limits = { expected: 1e-10, bug: 1e-6 };
const band = (legacy: number | number[], modern: number | number[], rules: Policy = {}) => {
  const policy = { ...rules, bands: limits };
  return bandOf(policy, limits, compareValues(legacy, modern, policy), (other) => compareValues(legacy, modern, other));
};

describe('bands', () => {
  it('are told by the relative difference, whatever the tolerance is', () => {
    for (const rtol of [0, 1e-12, 1e-3]) {
      expect(band(1, 1, { rtol })).toBe('expected');
      expect(band(1, 1 + 5e-11, { rtol })).toBe('expected');
      expect(band(1, 1 + 1e-8, { rtol })).toBe('investigate');
      expect(band(1, 1 + 1e-5, { rtol })).toBe('bug');
    }
  });

  it('are those of the worst number, and leave out what is ignored or within the absolute tolerance', () => {
    expect(band([1, 2, 0], [1, 2 + 1e-8, 1e-13], { atol: 1e-12 })).toBe('investigate');
    expect(band([1, 2], [1, 3], { paths: [{ path: '/1', ignore: true }] })).toBe('expected');
    expect(band([1, 2], [1, 2 + 1e-5], { paths: [{ path: '/1', rtol: 1e-2 }] })).toBe('bug');
    expect(band([1], [1, 2])).toBe('bug');
  });

  it('never fall as the difference grows', () => {
    const order = ['expected', 'investigate', 'bug'];
    fc.assert(
      fc.property(
        fc.double({ min: 1e-14, max: 1e-2, noNaN: true }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        (off, by) => order.indexOf(band(1, 1 + off)) <= order.indexOf(band(1, 1 + off * by)),
      ),
    );
  });

  it('need a lower limit below the upper one', () => {
    expect(checkPolicy({ bands: limits })).toEqual([]);
    expect(checkPolicy({ bands: { expected: 1e-6, bug: 1e-10 } }).join()).toMatch(/"bands"/);
    expect(checkPolicy({ bands: { expected: 1e-6 } }).join()).toMatch(/"bands"/);
  });
});
