import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReport } from './fixtures/sample-report.ts';
import { leanWords, roughWouldPass, specialWords, ulpWords, worstPlaceWords } from './place-words.ts';

const green = sampleReport.suites[0]!.subjects[0]!.moderns[0]!;

describe('the words about places', () => {
  it('round a tolerance up to three digits, never down', () => {
    expect(roughWouldPass({ rtol: 1.2100220680041505e-14, atol: 0.125, ulp: 83 })).toBe(
      'rtol 1.22e-14, or atol 0.125, or 83 ulp',
    );
    expect(roughWouldPass({ rtol: 0, atol: 0, ulp: 0 })).toBe('exact');
    expect(roughWouldPass({ rtol: null, atol: 9.999, ulp: null })).toBe('atol 10');
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-300, max: 1e300 }), (x) => {
        const shown = Number(roughWouldPass({ rtol: x, atol: null, ulp: null }).replace('rtol ', ''));
        expect(shown).toBeGreaterThanOrEqual(x);
        expect(shown).toBeLessThanOrEqual(x * 1.0100001);
      }),
    );
  });

  it('write distances in ulp out as long as they can be read', () => {
    expect([0, 83, 4096, 2 ** 53].map(ulpWords)).toEqual(['0', '83', '4,096', '9.01e15']);
  });

  it('name what no distance tells apart', () => {
    expect(green.places.map(specialWords)).toEqual(['', '3 NaN, 1 infinity, 2 -0 beside 0']);
  });

  it('name a lean only when it is no accident', () => {
    expect(green.places.map(leanWords)).toEqual(['modern lies above in 99.9% (p 1e-9)', '']);
  });

  it('name the worst place, and say when its figures are partial', () => {
    expect(worstPlaceWords(green)).toBe('farthest apart at $.value["a|b"]: at most 7.31e-11 relative in 345 numbers');
    const resumed = { ...green, placeCases: { counted: 5, leftOut: 0, resumed: 7 } };
    expect(worstPlaceWords(resumed)).toContain('(without 7 cases before the resumption)');
    expect(worstPlaceWords({ ...green, places: [] })).toBe('');
  });
});
