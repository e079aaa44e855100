import { describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { diverse } from './diverse.ts';
import { generatedWork } from './fixtures/job.ts';
import type { JudgedResult, Result } from './result.ts';
import { type SuspectLimits, Suspects } from './suspects.ts';

const result = (maxRel: number | null = 1, path = '$.value') =>
  ({
    suite: 's',
    subject: 'w',
    modern: 'm',
    status: 'drifted',
    side: null,
    drifts: [{ class: 'value', path }],
    maxRel,
  }) as unknown as Result;
const judged = (value: Value): JudgedResult => {
  const outcome = { kind: 'returned', value, warnings: [], elapsedNs: null };
  return {
    result: result(),
    comparison: null,
    places: {},
    legacy: outcome,
    modern: outcome,
  } as unknown as JudgedResult;
};

function gathered(values: readonly Value[], limits: Partial<SuspectLimits> = {}, labels = (_: number): string[] => []) {
  const suspects = new Suspects(true, limits);
  values.forEach((value, index) => {
    const { item, generated } = generatedWork(value, index, labels(index));
    suspects.add({ item, generated, result: result(), judged: judged(value) });
  });
  return suspects;
}

describe('Suspects', () => {
  it('tells failing cases apart by labels, and within a group by how their inputs look', () => {
    const suspects = gathered([1, 1e9, 2, float64Array([1]), 1], {}, (index) => (index === 4 ? ['other'] : ['some']));
    expect(suspects.groups.map((group) => group.labels)).toEqual([['some'], ['other']]);
    expect(suspects.groups[0]!.suspects.map(({ item, cases }) => [item.ref, cases])).toEqual([
      [{ kind: 'generated', seed: 1, index: 0 }, 2],
      [{ kind: 'generated', seed: 1, index: 1 }, 1],
      [{ kind: 'generated', seed: 1, index: 3 }, 1],
    ]);
  });

  it('remembers no more than it may, however many cases fail', () => {
    const values = Array.from({ length: 2000 }, (_, index) => 10 ** ((index % 600) - 300));
    const suspects = gathered(values, { groups: 7, suspectsPerGroup: 4, diagnosed: 10 }, (index) => [`l${index % 20}`]);
    expect(suspects.groups).toHaveLength(7);
    expect(Math.max(...suspects.groups.map((group) => group.suspects.length))).toBe(4);
    const counted = suspects.all.reduce((sum, { cases }) => sum + cases, 0);
    expect(counted + suspects.leftOut).toBe(2000);
  });

  it('forgets inputs and outcomes that are too large, which can be made again', () => {
    const large = [float64Array(new Float64Array(10_000)), float64Array(new Float64Array(1))];
    const suspects = gathered(large, { bytes: 10_000 });
    expect(suspects.all.map(({ forgotten, judged: kept }) => [forgotten, kept !== null])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(suspects.all[0]!.item.input.args).toEqual([]);
  });
});

describe('diverse()', () => {
  it('takes the first, then what is most unlike all that were taken', () => {
    const { groups } = gathered([1, 1e9, float64Array([1e9]), float64Array([1])]);
    const refs = (count: number) =>
      diverse(groups[0]!, count).map(({ item }) => item.ref.kind === 'generated' && item.ref.index);
    expect(refs(0)).toEqual([]);
    expect(refs(2)).toEqual([0, 2]);
    expect(refs(9)).toHaveLength(4);
  });
});
