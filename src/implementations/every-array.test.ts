import { afterAll, beforeAll, expect, it } from 'vitest';
import { isCOrdered } from '../value/ndarray.ts';
import { everyArray } from '../value/npy/every-array.test-data.ts';
import type { NdArrayValue } from '../value/value.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, pythonWithNumpy, returnedBy } from './python.test-data.ts';

let python: Implementation;
beforeAll(async () => {
  python = fixture({ address: 'python:./arrays.py', python: await pythonWithNumpy() });
  await python.start();
});
afterAll(() => python.close());

/** Long doubles have padding, which Python's driver clears. */
const hasPadding = ({ dtype }: NdArrayValue) => typeof dtype === 'string' && /f16|c32/.test(dtype);

it('an array of every type, shape and order goes to Python and comes back as it is', async () => {
  const arrays = everyArray().filter((array) => !hasPadding(array));
  const outcomes = await Promise.all(arrays.map((array) => python.call(callOf('echo', [array]))));
  const changed = arrays.filter((array, i) => {
    const back = returnedBy(outcomes[i]!) as NdArrayValue;
    const same =
      JSON.stringify([back.dtype, back.shape]) === JSON.stringify([array.dtype, array.shape]) &&
      (isCOrdered(array.shape) || back.order === array.order) &&
      Buffer.compare(back.data, array.data) === 0;
    return !same;
  });
  expect(changed.map(({ dtype, shape, order }) => [dtype, shape, order])).toEqual([]);
});
