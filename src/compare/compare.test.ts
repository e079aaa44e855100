import { describe, expect, it } from 'vitest';
import { float64Array, ndarray, numericArray, objectArray } from '../value/ndarray.ts';
import type { DTypeSpec, MapValue, NdArrayValue, ScalarValue, Value } from '../value/value.ts';
import { compareValues } from './compare.ts';
import type { Policy, TypeLevel } from './policy.ts';

const levels: TypeLevel[] = ['strict', 'compatible', 'loose'];

function dict(...entries: [Value, Value][]): MapValue {
  return { kind: 'map', type: 'dict', entries };
}
function scalar(dtype: DTypeSpec, ...bytes: number[]): ScalarValue {
  return { kind: 'scalar', dtype, data: Uint8Array.from(bytes) };
}
function f4(value: number): ScalarValue {
  return { kind: 'scalar', dtype: '<f4', data: new Uint8Array(Float32Array.of(value).buffer) };
}
const i8 = (value: bigint): ScalarValue => ({
  kind: 'scalar',
  dtype: '<i8',
  data: new Uint8Array(BigInt64Array.of(value).buffer),
});
const decimal = (text: string): Value => ({ kind: 'decimal', text });
const complex = (re: number, im: number): Value => ({ kind: 'complex', re, im });
const nan = (bits: bigint): Value => ({ kind: 'nan', bits });
const verdict = (legacy: Value, modern: Value, policy: Policy = {}) => compareValues(legacy, modern, policy).verdict;
const first = (legacy: Value, modern: Value, policy: Policy = {}) =>
  compareValues(legacy, modern, policy).differences[0];
/** a: agree, d: differ, i: incomparable, for strict, compatible and loose. */
const letters = { agree: 'a', differ: 'd', incomparable: 'i' };
const byLevel = (legacy: Value, modern: Value, policy: Policy = {}) =>
  levels.map((types) => letters[verdict(legacy, modern, { ...policy, types })]).join('');

const records = ['a.Point', 'b.Point', 'b.Line'].map((type): Value => ({ kind: 'record', type, fields: [['x', 1]] }));
const matrix = float64Array([1, 2, 3, 4], [2, 2]);

