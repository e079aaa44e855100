import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../compare/compare.ts';
import { answer, minimum, problemOf, twoDecays } from '../../compare/optimum/fits.test-data.ts';
import type { OptimumRule } from '../../compare/optimum/optimum-rule.ts';
import type { MapValue, NdArrayValue, Value } from '../../value/value.ts';
import { proveOptimum } from './optimum-proof.ts';

const problem = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0.01);
const honest = answer(problem, minimum(problem, [2, 0.5, 1, 3]));

/** With one number of an entry changed. */
function changed(name: string, at: number, change: (x: number) => number): MapValue {
  const edit = (value: Value): Value => {
    if (typeof value === 'number') return change(value);
    const array = value as NdArrayValue;
    const data = Float64Array.from(new Float64Array(array.data.slice().buffer));
    data[at % data.length] = change(data[at % data.length]!);
    return { ...array, data: new Uint8Array(data.buffer) };
  };
  return { ...honest, entries: honest.entries.map(([key, value]) => [key, key === name ? edit(value) : value]) };
}

describe('the second reading of the rule for optimizers', () => {
  it('never contradicts the comparator', () => {
    const name = fc.constantFrom('parameters', 'predictions', 'rss', 'covariance');
    const size = fc.tuple(fc.integer({ min: -17, max: 2 }), fc.constantFrom(1, -1)).map(([e, sign]) => sign * 10 ** e);
    const rules = fc.constantFrom<OptimumRule>({}, { severalMinima: true }, { residualDigits: false }, { rtol: 1e-5 });
    const seen = { beyond: 0, within: 0, unknown: 0 };
    fc.assert(
      fc.property(name, fc.nat(15), size, rules, (entry, at, by, optimum) => {
        const modern = changed(entry, at, (x) => x * (1 + by));
        const proof = proveOptimum(honest, modern, optimum);
        seen[proof] += 1;
        const { verdict } = compareValues(honest, modern, { optimum });
        if (proof === 'beyond') expect(verdict).not.toBe('agree');
        if (proof === 'within') expect(verdict).toBe('agree');
      }),
      { numRuns: 400 },
    );
    expect(Math.min(seen.beyond, seen.within)).toBeGreaterThan(40);
  });

  it('knows what cannot agree, and what nobody judges', () => {
    const of = (modern: MapValue) => proveOptimum(honest, modern, {});
    const without = (name: string) => ({ ...honest, entries: honest.entries.filter(([key]) => key !== name) });
    expect(of(honest)).toBe('within');
    for (const name of ['parameters', 'predictions', 'rss', 'covariance', 'converged'])
      expect(of(without(name))).toBe('beyond');
    expect(of(without('status'))).toBe('unknown');
    expect(of(changed('rss', 0, () => Number.NaN))).toBe('beyond');
    expect(of(changed('covariance', 3, () => Number.POSITIVE_INFINITY))).toBe('beyond');
  });
});
