import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, returnedBy } from './python.test-data.ts';

const open: Implementation[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function started(address: string, inFlight: number): Implementation {
  const one = fixture({ address, inFlight });
  open.push(one);
  return one;
}

describe('one call at a time', () => {
  it('a death between calls makes the next one be watched alone, and its lie is found', async () => {
    const one = started('driver:python3 ./liar.py twice-later', 1);
    const outcomes: string[] = [];
    const call = async (value: string) => outcomes.push((await one.call(callOf('echo', [value]))).kind);
    await call('a');
    expect(await one.peakBytes!()).not.toBeNull();
    await call('lie');
    // What follows the answer arrives with nothing under way, and ends the only process there is.
    await vi.waitFor(async () => expect(await one.peakBytes!()).toBeNull(), { timeout: 20_000 });
    await call('lie');
    await call('b');
    expect(outcomes).toEqual(['returned', 'returned', 'protocol-error', 'returned']);
  });

  it('a process that ends after every answer is replaced for every call', async () => {
    const one = started('driver:python3 ./liar.py leaves-a-child', 1);
    for (let i = 0; i < 4; i++) {
      const outcome = await one.call(callOf('echo', ['lie']));
      expect(outcome.kind).toMatch(/returned|crashed/);
    }
    expect(returnedBy(await one.call(callOf('echo', ['a'])))).toBe('a');
  });
});

describe('more calls than a window holds', () => {
  it('wait their turn', async () => {
    const one = started('python:./subject.py', 2);
    const values = await Promise.all(Array.from({ length: 100 }, (_, i) => one.call(callOf('add', [BigInt(i), 0n]))));
    expect(values.map(returnedBy)).toEqual(Array.from({ length: 100 }, (_, i) => BigInt(i)));
  });

  it('and a start that fails settles every one of them', async () => {
    const one = started('driver:./no-such-program', 2);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => one.call(callOf('echo', [1]))));
    expect(outcomes.every(({ kind }) => kind === 'crashed')).toBe(true);
    expect(outcomes[0]).toMatchObject({ detail: expect.stringMatching(/there is no program/) });
    expect(outcomes.at(-1)).toMatchObject({ unhealthy: true });
  });
});