describe('type levels', () => {
  it.each<[string, Value, Value, string]>([
    ['float and equal integer', 2, 2n, 'iaa'],
    ['float and another integer', 2, 3n, 'idd'],
    ['float that is no integer', 2.5, 2n, 'idd'],
    ['float and integer at 2^53', 2 ** 53, 2n ** 53n, 'iaa'],
    ['float and integer beyond 2^53', 2 ** 60, 2n ** 60n, 'iia'],
    ['float and integer that rounds to it', 2 ** 60, 2n ** 60n + 1n, 'iid'],
    ['NaN and integer', Number.NaN, 1n, 'idd'],
    ['boolean and integer', true, 1n, 'iia'],
    ['boolean and another integer', true, 2n, 'iid'],
    ['boolean and float', false, 0, 'iia'],
    ['integer and NumPy integer', 1n, i8(1n), 'iaa'],
    ['float and NumPy integer', 1, i8(1n), 'iaa'],
    ['float32 scalar and float of its value', f4(0.1), Math.fround(0.1), 'iaa'],
    ['float32 scalar and another float', f4(0.1), 0.1, 'idd'],
    ['float32 and int64 scalar', f4(1), i8(1n), 'iia'],
    ['NumPy boolean and boolean', scalar('|b1', 1), true, 'iaa'],
    ['complex and float', complex(1, 0), 1, 'iia'],
    ['decimal and integer', decimal('1.0'), 1n, 'iia'],
    ['decimal and float', decimal('0.1'), 0.1, 'iid'],
    ['fraction and float', { kind: 'fraction', numerator: 1n, denominator: 2n }, 0.5, 'iia'],
    ['list and tuple', [1], { kind: 'tuple', items: [1] }, 'iaa'],
    ['list and deque', [1], { kind: 'deque', items: [1], maxlen: null }, 'iia'],
    ['list and 1-D array', [1, 2], float64Array([1, 2]), 'iaa'],
    ['list of integers and 1-D float array', [1n, 2n], float64Array([1, 2]), 'iaa'],
    [
      'nested list and 2-D array',
      [
        [1, 2],
        [3, 4],
      ],
      matrix,
      'iia',
    ],
    [
      'nested list and another 2-D array',
      [
        [1, 2],
        [3, 5],
      ],
      matrix,
      'iid',
    ],
    ['scalar and 0-d array', 1, float64Array([1], []), 'iia'],
    ['0-d and 1-d array', float64Array([1], []), float64Array([1]), 'iii'],
    ['list of arrays and 2-D array', [float64Array([1, 2]), float64Array([3, 4])], matrix, 'iia'],
    [
      'bytes and bytearray',
      { kind: 'bytes', data: Uint8Array.of(1) },
      { kind: 'bytearray', data: Uint8Array.of(1) },
      'iaa',
    ],
    ['string and bytes', 'a', { kind: 'bytes', data: Uint8Array.of(97) }, 'iii'],
    ['string and number', '1', 1, 'iii'],
    ['null and NaN', null, Number.NaN, 'iii'],
    ['set and frozenset', { kind: 'set', items: [1n] }, { kind: 'frozenset', items: [1n] }, 'iaa'],
    ['dict and ordered dict', dict(['a', 1]), { kind: 'map', type: 'ordered', entries: [['a', 1]] }, 'iaa'],
    ['records of one class name', records[0]!, records[1]!, 'iaa'],
    ['records of two class names', records[1]!, records[2]!, 'iia'],
    ['record and dict', records[0]!, dict(['x', 1]), 'iia'],
    ['arrays of two dtypes', numericArray(Int32Array.of(1, 2)), float64Array([1, 2]), 'iia'],
    ['arrays of objects and floats', objectArray([1, 2]), float64Array([1, 2]), 'iia'],
    ['byte orders', ndarray('>i2', [1], Uint8Array.of(1, 2)), ndarray('<i2', [1], Uint8Array.of(2, 1)), 'aaa'],
    ['string scalars of two lengths', scalar('<U1', 97, 0, 0, 0), scalar('<U2', 97, 0, 0, 0, 0, 0, 0, 0), 'aaa'],
    ['string and string scalar', 'a', scalar('<U1', 97, 0, 0, 0), 'iaa'],
    ['dict with another key type', dict([true, 'x']), dict([1n, 'x']), 'iia'],
    ['dict with integral float key', dict([1, 'x']), dict([1n, 'x']), 'iaa'],
    ['set with another item type', { kind: 'set', items: [1] }, { kind: 'set', items: [true] }, 'iia'],
    ['datetime64 and its count', scalar('<M8[s]', 1, 0, 0, 0, 0, 0, 0, 0), 1n, 'iii'],
    [
      'spans of 60 s and 1 min',
      scalar('<m8[s]', 60, 0, 0, 0, 0, 0, 0, 0),
      scalar('<m8[m]', 1, 0, 0, 0, 0, 0, 0, 0),
      'iia',
    ],
    [
      'spans of 12 months and 365 days',
      scalar('<m8[M]', 12, 0, 0, 0, 0, 0, 0, 0),
      scalar('<m8[D]', 109, 1, 0, 0, 0, 0, 0, 0),
      'iii',
    ],
    [
      'the month and the day of 1990-02-01',
      scalar('<M8[M]', 241, 0, 0, 0, 0, 0, 0, 0),
      scalar('<M8[D]', 0xa8, 0x1c, 0, 0, 0, 0, 0, 0),
      'iia',
    ],
  ])('%s', (_, legacy, modern, wanted) => {
    expect(byLevel(legacy, modern)).toBe(wanted);
    expect(byLevel(modern, legacy)).toBe(wanted);
  });
});

