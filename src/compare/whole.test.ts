import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64Array } from '../value/ndarray.ts';
import type { MapValue, Value } from '../value/value.ts';
import { compareValues } from './compare.ts';
import { renderPath } from './path.ts';
import type { Policy } from './policy.ts';

const verdict = (legacy: Value, modern: Value, policy: Policy) => compareValues(legacy, modern, policy).verdict;
const drifts = (legacy: Value, modern: Value, policy: Policy) =>
  compareValues(legacy, modern, policy)
    .differences.filter(({ beyond }) => beyond)
    .map(({ path, class: driftClass }) => `${driftClass} ${renderPath(path)}`)
    .sort();
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const numbers = fc.array(finite, { minLength: 1, maxLength: 12 });

describe('mode norm', () => {
  const norm = (rest: Policy = {}): Policy => ({ mode: 'norm', ...rest });
  it.each<[string, Value, Value, Policy, string]>([
    ['forgives small elements beside a large one', [1e6, 0], [1e6, 1e-7], norm({ rtol: 1e-12 }), 'agree'],
    ['takes the largest element', [3, 4], [3, 4.5], norm({ rtol: 0.125 }), 'agree'],
    ['and nothing more', [3, 4], [3, 4.6], norm({ rtol: 0.125 }), 'differ'],
    ['takes the root of the sum of squares', [3, 4], [3, 4.5], norm({ rtol: 0.1, norm: 'l2' }), 'agree'],
    ['and nothing more of it', [3, 4], [3, 4.6], norm({ rtol: 0.1, norm: 'l2' }), 'differ'],
    ['takes the sum of sizes', [3, -4], [3.5, -4.125], norm({ rtol: 0.1, norm: 'l1' }), 'agree'],
    ['and nothing more than it', [3, -4], [3.5, -4.3], norm({ rtol: 0.1, norm: 'l1' }), 'differ'],
    ['leaves atol for a scale of zero', [0, 0], [1e-9, 0], norm({ rtol: 1, atol: 1e-9 }), 'agree'],
    ['and without atol nothing', [0, 0], [1e-9, 0], norm({ rtol: 1 }), 'differ'],
    ['never lets NaN pass for a number', [1, Number.NaN], [1, 1], norm({ rtol: 1e9 }), 'differ'],
    ['lets NaN meet NaN', [1, Number.NaN], [1, Number.NaN], norm(), 'agree'],
    ['never lets an infinity pass', [1, 2], [1, Number.POSITIVE_INFINITY], norm({ rtol: 1e9 }), 'differ'],
    ['survives overflow', [1e308, -1e308], [-1e308, 1e308], norm({ rtol: 1.9 }), 'differ'],
    ['agrees in spite of overflow', [1e308, -1e308], [-1e308, 1e308], norm({ rtol: 2, norm: 'l1' }), 'agree'],
    ['judges a missing item by itself', [1, 2], [1], norm({ rtol: 9 }), 'differ'],
    ['judges a text by itself', [1, 'a'], [1, 'b'], norm({ rtol: 9 }), 'differ'],
    ['keeps types apart', [1n, 2n], [1, 2.5], norm({ rtol: 1, types: 'strict' }), 'incomparable'],
    [
      'takes the modulus of complex numbers',
      [{ kind: 'complex', re: 3, im: 4 }],
      [{ kind: 'complex', re: 3, im: 4.5 }],
      norm({ rtol: 0.1 }),
      'agree',
    ],
    ['takes integers of any size', [10n ** 30n], [10n ** 30n + 1n], norm({ rtol: 1e-29 }), 'agree'],
    ['goes by path', [[1e6, 0]], [[1e6, 1]], { paths: [{ path: '/0', mode: 'norm', rtol: 1e-6 }] }, 'agree'],
    [
      'leaves ignored elements out',
      [1e6, 1],
      [1, 1.5],
      norm({ rtol: 0.1, paths: [{ path: '/0', ignore: true }] }),
      'differ',
    ],
  ])('%s', (_, legacy, modern, policy, wanted) => {
    expect(verdict(legacy, modern, policy)).toBe(wanted);
  });

  it('is reflexive, monotone in tolerance, the same for lists and arrays and in any order of the elements', () => {
    const kind = fc.constantFrom('max', 'l2', 'l1');
    const pairs = fc.array(fc.tuple(finite, finite), { minLength: 1, maxLength: 10 });
    const tolerance = fc.constantFrom(0, 1e-6, 0.1, 0.5, 1, 2);
    fc.assert(
      fc.property(pairs, kind, tolerance, tolerance, (drawn, which, rtol, more) => {
        const [l, m] = [drawn.map(([a]) => a), drawn.map(([, b]) => b)];
        const policy: Policy = { mode: 'norm', norm: which, rtol };
        expect(verdict(l, [...l], policy)).toBe('agree');
        const said = verdict(l, m, policy);
        expect(verdict(float64Array(l), float64Array(m), policy)).toBe(said);
        if (which === 'max') expect(verdict([...l].reverse(), [...m].reverse(), policy)).toBe(said);
        if (said === 'agree') expect(verdict(l, m, { ...policy, rtol: rtol + more })).toBe('agree');
      }),
    );
  });

  it('would pass under the tolerance it names', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom('max', 'l2', 'l1'), (l, which) => {
        const m = l.map((x) => x * 1.001 + 1e-9);
        const { wouldPass } = compareValues(l, m, { mode: 'norm', norm: which });
        const rtol = wouldPass?.rtol ?? null;
        if (rtol !== null) expect(verdict(l, m, { mode: 'norm', norm: which, rtol })).toBe('agree');
      }),
    );
  });
});

