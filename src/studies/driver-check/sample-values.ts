import type { MapValue, Value } from '../../value/value.ts';
import { arraySamples, type Samples } from './sample-arrays.ts';

const dict = (...entries: [Value, Value][]): MapValue => ({ kind: 'map', type: 'dict', entries });
const allBytes = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Numbers whose text is easily lost: digits past binary64's, ties, subnormals, ends of the range. */
const floats = [0.1, 1, -2.5, 1 / 3, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2 ** 53 + 2, 1e21, 1e-7];
const bigIntegers = [2n ** 53n + 1n, -(2n ** 63n), 2n ** 64n, 10n ** 40n + 7n, -(3n ** 4000n), 2n ** 20000n + 1n];

const sharedList: Value[] = [1n, 2n];
const cycle: Value[] = [0n];
cycle.push(cycle);

/** A list in a list, so many levels deep. */
export function nested(levels: number): Value {
  let value: Value = [];
  for (let i = 1; i < levels; i++) value = [value];
  return value;
}

/** Every kind of the value model. */
export const samples: readonly Samples[] = [
  { kind: 'null', what: 'null and booleans', values: [null, true, false] },
  { kind: 'integer', what: 'integers', values: [0n, 1n, -1n, 255n, 2n ** 31n, -(2n ** 53n)] },
  { kind: 'big-integer', what: 'integers of any size', values: bigIntegers },
  { kind: 'float', what: 'floats to the last digit', values: floats },
  {
    kind: 'special-float',
    what: 'NaN, infinities and -0.0',
    values: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0],
  },
  {
    kind: 'nan-payload',
    what: 'the payload and sign of a NaN',
    values: [
      { kind: 'nan', bits: 0x7ff8000000000001n },
      { kind: 'nan', bits: 0xfff8000000000000n },
    ],
  },
  {
    kind: 'string',
    what: 'strings',
    values: ['', 'plain', 'quote " backslash \\ slash /', '{"$f":"1"}', '1.0', 'null'],
  },
  {
    kind: 'unicode',
    what: 'strings in every script',
    values: [
      'Grüße',
      '日本語',
      '𝛑😀',
      'e\u0301',
      '\u2028\u2029\ufeff\u200f',
      '\u0000\u0001\t\r\n\u007f\u0085',
      '\uffff',
    ],
  },
  { kind: 'surrogate', what: 'strings that are not valid Unicode', values: ['\ud800', 'a\udfffb', '\udc00\ud800'] },
  {
    kind: 'bytes',
    what: 'bytes',
    values: [
      { kind: 'bytes', data: new Uint8Array() },
      { kind: 'bytes', data: allBytes },
    ],
  },
  { kind: 'bytearray', what: 'bytearrays', values: [{ kind: 'bytearray', data: allBytes }] },
  { kind: 'list', what: 'lists', values: [[], [1n, 2.5, 'x', null, [true, []]]] },
  {
    kind: 'tuple',
    what: 'tuples',
    values: [
      { kind: 'tuple', items: [] },
      { kind: 'tuple', items: [1n, { kind: 'tuple', items: ['x'] }] },
    ],
  },
  {
    kind: 'map',
    what: 'maps with names as keys',
    values: [dict(), dict(['b', 1n], ['a', [1.5]], ['ключ', dict(['', null])])],
  },
  {
    kind: 'hostile-key',
    what: 'maps whose keys look like something else',
    values: [
      dict(['$f', 'nan'], ['$', 1n], ['$unknown', 2n]),
      dict(['__proto__', 1n], ['constructor', 2n], ['toString', 3n], ['id', 4n], ['att', [8n]]),
    ],
  },
  {
    kind: 'any-key',
    what: 'maps with keys of any kind',
    values: [dict([1n, 'integer'], ['1', 'text'], [{ kind: 'tuple', items: [1n, 'x'] }, 'tuple'], [null, 0n])],
  },
  {
    kind: 'ordered-map',
    what: 'ordered maps',
    values: [
      {
        kind: 'map',
        type: 'ordered',
        entries: [
          ['z', 1n],
          ['a', 2n],
        ],
      },
    ],
  },
  {
    kind: 'counter',
    what: 'counters',
    values: [
      {
        kind: 'map',
        type: 'counter',
        entries: [
          ['a', 3n],
          [2n, 1n],
        ],
      },
    ],
  },
  {
    kind: 'default-map',
    what: 'maps with a default',
    values: [{ kind: 'map', type: 'default', factory: 'builtins.list', entries: [['a', [1n]]] }],
  },
  {
    kind: 'deque',
    what: 'deques',
    advised: true,
    values: [
      { kind: 'deque', maxlen: 3n, items: [1n, 2n] },
      { kind: 'deque', maxlen: null, items: [] },
    ],
  },
  {
    kind: 'set',
    what: 'sets',
    values: [
      { kind: 'set', items: [] },
      { kind: 'set', items: [1n, 'a', null] },
    ],
  },
  { kind: 'frozenset', what: 'frozen sets', values: [{ kind: 'frozenset', items: [1n, 2n] }] },
  {
    kind: 'complex',
    what: 'complex numbers',
    values: [
      { kind: 'complex', re: 0.1, im: -2 },
      { kind: 'complex', re: -0, im: Number.POSITIVE_INFINITY },
    ],
  },
  {
    kind: 'decimal',
    what: 'decimals by their text',
    values: ['1.10', '-0', '1E+400', 'NaN', 'Infinity'].map((text) => ({ kind: 'decimal', text })),
  },
  { kind: 'fraction', what: 'fractions', values: [{ kind: 'fraction', numerator: -(10n ** 30n), denominator: 3n }] },
  {
    kind: 'datetime',
    what: 'dates with times',
    values: [
      { kind: 'datetime', text: '2020-02-29T23:59:59.000001', fold: 0, offsetSeconds: null },
      { kind: 'datetime', text: '2021-10-31T02:30:00', fold: 1, offsetSeconds: 3600 },
    ],
  },
  { kind: 'date', what: 'dates', values: [{ kind: 'date', text: '2020-02-29' }] },
  { kind: 'time', what: 'times', values: [{ kind: 'time', text: '23:59:59.000001' }] },
  {
    kind: 'duration',
    what: 'durations',
    values: [{ kind: 'duration', days: -1, seconds: 86399, microseconds: 999999 }],
  },
  { kind: 'timezone', what: 'time zones', values: [{ kind: 'timezone', text: 'UTC+01:30' }] },
  { kind: 'uuid', what: 'UUIDs', values: [{ kind: 'uuid', text: '12345678-1234-5678-1234-567812345678' }] },
  { kind: 'range', what: 'ranges', values: [{ kind: 'range', start: 10n, stop: -10n, step: -3n }] },
  { kind: 'slice', what: 'slices', values: [{ kind: 'slice', start: 1n, stop: null, step: 2n }] },
  { kind: 'singleton', what: 'named constants', values: [{ kind: 'singleton', name: 'Ellipsis' }] },
  {
    kind: 'record',
    what: 'objects with fields',
    values: [
      {
        kind: 'record',
        type: 'shop.Order',
        fields: [
          ['id', 7n],
          ['lines', ['a']],
        ],
      },
    ],
  },
  {
    kind: 'opaque',
    what: 'objects known by their printed text',
    values: [{ kind: 'opaque', type: 'shop.Cart', repr: '<Cart at 0x7f>' }],
  },
  {
    kind: 'shared',
    what: 'objects that are reached twice',
    values: [[sharedList, sharedList], dict(['a', sharedList], ['b', [sharedList]])],
  },
  { kind: 'cycle', what: 'lists that hold themselves', values: [cycle] },
  ...arraySamples,
];
