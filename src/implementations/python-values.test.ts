import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueArbitrary } from '../generators/values.ts';
import { elementCount, parseDType } from '../value/dtype.ts';
import { visitObjects } from '../value/graph.ts';
import { identical } from '../value/identical.ts';
import { float64Array } from '../value/ndarray.ts';
import type { DTypeSpec, TaggedValue, Value } from '../value/value.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, pythonWithNumpy, returnedBy } from './python.test-data.ts';

let python: Implementation;
beforeAll(async () => {
  python = fixture({ address: 'python:subject.py', python: await pythonWithNumpy(), inFlight: 32 });
  await python.start();
});
afterAll(() => python.close());

const echo = async (value: Value): Promise<Value> => returnedBy(await python.call(callOf('echo', [value])));
const bytes = (...items: number[]): Uint8Array => new Uint8Array(items);

function expectSame(back: Value, sent: Value): void {
  // The first only shows how they differ: it takes a Buffer for another thing than its bytes.
  if (!identical(back, sent)) expect(back).toEqual(sent);
  expect(identical(back, sent)).toBe(true);
}

/** One of every kind, in the form in which Python gives it back. */
const kinds: Record<string, Value> = {
  null: null,
  true: true,
  float: 0.1,
  'negative zero': -0,
  nan: Number.NaN,
  'nan with payload': { kind: 'nan', bits: 0x7ff8000000000123n },
  'signalling nan': { kind: 'nan', bits: 0xfff0000000000001n },
  infinity: Number.NEGATIVE_INFINITY,
  'whole float': 1e300,
  integer: -(2n ** 100n),
  'integer of 5000 digits': 10n ** 5000n + 7n,
  text: 'é\u0000"\\\u2028😀',
  'lone surrogate': 'a\ud800',
  'text like a tag': '"$id"',
  list: [1, [2n, ['x']]],
  tuple: { kind: 'tuple', items: [1, { kind: 'tuple', items: [] }] },
  set: { kind: 'set', items: [1n] },
  frozenset: { kind: 'frozenset', items: [{ kind: 'tuple', items: ['a'] }] },
  dict: {
    kind: 'map',
    type: 'dict',
    entries: [
      ['b', 1],
      ['a', [2]],
      ['__proto__', null],
      ['1', true],
    ],
  },
  'dict with any key': {
    kind: 'map',
    type: 'dict',
    entries: [
      [1n, 'int'],
      ['$f', 'tag'],
      [{ kind: 'tuple', items: [1] }, 0],
    ],
  },
  'ordered map': {
    kind: 'map',
    type: 'ordered',
    entries: [
      ['b', 1],
      ['a', 2],
    ],
  },
  counter: { kind: 'map', type: 'counter', entries: [['b', 1n]] },
  'default map': { kind: 'map', type: 'default', factory: 'builtins.list', entries: [['b', [1n]]] },
  'default map of an unknown class': { kind: 'map', type: 'default', factory: 'old.Thing', entries: [] },
  deque: { kind: 'deque', items: [1, 2], maxlen: 5n },
  bytes: { kind: 'bytes', data: bytes(0, 255, 10) },
  bytearray: { kind: 'bytearray', data: bytes(1) },
  complex: { kind: 'complex', re: -0, im: Number.POSITIVE_INFINITY },
  decimal: { kind: 'decimal', text: '1.10' },
  fraction: { kind: 'fraction', numerator: -22n, denominator: 7n },
  datetime: { kind: 'datetime', text: '2020-02-29T23:59:59.000001', fold: 1, offsetSeconds: 3600 },
  'naive datetime': { kind: 'datetime', text: '0001-01-01T00:00:00', fold: 0, offsetSeconds: null },
  date: { kind: 'date', text: '9999-12-31' },
  time: { kind: 'time', text: '01:02:03.000004' },
  duration: { kind: 'duration', days: -1, seconds: 86399, microseconds: 999999 },
  timezone: { kind: 'timezone', text: 'UTC-05:30' },
  uuid: { kind: 'uuid', text: '12345678-1234-5678-1234-567812345678' },
  range: { kind: 'range', start: 1n, stop: -(10n ** 20n), step: -3n },
  slice: { kind: 'slice', start: null, stop: 5n, step: 2n },
  ellipsis: { kind: 'singleton', name: 'Ellipsis' },
  dtype: {
    kind: 'dtype',
    dtype: [
      ['x', '<i4'],
      ['m', '>f8', [2, 2]],
      ['in', [['s', '|S3']]],
    ],
  },
  'float32 scalar': { kind: 'scalar', dtype: '<f4', data: bytes(0, 0, 0xc0, 0x7f) },
  'date scalar': { kind: 'scalar', dtype: '<M8[ns]', data: bytes(1, 2, 3, 4, 5, 6, 7, 8) },
  'record scalar': {
    kind: 'scalar',
    dtype: [
      ['x', '>i2'],
      ['y', '|u1'],
    ],
    data: bytes(1, 2, 3),
  },
  'float64 array': float64Array([1, Number.NaN, -0]),
  'array without dimensions': float64Array([1.5], []),
  'empty array': float64Array([], [3, 0, 2]),
  'Fortran array': {
    kind: 'ndarray',
    dtype: '<i2',
    shape: [2, 3],
    order: 'F',
    data: bytes(1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0),
  },
  'big-endian array': { kind: 'ndarray', dtype: '>f4', shape: [1], order: 'C', data: bytes(0x7f, 0xc0, 0, 1) },
  'text array': { kind: 'ndarray', dtype: '<U1', shape: [2], order: 'C', data: bytes(0x41, 0, 0, 0, 0, 0xf6, 1, 0) },
  'date array': { kind: 'ndarray', dtype: '<m8[25s]', shape: [1], order: 'C', data: bytes(1, 0, 0, 0, 0, 0, 0, 0x80) },
  'padded records': {
    kind: 'ndarray',
    dtype: [
      ['a', '|u1'],
      ['', '|V3'],
      ['b', '<i4'],
    ],
    shape: [1],
    order: 'C',
    data: bytes(9, 0, 0, 0, 1, 0, 0, 0),
  },
  'object array': {
    kind: 'ndarray',
    dtype: '|O',
    shape: [2, 2],
    order: 'F',
    data: bytes(),
    objects: [1, [2], null, float64Array([3], [])],
  },
  'object array without dimensions': {
    kind: 'ndarray',
    dtype: '|O',
    shape: [],
    order: 'C',
    data: bytes(),
    objects: [[1, 2]],
  },
  record: {
    kind: 'record',
    type: 'old.Theory',
    fields: [
      ['params', [1]],
      ['__class__', 'x'],
      ['vernier_type_name', 'y'],
    ],
  },
  opaque: { kind: 'opaque', type: 'old.Widget', repr: '<Widget \ud800>' },
};

