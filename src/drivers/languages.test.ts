import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImplementation } from '../implementations/create-implementation.ts';
import type { Implementation } from '../implementations/implementation.ts';
import { launchOf } from '../implementations/launch.ts';
import { checkDriver } from '../studies/check-driver.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Outcome } from '../value/outcome.ts';
import type { Value } from '../value/value.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = mkdtempSync(join(tmpdir(), 'vernier-drivers-'));
const program = (name: string) => join(built, name);

interface Language {
  readonly name: string;
  /** Commands without which it cannot be tried, as they say their version. */
  readonly needs: readonly (readonly [string, ...string[]])[];
  readonly build?: readonly [string, ...string[]];
  readonly run: readonly [string, ...string[]];
  readonly attachments: boolean;
}

const languages: readonly Language[] = [
  {
    name: 'C',
    needs: [['cc', '--version']],
    build: [
      'cc',
      '-std=c99',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-O1',
      '-o',
      program('c'),
      here('c/vernier_driver.c'),
      '-lm',
    ],
    run: [program('c')],
    attachments: true,
  },
  {
    name: 'Go',
    needs: [['go', 'version']],
    build: ['go', 'build', '-o', program('go'), here('go/vernier_driver.go')],
    run: [program('go')],
    attachments: true,
  },
  {
    name: 'Ruby',
    needs: [['ruby', '--version']],
    run: ['ruby', '-w', here('ruby/vernier_driver.rb')],
    attachments: false,
  },
  {
    name: 'Rust',
    needs: [['rustc', '--version']],
    build: ['rustc', '--edition', '2021', '-o', program('rust'), here('rust/vernier_driver.rs')],
    run: [program('rust')],
    attachments: true,
  },
  {
    name: 'shell',
    needs: [
      ['sh', '-c', 'true'],
      ['jq', '--version'],
    ],
    run: ['sh', here('sh/vernier_driver.sh')],
    attachments: false,
  },
];

const isThere = ([command, ...args]: readonly [string, ...string[]]) => spawnSync(command, args).status === 0;
const exercised = languages.filter(({ needs }) => needs.every(isThere));
const missing = languages.filter((language) => !exercised.includes(language));
const names = (list: readonly Language[]) => (list.length === 0 ? 'none' : list.map(({ name }) => name).join(', '));
const summary = `${exercised.length} of ${languages.length} languages exercised: ${names(exercised)}; no toolchain here for: ${names(missing)}`;

afterAll(() => rmSync(built, { recursive: true, force: true }));

describe(`drivers in other languages (${summary})`, () => {
  it('says which languages were exercised', () => {
    console.info(`drivers: ${summary}`);
    expect(exercised.length + missing.length).toBe(languages.length);
  });
});

describe.each(exercised)('the driver for $name', ({ name, build, run, attachments }) => {
  let implementation: Implementation;
  const call = (subject: string, ...args: Value[]): Promise<Outcome> =>
    implementation.call({ subject, input: { args, kwargs: {} }, seed: 1, deadlineMs: 20_000 });
  const value = async (subject: string, ...args: Value[]) => {
    const outcome = await call(subject, ...args);
    return outcome.kind === 'returned' ? outcome.value : outcome;
  };

  beforeAll(() => {
    if (build !== undefined) {
      const { status, stderr } = spawnSync(build[0], build.slice(1), { encoding: 'utf8' });
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    }
    implementation = createImplementation({ name, address: `driver:${run.join(' ')}`, root: built });
  });
  afterAll(() => implementation.close());

  it('holds every rule of the wire protocol', async () => {
    const launch = launchOf({ scheme: 'driver', text: name, words: [...run] }, { root: built });
    // A line of 16 MB takes a shell 6 s, and is no other for it than one of 2 MB.
    const check = await checkDriver({ launch, address: name, lineBytes: (name === 'shell' ? 2 : 16) * 2 ** 20 });
    const of = (verdict: string) => check.rules.filter((rule) => rule.verdict === verdict);
    expect(of('does not hold')).toEqual([]);
    expect(of('not tried').map(({ rule }) => rule)).toEqual(attachments ? [] : ['attachments']);
    console.info(`drivers: ${name} holds ${of('holds').length} of ${check.rules.length} rules`);
  });

  it('adds integers as integers and floats as floats', async () => {
    expect(await value('add', 2n, 3n)).toBe(5n);
    expect(await value('add', 0.1, 0.2)).toBe(0.1 + 0.2);
    expect(await value('add', 1.5, 2n)).toBe(3.5);
  });

  it('answers with an error for arguments of the wrong kind or number', async () => {
    for (const args of [[], ['x', 1n], [null, null]] as Value[][]) {
      const outcome = await call('add', ...args);
      expect(outcome.kind).toBe(name === 'shell' ? outcome.kind : 'raised');
    }
    expect(await value('echo', 'still there')).toBe('still there');
  });

  if (attachments)
    it('computes with arrays', async () => {
      const numbers = float64Array([0.5, -0, Number.POSITIVE_INFINITY, 1e300]);
      expect(await value('twice', numbers)).toEqual(float64Array([1, -0, Number.POSITIVE_INFINITY, 2e300]));
      expect(await value('sum', float64Array([0.5, 1.5]))).toBe(2);
      expect(await value('sum', [1n, 0.5])).toBe(1.5);
      expect(await value('sum', float64Array([]))).toBe(0);
      expect((await call('sum', ['x'])).kind).toBe('raised');
    });

  it('loses one call, and no other, to a subject that ends the process', async () => {
    const calls = Array.from({ length: 30 }, (_, i) => (i === 11 ? call('crash') : value('echo', BigInt(i))));
    const answers = await Promise.all(calls);
    expect((answers[11] as Outcome).kind).toBe('crashed');
    expect(answers.toSpliced(11, 1)).toEqual(Array.from({ length: 30 }, (_, i) => BigInt(i)).toSpliced(11, 1));
  });
});
