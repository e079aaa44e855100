import { describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { generatedWork, vectorWork } from './fixtures/job.ts';
import { mechanismOf } from './mechanism-of.ts';
import type { JudgedResult } from './result.ts';
import type { Smallest } from './smallest.ts';
import type { Suspect } from './suspects.ts';

const judged = (legacy: Value, modern: Value, status = 'drifted') => {
  const outcome = (value: Value) => ({ kind: 'returned', value, warnings: [], elapsedNs: null });
  return {
    result: { status },
    comparison: null,
    legacy: outcome(legacy),
    modern: outcome(modern),
  } as unknown as JudgedResult;
};
const input = { args: [], kwargs: {} };
const suspectOf = (work: object, found: JudgedResult | null) => ({ ...work, judged: found }) as unknown as Suspect;
const smallestOf = (found: JudgedResult, steps: number): Smallest => ({ input, labels: [], judged: found, steps });

const numbers = Array.from({ length: 50 }, (_, i) => Math.sin(i) * 10);
const legacy = float64Array(numbers);
const single = float64Array(numbers.map(Math.fround));
const generated = generatedWork(1, 0);

describe('mechanismOf()', () => {
  it('asks the case as it was found before the smallest one, and says which answered', () => {
    const found = suspectOf(generated, judged(legacy, single));
    const mechanism = mechanismOf(found, smallestOf(judged(0.5, 0.25), 4), false);
    expect(mechanism?.name).toBe('float32-round-trip');
    expect(mechanism?.test).toBe(
      '50 of 50 elements equal fround(legacy), 49 of them differ (in the case as it was found)',
    );
  });

  it('falls back to the smallest case', () => {
    const found = suspectOf(generated, judged(legacy, float64Array([1, 2])));
    const mechanism = mechanismOf(found, smallestOf(judged(1.2345678, -1.2345678), 4), false);
    expect(mechanism?.test).toBe('1 of 1 element equals -legacy within 2 ulp (in the smallest case)');
  });

  it('needs no such words where nothing was shrunk, and no values out of a journal', () => {
    const found = suspectOf(generated, null);
    expect(mechanismOf(found, smallestOf(judged(legacy, single), 0), false)?.test).toMatch(/differ$/);
  });

  it('holds a vector against its golden value, and a moved legacy too', () => {
    const work = vectorWork(1, { returned: legacy });
    const moved = judged(single, single);
    const found = suspectOf(work, moved);
    expect(mechanismOf(found, smallestOf(moved, 0), true)?.name).toBe('float32-round-trip');
    expect(mechanismOf(found, smallestOf(moved, 0), false)).toBeNull();
  });

  it('has nothing to say of a crash or an unknown drift', () => {
    const crash = judged(legacy, single, 'crashed');
    expect(mechanismOf(suspectOf(generated, crash), smallestOf(crash, 0), false)).toBeNull();
    const other = judged(1.5, 7.25);
    expect(mechanismOf(suspectOf(generated, other), smallestOf(other, 0), false)).toBeNull();
  });
});
