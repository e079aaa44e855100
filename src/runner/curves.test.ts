import { describe, expect, it } from 'vitest';
import { compareOutcomes } from '../compare/compare-outcomes.ts';
import type { Case } from '../suite/case.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Returned } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { curvesOf } from './curves.ts';
import type { JudgedResult } from './result.ts';

const returned = (value: Value): Returned => ({ kind: 'returned', elapsedNs: 1, warnings: [], value });
const dict = (entries: Record<string, Value>): Value => ({
  kind: 'map',
  type: 'dict',
  entries: Object.entries(entries),
});

/** What a run knows of a drifted case, as far as curves are concerned. */
function drifted(legacy: Value, modern: Value, input: Value = null) {
  const [one, other] = [returned(legacy), returned(modern)];
  const comparison = compareOutcomes(one, other, {});
  const judged = { result: { status: 'drifted' }, comparison, legacy: one, modern: other } as unknown as JudgedResult;
  const item: Case = {
    ref: { kind: 'generated', seed: 1, index: 0 },
    input: { args: [input], kwargs: {} },
    labels: [],
  };
  return { item, judged, byGolden: false };
}

describe('curvesOf', () => {
  it('takes the arrays that the drift lies in, along an argument of their length that goes one way', () => {
    const x = float64Array([0, 1, 2, 3]);
    const legacy = dict({ other: 1, y: float64Array([1, 2, 3, 4]) });
    const modern = dict({ other: 1, y: float64Array([1, 2, 3.5, 4]) });
    expect(curvesOf(drifted(legacy, modern, dict({ a: 2, t: x })))).toEqual({
      along: 't',
      x: [0, 1, 2, 3],
      legacy: [1, 2, 3, 4],
      modern: [1, 2, 3.5, 4],
      points: 4,
    });
  });

  it('goes along the index where no argument does', () => {
    const unsorted = float64Array([3, 1, 2, 0]);
    const curves = curvesOf(drifted([1, 2, 3, 4], [1, 2, 3, 5], unsorted));
    expect(curves).toMatchObject({ along: 'index', x: [0, 1, 2, 3] });
  });

  it('keeps few points of long arrays, the one farthest off among them', () => {
    const legacy = Float64Array.from({ length: 50_001 }, (_, i) => i);
    const modern = Float64Array.from(legacy);
    modern[33_333] = 0;
    const curves = curvesOf(drifted(float64Array(legacy), float64Array(modern)))!;
    expect(curves.points).toBe(50_001);
    expect(curves.x.length).toBeLessThanOrEqual(202);
    expect([curves.x.at(0), curves.x.at(-1)]).toEqual([0, 50_000]);
    expect(curves.modern[curves.x.indexOf(33_333)]).toBe(0);
  });

  it('is nothing for numbers, short arrays, arrays of other lengths, tables and agreement', () => {
    expect(curvesOf(drifted(1, 2))).toBeNull();
    expect(curvesOf(drifted(float64Array([1, 2, 3]), float64Array([1, 2, 4])))).toBeNull();
    expect(curvesOf(drifted(float64Array([1, 2, 3, 4]), float64Array([1, 2, 3, 4, 5])))).toBeNull();
    expect(curvesOf(drifted(float64Array([1, 2, 3, 4], [2, 2]), float64Array([1, 2, 3, 5], [2, 2])))).toBeNull();
    expect(curvesOf(drifted([1, 2, 3, 4], [1, 2, 3, 4]))).toBeNull();
    expect(curvesOf(drifted([1, 2, 3, 'a'], [1, 2, 3, 'b']))).toBeNull();
  });
});
