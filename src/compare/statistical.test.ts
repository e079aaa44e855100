import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { compareValues } from './compare.ts';
import type { Policy, StatisticalRule } from './policy.ts';
import { revivedSample, Sampler, type StatisticalSample } from './sampler.ts';
import { samplesOf } from './samples-of.ts';
import { judgeStatistics } from './statistical-verdict.ts';

const policyOf = (...statistical: StatisticalRule[]): Policy => ({ mode: 'statistical', statistical });

function sampleOf(legacy: Value, modern: Value, policy: Policy): StatisticalSample {
  return samplesOf(compareValues(legacy, modern, policy), policy)![0]!;
}
const judge = (legacy: Value, modern: Value, rule: StatisticalRule) =>
  judgeStatistics(sampleOf(legacy, modern, policyOf({ minCount: 1, ...rule })), 0, { minCount: 1, ...rule });
const many = (count: number, of: (i: number) => number) => Array.from({ length: count }, (_, i) => of(i));
const ones = many(100, () => 1);

describe('a bound over all cases', () => {
  it.each<[string, readonly number[], readonly number[], StatisticalRule, string]>([
    ['mean', ones, many(100, (i) => (i < 10 ? 1.1 : 1)), { measure: 'mean', atMost: 0.0101 }, 'pass'],
    ['mean', ones, many(100, (i) => (i < 10 ? 1.1 : 1)), { measure: 'mean', atMost: 0.0099 }, 'fail'],
    [
      'mean of errors that would cancel',
      ones,
      many(100, (i) => (i % 2 ? 2 : 0)),
      { measure: 'mean', atMost: 0.5 },
      'fail',
    ],
    ['mean at a legacy of zero', [0, 1], [1e-300, 1], { measure: 'mean', atMost: 1e300 }, 'fail'],
    ['mean of zeros', [0, 0], [0, -0], { measure: 'mean', atMost: 0 }, 'pass'],
    ['max', ones, many(100, (i) => 1 + i / 100), { measure: 'max', atMost: 0.98, of: 'abs' }, 'fail'],
    ['max', ones, many(100, (i) => 1 + i / 100), { measure: 'max', atMost: 1, of: 'abs' }, 'pass'],
    ['quantile', ones, many(100, (i) => (i < 1 ? 2 : 1)), { measure: 'quantile', q: 0.99, atMost: 0 }, 'pass'],
    ['quantile', ones, many(100, (i) => (i < 2 ? 2 : 1)), { measure: 'quantile', q: 0.99, atMost: 0 }, 'fail'],
    ['median', [1, 1, 1], [1, 2, 3], { measure: 'quantile', q: 0.5, atMost: 1 }, 'pass'],
    ['median', [1, 1, 1], [1, 3, 3], { measure: 'quantile', q: 0.5, atMost: 1 }, 'fail'],
    ['beyond', ones, many(100, (i) => (i < 5 ? 2 : 1)), { measure: 'beyond', bound: 0.5, atMost: 0.05 }, 'pass'],
    ['beyond', ones, many(100, (i) => (i < 6 ? 2 : 1)), { measure: 'beyond', bound: 0.5, atMost: 0.05 }, 'fail'],
    ['bias', ones, many(100, () => 1 + 1e-15), { measure: 'bias', atMost: 0.5 }, 'fail'],
    ['bias that may be chance', ones, many(100, (i) => (i < 5 ? 2 : 1)), { measure: 'bias', atMost: 0 }, 'pass'],
    ['no bias', ones, many(100, (i) => (i % 2 ? 2 : 0)), { measure: 'bias', atMost: 0 }, 'pass'],
    [
      'bias of the mean',
      ones,
      many(100, (i) => 1.1 + (i % 3) / 100),
      { measure: 'bias', test: 't', atMost: 0.01 },
      'fail',
    ],
    [
      'bias of the mean',
      ones,
      many(100, (i) => 1.1 + (i % 3) / 100),
      { measure: 'bias', test: 't', atMost: 0.2 },
      'pass',
    ],
    ['no bias of the mean', ones, many(100, (i) => (i % 2 ? 2 : 0)), { measure: 'bias', test: 't', atMost: 0 }, 'pass'],
  ])('holds or fails: %s', (_, legacy, modern, rule, wanted) => {
    expect(judge([...legacy], [...modern], rule).verdict).toBe(wanted);
  });

  it('is inconclusive over too few numbers, but for a maximum that is broken', () => {
    const few = sampleOf([1], [2], policyOf({ measure: 'mean', atMost: 0 }));
    expect(judgeStatistics(few, 0, { measure: 'mean', atMost: 0 }).verdict).toBe('inconclusive');
    expect(judgeStatistics(few, 0, { measure: 'max', atMost: 5 }).verdict).toBe('inconclusive');
    expect(judgeStatistics(few, 0, { measure: 'max', atMost: 0 }).verdict).toBe('fail');
    const none = new Sampler([]).sample();
    expect(judgeStatistics(none, 0, { measure: 'max', atMost: 1, minCount: 0 }).verdict).toBe('inconclusive');
  });

  it('lets no number drift by itself, but what is not finite, of another type or shape', () => {
    const bound = policyOf({ measure: 'mean', atMost: 1 });
    const verdict = (l: Value, m: Value) => compareValues(l, m, bound).verdict;
    expect(verdict([1, 2n, { kind: 'complex', re: 1, im: 0 }], [9, 5n, { kind: 'complex', re: 1, im: 1 }])).toBe(
      'agree',
    );
    expect(verdict([1], [Number.NaN])).toBe('differ');
    expect(verdict([1], [Number.POSITIVE_INFINITY])).toBe('differ');
    expect(verdict(['a'], ['b'])).toBe('differ');
    expect(verdict([1], ['1'])).toBe('incomparable');
    expect(verdict(float64Array([1]), float64Array([1, 2]))).toBe('incomparable');
  });

  it('counts equal numbers, in lists and arrays alike, and neither NaN nor texts', () => {
    const policy = policyOf({ measure: 'mean', atMost: 1 });
    const xs = [1, 2, Number.NaN, 4];
    for (const make of [(v: number[]): Value => v, (v: number[]): Value => float64Array(v)]) {
      expect(sampleOf(make(xs), make([1, 3, Number.NaN, 4]), policy)).toMatchObject({ count: 3, above: 1, below: 0 });
      expect(sampleOf(make(xs), make(xs), policy).count).toBe(3);
    }
  });

  it('keeps places with bounds of their own apart', () => {
    const statistical: StatisticalRule[] = [{ measure: 'max', atMost: 1 }];
    const paths = ['/0', '/1'].map((path) => ({ path, mode: 'statistical', statistical }) as const);
    const samples = samplesOf(compareValues([1, 1], [1, 2], { paths }), { paths });
    expect(samples?.length).toBe(2);
    const comparison = compareValues([1, 1], [1, 2], { paths });
    expect([...comparison.samples!.values()].map(({ above }) => above)).toEqual([0, 1]);
  });

  it('adds up to the same whatever the cases are cut into, and survives JSON', () => {
    const pair = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
    const rules: StatisticalRule[] = [
      { measure: 'beyond', bound: 0.5, atMost: 1 },
      { measure: 'mean', atMost: 1 },
    ];
    const policy = policyOf(...rules);
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 20 }), fc.nat(20), (pairs, at) => {
        const cut = Math.min(at, pairs.length);
        const parts = [pairs.slice(0, cut), pairs.slice(cut)];
        const sampler = new Sampler(rules);
        for (const part of parts) {
          const comparison = compareValues(
            part.map(([l]) => l),
            part.map(([, m]) => m),
            policy,
          );
          for (const sample of comparison.samples?.values() ?? []) {
            const text = JSON.stringify(sample, (_, x) =>
              typeof x === 'number' && !Number.isFinite(x) ? String(x) : x,
            );
            expect(revivedSample(JSON.parse(text))).toEqual(sample);
            sampler.addSample(sample);
          }
        }
        const whole = [
          ...(compareValues(
            pairs.map(([l]) => l),
            pairs.map(([, m]) => m),
            policy,
          ).samples?.values() ?? []),
        ][0];
        const { count, above, below, beyond, abs } = sampler.sample();
        if (whole === undefined) expect(count).toBe(0);
        else
          expect([count, above, below, beyond, abs.max]).toEqual([
            whole.count,
            whole.above,
            whole.below,
            whole.beyond,
            whole.abs.max,
          ]);
      }),
    );
  });

  it('never fails under a wider bound what passed under a narrower one', () => {
    const rule = fc.record({
      measure: fc.constantFrom('mean', 'max', 'quantile', 'bias'),
      of: fc.constantFrom('abs', 'rel'),
    });
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1 }),
        rule,
        value,
        value,
        (pairs, { measure, of }, a, b) => {
          const [narrow, wide] = [Math.min(Math.abs(a), Math.abs(b)) / 10, Math.max(Math.abs(a), Math.abs(b)) / 10];
          const under = (atMost: number) =>
            judge(
              pairs.map(([l]) => l),
              pairs.map(([, m]) => m),
              { measure, of, atMost, ...(measure === 'quantile' ? { q: 0.9 } : {}) },
            ).verdict;
          if (under(narrow) === 'pass') expect(under(wide)).toBe('pass');
        },
      ),
    );
  });
});
