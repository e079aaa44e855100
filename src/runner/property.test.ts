import fc, { Random } from 'fast-check';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import { describe, expect, it } from 'vitest';
import type { Generator } from '../generators/generator.ts';
import type { CallArguments } from '../value/outcome.ts';
import { generateInput, openStream, shrinkInput } from './property.ts';

const one = (x: number): CallArguments => ({ args: [x], kwargs: {} });
const generator: Generator = {
  version: 1,
  arbitrary: fc.integer().map(one, (input) => (input as CallArguments).args[0] as number),
};
const stream = openStream(42, 'suite', 'subject', generator);
const valueAt = (index: number, from = stream) => generateInput(from, index).input.args[0];

describe('generateInput()', () => {
  it('gives the same case for the same seed and index for ever', () => {
    expect([0, 1, 2, 3, 1000, 999_999].map((index) => valueAt(index))).toMatchInlineSnapshot(`
      [
        -11,
        75784106,
        -27,
        0,
        -7,
        725824110,
      ]
    `);
  });

  it('does not depend on which cases were made before', () => {
    const forward = Array.from({ length: 50 }, (_, index) => valueAt(index));
    const backward = Array.from({ length: 50 }, (_, index) => valueAt(49 - index)).reverse();
    expect(backward).toEqual(forward);
    expect(new Set(forward).size).toBeGreaterThan(30);
  });

  it('gives other cases for another seed, suite, subject or generator version', () => {
    const others = [
      openStream(43, 'suite', 'subject', generator),
      openStream(42, 'other', 'subject', generator),
      openStream(42, 'suite', 'other', generator),
      openStream(42, 'suite', 'subject', { ...generator, version: 2 }),
    ];
    const row = (from: typeof stream) => Array.from({ length: 20 }, (_, index) => valueAt(index, from)).join();
    expect(new Set([stream, ...others].map(row)).size).toBe(5);
  });

  it('tries the edges first', () => {
    const edged = openStream(42, 'suite', 'subject', { ...generator, edges: [one(-0), one(1e300)] });
    expect([valueAt(0, edged), valueAt(1, edged)]).toEqual([-0, 1e300]);
    expect(valueAt(2, edged)).toBe(valueAt(2));
  });
});

describe('a generator that throws', () => {
  const picky: Generator = {
    version: 1,
    arbitrary: fc.integer({ min: 0, max: 9 }).map((x) => {
      if (x === 0) throw new Error('no zero');
      return one(x);
    }),
  };
  const stream = openStream(42, 'suite', 'subject', picky);

  it('is a fault of the suite, in a case and in a smaller one', () => {
    const cases = () => Array.from({ length: 100 }, (_, index) => generateInput(stream, index));
    expect(cases).toThrow(
      /^The generator of suite\/subject threw Error: no zero while it made case #\d+; it must give/,
    );
    const generated = picky.arbitrary.filter(() => true).generate(new Random(xorshift128plus(1)), undefined);
    expect(() => [...shrinkInput(stream, { input: generated.value, generated })]).toThrow(
      'while it made a smaller case',
    );
  });
});

describe('shrinkInput()', () => {
  it('gives simpler inputs, of edges too where the arbitrary can', () => {
    const from = generateInput(stream, 1);
    const simpler = [...shrinkInput(stream, from)].map(({ input }) => Math.abs(input.args[0] as number));
    expect(simpler.length).toBeGreaterThan(0);
    expect(Math.max(...simpler)).toBeLessThanOrEqual(Math.abs(from.input.args[0] as number));
    const edge = [...shrinkInput(stream, { input: one(100), generated: null })];
    expect(edge[0]!.input.args).toEqual([0]);
  });
});
