import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identical } from '../value/identical.ts';
import { float64Array } from '../value/ndarray.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import type { Call, Implementation } from './implementation.ts';
import { callOf, fixture, pythonWithNumpy, returnedBy } from './python.test-data.ts';

let python: Implementation;
beforeAll(async () => {
  python = fixture({ address: 'python:./arrays.py', python: await pythonWithNumpy() });
  await python.start();
});
afterAll(() => python.close());

const call = (subject: string, value: Value, more: Partial<Call> = {}) => python.call(callOf(subject, [value], more));
const result = async (kind: string) => returnedBy(await call('result', kind));
const array = (
  dtype: string,
  shape: number[],
  order: 'C' | 'F',
  numbers: Float64Array | Float32Array | Int16Array,
): Value => ({
  kind: 'ndarray',
  dtype,
  shape,
  order,
  data: new Uint8Array(numbers.buffer),
});

describe('arrays that a Python function returns', () => {
  it.each<[string, Value]>([
    ['every other', float64Array([0, 2, 4])],
    ['reversed', float64Array([2, 1, 0])],
    ['transposed', array('<f8', [3, 2], 'F', Float64Array.of(0, 1, 2, 3, 4, 5))],
    ['column', float64Array([1, 4])],
    ['broadcast', array('<f4', [2, 2], 'C', Float32Array.of(7, 7, 7, 7))],
    ['matrix', float64Array([1, 2], [1, 2])],
    ['array of the standard library', array('<i2', [2], 'C', Int16Array.of(1, -2))],
  ])('%s', async (kind, value) => {
    expect(identical(await result(kind), value)).toBe(true);
  });

  it('masked ones are records of data, mask and fill value', async () => {
    const masked = await result('masked');
    expect(masked).toMatchObject({
      kind: 'record',
      type: 'numpy.ma.MaskedArray',
      fields: [
        ['data', {}],
        ['mask', { dtype: '|b1' }],
        ['fill_value', {}],
      ],
    });
  });

  it('records keep their fields', async () => {
    expect(await result('records')).toMatchObject({
      dtype: [
        ['a', '<i8'],
        ['b', '<f8'],
      ],
      shape: [1],
    });
  });

  it('scalars keep their dtype', async () => {
    const { items } = (await result('scalars')) as { items: Value[] } & Value;
    expect(items.map((item) => (item as { dtype?: string }).dtype)).toEqual(['<f8', '<i4', '|b1', '<U2']);
  });

  it('objects may hold arrays; what only Python understands is opaque', async () => {
    expect(await result('objects that hold arrays')).toMatchObject({
      dtype: '|O',
      objects: [{ dtype: '<f8', shape: [1] }, null],
    });
    expect(await result('objects in records')).toMatchObject({ kind: 'opaque', type: 'numpy.ndarray' });
  });

  it('are what they were when they were returned, though the function uses its buffer again', async () => {
    const values = Array.from({ length: 200 }, (_, i) => i);
    const outcomes = await Promise.all(values.map((value) => call('same_buffer', value)));
    for (const [i, outcome] of outcomes.entries()) {
      expect(identical(returnedBy(outcome), float64Array([i, i, i, i]))).toBe(true);
    }
  });
});

describe('arrays that a Python function is given', () => {
  it('may be changed by it, which shows, and share memory with the result', async () => {
    const outcome = await call('doubles_in_place', float64Array([1, 2]));
    if (outcome.kind !== 'returned') throw new Error(outcome.kind);
    expect(identical(outcome.value, float64Array([2, 4]))).toBe(true);
    expect(identical(outcome.mutated!.args[0]!, float64Array([2, 4]))).toBe(true);
    expect(await call('reshapes_in_place', float64Array([1, 2, 3, 4]))).toMatchObject({
      mutated: { args: [{ shape: [2, 2] }] },
    });
    expect(await call('echo', float64Array([1, Number.NaN]))).not.toHaveProperty('mutated');
  });

  it('may be of many megabytes, among small ones, in order', async () => {
    const big = float64Array(Float64Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i)));
    const values: Value[] = [1, big, 'x', float64Array([]), big, float64Array([2])];
    const outcomes = await Promise.all(values.map((value) => call('echo', value)));
    for (const [i, outcome] of outcomes.entries()) expect(identical(returnedBy(outcome), values[i]!)).toBe(true);
  });

  it('are not changed on this side', async () => {
    const mine = float64Array([1, 2]) as NdArrayValue;
    const before = mine.data.slice();
    await call('doubles_in_place', mine);
    expect(mine.data).toEqual(before);
  });
});

describe('NumPy', () => {
  it('warns of every division by zero, not of the first alone', async () => {
    for (let i = 0; i < 2; i++) {
      expect(await call('divides', 1)).toMatchObject({
        warnings: [{ category: 'RuntimeWarning', message: expect.stringMatching(/divide by zero/) }],
      });
    }
  });

  it('draws from the seed', async () => {
    const [one, same, other] = [7, 7, 8].map(async (seed) => returnedBy(await call('draws', null, { seed })));
    expect(await one).toBe(await same);
    expect(await one).not.toBe(await other);
  });

  it('is named in the greeting with its version', async () => {
    expect((await python.start()).packages.numpy).toMatch(/^\d+\.\d+/);
  });
});
