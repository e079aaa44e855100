import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePartitions, maxAssigned } from './partition.ts';

const compare = (legacy: readonly number[], modern: readonly number[]) =>
  comparePartitions(legacy.map(String), modern.map(String));

describe('comparePartitions', () => {
  // The examples of scikit-learn's adjusted_rand_score, and by hand from equation 5 of Hubert and Arabie.
  it.each([
    [[0, 0, 1, 1], [0, 0, 1, 1], 1, 0],
    [[0, 0, 1, 1], [1, 1, 0, 0], 1, 0],
    [[0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285714, 1],
    [[0, 0, 1, 1], [0, 0, 1, 2], 0.5714285714285714, 1],
    [[0, 0, 0, 0], [0, 1, 2, 3], 0, 3],
    [[0, 0, 1, 1], [0, 1, 0, 1], -0.5, 2],
    [[0, 1, 2], [2, 0, 1], 1, 0],
    [[0, 0, 0], [4, 4, 4], 1, 0],
    [[], [], 1, 0],
    [[7], [3], 1, 0],
  ])('%j against %j', (legacy, modern, adjustedRand, misplaced) => {
    const found = compare(legacy, modern);
    expect(found.adjustedRand).toBeCloseTo(adjustedRand, 12);
    expect(found.misplaced).toBe(misplaced);
  });

  const labelling = (labels: number) =>
    fc.array(fc.tuple(fc.nat(labels), fc.nat(labels)), { minLength: 1, maxLength: 30 });

  it('is symmetric, does not see names, and is 1 only for the same parts', () => {
    fc.assert(
      fc.property(labelling(5), (drawn) => {
        const [l, m] = [drawn.map(([a]) => a), drawn.map(([, b]) => b)];
        const found = compare(l, m);
        const back = compare(m, l);
        expect([back.identical, back.misplaced]).toEqual([found.identical, found.misplaced]);
        expect(back.adjustedRand).toBeCloseTo(found.adjustedRand, 12);
        expect(
          compare(
            l,
            m.map((label) => 100 - label),
          ),
        ).toEqual(found);
        expect(found.identical).toBe(found.misplaced === 0);
        expect(compare(l, l).identical).toBe(true);
        if (!found.identical) expect(found.adjustedRand).toBeLessThan(1);
      }),
    );
  });

  it('finds the best naming there is', () => {
    fc.assert(
      fc.property(labelling(3), (drawn) => {
        const kept = permutations([0, 1, 2, 3]).map((names) => drawn.filter(([a, b]) => names[a] === b).length);
        expect(
          compare(
            drawn.map(([a]) => a),
            drawn.map(([, b]) => b),
          ).misplaced,
        ).toBe(drawn.length - Math.max(...kept));
      }),
    );
  });

  it('takes more labels than it assigns exactly', () => {
    const labels = Array.from({ length: 4 * maxAssigned }, (_, i) => i >> 1);
    const moved = labels.map((label, i) => (i === 0 ? 9999 : label + 1000));
    expect(compare(labels, moved)).toMatchObject({ identical: false, misplaced: 1 });
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
