import { describe, expect, it } from 'vitest';
import { type ShrinkBudget, shrink } from './shrink.ts';

const budget: ShrinkBudget = { tries: 1000, ms: 60_000, width: 4 };
const smaller = function* (n: number) {
  for (let step = n; step >= 1; step = Math.floor(step / 2)) yield n - step;
};
const clock = () => 0;

describe('shrink()', () => {
  it('finds the smallest failing candidate', async () => {
    const found = await shrink(1000, 'bad', smaller, async (n) => (n >= 17 ? 'bad' : null), budget, clock);
    expect(found).toMatchObject({ candidate: 17, verdict: 'bad', cut: null });
    expect(found.steps).toBeGreaterThan(0);
  });

  it('walks the same way whatever ends first and however many are tried at once', async () => {
    const walk = async (width: number, delay: (n: number) => number) => {
      const path: number[] = [];
      const fails = async (n: number) => {
        await new Promise((resolve) => setTimeout(resolve, delay(n)));
        return n % 7 === 3 && n > 20 ? n : null;
      };
      const found = await shrink(997, 997, smaller, fails, { ...budget, width }, clock);
      path.push(found.candidate, found.steps);
      return path;
    };
    const alone = await walk(1, () => 0);
    expect(await walk(8, (n) => n % 5)).toEqual(alone);
    expect(await walk(3, (n) => (n * 7) % 4)).toEqual(alone);
  });

  it('keeps the best so far when tries or time run out, and says so', async () => {
    const always = async () => 'bad';
    const few = await shrink(1 << 20, 'bad', (n) => [n - 1][Symbol.iterator](), always, { ...budget, tries: 5 }, clock);
    expect(few).toMatchObject({ candidate: (1 << 20) - 5, tries: 5, cut: 'tries' });
    let now = 0;
    const late = await shrink(
      100,
      'bad',
      (n) => [n - 1][Symbol.iterator](),
      always,
      { ...budget, ms: 10 },
      () => now++,
    );
    expect(late.cut).toBe('time');
    expect(late.candidate).toBeGreaterThan(0);
  });
});
