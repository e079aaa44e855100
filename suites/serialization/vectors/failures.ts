import { float64Array, type Value, type VectorSource } from 'vernier';
import { dict } from './values.ts';

const vector = (flags: string, id: string, comment: string, ...args: Value[]): VectorSource => ({
  id,
  comment,
  flags: flags.split(' '),
  input: { args, kwargs: {} },
});

const plain = dict(['x', 1n]);
const withArray = dict(['x', float64Array([1, 2, 3])]);

/** Saves over what was saved, with what goes wrong there. */
export const failures: readonly VectorSource[] = [
  vector('Kept', 'plain-over-plain', 'One dict is saved over another.', plain, dict(['y', 2n]), null),
  vector(
    'Kept',
    'array-over-array',
    'An array is saved over an array of the same name.',
    withArray,
    dict(['x', float64Array([4])]),
    null,
  ),
  vector('Kept', 'array-over-plain', 'Arrays come to a file that had none.', plain, withArray, null),
  vector(
    'Edge',
    'stale-archive',
    'A value without arrays is saved over one with: no archive is left.',
    withArray,
    plain,
    null,
  ),
  vector('Edge', 'empty-over-full', 'An empty dict is saved over a full one.', plain, dict(), null),
  vector(
    'Negative',
    'full-at-once',
    'The disk is full before the first byte: the old value stays.',
    plain,
    dict(['y', 2n]),
    0,
  ),
  vector(
    'Negative',
    'full-half-way',
    'The disk gets full half-way: the old value stays.',
    plain,
    dict(['y', 'a longer text than before']),
    0.5,
  ),
  vector(
    'Negative',
    'full-in-arrays',
    'The disk gets full among the arrays: the old arrays stay.',
    withArray,
    dict(['x', float64Array([9, 8, 7])]),
    0.9,
  ),
  vector('Negative', 'colliding-keys', 'Two keys that are one as text.', plain, dict([1n, 'a'], ['1', 'b']), null),
  vector(
    'Negative',
    'injected-reference',
    'A dict that looks like a reference to an array.',
    plain,
    dict(['x', dict(['__array_ref__', '_x_array_0'])]),
    null,
  ),
  vector(
    'Negative',
    'injected-reference-to-old',
    'A dict that looks like a reference to an array that was saved before.',
    withArray,
    dict(['x', dict(['__array_ref__', '_x_array_0'])]),
    null,
  ),
];