describe('numbers', () => {
  it.each<[string, Value, Value, Policy, string]>([
    ['integers exactly', 2n ** 53n, 2n ** 53n + 1n, {}, 'differ'],
    ['integers within rtol', 10n ** 400n, 10n ** 400n + 1n, { rtol: 1e-7 }, 'agree'],
    ['the binary64 value of rtol, which is above 0.1', 10n ** 20n, 11n * 10n ** 19n, { rtol: 0.1 }, 'agree'],
    ['and exact past it', 10n ** 20n, 11n * 10n ** 19n + 10n ** 3n, { rtol: 0.1 }, 'differ'],
    ['int within atol of float', 2n, 2.25, { atol: 0.25 }, 'agree'],
    ['decimals within atol', decimal('1.0'), decimal('1.1'), { atol: 0.125 }, 'agree'],
    ['decimal NaN', decimal('NaN'), decimal('NaN'), {}, 'agree'],
    ['decimal NaN unless told otherwise', decimal('NaN'), decimal('NaN'), { equalNan: false }, 'differ'],
    ['decimals too large to expand', decimal('1e999999999'), decimal('10E999999998'), {}, 'agree'],
    ['overflow of the distance', 1.5e308, -1.5e308, { rtol: 1.9 }, 'differ'],
    ['overflow of the distance, within', 1.5e308, -1.5e308, { rtol: 2 }, 'agree'],
    ['overflow of the product', 1e300, 1e308, { rtol: 1e10 }, 'agree'],
    ['infinity is within nothing', 1, Number.POSITIVE_INFINITY, { rtol: 1e308, atol: 1e308 }, 'differ'],
    ['booleans know no tolerance', true, false, { atol: 1 }, 'differ'],
    ['half-NaN complex', complex(Number.NaN, 1), complex(Number.NaN, 2), {}, 'differ'],
    [
      'half-infinite complex by parts',
      complex(Number.POSITIVE_INFINITY, 1),
      complex(Number.POSITIVE_INFINITY, 1.1),
      { rtol: 0.2 },
      'agree',
    ],
    ['complex by modulus at the bound', complex(3, 4), complex(3, 5.5), { rtol: 0.3 }, 'agree'],
    ['complex by parts', complex(1e9, 0), complex(1e9, 1), { rtol: 1e-6, complex: 'componentwise' }, 'differ'],
    ['the same by modulus', complex(1e9, 0), complex(1e9, 1), { rtol: 1e-6 }, 'agree'],
    ['huge complex', complex(1.5e308, 1.5e308), complex(1.5e308, -1.5e308), { rtol: 1.5 }, 'agree'],
    ['huge complex beyond', complex(1.5e308, 1.5e308), complex(1.5e308, -1.5e308), { rtol: 1.4 }, 'differ'],
    ['signed zero', 0, -0, { signedZero: true }, 'differ'],
    ['signed zero inside complex', complex(1, 0), complex(1, -0), { signedZero: true }, 'differ'],
    ['integer zero and -0', 0n, -0, {}, 'agree'],
    [
      'ulp of float32 arrays',
      numericArray(Float32Array.of(1)),
      numericArray(Float32Array.of(1 + 2 ** -22)),
      { mode: 'ulp', ulp: 2 },
      'agree',
    ],
    ['ulp of float32 scalars', f4(1), f4(1 + 2 ** -22), { mode: 'ulp', ulp: 1 }, 'differ'],
    ['ulp of each complex part', complex(1, 1), complex(1 + 2 ** -52, 1 - 2 ** -53), { mode: 'ulp', ulp: 1 }, 'agree'],
    ['integers exactly in mode ulp', 5n, 6n, { mode: 'ulp', ulp: 10 }, 'differ'],
    ['NaN payloads are one NaN', nan(0x7ff8000000000001n), Number.NaN, {}, 'agree'],
    ['but not bit for bit', nan(0x7ff8000000000001n), Number.NaN, { mode: 'bitwise' }, 'differ'],
    [
      'equal payloads bit for bit',
      nan(0x7ff8000000000001n),
      nan(0x7ff8000000000001n),
      { mode: 'bitwise', equalNan: false },
      'agree',
    ],
    ['1 and 1.0 have no bits in common', 1n, 1, { mode: 'bitwise', types: 'loose' }, 'incomparable'],
    [
      'byte order bit for bit',
      ndarray('>i2', [1], Uint8Array.of(1, 2)),
      ndarray('<i2', [1], Uint8Array.of(2, 1)),
      { mode: 'bitwise' },
      'incomparable',
    ],
  ])('%s', (_, legacy, modern, policy, wanted) => {
    expect(verdict(legacy, modern, policy)).toBe(wanted);
  });

  it('measures a difference and its share of the tolerance', () => {
    expect(first(4, 5, { atol: 1, rtol: 1 })).toMatchObject({
      path: [],
      class: 'value',
      legacy: 4,
      modern: 5,
      abs: 1,
      rel: 0.25,
      ulp: 2n ** 50n,
      share: 0.2,
      rule: '|m - l| <= atol + rtol * |l| with rtol 1, atol 1',
      beyond: false,
    });
    expect(first(0, 1)).toMatchObject({ rel: Number.POSITIVE_INFINITY, share: Number.POSITIVE_INFINITY, beyond: true });
    expect(first(1n, 2)).toMatchObject({ abs: 1, ulp: null });
    expect(first(1, Number.NaN)).toMatchObject({
      class: 'special-value',
      abs: null,
      rel: null,
      ulp: null,
      share: null,
    });
    expect(first(0, -0)).toMatchObject({ class: 'special-value', abs: 0, rel: 0, ulp: 0n, share: 0, beyond: false });
    expect(first(-1.5e308, 1.5e308)).toMatchObject({ abs: Number.POSITIVE_INFINITY, rel: 2 });
  });
});

