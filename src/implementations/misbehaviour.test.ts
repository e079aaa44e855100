import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import { killAllChildren } from './children.ts';
import type { ImplementationSpec } from './create-implementation.ts';
import type { Implementation } from './implementation.ts';
import { callOf, fixture, returnedBy } from './python.test-data.ts';

const open: Implementation[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

function started(spec: Partial<ImplementationSpec> & { readonly address: string }): Implementation {
  const one = fixture(spec);
  open.push(one);
  return one;
}

const subject = (spec: Partial<ImplementationSpec> = {}) => started({ address: 'python:./subject.py', ...spec });
const die = (one: Implementation, value: Value, deadlineMs = 5000): Promise<Outcome> =>
  one.call(callOf('dies', [value], { deadlineMs }));

/** Every neighbour of the one in the middle is answered, and no outcome lands on another case. */
async function amongNeighbours(one: Implementation, value: Value, deadlineMs?: number): Promise<Outcome> {
  const calls = Array.from({ length: 41 }, (_, i) => die(one, i === 20 ? value : i + 0.5, deadlineMs));
  const outcomes = await Promise.all(calls);
  for (const [i, outcome] of outcomes.entries()) {
    if (i === 20) continue;
    expect(returnedBy(outcome)).toBe(i + 0.5);
    expect(outcome).not.toHaveProperty('onlyInCompany');
  }
  return outcomes[20]!;
}

describe('a subject that ends its process costs its own case only', () => {
  it.each(['SIGSEGV', 'SIGABRT', 'SIGKILL', 'SIGTERM'])('by %s', async (signal) => {
    expect(await amongNeighbours(subject(), signal)).toMatchObject({
      kind: 'crashed',
      signal,
      exitCode: null,
      outOfMemory: false,
    });
  });

  it('by an exit code', async () => {
    expect(await amongNeighbours(subject(), 'exit 3')).toMatchObject({ kind: 'crashed', signal: null, exitCode: 3 });
  });

  it.each(['hang', 'spin', 'deaf'])('by never ending: %s', async (how) => {
    expect(await amongNeighbours(subject(), how, 500)).toMatchObject({ kind: 'timed-out', deadlineMs: 500 });
  });

  it('by eating memory', async () => {
    const outcome = await amongNeighbours(subject({ memoryMb: 200 }), 'eat', 20_000);
    expect(outcome).toMatchObject({ kind: 'crashed', signal: 'SIGKILL', outOfMemory: true });
  });

  it('over and over', async () => {
    const one = subject({ maxCrashesInRow: Number.POSITIVE_INFINITY });
    const outcomes = await Promise.all(Array.from({ length: 15 }, (_, i) => die(one, i % 3 === 2 ? 'exit 3' : i)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map((_, i) => (i % 3 === 2 ? 'crashed' : 'returned')));
  });
});

describe('a process that dies only in company', () => {
  it('gives the answer of the call made alone, and says so', async () => {
    const one = subject();
    const outcomes = await Promise.all([die(one, 'first'), die(one, 'second'), die(one, 'second')]);
    expect(outcomes.map((outcome) => returnedBy(outcome))).toEqual(['first', 'second', 'second']);
    expect(outcomes.filter((outcome) => 'onlyInCompany' in outcome)).toHaveLength(1);
  });
});

describe('stderr', () => {
  it('may be flooded: memory stays small, the answer arrives', async () => {
    const before = process.memoryUsage().rss;
    expect(returnedBy(await die(subject(), 'flood', 60_000))).toBe('flood');
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(64);
  });

  it('of a process that died is part of the outcome, its last 64 KB', async () => {
    const outcome = await die(subject(), 'confesses');
    if (outcome.kind !== 'crashed') throw new Error(outcome.kind);
    expect(outcome.stderr).toMatch(/^x+I did it\n$/);
    expect(outcome.stderr).toHaveLength(64 * 1024);
  });
});

describe('health', () => {
  it('five deaths in a row end it, and no more calls are made', async () => {
    const one = subject();
    const outcomes: Outcome[] = [];
    for (let i = 0; i < 6; i++) outcomes.push(await die(one, 'exit 3'));
    expect(outcomes.map((outcome) => 'unhealthy' in outcome)).toEqual([false, false, false, false, false, true]);
    expect(await die(one, 1)).toMatchObject({ kind: 'crashed', unhealthy: true });
  });

  it('an answer between them counts anew', async () => {
    const one = subject({ maxCrashesInRow: 2 });
    for (const value of ['exit 3', 1, 'exit 3', 2]) await die(one, value);
    expect(returnedBy(await die(one, 3))).toBe(3);
  });
});

describe('processes', () => {
  const processId = async (one: Implementation) => Number(returnedBy(await one.call(callOf('process_id', [null]))));

  it('are used again, unless the suite wants fresh ones', async () => {
    const one = subject();
    expect(await processId(one)).toBe(await processId(one));
    const fresh = subject({ freshEvery: 2 });
    const ids = await Promise.all(Array.from({ length: 6 }, () => processId(fresh)));
    expect(new Set(ids).size).toBe(3);
    expect([ids[0], ids[2], ids[4]]).toEqual([ids[1], ids[3], ids[5]]);
  });

  it('work side by side', async () => {
    const two = subject({ workers: 2, inFlight: 1 });
    expect(two.inFlight).toBe(2);
    const ids = await Promise.all(Array.from({ length: 10 }, () => processId(two)));
    expect(new Set(ids).size).toBe(2);
  });

  it('of a call alone are nobody else’s', async () => {
    const one = subject();
    const alone = returnedBy(await one.callAlone(callOf('process_id', [null])));
    expect(alone).not.toBe(BigInt(await processId(one)));
    expect(await one.callAlone(callOf('dies', ['SIGSEGV']))).toMatchObject({ kind: 'crashed', signal: 'SIGSEGV' });
    expect(await one.callAlone(callOf('dies', ['hang'], { deadlineMs: 300 }))).toMatchObject({ kind: 'timed-out' });
  });

  it('are gone after close, which may be called twice, and after the end of Vernier', async () => {
    const [closed, killed] = [subject(), subject()];
    const ids = [await processId(closed), await processId(killed)];
    await closed.close();
    await closed.close();
    expect(isRunning(ids[0]!)).toBe(false);
    expect(isRunning(ids[1]!)).toBe(true);
    killAllChildren();
    await expect.poll(() => isRunning(ids[1]!)).toBe(false);
    expect(await closed.call(callOf('echo', [1]))).toMatchObject({ kind: 'crashed', unhealthy: true });
  });
});

/** A zombie is not running. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
