import { describe, expect, it } from 'vitest';
import type { Honest } from '../implementations/fake.ts';
import { identity } from '../implementations/fakes.ts';
import { float64Array, ndarray, numericArray, typedElements } from '../value/ndarray.ts';
import type { CallArguments } from '../value/outcome.ts';
import type { MapValue, NdArrayValue, Value } from '../value/value.ts';
import { conditioningOf, neighbourhood } from './conditioning.ts';
import { makeJob } from './fixtures/job.ts';
import { movedInputs } from './moved-inputs.ts';

const call = (...args: Value[]): CallArguments => ({ args, kwargs: {} });
const ofNumber =
  (f: (x: number) => number): Honest =>
  ({ args: [x] }) =>
    f(x as number);

async function amplification(honest: Honest, input: CallArguments, path: (string | number)[] = []) {
  const around = await neighbourhood(makeJob({ legacy: identity(honest) }), input);
  return around?.amplificationAt(path) ?? null;
}

describe('movedInputs()', () => {
  it('moves each float up and down by one unit, and all of them together', () => {
    const moved = movedInputs(call('text', 1, 3n, -2));
    const numbers = moved.map(({ args }) => [args[1], args[3]]);
    expect(numbers.slice(0, 4)).toEqual([
      [1 + 2 ** -52, -2],
      [1 - 2 ** -53, -2],
      [1, -2 + 2 ** -52],
      [1, -2 - 2 ** -51],
    ]);
    for (const [a, b] of numbers.slice(4)) expect([a !== 1, b !== -2]).toEqual([true, true]);
    for (const { args } of moved) expect([args[0], args[2]]).toEqual(['text', 3n]);
  });

  it('moves arrays in their own type and byte order, inside of maps too', () => {
    const big = ndarray('>f8', [1], Uint8Array.of(0x3f, 0xf0, 0, 0, 0, 0, 0, 0));
    const input = call({
      kind: 'map',
      type: 'dict',
      entries: [
        ['a', big],
        ['b', numericArray(Float32Array.of(1, 0))],
      ],
    });
    const elementsOf = ({ args: [map] }: CallArguments, at: number) =>
      typedElements((map as MapValue).entries[at]![1] as NdArrayValue);
    const [up, , third] = movedInputs(input);
    expect(elementsOf(up!, 0)).toEqual(Float64Array.of(1 + 2 ** -52));
    expect(elementsOf(third!, 1)).toEqual(Float32Array.of(1 + 2 ** -23, 0));
  });

  it('leaves zeros, infinities and everything that is no float alone', () => {
    expect(movedInputs(call(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 3n, 'x', null, float64Array([0])))).toEqual(
      [],
    );
  });

  it('asks for no more than a few dozen calls, however many inputs there are', () => {
    expect(movedInputs(call(...Array.from({ length: 500 }, (_, i) => i + 1))).length).toBeLessThan(40);
  });

  it('moves alike whenever it is asked', () => {
    const input = call(float64Array([1, 2, 3, 4, 5, 6, 7, 8]), 2.5);
    expect(movedInputs(input)).toEqual(movedInputs(input));
  });
});

describe('neighbourhood()', () => {
  it('finds how many units the answer moves', async () => {
    expect(
      await amplification(
        ofNumber((x) => x * 2),
        call(1.5),
      ),
    ).toBe(1);
    expect(
      await amplification(
        ofNumber((x) => x - 1),
        call(1 + 3 * 2 ** -31),
      ),
    ).toBe(2 ** 30);
    expect(await amplification(({ args: [x] }) => x!, call(float64Array([1, 2])), [1])).toBe(1);
  });

  it('is infinite where a neighbour is no finite number', async () => {
    const edge = ofNumber((x) => (x > 1 ? Number.NaN : x));
    expect(await amplification(edge, call(1))).toBe(Number.POSITIVE_INFINITY);
  });

  it('is unknown where nothing can be moved, or legacy does not return', async () => {
    expect(await amplification(() => 1, call('x'))).toBeNull();
    expect(await amplification(() => 'text', call(1))).toBeNull();
    const raises: Honest = () => {
      throw new Error('no');
    };
    expect(await amplification(raises, call(1))).toBeNull();
    expect(await neighbourhood(makeJob({ legacy: null }), call(1))).toBeNull();
  });
});

describe('conditioningOf()', () => {
  it.each([
    [3.1e7, 'ill-conditioned input: one input ulp moves the answer 3.1e7 ulp'],
    [1001, 'ill-conditioned input: one input ulp moves the answer 1001 ulp'],
    [1000, 'well-conditioned input: one input ulp moves the answer 1000 ulp at most'],
    [Number.POSITIVE_INFINITY, 'ill-conditioned input: one input ulp takes the answer out of the finite numbers'],
    [null, 'no floating input could be moved'],
  ])('says it of %s', (amplification, words) => {
    expect(conditioningOf(amplification)).toEqual({ amplification, words });
  });
});
