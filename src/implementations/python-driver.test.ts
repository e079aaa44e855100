import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallArguments } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';
import type { Call, Implementation } from './implementation.ts';
import { callOf, fixture, fixtures, returnedBy } from './python.test-data.ts';

/** The interpreter as it is: none of these needs a package. */
let python: Implementation;
beforeAll(async () => {
  python = fixture({ address: 'python:./subject.py' });
  await python.start();
});
afterAll(() => python.close());

const call = (subject: string, args: readonly Value[], more: Partial<Call> & Partial<CallArguments> = {}) =>
  python.call(callOf(subject, args, more));
const returned = async (subject: string, ...args: Value[]) => returnedBy(await call(subject, args));
const raised = async (subject: string, ...args: Value[]) => {
  const outcome = await call(subject, args);
  if (outcome.kind !== 'raised') throw new Error(`Not raised: ${outcome.kind}`);
  return outcome.error;
};

describe('a call of a Python function', () => {
  it('passes positional and named arguments', async () => {
    expect(await returned('add', 1n, 2n)).toBe(3n);
    expect(returnedBy(await call('add', [1n], { kwargs: { b: 0.5 } }))).toBe(1.5);
  });

  it('measures the time of the function alone', async () => {
    const outcome = await call('echo', [1]);
    expect(outcome.elapsedNs).toBeGreaterThan(0);
    expect(outcome.elapsedNs).toBeLessThan(5e6);
  });

  it('keeps thousands of pipelined answers with their calls', async () => {
    const calls = Array.from({ length: 5000 }, (_, i) => call('add', [BigInt(i), 1n]));
    const values = (await Promise.all(calls)).map(returnedBy);
    expect(values).toEqual(Array.from({ length: 5000 }, (_, i) => BigInt(i + 1)));
  });

  it('awaits a coroutine', async () => {
    expect(await returned('awaits', 'x')).toBe('x');
  });

  it('says who it is', async () => {
    const greeting = await python.start();
    expect(greeting).toMatchObject({
      language: 'python',
      platform: { os: expect.any(String), machine: expect.any(String) },
    });
    expect(greeting.languageVersion).toMatch(/^3\.\d+\.\d+$/);
    expect(greeting.subjects).toContain('echo');
    expect(greeting.subjects).not.toContain('Point');
    const fork = process.platform === 'linux' ? ['fork'] : [];
    expect(greeting.capabilities).toEqual(['attachments', ...fork, 'warnings', 'mutation']);
  });
});

describe('noise', () => {
  it('on standard output reaches no frame', async () => {
    expect(await Promise.all([returned('noisy', 1), returned('noisy', 2), returned('echo', 3)])).toEqual([1, 2, 3]);
  });

  it('standard input is empty for the subject', async () => {
    expect(await raised('reads_input', null)).toMatchObject({ class: 'EOFError' });
    expect(await returned('echo', 'still here')).toBe('still here');
  });
});

describe('errors', () => {
  it('carry class, bases and message', async () => {
    expect(await raised('raises', 'x\ud800')).toEqual({
      class: 'subject.DomainError',
      bases: ['ValueError', 'Exception', 'BaseException'],
      message: 'x\\ud800',
      setup: false,
    });
  });

  it('are answers even when they mean to end the process', async () => {
    expect(await raised('leaves', 3)).toMatchObject({ class: 'SystemExit', message: '3' });
    expect(await raised('interrupts', null)).toMatchObject({ class: 'KeyboardInterrupt' });
  });

  it('may have no text', async () => {
    expect((await raised('raises_badly', null)).message).toBe('<str failed: RuntimeError>');
  });

  it('are faults of the set-up when a module or the subject is missing', async () => {
    expect(await raised('imports_nothing', 1)).toMatchObject({ class: 'ModuleNotFoundError', setup: true });
    expect(await raised('no_such_subject', 1)).toMatchObject({ class: 'vernier.SubjectNotFound', setup: true });
    expect(await raised('_calls', 1)).toMatchObject({ class: 'vernier.SubjectNotFound', setup: true });
  });

  it('tell a result that cannot be written', async () => {
    expect(await raised('returns_deep', 1500n)).toMatchObject({ class: 'vernier.UnencodableResult', setup: false });
    expect(await returned('echo', 'still here')).toBe('still here');
  });

  it('tell an array that meets no NumPy', async () => {
    const array: Value = { kind: 'ndarray', dtype: '<f8', shape: [0], order: 'C', data: new Uint8Array(0) };
    const outcome = await call('echo', [array]);
    // Where the interpreter has NumPy there is nothing to refuse.
    if (outcome.kind === 'raised') expect(outcome.error).toMatchObject({ class: 'ModuleNotFoundError', setup: true });
    else expect(returnedBy(outcome)).toMatchObject({ dtype: '<f8' });
  });
});

