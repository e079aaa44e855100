import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { compareValues } from './compare.ts';
import { PlaceLog } from './place-log.ts';
import type { Policy } from './policy.ts';
import { add, distance, multiply, order, rationalOf, size } from './rational.ts';
import { nextAbove, nextBelow } from './ulp.ts';

const edge = fc.constantFrom(
  0,
  -0,
  1,
  5e-324,
  -5e-324,
  2 ** -1022,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  2 ** 53,
  0.1,
  1e308,
);
const finite = fc.oneof(edge, fc.double({ noNaN: true, noDefaultInfinity: true }));
const float = fc.oneof(
  finite,
  fc.double(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const tolerance = fc.oneof(
  fc.constantFrom(0, 1e-9, 0.1, 0.5, 1, 2, 1e10, 5e-324),
  fc.double({ min: 0, max: 1e300, noNaN: true }),
);

/** Two floats that are often near each other. */
const nearPair = fc.oneof(
  fc.tuple(finite, finite),
  fc.tuple(finite, fc.nat(4)).map(([x, steps]): [number, number] => {
    let y = Math.abs(x);
    for (let i = 0; i < steps; i++) y = nextAbove(y);
    return [x, Number.isFinite(y) ? Math.sign(x || 1) * y : x];
  }),
  fc.tuple(finite, tolerance).map(([x, t]): [number, number] => [x, Number.isFinite(x + t * x) ? x + t * x : x]),
);

/** Without the products that subnormals round by more than an ulp, where a far smaller tolerance may do as well. */
const normalPair = nearPair.filter(([l, m]) => [l, m - l].every((x) => x === 0 || Math.abs(x) > 1e-290));

const { tree } = fc.letrec<{ tree: Value }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(float, fc.bigInt(), fc.string(), fc.boolean(), fc.constant(null)),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(tie('tree'), { maxLength: 3 }).map((items): Value => ({ kind: 'tuple', items })),
    fc.array(tie('tree'), { maxLength: 3 }).map((items): Value => ({ kind: 'set', items })),
    fc
      .array(fc.tuple(tie('tree'), tie('tree')), { maxLength: 3 })
      .map((entries): Value => ({ kind: 'map', type: 'dict', entries })),
    fc.array(float, { maxLength: 5 }).map((values) => float64Array(values)),
  ),
}));
const policy: fc.Arbitrary<Policy> = fc.record({
  mode: fc.constantFrom('value', 'bitwise', 'ulp', 'norm', 'statistical'),
  unordered: fc.boolean(),
  types: fc.constantFrom('strict', 'compatible', 'loose'),
  signedZero: fc.boolean(),
  keyOrder: fc.boolean(),
  identity: fc.boolean(),
});

