import { describe, expect, it } from 'vitest';
import { TimeBudget } from './time-budget.ts';

describe('TimeBudget', () => {
  it('gives each subject an even part of what is left, beginning with the first', () => {
    let now = 500;
    const clock = { ms: () => now, now: () => new Date(0) };
    const budget = new TimeBudget(300, 3, clock);
    now = 1000;
    const first = budget.next();
    now = 1099;
    expect(first()).toBe(false);
    now = 1100;
    expect(first()).toBe(true);
    const second = budget.next();
    // It needed no time: the third has what is left.
    const third = budget.next();
    now = 1299;
    expect([second(), third()]).toEqual([true, false]);
    now = 1300;
    expect(third()).toBe(true);
    expect(budget.next()()).toBe(true);
  });
});
