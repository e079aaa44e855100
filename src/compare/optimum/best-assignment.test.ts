import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAssignment } from './best-assignment.ts';

const cost = (wanted: readonly number[], found: readonly number[], places: ArrayLike<number>) =>
  wanted.reduce((sum, one, j) => sum + (found[places[j]!]! - one) ** 2, 0);

function orders(count: number): number[][] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]),
  );
}

describe('bestAssignment', () => {
  it('finds the order of whole groups that costs least, of all there are', () => {
    const number = fc.integer({ min: -9, max: 9 });
    const twoLists = fc.integer({ min: 2, max: 5 }).chain((groups) => {
      const list = fc.array(number, { minLength: 2 * groups + 1, maxLength: 2 * groups + 1 });
      return fc.tuple(list, list);
    });
    fc.assert(
      fc.property(twoLists, ([wanted, found]) => {
        const groups = Array.from({ length: (wanted.length - 1) / 2 }, (_, i) => [1 + 2 * i, 2 + 2 * i]);
        const places = bestAssignment(wanted.length, [groups], (j, k) => found[k]! - wanted[j]!);
        const all = orders(groups.length).map((order) => [0, ...order.flatMap((b) => groups[b]!)]);
        expect(cost(wanted, found, places)).toBe(Math.min(...all.map((each) => cost(wanted, found, each))));
        expect([...places].sort((a, b) => a - b)).toEqual(wanted.map((_, j) => j));
        expect(places[0]).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves groups in place that could as well change', () => {
    const groups = [[0], [1], [2]];
    expect([...bestAssignment(3, [groups], () => 1)]).toEqual([0, 1, 2]);
    expect([...bestAssignment(3, [groups], () => Number.NaN)]).toEqual([0, 1, 2]);
  });

  it('takes twelve groups at once', () => {
    const groups = Array.from({ length: 12 }, (_, i) => [i]);
    expect([...bestAssignment(12, [groups], (j, k) => 11 - k - j)]).toEqual(groups.map(([i]) => 11 - i!));
  });
});