describe('compareValues', () => {
  it('is reflexive: a value agrees with a copy of itself under any rules, with no difference', () => {
    fc.assert(
      fc.property(tree, policy, (value, drawn) => {
        const bounds: Policy = { statistical: [{ measure: 'max', atMost: 0 }] };
        const rules = drawn.mode === 'statistical' ? { ...drawn, ...bounds } : drawn;
        const comparison = compareValues(value, structuredClone(value), rules);
        expect(comparison).toMatchObject({ verdict: 'agree', differences: [], beyond: 0, within: 0, wouldPass: null });
      }),
      { numRuns: 500 },
    );
  });

  it('says of two equal primitives at once what a walk says of them, of the places too', () => {
    const primitive = fc.oneof(float, fc.bigInt(), fc.string(), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(primitive, policy, fc.boolean(), (value, rules, ignore) => {
        // A rule for a place that is not there makes no difference, but that all places are looked for.
        const [atOnce, walked] = [[], [{ path: '/nowhere', rtol: 0 }]].map((paths) => {
          const places = new PlaceLog();
          const comparison = compareValues(value, value, { ...rules, ignore, paths }, { places });
          return { comparison, records: places.records };
        });
        expect(atOnce).toEqual(walked);
      }),
    );
  });

  it('is symmetric in modes ulp and bitwise', () => {
    const rules = fc.oneof(
      fc.constant<Policy>({ mode: 'bitwise' }),
      fc.nat(5).map((ulp): Policy => ({ mode: 'ulp', ulp })),
    );
    fc.assert(
      fc.property(tree, tree, nearPair, rules, (a, b, [x, y], asked) => {
        const [left, right] = [
          [a, x],
          [b, y],
        ];
        const [there, back] = [compareValues(left, right, asked), compareValues(right, left, asked)];
        expect(back.verdict).toBe(there.verdict);
        expect([back.beyond, back.within, back.maxUlp, back.above]).toEqual([
          there.beyond,
          there.within,
          there.maxUlp,
          there.below,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('never differs under a wider tolerance what agreed under a narrower one', () => {
    fc.assert(
      fc.property(nearPair, tolerance, tolerance, tolerance, tolerance, ([l, m], rtol, atol, moreR, moreA) => {
        const narrow = compareValues(l, m, { rtol, atol });
        const wide = { rtol: Math.max(rtol, moreR), atol: Math.max(atol, moreA) };
        if (narrow.verdict === 'agree') expect(compareValues(l, m, wide).verdict).toBe('agree');
      }),
      { numRuns: 2000 },
    );
  });

  it('decides floats as IEEE double does, and exactly where that overflows', () => {
    fc.assert(
      fc.property(nearPair, tolerance, tolerance, ([l, m], rtol, atol) => {
        const wanted = l === m || plainVerdict(l, m, rtol, atol);
        expect(compareValues(l, m, { rtol, atol }).verdict).toBe(wanted ? 'agree' : 'differ');
        expect(compareValues(float64Array([l]), float64Array([m]), { rtol, atol }).verdict).toBe(
          wanted ? 'agree' : 'differ',
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('decides integers by exact arithmetic', () => {
    const integer = fc.oneof(fc.bigInt(), fc.bigInt({ min: -20n, max: 20n }));
    fc.assert(
      fc.property(integer, integer, tolerance, tolerance, (l, m, rtol, atol) => {
        const wanted = exactVerdict({ num: l, den: 1n }, { num: m, den: 1n }, rtol, atol);
        expect(compareValues(l, m, { rtol, atol }).verdict).toBe(wanted ? 'agree' : 'differ');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('wouldPass', () => {
  it('is the smallest tolerance that passes, of each kind alone', () => {
    fc.assert(
      fc.property(fc.array(normalPair, { minLength: 1, maxLength: 4 }), (pairs) => {
        const legacy = pairs.map(([l]) => l);
        const modern = pairs.map(([, m]) => m);
        const { verdict, wouldPass } = compareValues(legacy, modern, {});
        if (verdict === 'agree') {
          expect(wouldPass).toBeNull();
          return;
        }
        const passes = (rules: Policy) => compareValues(legacy, modern, rules).verdict === 'agree';
        const { rtol = null, atol = null, ulp = null } = wouldPass ?? {};
        if (rtol !== null) expect([passes({ rtol }), passes({ rtol: nextBelow(rtol) })]).toEqual([true, false]);
        if (atol !== null) expect([passes({ atol }), passes({ atol: nextBelow(atol) })]).toEqual([true, false]);
        if (ulp !== null)
          expect([passes({ mode: 'ulp', ulp }), passes({ mode: 'ulp', ulp: ulp - 1 })]).toEqual([true, false]);
        if (rtol === null) expect(passes({ rtol: Number.MAX_VALUE })).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, Value, Value, Policy]>([
    ['a special value', [1, 2], [Number.NaN, 3], {}],
    ['type drift', [1, 'a'], [2, null], {}],
    ['a missing item', [1, 2], [2], {}],
    ['text', ['a', 1], ['b', 2], {}],
    ['bits', 1, 2, { mode: 'bitwise' }],
    ['a zero that must keep its sign', [0, 1], [-0, 2], { signedZero: true }],
  ])('is null when there is %s', (_, legacy, modern, rules) => {
    expect(compareValues(legacy, modern, rules).wouldPass).toBeNull();
  });

  it('keeps path rules for what is ignored', () => {
    const { wouldPass } = compareValues([1, 2, 3], [2, 'x', 3], { paths: [{ path: '/1', ignore: true }] });
    expect(wouldPass).toEqual({ rtol: 1, atol: 1, ulp: 2 ** 52 });
  });

  it('needs exact tolerances for integers and no ulp', () => {
    expect(compareValues(3n, 4n, {}).wouldPass).toEqual({ rtol: nextAbove(1 / 3), atol: 1, ulp: null });
  });
});

/** A second comparator for floats, as plain as can be. */
function plainVerdict(l: number, m: number, rtol: number, atol: number): boolean {
  const [apart, bound] = [Math.abs(m - l), atol + rtol * Math.abs(l)];
  if (Number.isFinite(apart) && Number.isFinite(bound)) return apart <= bound;
  return exactVerdict(rationalOf(l), rationalOf(m), rtol, atol);
}

function exactVerdict(
  l: { num: bigint; den: bigint },
  m: { num: bigint; den: bigint },
  rtol: number,
  atol: number,
): boolean {
  return order(distance(m, l), add(rationalOf(atol), multiply(rationalOf(rtol), size(l)))) <= 0;
}
