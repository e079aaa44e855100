import { describe, expect, it } from 'vitest';
import { normalP } from './normal.ts';

describe('normalP', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [2.5758293035489004, 0.995],
    [-3.5, 0.00023262907903552504],
    [10, 1],
    [Number.NEGATIVE_INFINITY, 0],
  ])('is the share of numbers up to %d', (z, share) => {
    expect(Math.abs(normalP(z) - share)).toBeLessThan(1e-7);
  });
});
