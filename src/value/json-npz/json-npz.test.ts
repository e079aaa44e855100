import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from '../../compare/compare.ts';
import { valueArbitrary } from '../../generators/values.ts';
import { identical } from '../identical.ts';
import { float64Array, ndarray } from '../ndarray.ts';
import { readNpz } from '../npz/read-npz.ts';
import type { Value } from '../value.ts';
import { LossError } from './loss.ts';
import { pythonFloat } from './python-text.ts';
import { readJsonNpz } from './read-json-npz.ts';
import { writeJsonNpz } from './write-json-npz.ts';

const dict = (...entries: [Value, Value][]): Value => ({ kind: 'map', type: 'dict', entries });
const back = (value: Value, losses: 'none' | 'quiet' | 'substitute' = 'none') => {
  const { json, npz } = writeJsonNpz(value, { losses });
  return readJsonNpz(json, () => npz);
};

describe('JSON and NPZ for one value', () => {
  it('are the files that RepTate writes', () => {
    const value = dict(
      ['dataset1', dict(['x', [1n, -0, 1e16, Number.NaN]], ['y', [float64Array([1, 2])]])],
      ['größe', 'a\n\u2028"'],
      ['none', []],
    );
    const { json, npz } = writeJsonNpz(value);
    expect(json).toBe(`{
  "dataset1": {
    "x": [
      1,
      -0.0,
      1e+16,
      NaN
    ],
    "y": [
      {
        "__array_ref__": "_dataset1_y_0_array_0"
      }
    ]
  },
  "größe": "a\\n\u2028\\"",
  "none": [],
  "__version__": 1
}`);
    expect([...readNpz(npz!).keys()]).toEqual(['_dataset1_y_0_array_0']);
    expect(identical(back(value), value)).toBe(true);
  });

  it('give back every value that nothing is lost of, and say so of every other', () => {
    let same = 0;
    let lossy = 0;
    fc.assert(
      fc.property(valueArbitrary({ maxDepth: 2 }), (inner) => {
        const value = dict(['v', inner]);
        try {
          const { json, npz } = writeJsonNpz(value);
          const { verdict } = compareValues(
            value,
            readJsonNpz(json, () => npz),
            { types: 'strict', signedZero: true, keyOrder: true },
          );
          expect(verdict).toBe('agree');
          same++;
        } catch (error) {
          if (!(error instanceof LossError)) throw error;
          expect(error.count).toBeGreaterThan(0);
          lossy++;
        }
      }),
      { numRuns: 1500, seed: 1 },
    );
    expect(same).toBeGreaterThan(50);
    expect(lossy).toBeGreaterThan(200);
  });

  it('hold what they say they keep when losses are allowed', () => {
    let kept = 0;
    fc.assert(
      fc.property(valueArbitrary({ maxDepth: 2 }), (inner) => {
        try {
          const written = writeJsonNpz(dict(['v', inner]), { losses: 'substitute' });
          expect(
            identical(
              readJsonNpz(written.json, () => written.npz),
              written.kept,
            ),
          ).toBe(true);
          kept++;
        } catch (error) {
          if (!(error instanceof LossError)) throw error;
          expect(error.losses[0]?.grade).toBe('fatal');
        }
      }),
      { numRuns: 1000, seed: 2 },
    );
    expect(kept).toBeGreaterThan(200);
  });

  const scalar: Value = { kind: 'scalar', dtype: '<f8', data: new Uint8Array(new Float64Array([1.5]).buffer) };
  const shared: Value = [1n];
  const quiet: [string, Value, Value][] = [
    ['a NumPy scalar', scalar, 1.5],
    ['a Counter', { kind: 'map', type: 'counter', entries: [['a', 1n]] }, dict(['a', 1n])],
    [
      'keys that are no strings',
      dict([1n, 'a'], [null, 'b'], [1.0, 'c'], [true, 'd']),
      dict(['1', 'a'], ['None', 'b'], ['1.0', 'c'], ['True', 'd']),
    ],
    ['an object at two places', [shared, shared], [[1n], [1n]]],
  ];
  it.each(quiet)('lose %s quietly, if that is allowed', (_what, value, after) => {
    expect(() => back(dict(['v', value]))).toThrow(LossError);
    expect(identical(back(dict(['v', value]), 'quiet'), dict(['v', after]))).toBe(true);
  });

  it('let another value stand for a tuple, a set, bytes, a complex number and times, if that is allowed', () => {
    const value = dict(
      ['t', { kind: 'tuple', items: [1n] }],
      ['b', { kind: 'bytes', data: Uint8Array.of(7) }],
      ['c', { kind: 'complex', re: 1, im: 2 }],
      ['d', { kind: 'datetime', text: '2020-01-02T03:04:05', fold: 0, offsetSeconds: -3600 }],
    );
    expect(() => back(value, 'quiet')).toThrow(/\$\.t is a tuple: a list can stand for it/);
    const after = dict(
      ['t', [1n]],
      ['b', ndarray('|u1', [1], Uint8Array.of(7))],
      ['c', { ...float64Array([1, 2]), dtype: '<c16', shape: [] }],
      ['d', '2020-01-02T03:04:05-01:00'],
    );
    expect(identical(back(value, 'substitute'), after)).toBe(true);
  });

  it('take one NaN for another, as the law of comparison does', () => {
    const value = dict(['v', { kind: 'nan', bits: 0xfff8000000000000n }]);
    expect(identical(back(value), dict(['v', Number.NaN]))).toBe(true);
  });

  const itself: Value[] = [];
  itself.push(itself);
  const fatal: [string, Value][] = [
    ['no dict', [1n]],
    ['a list that holds itself', dict(['a', itself])],
    ['two keys that become one', dict([1n, 'a'], ['1', 'b'])],
    ['a dict that looks like a reference', dict(['a', dict(['__array_ref__', 'x'])])],
    ['half of a surrogate pair', dict(['a', '\ud800'])],
    ['half of a surrogate pair in a key', dict(['\ud800', 1n])],
    ['an integer that Python does not read', dict(['a', 10n ** 4300n])],
    [
      'an array of objects',
      dict(['a', { kind: 'ndarray', dtype: '|O', shape: [1], order: 'C', data: new Uint8Array(0), objects: [null] }]),
    ],
    ['a slice', dict(['a', { kind: 'slice', start: null, stop: null, step: null }])],
  ];
  it.each(fatal)('refuse %s whatever is allowed', (_what, value) => {
    expect(() => back(value, 'substitute')).toThrow(LossError);
  });

  it('name members so that every reader of archives takes them', () => {
    const array = float64Array([1]);
    const value = dict(['../up', array], ['a/b', { ...array }], ['\u0000', { ...array }], ['C:\\x', [{ ...array }]]);
    expect([...readNpz(writeJsonNpz(value).npz!).keys()]).toEqual([
      '_/up_array_0',
      '_a/b_array_1',
      '_array_2',
      '_array_3',
    ]);
    expect(identical(back(value), value)).toBe(true);
  });

  const bad: [string, string, RegExp][] = [
    ['no version', '{}', /__version__/],
    ['another version', '{"__version__": 2}', /version/],
    ['a version that is a float', '{"__version__": 1.0}', /version/],
    ['no object', '[]', /root/],
    ['a reference without an archive', '{"a": {"__array_ref__": "x"}, "__version__": 1}', /no \.npz/],
    ['a reference that is no name', '{"a": {"__array_ref__": 1}, "__version__": 1}', /no name/],
    ['words that look like NaN', '{"a": Nan, "__version__": 1}', /Invalid JSON/],
    ['a minus without a number', '{"a": -N, "__version__": 1}', /Invalid JSON/],
  ];
  it.each(bad)('are refused with %s', (_what, json, message) => {
    expect(() => readJsonNpz(json, () => null)).toThrow(message);
  });

  it('are refused when the archive has no such array', () => {
    const { npz } = writeJsonNpz(dict(['a', float64Array([1])]));
    const json = '{"a": {"__array_ref__": "x"}, "__version__": 1}';
    expect(() => readJsonNpz(json, () => npz)).toThrow(/holds no array "x"/);
  });

  it('write floats as Python does', () => {
    const texts = [
      '1.0',
      '1e-05',
      '0.0001',
      '1e+16',
      '1234567890123456.0',
      '1.2345678901234567e+19',
      '5e-324',
      '-0.0001234',
      '1.5',
      '1e+22',
      '100.0',
    ];
    for (const text of texts) expect(pythonFloat(Number(text))).toBe(text);
  });
});
