import { describe, expect, it } from 'vitest';
import { numericArray } from '../value/ndarray.ts';
import type { MapValue, Value } from '../value/value.ts';
import { compareValues } from './compare.ts';

function nested(depth: number, leaf: Value): Value {
  let value = leaf;
  for (let i = 0; i < depth; i++)
    value = i % 2 === 0 ? [value] : { kind: 'map', type: 'dict', entries: [['a', value]] };
  return value;
}

describe('hostile values', () => {
  it('compares values 100,000 deep and finds the difference at the bottom', () => {
    expect(compareValues(nested(100_000, 1), nested(100_000, 1), {}).verdict).toBe('agree');
    const { differences } = compareValues(nested(100_000, 1), nested(100_000, 2), {});
    expect(differences[0]!.path.length).toBe(100_000);
  });

  it('compares cycles, also of different lengths', () => {
    const ring = (length: number, value: Value): Value => {
      const first: Value[] = [value];
      let last = first;
      for (let i = 1; i < length; i++) {
        const next: Value[] = [value];
        last.push(next);
        last = next;
      }
      last.push(first);
      return first;
    };
    expect(compareValues(ring(2, 1), ring(3, 1), {}).verdict).toBe('agree');
    expect(compareValues(ring(2, 1), ring(3, 2), {}).verdict).toBe('differ');
    expect(compareValues(ring(2, 1), ring(3, 1), { identity: true }).verdict).toBe('differ');
    expect(compareValues(ring(2, 1), ring(2, 1), { paths: [{ path: '/**/x/*/1', rtol: 1 }] }).verdict).toBe('agree');
  });

  it('does not unfold branches that share', () => {
    const bush = (leaf: Value): Value => {
      let value: Value = [leaf];
      for (let i = 0; i < 200; i++) value = [value, value];
      return value;
    };
    expect(compareValues(bush(1), bush(1), {}).verdict).toBe('agree');
    expect(compareValues(bush(1), bush(2), {}).verdict).toBe('differ');
    const keyed = (key: Value): MapValue => ({ kind: 'map', type: 'dict', entries: [[key, 1]] });
    expect(compareValues(keyed(bush(1)), keyed(bush(1)), {}).verdict).toBe('agree');
    expect(compareValues(keyed(bush(1)), keyed(bush(2)), {}).verdict).toBe('differ');
  });

  it('keeps a bounded share of a million differences, and all counts', () => {
    const n = 1_000_000;
    const [legacy, modern] = [Array.from({ length: n }, () => 1), Array.from({ length: n }, () => 'x')];
    const comparison = compareValues(legacy, modern, {});
    expect(comparison).toMatchObject({ verdict: 'incomparable', beyond: n, compared: n });
    expect(comparison.differences.length).toBe(100);
    const [ones, nans] = [new Float64Array(n).fill(1), new Float64Array(n).fill(Number.NaN)];
    expect(compareValues(numericArray(ones), numericArray(nans), {}).beyond).toBe(n);
    expect(compareValues([], legacy, {}, { maxDifferences: 3 })).toMatchObject({
      beyond: n,
      differences: { length: 3 },
    });
  });

  it('pairs large sets and maps without comparing all with all', () => {
    const items = Array.from({ length: 200_000 }, (_, i) => BigInt(i));
    const comparison = compareValues({ kind: 'set', items }, { kind: 'set', items: items.slice(1).reverse() }, {});
    expect(comparison.differences).toMatchObject([{ class: 'missing', path: [0] }]);
  });

  it('takes names of the prototype for what they are: keys', () => {
    const map = (value: Value): MapValue => ({
      kind: 'map',
      type: 'dict',
      entries: [
        ['__proto__', value],
        ['constructor', 1],
      ],
    });
    const { differences } = compareValues(map(1), map(2), { paths: [{ path: '/__proto__', atol: 1 }] });
    expect(differences).toMatchObject([{ path: ['__proto__'], beyond: false }]);
  });

  it('does not expand decimals with huge exponents', () => {
    const decimal = (text: string): Value => ({ kind: 'decimal', text });
    const policy = { rtol: 0.5, types: 'loose' } as const;
    expect(compareValues(decimal('1e999999999999'), decimal('2e999999999999'), policy).verdict).toBe('differ');
    expect(compareValues(decimal(`1e${'9'.repeat(5000)}`), 1, policy).verdict).toBe('differ');
  });

  it('refuses arrays whose data does not fit their shape', () => {
    const array = numericArray(Float64Array.of(1, 2));
    expect(compareValues({ ...array, shape: [3] }, { ...array, shape: [3] }, {}).differences[0]?.class).toBe('shape');
  });
});