describe('warnings', () => {
  it('are recorded every time, in order, at most 20', async () => {
    for (let i = 0; i < 2; i++) {
      const { warnings } = (await call('warns', [2n])) as { warnings: unknown };
      const given = ['warning 0', 'warning 1'].map((message) => ({ category: 'DeprecationWarning', message }));
      expect(warnings).toEqual(given);
    }
    expect(await call('warns', [50n])).toMatchObject({ warnings: { length: 20 }, value: 50n });
    expect(await call('echo', [1])).toMatchObject({ warnings: [] });
  });
});

describe('arguments', () => {
  it('that a call changed come back with its answer', async () => {
    expect(await call('grows', [[1]])).toMatchObject({ value: null, mutated: { args: [[1, 1.5]] } });
    const nested: Value = {
      kind: 'map',
      type: 'dict',
      entries: [['inner', { kind: 'map', type: 'dict', entries: [] }]],
    };
    const outcome = await call('adds_key', [nested, '$f']);
    const inner = { kind: 'map', type: 'dict', entries: [['$f', true]] };
    expect(outcome).toMatchObject({ value: inner, mutated: { args: [{ entries: [['inner', inner]] }, '$f'] } });
  });

  it('that hold equal values afterwards did not change', async () => {
    expect(await call('swaps', [[0.5, 1]])).not.toHaveProperty('mutated');
  });

  it('that cannot change are not sent back', async () => {
    expect(await call('echo', [[1, [2]]])).not.toHaveProperty('mutated');
    expect(await call('echo', ['x'])).not.toHaveProperty('mutated');
  });

  it('are fresh for every call', async () => {
    const input: CallArguments = { args: [[1]], kwargs: {} };
    const again: Call = { subject: 'grows', input, seed: 1, deadlineMs: 20_000 };
    for (let i = 0; i < 3; i++) expect(await python.call(again)).toMatchObject({ mutated: { args: [[1, 1.5]] } });
  });
});

describe('results', () => {
  it('named tuples and data classes are records, other objects opaque', async () => {
    expect(await returned('returns_record', 'tuple')).toEqual({
      kind: 'record',
      type: 'subject.Point',
      fields: [
        ['x', 1n],
        ['y', 2.5],
      ],
    });
    expect(await returned('returns_record', 'data')).toEqual({
      kind: 'record',
      type: 'subject.Fit',
      fields: [
        ['params', [1]],
        ['converged', true],
      ],
    });
    expect(await returned('returns_record', 'enum')).toEqual({
      kind: 'opaque',
      type: 'subject.Colour',
      repr: '<Colour.RED: 1>',
    });
    expect(await returned('returns_record', 'object')).toEqual({
      kind: 'opaque',
      type: 'builtins.object',
      repr: '<object object>',
    });
  });

  it('may be cyclic, deep or of many digits', async () => {
    const cycle = (await returned('returns_cycle', null)) as unknown as [{ items: [unknown] }];
    expect(cycle[0].items[0]).toBe(cycle);
    let depth = 0;
    for (let deep = await returned('returns_deep', 900n); Array.isArray(deep) && deep.length > 0; deep = deep[0]!)
      depth++;
    expect(depth).toBe(900);
    expect(await returned('returns_huge', 10_000n)).toBe(10n ** 10_000n);
  });
});

describe('the surroundings of a subject', () => {
  it('are seeded alike', async () => {
    const [one, same, other] = [5, 5, 6].map((seed) => call('draws', [null], { seed }));
    expect(returnedBy(await one!)).toBe(returnedBy(await same!));
    expect(returnedBy(await one!)).not.toBe(returnedBy(await other!));
  });

  it('are an empty folder, few variables and no descriptors but 0 to 2 and the protocol', async () => {
    process.env.VERNIER_TEST_SECRET = 'token';
    const other = fixture({ address: 'python:./subject.py', env: { MODEL: 'maxwell' } });
    try {
      const surroundings = returnedBy(await other.call(callOf('environment', [null]))) as {
        entries: [string, Value][];
      };
      const { names, threads, zone, folder, descriptors } = Object.fromEntries(surroundings.entries);
      expect(names).toContain('MODEL');
      expect(names).not.toContain('VERNIER_TEST_SECRET');
      expect([threads, zone, folder]).toEqual(['1', 'UTC', []]);
      // 3 and 4 are the protocol's, 5 is the listing's own.
      expect(descriptors).toEqual([0n, 1n, 2n, 3n, 4n, 5n]);
    } finally {
      delete process.env.VERNIER_TEST_SECRET;
      await other.close();
    }
  });

  it('find modules by their dotted name from the root', async () => {
    const module = fixture({ address: 'python:subject:add', root: fixtures });
    expect(returnedBy(await module.call(callOf('whatever it is called', [1n, 1n])))).toBe(2n);
    await module.close();
  });
});