describe('every kind of value survives TypeScript -> Python -> TypeScript', () => {
  it.each(Object.entries(kinds))('%s', async (_name, value) => {
    expectSame(await echo(value), value);
    expectSame(await echo([value, 'beside']), [value, 'beside']);
  });

  it('sets, whose order means nothing', async () => {
    const back = (await echo({ kind: 'set', items: ['c', 'a', 'b'] })) as { items: Value[] };
    expect(back.items.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('shared objects and cycles, in one argument and across arguments', async () => {
    const shared: Value[] = [1];
    const cycle: Value[] = [shared, { kind: 'tuple', items: [shared] }];
    cycle.push({ kind: 'map', type: 'dict', entries: [['self', cycle]] });
    expect(identical(await echo(cycle), cycle)).toBe(true);
    const both = returnedBy(await python.call(callOf('echo_all', [shared, shared], { kwargs: { again: shared } })));
    const [args, kwargs] = both as unknown as [{ items: Value[] }, { entries: [Value, Value][] }];
    expect(args.items[0]).toBe(args.items[1]);
    expect(kwargs.entries[0]![1]).toBe(args.items[0]);
  });

  it('a cycle that runs through a tuple', async () => {
    const inner: Value[] = [];
    const tuple: Value = { kind: 'tuple', items: [inner] };
    inner.push(tuple);
    expect(identical(await echo(tuple), tuple)).toBe(true);
    expect(identical(await echo(inner), inner)).toBe(true);
  });

  it('a list 400 levels deep', async () => {
    let deep: Value = [];
    for (let i = 0; i < 400; i++) deep = [deep];
    expect(identical(await echo(deep), deep)).toBe(true);
  });
});

describe('any value, pipelined', () => {
  it('comes back bit for bit, or is refused as having no counterpart in Python', async () => {
    let kept = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(valueArbitrary(), { maxLength: 40 }), async (values) => {
        const sent = values.map(asPythonKeeps);
        const outcomes = await Promise.all(sent.map((value) => python.call(callOf('echo', [value]))));
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome.kind === 'raised') {
            expect(outcome.error).toMatchObject({ class: 'vernier.UndecodableArgument', setup: true });
            refused++;
          } else {
            expectSame(returnedBy(outcome), sent[i]!);
            expect(outcome).not.toHaveProperty('mutated');
            kept++;
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(kept).toBeGreaterThan(refused);
  });
});

/** The value with what Python writes in its own way written so: see the comments. Objects are changed in a copy. */
function asPythonKeeps(value: Value): Value {
  const copy = structuredClone(value);
  const seen = new Set<object>();
  const visit = (object: object): void => {
    if (seen.has(object)) return;
    seen.add(object);
    settle(object as Value[] | TaggedValue);
    visitObjects(object, visit);
  };
  if (typeof copy === 'object' && copy !== null) visit(copy);
  return copy;
}

function settle(object: Value[] | TaggedValue): void {
  if (Array.isArray(object)) return;
  switch (object.kind) {
    case 'set':
    case 'frozenset':
      // Iteration order is Python's own, and what can change has no place in it.
      if (typeof object.items[0] === 'object') object.items.length = 0;
      object.items.splice(1);
      return;
    case 'duration':
      // At most a thousand million days.
      Object.assign(object, { days: object.days % 10 ** 9 });
      return;
    case 'decimal':
      // `1E+2` is printed as `1E+2` but `100E-1` as `10.0`.
      Object.assign(object, { text: '1.10' });
      return;
    case 'fraction': {
      // Always in lowest terms.
      const divisor = gcd(object.numerator < 0n ? -object.numerator : object.numerator, object.denominator);
      Object.assign(object, { numerator: object.numerator / divisor, denominator: object.denominator / divisor });
      return;
    }
    case 'dtype':
      Object.assign(object, { dtype: plainDType(object.dtype) });
      return;
    case 'scalar': {
      const dtype = plainDType(object.dtype);
      // A scalar is always in the byte order of the machine, a string as long as its text, a boolean 0 or 1.
      const changed = ['text', 'bytes', 'bool'].includes(parseDType(dtype).kind) || holdsExtended(dtype);
      if (changed) Object.assign(object, { dtype: '|u1', data: bytes(7) });
      else Object.assign(object, { dtype: typeof dtype === 'string' ? dtype.replace('>', '<') : dtype });
      return;
    }
    case 'ndarray': {
      // With at most one dimension to speak of both orders are the same.
      const { shape } = object;
      const order = elementCount(shape) === 0 || shape.filter((size) => size > 1).length <= 1 ? 'C' : object.order;
      Object.assign(object, { order, dtype: plainDType(object.dtype) });
      if (holdsExtended(object.dtype)) object.data.fill(0);
    }
  }
}

/** The padding of a long double is not part of it. */
function holdsExtended(dtype: DTypeSpec): boolean {
  return typeof dtype === 'string'
    ? /[fc](?:12|16|24|32)$/.test(dtype) && !/c16$/.test(dtype)
    : dtype.some(([, type]) => holdsExtended(type));
}

/** A sub-array without dimensions is a plain field. */
function plainDType(dtype: DTypeSpec): DTypeSpec {
  if (typeof dtype === 'string') return dtype;
  return dtype.map(([name, type, shape]) =>
    shape === undefined || shape.length === 0 ? [name, plainDType(type)] : [name, plainDType(type), shape],
  );
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
