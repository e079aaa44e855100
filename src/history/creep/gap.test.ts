import { describe, expect, it } from 'vitest';
import { random } from '../../base/chance.ts';
import { gapChance } from './gap.ts';

describe('gapChance', () => {
  it('is what exponential values do', () => {
    const next = random('gap');
    const value = () => -Math.log(1 - next());
    const trials = 200_000;
    for (const [n, k, gap] of [
      [5, 1, 0.5],
      [5, 2, 0.25],
      [8, 1, 0],
    ] as const) {
      let seen = 0;
      for (let i = 0; i < trials; i++) {
        const earlier = Array.from({ length: n }, value);
        const most = Math.max(...earlier);
        const lowest = Math.min(...Array.from({ length: k }, value));
        if (lowest - most > gap * (most - Math.min(...earlier))) seen += 1;
      }
      const expected = gapChance(n, k, gap) * trials;
      expect(Math.abs(seen - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  it('leaves no chance to a value that differs where none did', () => {
    expect(gapChance(5, 1, Number.POSITIVE_INFINITY)).toBe(0);
  });
});