describe('other leaves', () => {
  it.each<[string, Value, Value, string]>([
    ['NFC and NFD', '\u00e9', 'e\u0301', 'differ'],
    [
      'two spellings of an instant',
      dateTime('2020-01-01T12:00:00+01:00', 3600),
      dateTime('2020-01-01T11:00:00.000+00:00', 0),
      'agree',
    ],
    ['naive and aware', dateTime('2020-01-01T12:00:00', null), dateTime('2020-01-01T12:00:00+00:00', 0), 'differ'],
    ['ranges of the same numbers', range(0n, 10n, 3n), range(0n, 12n, 3n), 'agree'],
    ['empty ranges', range(0n, 0n, 1n), range(5n, 1n, 1n), 'agree'],
    ['fractions not in lowest terms', fraction(1n, 2n), fraction(2n, 4n), 'agree'],
    ['durations', duration(1, 0), duration(0, 86_400), 'agree'],
    ['ordered dicts in another order', ordered(['a', 1], ['b', 2]), ordered(['b', 2], ['a', 1]), 'differ'],
    ['dicts in another order', dict(['a', 1], ['b', 2]), dict(['b', 2], ['a', 1]), 'agree'],
    ['maps with keys that cannot be hashed', dict([[1, [2]], 1]), dict([[1, [2]], 1]), 'agree'],
    ['sets in another order', { kind: 'set', items: [1, 'a'] }, { kind: 'set', items: ['a', 1] }, 'agree'],
    [
      'opaque objects by their text',
      { kind: 'opaque', type: 'a.B', repr: 'x' },
      { kind: 'opaque', type: 'a.B', repr: 'y' },
      'differ',
    ],
    ['empty arrays', float64Array([], [0, 3]), float64Array([], [0, 3]), 'agree'],
    ['empty arrays of two shapes', float64Array([], [0, 3]), float64Array([], [3, 0]), 'incomparable'],
  ])('%s', (_, legacy, modern, wanted) => {
    expect(verdict(legacy, modern)).toBe(wanted);
  });
});

describe('places', () => {
  it('names every place that differs', () => {
    const legacy = dict(['a', [1, 2]], ['b c', dict([1n, 'x'])], ['gone', 1]);
    const modern = dict(['a', [1, 3, 4]], ['b c', dict([1n, 'y'])], ['new', 1]);
    const { differences, beyond } = compareValues(legacy, modern, {});
    expect(new Set(differences.map(({ path, class: drift }) => `${drift} ${path.join('/')}`))).toEqual(
      new Set(['missing gone', 'extra new', 'extra a/2', 'value a/1', 'value b c/1']),
    );
    expect(beyond).toBe(5);
  });

  it('goes into records of structured arrays', () => {
    const dtype: DTypeSpec = [
      ['x', '|u1'],
      ['y', '|i1', [2]],
    ];
    const legacy = ndarray(dtype, [2], Uint8Array.of(1, 2, 3, 4, 5, 6));
    const modern = ndarray(dtype, [2], Uint8Array.of(1, 2, 3, 4, 5, 9));
    expect(first(legacy, modern)).toMatchObject({ path: [1, 'y', 1], legacy: 6n, modern: 9n });
    expect(verdict(legacy, modern, { paths: [{ path: '/*/y', atol: 3 }] })).toBe('agree');
  });

  it('names elements by their logical indices whatever the memory order', () => {
    const c = float64Array([1, 2, 3, 4, 5, 6], [2, 3]);
    const f = { ...float64Array([1, 4, 2, 5, 3, 7], [2, 3]), order: 'F' as const };
    expect(first(c, f)).toMatchObject({ path: [1, 2], legacy: 6, modern: 7 });
    expect(first(f, c)).toMatchObject({ path: [1, 2], legacy: 7, modern: 6 });
    expect(compareValues(c, f, {}).beyond).toBe(1);
  });

  it('applies path rules and counts what is ignored', () => {
    const legacy = dict(['noise', [1, 2]], ['time', 5], ['only legacy', 1]);
    const modern = dict(['noise', [1.5, 'x']], ['time', 6]);
    const paths = [
      { path: '/noise/*', ignore: true },
      { path: '/time', atol: 1 },
      { path: '/only legacy', ignore: true },
    ];
    expect(compareValues(legacy, modern, { paths })).toMatchObject({
      verdict: 'agree',
      ignored: 3,
      within: 1,
      beyond: 0,
    });
  });

  it('applies path rules to single elements of an array', () => {
    const [legacy, modern] = [float64Array([1, 2, 3]), float64Array([2, 3, 3])];
    const policy = {
      paths: [
        { path: '/0', atol: 1 },
        { path: '/1', ignore: true },
      ],
    };
    expect(compareValues(legacy, modern, policy)).toMatchObject({
      verdict: 'agree',
      within: 1,
      ignored: 1,
      compared: 2,
    });
  });

  it('ranks the worst difference first and keeps counts complete', () => {
    const legacy = Array.from({ length: 1000 }, () => 1);
    const modern = legacy.map((x, i) => x + i / 1e6);
    const comparison = compareValues(legacy, modern, { rtol: 1.05e-5 }, { maxDifferences: 5 });
    expect(comparison.differences.map(({ path }) => path[0])).toEqual([999, 998, 997, 996, 995]);
    expect(comparison).toMatchObject({ beyond: 989, within: 10, compared: 1000, above: 999, below: 0 });
  });
});

