import { float64Array, ndarray, type Value } from 'vernier';

/** A dict to save, and what it is there for. */
export interface ValueVector {
  readonly id: string;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: Value;
}

export const dict = (...entries: [Value, Value][]): Value => ({ kind: 'map', type: 'dict', entries });

const vector = (flags: string, id: string, comment: string, ...entries: [Value, Value][]): ValueVector => ({
  id,
  comment,
  flags: flags.split(' '),
  input: dict(...entries),
});

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7) % 251);
const array = (dtype: string, size: number): ValueVector =>
  vector(
    'Array',
    `array-${dtype.replace(/[<|]/, 'le-').replace('>', 'be-').replace(/\W/g, '-').toLowerCase().replace(/-+$/, '')}`,
    `An array of three elements of type ${dtype}.`,
    [
      'a',
      ndarray(dtype, [3], /[bUf]/.test(dtype.charAt(1)) ? bytes(3 * size).map((byte) => byte & 1) : bytes(3 * size)),
    ],
  );

const shared: Value = [1n];
const cycle: Value[] = [];
cycle.push(cycle);

export const values: readonly ValueVector[] = [
  vector(
    'Kept',
    'plain-values',
    'One of each plain kind in one dict.',
    ['none', null],
    ['yes', true],
    ['n', 3n],
    ['x', 1.5],
    ['s', 'text'],
    ['l', [1n, [2n]]],
    ['d', dict(['k', 'v'])],
  ),
  vector('Kept', 'whole-float', 'A whole float next to the integer of its value.', ['f', 2], ['i', 2n]),
  vector('Kept', 'deep-lists', 'Lists inside lists, eight deep.', ['l', [[[[[[[[1n]]]]]]]]]),
  vector('Kept', 'unicode-keys', 'Keys in several scripts, kept as UTF-8.', ['größe', 1n], ['温度', 2n], ['🙂', 3n]),
  vector(
    'Kept',
    'key-order',
    'Keys that are not in alphabetical order stay in theirs.',
    ['b', 1n],
    ['a', 2n],
    ['10', 3n],
    ['9', 4n],
  ),
  vector(
    'Kept',
    'dataset',
    'Data columns with their parameters, as an application saves them.',
    ['name', 'PI_483k'],
    ['params', dict(['Mw', 483.1], ['T', -35n])],
    ['columns', [float64Array([0.01, 0.1, 1]), float64Array([1e5, 2e5, 3e5])]],
  ),
  vector('Edge', 'empty-root', 'A dict without any entries.'),
  vector(
    'Edge',
    'empty-containers',
    'Empty lists, dicts and strings.',
    ['l', []],
    ['d', dict()],
    ['s', ''],
    ['', null],
  ),
  vector('Edge', 'not-finite', 'NaN and both infinities among plain floats.', [
    'x',
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ]),
  vector('Edge', 'float-limits', 'The smallest and largest floats, and both zeros.', [
    'x',
    [5e-324, 1.7976931348623157e308, -0, 0, 1e16, 1e-5],
  ]),
  vector('Edge', 'huge-integers', 'Integers past 2^53, 2^64 and 10^4000.', [
    'n',
    [2n ** 53n + 1n, -(2n ** 64n), 10n ** 4000n],
  ]),
  vector(
    'Edge',
    'prototype-keys',
    'Keys that reach for prototypes in JavaScript.',
    ['__proto__', 1n],
    ['constructor', dict(['__proto__', 2n])],
  ),
  vector('Edge', 'inner-version-key', 'A key __version__ below the root is a key like any other.', [
    'inner',
    dict(['__version__', 9n]),
  ]),
  vector(
    'Edge',
    'reference-with-company',
    'A dict with the key of references and another one is no reference.',
    ['d', dict(['__array_ref__', 'x'], ['other', 1n])],
    ['a', float64Array([1])],
  ),
  vector(
    'Edge',
    'path-like-keys',
    'Keys that look like paths, above arrays.',
    ['../up', float64Array([1])],
    ['a/b', float64Array([2])],
    ['a.b', float64Array([3])],
  ),
  vector(
    'Edge',
    'same-member-names',
    'Keys whose arrays would get one name but for the number in it.',
    ['a_b', float64Array([1])],
    ['a', dict(['b', float64Array([2])])],
  ),
  vector('Edge', 'control-characters', 'Control characters and line separators in strings.', [
    's',
    '\u0000\u0001\t\n\r"\\\u007f\u2028',
  ]),
  vector('Edge', 'zero-dimensions', 'An array without dimensions.', ['a', ndarray('<f8', [], bytes(8))]),
  vector('Edge', 'empty-array', 'An array of no rows and three columns.', ['a', ndarray('<i4', [0, 3], bytes(0))]),
  vector('Edge', 'fortran-order', 'An array whose first index runs fastest.', [
    'a',
    ndarray('<i2', [2, 3], bytes(12), 'F'),
  ]),
  array('|b1', 1),
  array('|i1', 1),
  array('|u1', 1),
  array('<i2', 2),
  array('>i4', 4),
  array('<i8', 8),
  array('<u2', 2),
  array('<u8', 8),
  array('<f2', 2),
  array('<f4', 4),
  array('>f8', 8),
  array('<c8', 8),
  array('<c16', 16),
  array('<M8[ns]', 8),
  array('<m8[D]', 8),
  array('|S4', 4),
  array('|V5', 5),
  vector('Array', 'array-of-records', 'Records with a nested one and a sub-array.', [
    'a',
    {
      kind: 'ndarray',
      dtype: [
        ['x', '<i4'],
        ['m', '<i2', [2]],
        ['in', [['y', '|u1']]],
      ],
      shape: [2],
      order: 'C',
      data: bytes(18),
    },
  ]),
  vector('Negative', 'tuple', 'A tuple inside a list.', ['t', [{ kind: 'tuple', items: [1n, 2n] }]]),
  vector('Negative', 'set', 'A set of two strings.', ['s', { kind: 'set', items: ['a', 'b'] }]),
  vector('Negative', 'frozen-set', 'A frozenset of one number.', ['s', { kind: 'frozenset', items: [1n] }]),
  vector('Negative', 'deque', 'A deque with a greatest length.', ['q', { kind: 'deque', items: [1n], maxlen: 5n }]),
  vector('Negative', 'bytes', 'Bytes that are no text.', ['b', { kind: 'bytes', data: bytes(4) }]),
  vector('Negative', 'bytearray', 'A bytearray of three bytes.', ['b', { kind: 'bytearray', data: bytes(3) }]),
  vector('Negative', 'complex', 'A complex number by itself.', ['c', { kind: 'complex', re: 1, im: -2 }]),
  vector('Negative', 'decimal', 'A decimal with a trailing zero.', ['d', { kind: 'decimal', text: '1.10' }]),
  vector('Negative', 'fraction', 'One third as a fraction.', [
    'f',
    { kind: 'fraction', numerator: 1n, denominator: 3n },
  ]),
  vector('Negative', 'date', 'A day in the calendar.', ['d', { kind: 'date', text: '2024-02-29' }]),
  vector('Negative', 'datetime', 'A moment with an offset from UTC.', [
    'd',
    { kind: 'datetime', text: '2024-02-29T12:00:00', fold: 0, offsetSeconds: 3600 },
  ]),
  vector('Negative', 'uuid', 'A UUID in a list.', [
    'u',
    [{ kind: 'uuid', text: '12345678-1234-5678-1234-567812345678' }],
  ]),
  vector('Negative', 'number-scalar', 'A NumPy float by itself becomes a plain one.', [
    'x',
    { kind: 'scalar', dtype: '<f8', data: new Uint8Array(new Float64Array([1.5]).buffer) },
  ]),
  vector('Negative', 'boolean-scalar', 'A NumPy boolean by itself.', [
    'x',
    { kind: 'scalar', dtype: '|b1', data: Uint8Array.of(1) },
  ]),
  vector('Negative', 'ordered-dict', 'An OrderedDict becomes a plain dict.', [
    'd',
    { kind: 'map', type: 'ordered', entries: [['a', 1n]] },
  ]),
  vector('Negative', 'counter', 'A Counter becomes a plain dict.', [
    'd',
    { kind: 'map', type: 'counter', entries: [['a', 2n]] },
  ]),
  vector('Negative', 'number-key', 'A key that is an integer becomes a string.', ['d', dict([1n, 'a'])]),
  vector(
    'Negative',
    'root-version-key',
    'A root with the key that the format keeps for itself.',
    ['__version__', 7n],
    ['x', 1n],
  ),
  vector('Negative', 'shared-list', 'One list at two places becomes two.', ['a', shared], ['b', shared]),
  vector('Negative', 'cyclic-list', 'A list that holds itself.', ['l', cycle]),
  vector('Negative', 'lone-surrogate', 'A string with half of a surrogate pair.', ['s', 'a\ud800']),
  vector('Negative', 'array-of-objects', 'An array whose elements are objects.', [
    'a',
    { kind: 'ndarray', dtype: '|O', shape: [2], order: 'C', data: new Uint8Array(0), objects: [1n, 'x'] },
  ]),
];
