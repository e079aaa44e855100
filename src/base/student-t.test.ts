import { describe, expect, it } from 'vitest';
import { studentP, studentT } from './student-t.ts';

describe('studentP', () => {
  it.each([
    [12.7062, 1, 0.05],
    [2.22814, 10, 0.05],
    [2.75, 30, 0.01],
    [3.2905267, 1e7, 0.001],
    [0, 5, 1],
    [1, 1, 0.5],
  ])('gives published values: t = %d, %d degrees of freedom', (t, freedom, wanted) => {
    expect(studentP(t, freedom)).toBeCloseTo(wanted, 5);
    expect(studentP(-t, freedom)).toBeCloseTo(wanted, 5);
  });

  it('is certain of an infinite t, and of nothing without freedom', () => {
    expect(studentP(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(studentP(Number.NaN, 3)).toBeNaN();
    expect(() => studentP(1, 0)).toThrow(RangeError);
  });
});

describe('studentT', () => {
  it.each([
    [0.05, 2, 4.302652729911275],
    [0.01, 9, 3.2498355415921254],
    [0.01, 1, 63.65674116287399],
    [0.5, 30, 0.6827556970447],
  ])('gives published values: p = %d, %d degrees of freedom', (p, freedom, wanted) => {
    expect(studentT(p, freedom)).toBeCloseTo(wanted, 8);
  });

  it('refuses what is no probability', () => {
    expect(() => studentT(0, 3)).toThrow(RangeError);
    expect(() => studentT(1, 3)).toThrow(RangeError);
  });
});
