import { describe, expect, it } from 'vitest';
import type { NoiseBench } from './measure-noise.ts';
import { proposedFloor } from './noise-floors.ts';
import type { NoisePlace } from './noise-places.ts';

describe('proposedFloor()', () => {
  const place: NoisePlace = {
    ...{ path: '$.value', pattern: '/value', classes: ['value'], cases: 20, beyondPolicy: 20, declared: false },
    ...{ abs: 8.8e-10, rel: 3e-10, ulp: 9n },
  };
  const proposed = (change: Partial<NoisePlace>) => {
    const { abs, rel } = proposedFloor({ ...place, ...change }, { compared: 100 } as NoiseBench, 2, '2026-11-20') ?? {};
    return { abs, rel };
  };

  it('is relative where that holds a number, and absolute where it would let any pass', () => {
    expect(proposed({})).toEqual({ rel: 6e-10 });
    expect(proposed({ rel: 24.9 })).toEqual({ abs: 2e-9 });
    expect(proposed({ rel: null })).toEqual({ abs: 2e-9 });
    expect(proposed({ rel: 24.9, abs: null })).toEqual({ rel: 50 });
    expect(proposedFloor({ ...place, classes: ['type'] }, { compared: 100 } as NoiseBench, 2, '')).toBeNull();
  });
});
