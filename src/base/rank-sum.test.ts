import { describe, expect, it } from 'vitest';
import { ranksAbove } from './rank-sum.ts';

describe('ranksAbove', () => {
  it('counts all choices: of 3 and 2 values only one of ten lies wholly above', () => {
    expect(ranksAbove([1, 2, 3], [4, 5])).toBeCloseTo(0.1, 15);
    expect(ranksAbove([4, 5, 6], [1, 2])).toBe(1);
    // U = 5 of 6: two of ten choices.
    expect(ranksAbove([1, 2, 4], [3, 5])).toBeCloseTo(0.2, 15);
  });

  it('gives equal values the mean of their ranks', () => {
    expect(ranksAbove([1, 1, 1], [1, 1])).toBe(1);
    expect(ranksAbove([1, 1, 2], [2, 3])).toBeCloseTo(0.2, 15);
    expect(ranksAbove([], [1])).toBe(1);
  });
});
