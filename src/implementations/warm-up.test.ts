import { afterEach, describe, expect, it } from 'vitest';
import type { ImplementationSpec } from './create-implementation.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, returnedBy } from './python.test-data.ts';

const open: Implementation[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function warming(spec: Partial<ImplementationSpec> = {}): Implementation {
  const one = fixture({ address: 'python:./warm_up.py', warmUp: ({ input }) => String(input.args[0]), ...spec });
  open.push(one);
  return one;
}

const timesOf = (outcome: Parameters<typeof returnedBy>[0]) => (returnedBy(outcome) as unknown[])[0];

describe('warm-up', () => {
  it('makes the first call of each name twice, and counts the second alone, its time too', async () => {
    const one = warming();
    const names = ['a', 'a', 'b', 'a'];
    const outcomes = await Promise.all(
      names.map((name) => one.call(callOf('slow_first', [name], { deadlineMs: 5000 }))),
    );
    expect(outcomes.map(timesOf)).toEqual([2n, 3n, 2n, 4n]);
    for (const { elapsedNs } of outcomes) expect(elapsedNs).toBeLessThan(100e6);
  });

  it('is made in every process, those of calls made alone too', async () => {
    const one = warming();
    expect(timesOf(await one.call(callOf('slow_first', ['a'])))).toBe(2n);
    expect(timesOf(await one.callAlone(callOf('slow_first', ['a'], { deadlineMs: 5000 })))).toBe(2n);
  });

  it('is not made for calls that need none', async () => {
    const one = warming({ warmUp: () => null });
    expect(timesOf(await one.call(callOf('slow_first', ['a'])))).toBe(1n);
  });

  it('that ends its process is told as the end of its call, which is not held against the ones after it', async () => {
    const one = warming({ warmUp: ({ subject }) => subject });
    const calls = [callOf('dies_first', ['a']), callOf('slow_first', ['b']), callOf('slow_first', ['b'])];
    const [dead, next, last] = await Promise.all(calls.map((call) => one.call(call)));
    expect(dead).toMatchObject({ kind: 'crashed', exitCode: 3 });
    expect([next, last].map((outcome) => timesOf(outcome!))).toEqual([2n, 3n]);
  });
});
