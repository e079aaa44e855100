import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { decodeText } from './decode.ts';
import { encodeText } from './encode.ts';
import { identical } from './identical.ts';
import type { Value } from './value.ts';

describe('identical', () => {
  it('holds for a copy of any value', () => {
    fc.assert(
      fc.property(valueArbitrary(), (value) => identical(value, value) && identical(value, structuredClone(value))),
    );
  });

  it('says what the canonical texts say', () => {
    fc.assert(
      fc.property(valueArbitrary({ maxDepth: 2 }), valueArbitrary({ maxDepth: 2 }), (a, b) => {
        expect(identical(a, b)).toBe(encodeText(a) === encodeText(b));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['0.0', '-0.0'],
    ['1', '1.0'],
    ['1', 'true'],
    ['null', '[]'],
    ['[1]', '{"$t":[1]}'],
    ['{"$set":[]}', '{"$fs":[]}'],
    ['{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['{"a":1}', '{"$od":[["a",1]]}'],
    ['{"$dd":{"factory":null,"items":[]}}', '{"$dd":{"factory":"list","items":[]}}'],
    ['{"$f":"nan"}', '{"$fbits":"fff8000000000000"}'],
    ['{"$c":["0.0","0.0"]}', '{"$c":["0.0","-0.0"]}'],
    ['{"$dec":"1.10"}', '{"$dec":"1.1"}'],
    ['{"$dt":"2020-01-31T12:00","fold":0}', '{"$dt":"2020-01-31T12:00","fold":0,"tz_s":0}'],
    ['{"$np":{"dtype":"<f4","v":"0.5"}}', '{"$np":{"dtype":">f4","v":"0.5"}}'],
    ['{"$nd":{"dtype":"<f8","shape":[1],"data":[0.5]}}', '{"$nd":{"dtype":"<f8","shape":[1,1],"data":[0.5]}}'],
    [
      '{"$nd":{"dtype":"<f8","shape":[1],"data":[0.5]}}',
      '{"$nd":{"dtype":"<f8","shape":[1],"order":"F","data":[0.5]}}',
    ],
    ['[{"$id":0,"v":[]},{"$ref":0}]', '[[],[]]'],
    ['{"$id":0,"v":[[{"$ref":0}]]}', '{"$id":0,"v":[{"$ref":0}]}'],
  ])('tells %s from %s', (a, b) => {
    expect(identical(decodeText(a), decodeText(b))).toBe(false);
    expect(identical(decodeText(b), decodeText(a))).toBe(false);
  });

  it('walks deep values', () => {
    let a: Value = [];
    let b: Value = [];
    for (let i = 0; i < 100_000; i++) [a, b] = [[a], [b]];
    expect(identical(a, b)).toBe(true);
    expect(identical(a, [b])).toBe(false);
  });
});
