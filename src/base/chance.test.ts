import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseRandom, caseSeed, caseSeeds, random } from './chance.ts';

describe('caseSeed', () => {
  it('gives the same words in every version of Vernier', () => {
    expect(caseSeed(42, 'expression', 'evaluate', 1, 0)).toEqual([-278290204, -129158293, -1446419880, -1497488402]);
    expect(caseSeed(42, 'expression', 'evaluate', 1, 1)).toEqual([269275232, 797201051, -1790764820, -1720830021]);
    expect(caseSeed(-7, 'überprüfung', '', 3, 2 ** 40 + 5)).toEqual([-195778251, -1479881239, 1901349426, 1371938905]);
  });

  it('depends on each part of the place', () => {
    const places = [
      caseSeed(42, 'a', 'b', 1, 0),
      caseSeed(43, 'a', 'b', 1, 0),
      caseSeed(42, 'ab', '', 1, 0),
      caseSeed(42, 'a', 'c', 1, 0),
      caseSeed(42, 'a', 'b', 2, 0),
      caseSeed(42, 'a', 'b', 1, 1),
      caseSeed(42, 'a', 'b', 1, 2 ** 32),
    ];
    expect(new Set(places.map(String)).size).toBe(places.length);
  });

  it('takes the two zeros for one seed', () => {
    expect(caseSeed(-0, 's', 'x', 1, -0)).toEqual(caseSeed(0, 's', 'x', 1, 0));
  });

  it('never gives two indices one state, even in the first two words', () => {
    const seeds = caseSeeds(1, 's', 'x', 1);
    const indices = fc.maxSafeNat();
    fc.assert(
      fc.property(indices, indices, (a, b) => {
        const same = String(seeds(a).slice(0, 2)) === String(seeds(b).slice(0, 2));
        expect(same).toBe(a === b);
      }),
    );
  });

  it('spreads neighbouring indices over every bit of every word', () => {
    const seeds = caseSeeds(42, 'expression', 'evaluate', 1);
    const count = 4096;
    for (let word = 0; word < 4; word++) {
      for (let bit = 0; bit < 32; bit++) {
        let flips = 0;
        for (let index = 0; index < count; index++) {
          flips += ((seeds(index)[word]! ^ seeds(index + 1)[word]!) >>> bit) & 1;
        }
        // Seven standard deviations of a fair coin.
        expect(Math.abs(flips - count / 2), `word ${word}, bit ${bit}`).toBeLessThan(7 * Math.sqrt(count / 4));
      }
    }
  });

  it('refuses numbers that are no seed, version or index', () => {
    expect(() => caseSeed(1.5, 's', 'x', 1, 0)).toThrow('A seed is a safe integer: current value is 1.5');
    expect(() => caseSeed(1, 's', 'x', Number.NaN, 0)).toThrow('generator version');
    expect(() => caseSeed(1, 's', 'x', 1, -1)).toThrow('whole number from 0');
  });
});

describe('random', () => {
  it('gives the same numbers in every version of Vernier', () => {
    expect(take(random('vernier'), 3)).toEqual([0.2189871091955914, 0.5957166037937444, 0.8404275539985585]);
    expect(take(caseRandom(42, 'expression', 'evaluate', 1, 0), 2)).toEqual([0.46409138518276405, 0.2766993717851127]);
  });

  it('stays within [0, 1) for any seed text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(take(random(text), 20).every((value) => value >= 0 && value < 1)).toBe(true);
        expect(take(random(text), 5)).toEqual(take(random(text), 5));
      }),
    );
  });
});

function take(next: () => number, count: number): number[] {
  return Array.from({ length: count }, next);
}
