import { closeSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identical } from '../value/identical.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import type { Call, Implementation } from './implementation.ts';
import { callOf, fixture, returnedBy } from './python.test-data.ts';

let node: Implementation;
beforeAll(async () => {
  node = fixture({ address: 'module:./subject.ts' });
  await node.start();
});
afterAll(() => node.close());

const call = (subject: string, args: readonly Value[], more: Partial<Call> = {}) =>
  node.call(callOf(subject, args, more));
const returned = async (subject: string, ...args: Value[]) => returnedBy(await call(subject, args));

describe('a call of a JavaScript function', () => {
  it('passes natives and brings natives back', async () => {
    expect(await returned('add', 1n, 2.5)).toBe(3.5);
    expect(await returned('typeName', float64Array([1]))).toBe('Float64Array');
    expect(await returned('typeName', 2n ** 60n)).toBe('BigInt');
  });

  it('gives every integer as a bigint when asked to', async () => {
    const exact = fixture({ address: 'module:./subject.ts#typeName', integers: 'bigint' });
    expect(returnedBy(await exact.call(callOf('anything', [1n])))).toBe('BigInt');
    await exact.close();
  });

  it('gives values of the model as they are when asked to', async () => {
    const tagged = fixture({ address: 'module:./subject.ts#echo', values: 'tagged' });
    const shared: Value = { kind: 'tuple', items: [1n, 1] };
    const frozen: Value = { kind: 'frozenset', items: [{ kind: 'nan', bits: 0x7ff8000000000001n }] };
    const value: Value = [
      shared,
      shared,
      frozen,
      { kind: 'map', type: 'ordered', entries: [[2n, { ...float64Array([1]), order: 'F' }]] },
    ];
    expect(identical(returnedBy(await tagged.call(callOf('anything', [value]))), value)).toBe(true);
    await tagged.close();
  });

  it.each<[string, Value]>([
    ['null', null],
    ['float', -0],
    ['text', 'lone \ud800'],
    ['big integer', 2n ** 60n],
    ['list', [1, [true]]],
    [
      'dict',
      {
        kind: 'map',
        type: 'dict',
        entries: [
          ['__proto__', 1],
          ['b', 2],
        ],
      },
    ],
    ['set', { kind: 'set', items: ['a'] }],
    ['array', float64Array([1, Number.NaN])],
    ['matrix', float64Array([1, 2, 3, 4], [2, 2])],
    ['complex', { kind: 'complex', re: 1, im: -0 }],
    ['decimal', { kind: 'decimal', text: '1.10' }],
  ])('echoes what JavaScript keeps: %s', async (_name, value) => {
    expect(identical(await returned('echo', value), value)).toBe(true);
    expect(await call('echo', [[value]])).not.toHaveProperty('mutated');
  });

  it('passes named arguments as one object after the others', async () => {
    const outcome = await node.call({ ...callOf('named', [1]), input: { args: [1], kwargs: { scale: 2 } } });
    expect(returnedBy(outcome)).toEqual([1, 2]);
  });

  it('awaits promises in order', async () => {
    expect(await Promise.all([returned('later', 1), returned('echo', 2), returned('later', 3)])).toEqual([1, 2, 3]);
  });

  it('keeps thousands of pipelined answers with their calls', async () => {
    const values = await Promise.all(Array.from({ length: 5000 }, (_, i) => returned('add', i + 0.5, 1)));
    expect(values).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1.5));
  });

  it('draws random numbers from the seed', async () => {
    const [one, same, other] = [5, 5, 6].map(async (seed) => returnedBy(await call('draws', [], { seed })));
    expect(await one).toBe(await same);
    expect(await one).not.toBe(await other);
  });

  it('passes and returns an array of a million numbers', async () => {
    const array = float64Array(Float64Array.from({ length: 1_000_000 }, (_, i) => i / 7));
    expect(identical(await returned('echo', array), array)).toBe(true);
  });
});

