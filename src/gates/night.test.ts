import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nightSeed, turnOf } from './night.ts';

describe('a night', () => {
  it('has a seed of its own for each date and commit, and the same one for both', () => {
    const seeds = ['2026-11-20', '2026-11-21', '2026-11-22'].flatMap((date) =>
      ['a1', 'b2', null].map((one) => nightSeed(date, one)),
    );
    expect(new Set(seeds).size).toBe(9);
    expect(nightSeed('2026-11-20', 'a1')).toBe(seeds[0]);
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
  });

  it('gives each subject its turn, whatever their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20_000 }), (count, first) => {
        const subjects = Array.from({ length: count }, (_, index) => index);
        const dates = subjects.map((day) => new Date((first + day) * 86_400_000).toISOString().slice(0, 10));
        expect(dates.map((date) => turnOf(date, subjects)!).sort((a, b) => a - b)).toEqual(subjects);
      }),
    );
    expect(turnOf('2026-11-20', [])).toBeNull();
  });
});