describe('differences of long arrays', () => {
  const legacy = numericArray(Float64Array.from({ length: 1000 }, (_, i) => 1 + i));
  const moved = () => numericArray(Float64Array.from({ length: 1000 }, (_, i) => (1 + i) * (1 + i * 1e-6)));

  it('are those of the arrays as they were compared', () => {
    const modern = moved();
    const changed = compareValues(legacy, modern, { rtol: 1e-4 });
    modern.data.fill(0);
    expect(changed.differences[0]).toMatchObject({ path: [999], legacy: 1000, modern: 1000.999, beyond: true });
    expect(changed.differences).toBe(changed.differences);
    expect(changed).toEqual(compareValues(legacy, moved(), { rtol: 1e-4 }));
  });

  it('are copied with the comparison', () => {
    const whole = compareValues(legacy, moved(), { rtol: 1 }, { maxDifferences: 3 });
    expect({ ...whole }.differences.map(({ path }) => path[0])).toEqual([999, 998, 997]);
    expect(structuredClone(compareValues(legacy, moved(), { rtol: 1 }))).toEqual(
      compareValues(legacy, moved(), { rtol: 1 }),
    );
  });

  it('come after those of other places in order of size', () => {
    const pair = (array: NdArrayValue, x: number): Value => [array, x, array, [x]];
    const { differences } = compareValues(pair(legacy, 1), pair(moved(), 1.0005), {}, { maxDifferences: 6 });
    expect(differences.map(({ path }) => path)).toEqual([
      [0, 999],
      [2, 999],
      [0, 998],
      [2, 998],
      [0, 997],
      [2, 997],
    ]);
    expect(compareValues(pair(legacy, 1), pair(moved(), 3), {}).differences[0]!.path).toEqual([1]);
  });
});

describe('identity', () => {
  it('compares which places share an object when asked to', () => {
    const one: Value = [1];
    const [shared, apart]: Value[] = [
      [one, one],
      [[1], [1]],
    ];
    expect(verdict(shared!, apart!)).toBe('agree');
    expect(first(shared!, apart!, { identity: true })?.class).toBe('sharing');
    expect(first(shared!, apart!, { identity: true })?.rule).toContain('only legacy has here the object at $[0]');
    expect(first(apart!, shared!, { identity: true })?.rule).toContain('only modern');
    expect(verdict(shared!, [one, one], { identity: true })).toBe('agree');
  });
});

function dateTime(text: string, offsetSeconds: number | null): Value {
  return { kind: 'datetime', text, fold: 0, offsetSeconds };
}
function range(start: bigint, stop: bigint, step: bigint): Value {
  return { kind: 'range', start, stop, step };
}
function fraction(numerator: bigint, denominator: bigint): Value {
  return { kind: 'fraction', numerator, denominator };
}
function duration(days: number, seconds: number): Value {
  return { kind: 'duration', days, seconds, microseconds: 0 };
}
function ordered(...entries: [Value, Value][]): Value {
  return { kind: 'map', type: 'ordered', entries };
}
