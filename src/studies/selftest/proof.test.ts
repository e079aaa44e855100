import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../compare/compare.ts';
import type { Policy } from '../../compare/policy.ts';
import { valueArbitrary } from '../../generators/values.ts';
import { float64Array, numericArray } from '../../value/ndarray.ts';
import type { Value } from '../../value/value.ts';
import { atOrdinal, ordinalOf } from './float-steps.ts';
import { deadlyMoves, harmlessMoves, moveNumber } from './move-number.ts';
import { quantityOf } from './quantity.ts';
import { rulesAt } from './rules-at.ts';
import { sitesOf, valueAt, withValue } from './sites.ts';
import { proveValues } from './value-proof.ts';

const policies = fc.oneof(
  fc.record({ rtol: fc.constantFrom(0, 1e-12, 1e-3, 0.5), atol: fc.constantFrom(0, 1e-9, 1) }),
  fc.record({ mode: fc.constant('ulp' as const), ulp: fc.constantFrom(0, 3, 100) }),
  fc.record({ signedZero: fc.boolean(), equalNan: fc.boolean() }),
  fc.record({
    types: fc.constantFrom('strict' as const, 'compatible' as const, 'loose' as const),
    rtol: fc.constant(1e-6),
  }),
  fc.constant<Policy>({ mode: 'bitwise' }),
);
const near = fc
  .tuple(fc.double(), fc.bigInt({ min: -200n, max: 200n }))
  .filter(([x]) => Number.isFinite(x))
  .map(([x, steps]): [Value, Value] => [x, atOrdinal(ordinalOf(x, 'f8') + steps, 'f8')]);
const scaled = fc
  .tuple(fc.double({ noNaN: true }), fc.constantFrom(1, -1, 1.5, 1 + 1e-6, 1000, 1 + 1e-12))
  .map(([x, by]): [Value, Value] => [[x], [x * by]]);
const pairs = fc.oneof(near, scaled, fc.tuple(valueArbitrary(), valueArbitrary()));

describe('what is proved without the comparator', () => {
  it('is what the comparator says, wherever anything is certain', () => {
    let certain = 0;
    fc.assert(
      fc.property(pairs, policies, ([legacy, modern], policy) => {
        const proof = proveValues(legacy, modern, policy);
        if (proof === 'unknown') return;
        certain += 1;
        expect(compareValues(legacy, modern, policy).verdict === 'agree').toBe(proof === 'within');
      }),
      { numRuns: 2000 },
    );
    expect(certain).toBeGreaterThan(1000);
  });

  it('moves a number beyond its tolerance, or within it, and never the other way', () => {
    const number = fc.oneof(fc.double({ noNaN: true }), fc.bigInt(), fc.float({ noNaN: true }));
    fc.assert(
      fc.property(number, policies, fc.constantFrom(1 as const, -1 as const), (legacy, policy, way) => {
        const rules = rulesAt(policy, []);
        for (const [moves, agrees] of [
          [deadlyMoves, false],
          [harmlessMoves, true],
        ] as const) {
          for (const move of moves) {
            const modern = moveNumber(quantityOf(legacy)!, rules, move, way, null);
            if (modern === null || proveValues(legacy, modern, policy) === 'unknown') continue;
            expect(compareValues(legacy, modern, policy).verdict === 'agree').toBe(agrees);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the rules of a place as the law says', () => {
    const policy: Policy = {
      rtol: 1e-6,
      paths: [
        { path: '/a/**/x', rtol: 1 },
        { path: '/a/*', atol: 2, unordered: true },
        { path: '/b~1c', ignore: true },
      ],
    };
    const at = (...steps: (string | number)[]) => {
      const { rtol, atol, ignore, matched } = rulesAt(policy, steps);
      return { rtol, atol, ignore, matched };
    };
    expect(at()).toEqual({ rtol: 1e-6, atol: 0, ignore: false, matched: null });
    expect(at('a', 3)).toEqual({ rtol: 1e-6, atol: 2, ignore: false, matched: 'unordered' });
    expect(at('a', 3, 'x', 0)).toEqual({ rtol: 1, atol: 2, ignore: false, matched: null });
    expect(at('b/c', 'd').ignore).toBe(true);
    expect(rulesAt(policy, ['a', 'x']).line('rtol')).toBe('paths "/a/**/x": rtol 1');
    expect(rulesAt(policy, []).line('signedZero')).toBe('default: signedZero false');
  });
});

describe('places of a value', () => {
  it('are reached again by their steps, and changed without a trace elsewhere', () => {
    const data = Buffer.from(new Uint8Array(new Float64Array([1, 2, 3, 4]).buffer));
    const value: Value = [
      { kind: 'map', type: 'dict', entries: [['k', { kind: 'tuple', items: [1n, 'two'] }]] },
      { kind: 'ndarray', dtype: '<f8', shape: [2, 2], order: 'F', data },
      numericArray(Int32Array.of(5)),
    ];
    const all = [...sitesOf(value).values()].flat();
    for (const site of all) expect(valueAt(value, site.steps)!.value).toEqual(site.value);
    const cell = all.find(({ steps }) => steps.join() === '1,0,1')!;
    expect(cell.value).toBe(3);
    const changed = withValue(value, cell.address, -7)!;
    expect(valueAt(changed, [1, 0, 1])!.value).toBe(-7);
    // A Buffer's own slice would have changed the answer that everything else is judged by.
    expect(valueAt(value, [1, 0, 1])!.value).toBe(3);
    expect(withValue(value, all.find(({ steps }) => steps.join() === '2,0')!.address, 0.5)).toBe(null);
  });

  it('are seen in part where there are very many', () => {
    const sites = [...sitesOf([float64Array(new Float64Array(1e6))]).values()].flat();
    expect(sites.length).toBeLessThan(100);
  });
});
