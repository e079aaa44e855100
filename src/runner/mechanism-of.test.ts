import { describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { generatedWork, vectorWork } from './fixtures/job.ts';
import { mechanismOf } from './mechanism-of.ts';
import type { JudgedResult } from './result.ts';
import type { Suspect } from './suspects.ts';

const judged = (legacy: Value, modern: Value, status = 'drifted') => {
  const outcome = (value: Value) => ({ kind: 'returned', value, warnings: [], elapsedNs: null });
  return {
    result: { status, drifts: [] },
    comparison: null,
    legacy: outcome(legacy),
    modern: outcome(modern),
  } as unknown as JudgedResult;
};
const suspectOf = (work: object) => work as unknown as Suspect;
const smallestOf = (found: JudgedResult, shrunk?: JudgedResult) =>
  shrunk === undefined ? { judged: found, steps: 0 } : { judged: shrunk, steps: 4, asFound: found };

const numbers = Array.from({ length: 50 }, (_, i) => Math.sin(i) * 10);
const legacy = float64Array(numbers);
const single = float64Array(numbers.map(Math.fround));
const generated = suspectOf(generatedWork(1, 0));

describe('mechanismOf()', () => {
  it('asks the case as it was found, and says so', () => {
    const mechanism = mechanismOf(generated, smallestOf(judged(legacy, single), judged(0.5, 0.25)), false);
    expect(mechanism?.name).toBe('float32-round-trip');
    expect(mechanism?.test).toBe(
      '50 of 50 elements equal fround(legacy), 49 of them differ (in the case as it was found)',
    );
    expect(mechanismOf(generated, smallestOf(judged(legacy, single)), false)?.test).toMatch(/differ$/);
  });

  it('does not believe the smallest case in what the case as found does not show', () => {
    const noise = float64Array(numbers.map((x, i) => x * (1 + 1e-9 * Math.sin(i))));
    const shrunk = judged(1.2345678, -1.2345678);
    expect(mechanismOf(generated, smallestOf(judged(legacy, noise), shrunk), false)).toBeNull();
  });

  it('knows the inputs', () => {
    const suspect = suspectOf(generatedWork(legacy, 0));
    expect(mechanismOf(suspect, smallestOf(judged(1.2345678, (1.2345678 * 49) / 50)), false)?.name).toBe(
      'degrees-of-freedom',
    );
  });

  it('holds a vector against its golden value, and a moved legacy too', () => {
    const suspect = suspectOf(vectorWork(1, { returned: legacy }));
    const moved = smallestOf(judged(single, single));
    expect(mechanismOf(suspect, moved, true)?.name).toBe('float32-round-trip');
    expect(mechanismOf(suspect, moved, false)).toBeNull();
    const raised = suspectOf(vectorWork(1, { raised: { class: 'ValueError', message: '' } }));
    expect(mechanismOf(raised, smallestOf(judged(legacy, single)), true)).toBeNull();
  });

  it('has nothing to say of a crash or an unknown drift', () => {
    expect(mechanismOf(generated, smallestOf(judged(legacy, single, 'crashed')), false)).toBeNull();
    expect(mechanismOf(generated, smallestOf(judged(1.5, 7.25)), false)).toBeNull();
  });
});
