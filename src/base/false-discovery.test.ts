import { describe, expect, it } from 'vitest';
import { falseDiscoveryLimit } from './false-discovery.ts';

describe('falseDiscoveryLimit', () => {
  it('finds the four of the example of Benjamini and Hochberg (1995), section 3.2', () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(falseDiscoveryLimit(p, 0.05)).toBe(0.0095);
    expect(falseDiscoveryLimit([...p].reverse(), 0.05)).toBe(0.0095);
  });

  it('lets none stand when none is small', () => {
    expect(falseDiscoveryLimit([0.04, 0.5, 0.9], 0.05)).toBe(0);
    expect(falseDiscoveryLimit([], 0.05)).toBe(0);
  });
});