describe('unordered', () => {
  const any: Policy = { unordered: true };
  it.each<[string, Value, Value, Policy, string[]]>([
    ['takes items in any order', [1, 2, 3], [3, 1, 2], any, []],
    ['counts how often an item stands there', ['a', 'a', 'b'], ['a', 'b', 'b'], any, ['value $[1]']],
    ['finds the partners that let all agree', [0, 1], [1, 2], { ...any, atol: 1 }, []],
    ['so do records', [[0], [1]], [[1], [2]], { ...any, atol: 1 }, []],
    ['tells what is missing', ['a', 'b'], ['b'], any, ['missing $[0]']],
    ['tells what is extra', ['a'], ['b', 'a'], any, ['extra $[0]']],
    [
      'shows the nearest item',
      [
        ['k', 1, 2],
        ['j', 1, 2],
      ],
      [
        ['j', 1, 2],
        ['k', 1, 3],
      ],
      any,
      ['value $[0][2]'],
    ],
    ['does not hold below', [[1, 2]], [[2, 1]], any, ['value $[0][0]', 'value $[0][1]']],
    ['holds where a pattern says so', [[1, 2]], [[2, 1]], { paths: [{ path: '/0', unordered: true }] }, []],
    ['holds at every depth by **', [[1, 2], [3]], [[3], [2, 1]], { paths: [{ path: '/**', unordered: true }] }, []],
    ['takes rows of an array', float64Array([1, 2, 3, 4], [2, 2]), float64Array([3, 4, 1, 2], [2, 2]), any, []],
    ['keeps NaN apart from numbers', [Number.NaN, 1], [1, 2], any, ['special-value $[0]']],
  ])('%s', (_, legacy, modern, policy, wanted) => {
    expect(drifts(legacy, modern, policy)).toEqual(wanted);
  });

  it('agrees with every shuffle, and finds a partner for every moved number', () => {
    const item = fc.oneof(
      finite,
      fc.string({ maxLength: 3 }),
      fc.tuple(finite, fc.boolean()).map((t): Value => [...t]),
    );
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        numbers,
        (items: Value[], keys, xs) => {
          const shuffled = items
            .map((value) => ({ value, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key);
          expect(
            verdict(
              items,
              shuffled.map(({ value }) => value),
              { unordered: true },
            ),
          ).toBe('agree');
          const moved = xs.map((x) => x + (x > 0 ? 0.5 : -0.25)).reverse();
          expect(verdict(xs, moved, { unordered: true, atol: 0.6 })).toBe('agree');
          expect(
            verdict(
              xs.map((x): Value => [x]),
              moved.map((x): Value => [x]),
              { unordered: true, atol: 0.6 },
            ),
          ).toBe('agree');
        },
      ),
    );
  });

  it('finds the partners of many records within a tolerance', () => {
    const record = (x: number): Value => ['r', x, { kind: 'tuple', items: [x * 2] }];
    const xs = Array.from({ length: 1500 }, (_, i) => i * 0.1);
    const moved = [...xs].reverse().map((x) => record(x + 1e-9));
    expect(verdict(xs.map(record), moved, { unordered: true, atol: 1e-8 })).toBe('agree');
    expect(verdict(xs.map(record), [record(9e9), ...moved.slice(1)], { unordered: true, atol: 1e-8 })).toBe('differ');
  });

  it('gives up with a drift of its own, never with an agreement', () => {
    const record = (x: number): Value => [x, x, x, x];
    const xs = Array.from({ length: 700 }, (_, i) => i);
    const comparison = compareValues(
      xs.map(record),
      [...xs].reverse().map((x) => record(x + 0.25)),
      { unordered: true },
    );
    expect(comparison.verdict).toBe('differ');
    expect(comparison.differences.map(({ class: driftClass }) => driftClass)).toContain('order');
  });
});

