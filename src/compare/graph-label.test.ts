import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { decodeText } from '../value/decode.ts';
import { encodeText } from '../value/encode.ts';
import type { TupleValue, Value } from '../value/value.ts';
import { compareValues } from './compare.ts';

const setOf = (...items: Value[]): Value => ({ kind: 'set', items });
const verdict = (legacy: Value, modern: Value) => compareValues(legacy, modern, {}).verdict;

/** A ring of tuples, each with a name and the next one. */
function ring(...names: Value[]): Value {
  const links = names.map((name): TupleValue & { items: Value[] } => ({ kind: 'tuple', items: [name] }));
  for (const [index, link] of links.entries()) link.items.push(links[(index + 1) % links.length]!);
  return links[0]!;
}

/** A tuple of two that are the same, to so many levels: 2 to that power in all. */
function doubled(levels: number, end: Value): Value {
  let value = end;
  for (let i = 0; i < levels; i++) value = { kind: 'tuple', items: [value, value] };
  return value;
}

describe('sets of items without an end', () => {
  it('agree when they hold the same', () => {
    expect(verdict(setOf(ring(1n)), setOf(ring(1n)))).toBe('agree');
    expect(verdict(setOf(ring(1n, 2n), ring('a')), setOf(ring('a'), ring(1n, 2n)))).toBe('agree');
    expect(verdict(setOf(doubled(60, 1n)), setOf(doubled(60, 1n)))).toBe('agree');
  });

  it('agree when they unfold alike, however they are tied', () => {
    expect(verdict(setOf(ring(1n)), setOf(ring(1n, 1n, 1n)))).toBe('agree');
    expect(verdict(setOf(ring(1n, 2n)), setOf(ring(1n, 2n, 1n, 2n)))).toBe('agree');
  });

  it('differ when anything within differs', () => {
    expect(verdict(setOf(ring(1n, 2n)), setOf(ring(1n, 3n)))).not.toBe('agree');
    expect(verdict(setOf(ring(1n, 2n)), setOf(ring(2n, 1n)))).not.toBe('agree');
    expect(verdict(setOf(ring(1n, 1n, 2n)), setOf(ring(1n, 2n)))).not.toBe('agree');
    expect(verdict(setOf(doubled(60, 1n)), setOf(doubled(60, 2n)))).not.toBe('agree');
    expect(verdict(setOf(doubled(60, 1n)), setOf(doubled(61, 1n)))).not.toBe('agree');
    const tail = (name: Value): Value => ({ kind: 'tuple', items: ['t', ring(1n, 2n, name)] });
    expect(verdict(setOf(tail(3n)), setOf(tail(3n)))).toBe('agree');
    expect(verdict(setOf(tail(3n)), setOf(tail(4n)))).not.toBe('agree');
  });

  it('take NaN as the policy does', () => {
    const nan = () => setOf(ring(Number.NaN));
    expect(verdict(nan(), nan())).toBe('agree');
    expect(compareValues(nan(), nan(), { equalNan: false }).verdict).not.toBe('agree');
  });

  it('agree with a copy of themselves, whatever they hold', () => {
    fc.assert(
      fc.property(valueArbitrary(), (value) => {
        const both = setOf(value, ring(value));
        expect(verdict(both, decodeText(encodeText(both)))).toBe('agree');
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
