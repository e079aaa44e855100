import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { decodeText } from './decode.ts';
import { float64Array } from './ndarray.ts';
import { renderValue } from './render.ts';
import type { Value } from './value.ts';

describe('renderValue', () => {
  it.each([
    ['1', '1'],
    ['1.0', '1.0'],
    ['0.0010000000000000002', '0.0010000000000000002'],
    ['{"$f":"-inf"}', '-inf'],
    ['{"$fbits":"fff8000000000000"}', 'nan (0xfff8000000000000)'],
    ['[null,true,"a"]', '[null, true, "a"]'],
    ['{"$t":[1]}', '(1,)'],
    ['{"A0":2.0,"b c":1}', '{A0: 2.0, "b c": 1}'],
    ['{"$od":[[1,2]]}', 'ordered {1: 2}'],
    ['{"$set":[]}', 'set{}'],
    ['{"$c":["1.0","-0.0"]}', '1.0-0.0j'],
    ['{"$b":"aGk="}', 'bytes[2] "hi"'],
    ['{"$ba":"AAE="}', 'bytearray[2] 0x0001'],
    ['{"$nd":{"dtype":"<f8","shape":[2,2],"data":[1.0,2.0,3.0,4.0]}}', 'float64[2, 2] [[1.0, 2.0], [3.0, 4.0]]'],
    ['{"$nd":{"dtype":"<i2","shape":[2,1],"order":"F","data":[1,2]}}', 'int16[2, 1] F [[1], [2]]'],
    ['{"$nd":{"dtype":"<M8[D]","shape":[2],"data":["NaT","3"]}}', 'datetime64[D][2] [NaT, 3]'],
    ['{"$nd":{"dtype":"<f8","shape":[],"data":["0.5"]}}', 'float64[] 0.5'],
    ['{"$np":{"dtype":"<f4","v":"0.5"}}', 'float32 0.5'],
    ['{"$rec":{"type":"Point","fields":[["x",1]]}}', 'Point(x=1)'],
    ['{"$opaque":{"type":"a.B","repr":"<B>"}}', '<a.B: <B>>'],
    ['{"$dt":"2020-01-31T12:00:00","fold":0,"tz_s":3600}', '2020-01-31T12:00:00 (UTC offset 3600 s)'],
    ['{"$id":0,"v":[{"$ref":0}]}', '[(itself)]'],
  ])('shows %s as %s', (text, rendered) => {
    expect(renderValue(decodeText(text))).toBe(rendered);
  });

  it('cuts what is long, with the number of what is missing', () => {
    expect(renderValue('x'.repeat(1000), { maxLength: 20 })).toBe(`"${'x'.repeat(20)}… (980 more characters)"`);
    expect(renderValue(10n ** 30n, { maxLength: 10 })).toBe('1000000000… (21 more digits)');
    expect(renderValue(float64Array([1, 2, 3, 4, 5, 6]), { maxLength: 24 })).toBe(
      'float64[6] [1.0, 2.0, 3.0, … (3 more)]',
    );
    expect(renderValue(new Array(1000).fill(1n), { maxLength: 6 })).toBe('[1, 1, … (998 more)]');
  });

  it('never prints a control, direction-changing or invisible character, nor half a pair, whatever the value', () => {
    fc.assert(
      fc.property(valueArbitrary(), fc.integer({ min: 1, max: 300 }), (value, maxLength) => {
        const text = renderValue(value, { maxLength });
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(text.length).toBeLessThan(maxLength + 2000);
      }),
    );
    expect(renderValue('\u001b[31m\u202e\ud800"\n')).toBe('"\\u001b[31m\\u202e\\ud800\\"\\n"');
    expect(renderValue({ kind: 'opaque', type: '\u001b', repr: '\u2066' })).toBe('<\\u001b: \\u2066>');
  });

  it('stops in deep and in branching values', () => {
    let deep: Value = [];
    let wide: Value = [1n];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    for (let i = 0; i < 100; i++) wide = [wide, wide, wide];
    expect(renderValue(deep).length).toBeLessThan(200);
    expect(renderValue(wide).length).toBeLessThan(2000);
  });
});
