import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../value/encode.ts';
import { findShared } from '../value/graph.ts';
import { identical } from '../value/identical.ts';
import type { Value } from '../value/value.ts';
import { valueArbitrary } from './values.ts';

const kindOf = (value: Value): string => {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Array.isArray(value) ? 'list' : value.kind;
};

describe('valueArbitrary', () => {
  const sample = fc.sample(valueArbitrary(), { seed: 1, numRuns: 1500 });

  it('reaches every kind, at the top or inside', () => {
    const kinds = new Set(sample.map(kindOf));
    const wanted = `null boolean number bigint string list nan bytes bytearray tuple set frozenset map deque complex decimal
      fraction datetime date time duration timezone uuid range slice singleton dtype scalar ndarray record opaque`;
    expect(wanted.split(/\s+/).filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('shares objects, and does not when asked not to', () => {
    expect(sample.filter((value) => findShared(value) !== undefined).length).toBeGreaterThan(100);
    const trees = fc.sample(valueArbitrary({ sharing: false }), { seed: 1, numRuns: 300 });
    expect(trees.filter((value) => findShared(value) !== undefined)).toEqual([]);
  });

  it('gives the same values for the same seed', () => {
    const again = fc.sample(valueArbitrary(), { seed: 1, numRuns: 1500 });
    expect(again.every((value, i) => identical(value, sample[i]!))).toBe(true);
  });

  it('shrinks to the smallest value that still fails', () => {
    const run = fc.check(
      fc.property(valueArbitrary(), (value) => !encodeText(value).includes('$ref')),
      { seed: 3, numRuns: 300 },
    );
    expect(run.failed).toBe(true);
    expect(encodeText(run.counterexample![0]).length).toBeLessThan(200);
  });
});
