import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Value } from '../value/value.ts';
import { callsByValue } from './calls-by-value.ts';

const lists = fc.tuple(fc.array(fc.bigInt({ min: 0n, max: 99n }), { minLength: 3 }) as fc.Arbitrary<Value>);

it('shrinks calls by what they are, from a file too', () => {
  const calls = callsByValue(lists);
  const found = fc.check(
    fc.property(calls, ({ args }) => (args[0] as bigint[]).every((item) => item < 50n)),
    { seed: 1 },
  );
  expect(found.counterexample?.[0].args).toEqual([[50n]]);
  expect(calls.canShrinkWithoutContext({ args: [[60n, 1n]], kwargs: {} })).toBe(true);
});

it('makes calls of simpler arguments again', () => {
  const sums = callsByValue(lists, ([list]) => ({
    args: [(list as bigint[]).reduce((a, b) => a + b, 0n)],
    kwargs: {},
  }));
  const found = fc.check(
    fc.property(sums, ({ args }) => (args[0] as bigint) < 70n),
    { seed: 1 },
  );
  expect(found.counterexample?.[0].args).toEqual([70n]);
  expect(sums.canShrinkWithoutContext({ args: [1n], kwargs: {} })).toBe(false);
});
