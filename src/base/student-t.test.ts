import { describe, expect, it } from 'vitest';
import { studentP } from './student-t.ts';

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
