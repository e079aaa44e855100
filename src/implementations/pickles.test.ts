import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareValues } from '../compare/compare.ts';
import { valueArbitrary } from '../generators/values.ts';
import { encodeText } from '../value/encode.ts';
import { identical } from '../value/identical.ts';
import { PickleError } from '../value/pickle/pickle-error.ts';
import type { PickleLimits } from '../value/pickle/pickle-limits.ts';
import { readPickle } from '../value/pickle/read-pickle.ts';
import type { BytesValue, Value } from '../value/value.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, pythonWithNumpy, returnedBy } from './python.test-data.ts';

let python: Implementation;
beforeAll(async () => {
  python = fixture({ address: 'python:pickles.py', python: await pythonWithNumpy(), inFlight: 32 });
  await python.start();
});
afterAll(() => python.close());

const ask = (subject: string, ...args: Value[]) => python.call(callOf(subject, args));
const read = (data: Value, limits?: PickleLimits): Value => readPickle((data as BytesValue).data, limits);

/** Python gives the items of a set in an order of its own; everything else must be the same to the bit. */
function expectSame(back: Value, wanted: Value): void {
  if (identical(back, wanted)) return;
  const { verdict, differences } = compareValues(wanted, back, { types: 'strict', mode: 'bitwise' });
  expect({ verdict, differences }).toEqual({ verdict: 'agree', differences: [] });
}

/** Beside its 10 bytes a long double holds whatever the memory did, in the pickle too. */
const hasLongDouble = (value: Value): boolean => /"[<>](?:f1[26]|c24|c32)"/.test(encodeText(value));

const protocols = [0, 1, 2, 3, 4, 5].map(BigInt);

describe('pickles that a real Python writes', () => {
  it.each(protocols)('random values, protocol %s', async (protocol) => {
    const values = fc.sample(valueArbitrary({ maxDepth: 2 }), { numRuns: 600, seed: Number(protocol) + 1 });
    const outcomes = await Promise.all(values.map((value, i) => ask('pickled', value, protocol, i % 3 === 0)));
    let compared = 0;
    for (const outcome of outcomes) {
      // What only stands for an object of another program cannot be pickled.
      if (outcome.kind !== 'returned') continue;
      const [data, loaded] = outcome.value as [Value, Value];
      if (hasLongDouble(loaded)) continue;
      expectSame(read(data), loaded);
      compared++;
    }
    expect(compared).toBeGreaterThan(150);
  });

  it('out-of-band buffers', async () => {
    const array: Value = {
      kind: 'ndarray',
      dtype: '<i2',
      shape: [2, 2],
      order: 'F',
      data: Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0),
    };
    const [data, buffers, value] = returnedBy(await ask('pickled_buffers', [array, 'x'])) as [
      Value,
      BytesValue[],
      Value,
    ];
    expect(identical(read(data, { buffers: buffers.map((one) => one.data) }), value)).toBe(true);
    expect(() => read(data)).toThrow(/out-of-band buffer/);
  });

  it.each(protocols)('named tuples and data classes as records, when they are named, protocol %s', async (protocol) => {
    const [data, objects] = returnedBy(await ask('pickled_objects', protocol)) as [Value, Value[]];
    const module = (objects[1] as { type: string }).type.replace('.Fit', '');
    const records = [
      { module, name: 'Point', fields: ['x', 'y'] },
      { module, name: 'Fit' },
    ];
    expectSame(read(data, { records }), objects);
    expect(() => read(data)).toThrow(PickleError);
    expect(() => read(data, { records: records.slice(1) })).toThrow(/Point/);
  });

  it.each([2n, 5n])('the state of a class with slots, protocol %s', async (protocol) => {
    const data = returnedBy(await ask('pickled_slots', protocol));
    const { globals } = await import('../value/pickle/inspect-pickle.ts').then(({ inspectPickle }) =>
      inspectPickle((data as BytesValue).data),
    );
    const { module } = globals.find(({ name }) => name === 'Slotted')!;
    expect(read(data, { records: [{ module, name: 'Slotted', fields: ['low', 'high'] }] })).toEqual({
      kind: 'record',
      type: `${module}.Slotted`,
      fields: [
        ['low', 1],
        ['high', 2],
      ],
    });
  });
});
