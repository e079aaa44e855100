import { describe, expect, it } from 'vitest';
import { risingTrend, senSlope } from './mann-kendall.ts';

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, index) =>
    permutations(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}

function kendall(values: readonly number[]): number {
  return values.reduce(
    (sum, later, j) => sum + values.slice(0, j).reduce((inner, x) => inner + Math.sign(later - x), 0),
    0,
  );
}

describe('risingTrend', () => {
  it('is 1 in n! for a series that only rises', () => {
    expect(risingTrend([1, 2, 3, 4]).p).toBeCloseTo(1 / 24, 15);
    expect(risingTrend([...Array(12).keys()]).p * 479_001_600).toBeCloseTo(1, 9);
    expect(risingTrend([4, 3, 2, 1]).p).toBe(1);
  });

  it('gives the tabulated chances: n = 10, S = 21 has 0.036 (Kendall 1975, table 1)', () => {
    // 45 pairs, 12 of them fall.
    const values = [3, 1, 2, 6, 4, 5, 9, 10, 7, 8];
    const swapped = [3, 1, 2, 6, 4, 5, 10, 9, 8, 7];
    expect(kendall(swapped)).toBeGreaterThan(20);
    expect(kendall(values)).toBe(45 - 2 * 8);
    const chance = (s: number) => risingTrend(orderWith(s)).p;
    expect(chance(21)).toBeCloseTo(0.036, 3);
    expect(chance(17)).toBeCloseTo(0.078, 3);
  });

  it('counts all orders of equal values exactly', () => {
    for (const values of [
      [1, 1, 2, 3, 3, 2],
      [1, 2, 1, 2, 2],
      [0, 0, 0, 1],
    ]) {
      const orders = permutations(values);
      const s = kendall(values);
      const share = orders.filter((order) => kendall(order) >= s).length / orders.length;
      const { p, inflation } = risingTrend(values);
      if (inflation === 1) expect(p).toBeCloseTo(share, 12);
      else expect(p).toBeGreaterThanOrEqual(share - 1e-12);
    }
  });

  it('trusts neighbours that are alike less, and refuses too many values', () => {
    const wave = Array.from({ length: 30 }, (_, i) => Math.sin(i / 5) + i / 100);
    expect(risingTrend(wave).inflation).toBeGreaterThan(5);
    expect(() => risingTrend(new Array(61).fill(0))).toThrow(RangeError);
  });
});

/** Ten values whose S is as given, without like neighbours. */
function orderWith(s: number): number[] {
  // Falling neighbours far apart keep what is left without the slope from being like its neighbour.
  const values = [...Array(10).keys()];
  let state = 12345;
  for (let tries = 0; tries < 1e6; tries++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const i = state % 10;
    const j = (state >>> 8) % 10;
    [values[i], values[j]] = [values[j]!, values[i]!];
    if (kendall(values) === s && risingTrend(values).inflation === 1) return values;
  }
  throw new Error('none found');
}

describe('senSlope', () => {
  it('is the median of all slopes, whatever one value does', () => {
    expect(senSlope([0, 2, 4, 6, 8])).toBe(2);
    expect(senSlope([0, 2, 400, 6, 8])).toBe(2);
    expect(senSlope([5])).toBe(0);
  });
});