describe('key', () => {
  const row = (id: Value, x: number): MapValue => ({
    kind: 'map',
    type: 'dict',
    entries: [
      ['id', id],
      ['x', x],
    ],
  });
  it.each<[string, Value, Value, string[]]>([
    ['brings items together', [row(1n, 1), row(2n, 2)], [row(2n, 2), row(1n, 1)], []],
    [
      'names an item in paths by its key',
      [row('a', 1), row('b', 2)],
      [row('b', 3), row('a', 1)],
      ['value $["id=b"].x'],
    ],
    ['tells what is missing and extra', [row(1n, 1)], [row(2n, 1)], ['extra $["id=2"]', 'missing $["id=1"]']],
    ['reports keys that are not unique', [row(1n, 1), row(1n, 2)], [row(1n, 1), row(1n, 2)], ['order $["id=1"]']],
    ['reports items without the key', [row(1n, 1), 5], [row(1n, 1)], ['missing $[1]']],
  ])('%s', (_, legacy, modern, wanted) => {
    expect(drifts(legacy, modern, { key: '/id' })).toEqual(wanted);
  });
});

describe('labels', () => {
  const renamed: Policy = { labels: 'permutation' };
  it.each<[string, Value, Value, Policy, string]>([
    ['agree under other names', [0n, 0n, 1n, 2n], [7n, 7n, 5n, 0n], renamed, 'agree'],
    ['agree under names of another type', [0n, 0n, 1n], ['b', 'b', 'a'], renamed, 'agree'],
    ['differ when two parts are merged', [0n, 0n, 1n, 1n], [3n, 3n, 3n, 3n], renamed, 'differ'],
    ['differ when a part is split', [0n, 0n, 0n, 0n], [3n, 3n, 4n, 4n], renamed, 'differ'],
    ['differ when an item moves', [0n, 0n, 1n, 1n], [1n, 1n, 1n, 0n], renamed, 'differ'],
    [
      'may be as far apart as asked',
      [0n, 0n, 0n, 1n, 1n, 1n],
      [1n, 1n, 1n, 0n, 0n, 1n],
      { ...renamed, minAgreement: 0.3 },
      'agree',
    ],
    ['but no further', [0n, 0n, 0n, 1n, 1n, 1n], [1n, 1n, 1n, 0n, 0n, 1n], { ...renamed, minAgreement: 0.4 }, 'differ'],
    ['differ by length', [0n, 0n], [0n], renamed, 'differ'],
    ['are numbers unless asked', [0n, 1n], [1n, 0n], {}, 'differ'],
  ])('%s', (_, legacy, modern, policy, wanted) => {
    expect(verdict(legacy, modern, policy)).toBe(wanted);
  });
});
