import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, returnedBy } from './python.test-data.ts';

const open: Implementation[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function liar(mode: string, startMs = 20_000): Implementation {
  const one = fixture({ address: `driver:python3 ./liar.py ${mode}`, startMs });
  open.push(one);
  return one;
}

async function lieAmongTruths(mode: string, deadlineMs = 500): Promise<Outcome> {
  const one = liar(mode);
  const values = ['a', 'b', 'lie', 'c', 'd'];
  const outcomes = await Promise.all(values.map((value) => one.call(callOf('echo', [value], { deadlineMs }))));
  for (const [i, outcome] of outcomes.entries()) {
    if (values[i] === 'lie') continue;
    expect(returnedBy(outcome)).toBe(values[i]);
    expect(outcome).not.toHaveProperty('onlyInCompany');
  }
  return outcomes[2]!;
}

/** All are answered, but the misbehaviour shows: one that was under way when it came out is marked. */
async function onlyInCompany(mode: string): Promise<void> {
  const one = liar(mode);
  const outcomes = await Promise.all(['lie', 'a', 'b'].map((value) => one.call(callOf('echo', [value]))));
  expect(outcomes.map(returnedBy)).toEqual(['lie', 'a', 'b']);
  expect(outcomes.filter((outcome) => 'onlyInCompany' in outcome)).toHaveLength(1);
}

describe('a driver that breaks the protocol costs the case it answered, and is told what it did', () => {
  it.each([
    ['garbage', /not one of protocol 1: .* in "Segmentation fault\? \\x1b\[31mno"/],
    ['binary', /not UTF-8: "\\x80\\x81/],
    ['bom', /not one of protocol 1/],
    ['json-noise', /"id" is not a non-negative integer.*\{\\"log\\"/],
    ['unknown-id', /is to a question nobody asked/],
    ['text-id', /"id" is not a non-negative integer/],
    ['float-id', /"id" is not a non-negative integer/],
    ['no-id', /"id" is not a non-negative integer/],
    ['twice', /came twice/],
    ['value-and-error', /exactly one of "value" and "error"/],
    ['neither', /exactly one of "value" and "error"/],
    ['duplicate-keys', /not one of protocol 1/],
    ['smuggled', /exactly one of "value" and "error"/],
    ['deep', /not one of protocol 1/],
    ['bad-tag', /not one of protocol 1/],
    ['huge-attachment', /Attachments have 99999999999 bytes/],
    ['negative-attachment', /"att" is not a list of sizes/],
    ['endless-line', /more than 16777216 bytes: "xxx/],
  ])('%s', async (mode, message) => {
    const outcome = await lieAmongTruths(mode, 5000);
    expect(outcome).toMatchObject({ kind: 'protocol-error', message: expect.stringMatching(message) });
  });

  it.each(['half-line-hangs', 'drips', 'late'])('%s, which is a timeout', async (mode) => {
    expect(await lieAmongTruths(mode)).toMatchObject({ kind: 'timed-out' });
  });

  it.each([
    ['closes-output', /^it had closed its output and went on running$/],
    ['half-line', /^its last answer was cut off: "\{\\"id\\"/],
  ])('%s, which is a crash', async (mode, detail) => {
    expect(await lieAmongTruths(mode, 5000)).toMatchObject({ kind: 'crashed', detail: expect.stringMatching(detail) });
  });

  it.each(['crlf', 'none'])('%s, which is no lie', async (mode) => {
    expect(returnedBy(await lieAmongTruths(mode))).toBe('lie');
  });

  it('twice, later, which is flaky: no answer lands on another case', () => onlyInCompany('twice-later'));

  it('ends after its answer and leaves a child, which holds nobody up', async () => {
    expect(returnedBy(await lieAmongTruths('leaves-a-child', 5000))).toBe('lie');
  });
});

describe('a driver that does not start', () => {
  it.each([
    ['no-hello', 400, /it did not say hello within 400 ms/],
    ['leaves', 20_000, /it ended with exit code 4 before it said hello\. It wrote: I cannot go on/],
    ['banner', 20_000, /Welcome to subject v1\.0/],
    ['fails-hello', 20_000, /Cannot load driver:.*: ModuleNotFoundError: No module named 'old'/],
    ['protocol-2', 20_000, /"protocol" is not 1/],
  ])('is a fault of the set-up: %s', async (mode, startMs, message) => {
    const one = liar(mode, startMs);
    await expect(one.start()).rejects.toThrow(message);
    await expect(one.start()).rejects.toMatchObject({ name: 'SetupError' });
  });

  it('is a fault of the set-up: no such program', async () => {
    const one = fixture({ address: 'driver:./no-such-program --flag' });
    await expect(one.start()).rejects.toThrow(/Cannot start driver:.*: there is no program ".*no-such-program"/);
    await one.close();
  });
});
