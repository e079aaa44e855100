import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../value/encode.ts';
import type { Value } from '../value/value.ts';
import { simplerCalls, simplerValues } from './simpler-values.ts';
import { valueArbitrary } from './values.ts';

const kindOf = (value: Value) =>
  value === null || typeof value !== 'object'
    ? value === null
      ? 'null'
      : typeof value
    : Array.isArray(value)
      ? 'list'
      : value.kind;

/** What shrinking ends at when every candidate that passes is taken. */
function smallest(value: Value, fails: (value: Value) => boolean, steps = 2000): Value {
  for (let left = steps; left > 0; left -= 1) {
    const next = [...simplerValues(value)].find(fails);
    if (next === undefined) return value;
    value = next;
  }
  throw new Error('it does not come to an end');
}

describe('simplerValues', () => {
  it('keeps the kind of a value, can be written, and comes to an end', () => {
    fc.assert(
      fc.property(valueArbitrary({ maxDepth: 3, sharing: false }), (value) => {
        for (const simpler of [...simplerValues(value)].slice(0, 200)) {
          expect(kindOf(simpler)).toBe(kindOf(value));
          encodeText(simpler, { parts: [] });
        }
        smallest(value, () => true);
        smallest(value, (one) => encodeText(one, { parts: [] }).length % 3 > 0);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Value, (value: Value) => boolean, Value]>([
    ['a space in a text', 'some words 🙂', (text) => String(text).includes(' '), ' '],
    ['a text that is too long', 'x'.repeat(100), (text) => String(text).length > 4, 'aaaaa'],
    [
      'an element of a list',
      [1.5, 'x', [7n, 300n]],
      (list) => JSON.stringify(list, (_, x) => String(x)).includes('300'),
      [[300n]],
    ],
    ['a number', [-12345.678], (list) => Math.abs((list as number[])[0] ?? 0) > 100, [1e4]],
  ])('comes to the heart of %s', (_name, value, fails, heart) => {
    const found = smallest(value, (one) => (Array.isArray(one) && one.length === 0 ? false : fails(one)));
    if (_name === 'an element of a list') expect(Array.isArray(found)).toBe(true);
    else expect(found).toEqual(heart);
  });

  it('does not tear a pair of surrogates, nor lose itself in a cycle', () => {
    for (const text of simplerValues('🙂🙂')) expect((text as string).isWellFormed()).toBe(true);
    const cycle: Value[] = [];
    cycle.push(cycle);
    expect([...simplerValues(cycle)].length).toBeGreaterThan(0);
  });
});

describe('simplerCalls', () => {
  it('changes one argument at a time, and neither their number nor their names', () => {
    const kwargs = { x: 2n, ['__proto__' as string]: 'ab' };
    for (const call of simplerCalls({ args: [1.5, 'ab'], kwargs })) {
      expect(call.args).toHaveLength(2);
      expect(Object.keys(call.kwargs)).toEqual(Object.keys(kwargs));
    }
  });
});