describe('what a JavaScript function may do', () => {
  it('prints', async () => {
    expect(await Promise.all([returned('noisy', 1), returned('echo', 2)])).toEqual([1, 2]);
  });

  it('throws', async () => {
    const error = { class: 'DomainError', bases: ['RangeError', 'Error'], message: 'x', setup: false };
    expect(await call('raises', ['x'])).toMatchObject({ kind: 'raised', error });
    expect(await call('rejects', ['x'])).toMatchObject({ kind: 'raised', error });
    expect(await call('throwsText', [])).toMatchObject({ error: { class: 'string', bases: [], message: 'a string' } });
  });

  it('imports what is not there, or is not there itself', async () => {
    expect(await call('imports', [])).toMatchObject({ kind: 'raised', error: { setup: true } });
    expect(await call('missing', [])).toMatchObject({ error: { class: 'vernier.SubjectNotFound', setup: true } });
    expect(await call('__proto__', [])).toMatchObject({ error: { class: 'vernier.SubjectNotFound', setup: true } });
  });

  it('changes its arguments', async () => {
    expect(await call('grows', [[1]])).toMatchObject({ value: null, mutated: { args: [[1, 1.5]] } });
    const outcome = await call('doublesInPlace', [float64Array([1, 2])]);
    if (outcome.kind !== 'returned') throw new Error(outcome.kind);
    expect(identical(outcome.mutated!.args[0]!, float64Array([2, 4]))).toBe(true);
  });

  it('ends the process, or never ends', async () => {
    const limit = { deadlineMs: 1500 };
    const inputs = [
      ['dies', 'exit'],
      ['echo', 1],
      ['dies', 'spin'],
      ['echo', 2],
      ['dies', 'rejection'],
      ['echo', 3],
    ] as const;
    const outcomes = await Promise.all(inputs.map(([subject, value]) => call(subject, [value], limit)));
    expect(outcomes.map(({ kind }) => kind)).toEqual([
      'crashed',
      'returned',
      'timed-out',
      'returned',
      expect.any(String),
      'returned',
    ]);
    expect(outcomes[0]).toMatchObject({ exitCode: 3, signal: null });
  });
});

describe('a module that cannot be loaded', () => {
  it('is a fault of the set-up that names it', async () => {
    const missing = fixture({ address: 'module:./no-such-file.ts' });
    await expect(missing.start()).rejects.toThrow(/Cannot load module:\.\/no-such-file\.ts: Error: Cannot find module/);
    await missing.close();
    const unnamed = fixture({ address: 'module:./subject.ts#nothing' });
    await expect(unnamed.start()).rejects.toThrow(/exports no function "nothing"/);
    await unnamed.close();
  });
});

describe.runIf(process.platform === 'linux')('the surroundings of a subject', () => {
  it('are an empty folder, few variables and no descriptor of Vernier', async () => {
    process.env.VERNIER_TEST_SECRET = 'token';
    const file = openSync(import.meta.filename, 'r');
    const other = fixture({ address: 'module:./subject.ts', env: { MODEL: 'maxwell' } });
    try {
      const { entries } = returnedBy(await other.call(callOf('surroundings', []))) as { entries: [string, Value][] };
      const { names, folder, links } = Object.fromEntries(entries);
      expect(names).toContain('MODEL');
      expect(names).not.toContain('VERNIER_TEST_SECRET');
      expect(folder).toEqual([]);
      // Pipes and sockets of its own and of the protocol, and what the runtime polls with: no file but the null device.
      const files = (links as string[]).filter((link) => link.startsWith('/') && link !== '/dev/null');
      expect(files.filter((link) => !/^\/proc\/\d+\/fd$/.test(link))).toEqual([]);
    } finally {
      delete process.env.VERNIER_TEST_SECRET;
      closeSync(file);
      await other.close();
    }
  });
});
