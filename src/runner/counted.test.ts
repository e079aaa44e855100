import { describe, expect, it } from 'vitest';
import { returned } from '../implementations/fake.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { countsAsCompared, hasSubstance } from './counted.ts';

const raised: Outcome = {
  kind: 'raised',
  error: { class: 'E', bases: [], message: '', setup: false },
  elapsedNs: 1,
  warnings: [],
};
const hung: Outcome = { kind: 'timed-out', deadlineMs: 1, elapsedNs: null };

describe('hasSubstance()', () => {
  const empty: Value[] = [
    null,
    '',
    [],
    Number.NaN,
    [Number.NaN, []],
    float64Array([]),
    float64Array([Number.NaN]),
    { kind: 'tuple', items: [] },
    { kind: 'map', type: 'dict', entries: [['a', null]] },
    { kind: 'bytes', data: new Uint8Array() },
    { kind: 'nan', bits: 0x7ff8000000000001n },
    { kind: 'complex', re: Number.NaN, im: Number.NaN },
  ];
  it('finds none in what is empty or NaN throughout', () =>
    expect(empty.map(hasSubstance)).toEqual(empty.map(() => false)));
  const full: Value[] = [
    0,
    false,
    0n,
    'x',
    [Number.NaN, 1],
    float64Array([Number.NaN, 0]),
    { kind: 'set', items: [1n] },
    { kind: 'decimal', text: '0' },
    Number.POSITIVE_INFINITY,
  ];
  it('finds it in everything else', () => expect(full.map(hasSubstance)).toEqual(full.map(() => true)));
  it('ends on a value that holds itself', () => {
    const cyclic: Value[] = [];
    cyclic.push(cyclic);
    expect(hasSubstance(cyclic)).toBe(true);
  });
});

describe('countsAsCompared()', () => {
  it('wants something returned on both sides', () => {
    expect(countsAsCompared(null, returned(1), returned(2))).toBe(true);
    expect(countsAsCompared(null, returned(1), returned(Number.NaN))).toBe(false);
    expect(countsAsCompared(null, raised, raised)).toBe(false);
    expect(countsAsCompared(null, returned(1), raised)).toBe(false);
    expect(countsAsCompared(null, returned(1), hung)).toBe(false);
    expect(countsAsCompared(null, returned(1), null)).toBe(false);
  });

  it('or a vector that expects an error', () => {
    const expected = { raised: { class: 'E', message: '' } };
    expect(countsAsCompared(expected, null, raised)).toBe(true);
    expect(countsAsCompared(expected, null, hung)).toBe(false);
    expect(countsAsCompared({ returned: 1 }, null, returned(1))).toBe(true);
    expect(countsAsCompared({ returned: [] }, null, returned([]))).toBe(false);
  });
});
