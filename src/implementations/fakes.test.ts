import { describe, expect, it } from 'vitest';
import { identical } from '../value/identical.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import * as fakes from './fakes.ts';
import { callOf, returnedBy } from './python.test-data.ts';

const honest: fakes.Honest = (input) => input.args[0]!;
const call = (one: { call: (call: ReturnType<typeof callOf>) => Promise<unknown> }, value: Value) =>
  one.call(callOf('f', [value]));

describe('a named liar', () => {
  it.each<[string, (honest: fakes.Honest) => ReturnType<typeof fakes.identity>, Value, Value]>([
    ['identity', fakes.identity, [1, -0], [1, -0]],
    ['off by one ulp', fakes.offByOneUlp, [1, -1, 0], [1 + 2 ** -52, -1 - 2 ** -52, 0]],
    ['off by one ulp in an array', fakes.offByOneUlp, float64Array([2]), float64Array([2 + 2 ** -51])],
    ['swaps nan', fakes.swapsNan, [Number.NaN, 0, 1], [0, Number.NaN, 1]],
    ['loses negative zero', fakes.losesNegativeZero, [-0, -1], [0, -1]],
    ['downcasts to float32', fakes.downcastsToFloat32, 0.1, Math.fround(0.1)],
    ['turns integers into floats', fakes.turnsIntegersIntoFloats, [1n], [1]],
    ['returns nothing', fakes.returnsNothing, 1, null],
    [
      'reorders keys',
      fakes.reordersKeys,
      {
        kind: 'map',
        type: 'dict',
        entries: [
          ['a', 1],
          ['b', 2],
        ],
      },
      {
        kind: 'map',
        type: 'dict',
        entries: [
          ['b', 2],
          ['a', 1],
        ],
      },
    ],
    [
      'drops a key',
      fakes.dropsAKey,
      [
        {
          kind: 'map',
          type: 'ordered',
          entries: [
            ['a', 1],
            ['b', 2],
          ],
        },
      ],
      [{ kind: 'map', type: 'ordered', entries: [['a', 1]] }],
    ],
  ])('lies in its own way: %s', async (_name, make, truth, lie) => {
    const before = structuredClone(truth);
    const told = returnedBy(await make(honest).call(callOf('f', [truth])));
    expect(identical(told, lie)).toBe(true);
    expect(identical(truth, before)).toBe(true);
  });

  it('has other outcomes than values', async () => {
    expect(await call(fakes.alwaysRaises(honest), 1)).toMatchObject({ kind: 'raised', error: { class: 'ValueError' } });
    expect(await call(fakes.hangs(honest), 1)).toMatchObject({ kind: 'timed-out', deadlineMs: 20_000 });
    expect(await call(fakes.crashes(honest), 1)).toMatchObject({ kind: 'crashed', signal: 'SIGSEGV' });
    expect(await call(fakes.babbles(honest), 1)).toMatchObject({ kind: 'protocol-error' });
    expect(await call(fakes.mutatesArguments(honest), [1])).toMatchObject({
      value: [1],
      mutated: { args: [[1, null]] },
    });
  });

  it('lies only when asked to', async () => {
    const one = fakes.crashes(honest, { when: ({ args }) => args[0] === 2 });
    expect(await call(one, 1)).toMatchObject({ kind: 'returned', value: 1 });
    expect(await call(one, 2)).toMatchObject({ kind: 'crashed' });
  });

  it('changes its mind: nondeterministic', async () => {
    const one = fakes.nondeterministic(honest);
    expect(await call(one, 1)).not.toEqual(await call(one, 1));
  });

  it('answers late, and still its own calls', async () => {
    const one = fakes.answersLate(honest);
    const finished: Value[] = [];
    const calls = [1, 2, 3].map((value) =>
      one.call(callOf('f', [value])).then((outcome) => finished.push(returnedBy(outcome))),
    );
    await Promise.all(calls);
    expect(finished.toSorted()).toEqual([1, 2, 3]);
    expect(finished[0]).not.toBe(1);
  });

  it('turns a thrown error into an outcome', async () => {
    const one = fakes.identity(() => {
      throw new RangeError('no');
    });
    expect(await call(one, 1)).toMatchObject({ kind: 'raised', error: { class: 'RangeError', message: 'no' } });
  });
});
