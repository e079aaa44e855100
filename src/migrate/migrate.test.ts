import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJsonNpz } from '../value/json-npz/read-json-npz.ts';
import type { Value } from '../value/value.ts';
import { smallPickle } from './kill-migrations.test-data.ts';
import { migrate } from './migrate.ts';
import type { MigrateOptions } from './migration.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vernier-migrate-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (name: string, bytes: string | Uint8Array) =>
  writeFileSync(join(root, name), typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
const read = (name: string) => readFileSync(join(root, name));
const names = () => readdirSync(root).sort();
const loaded = (base: string): Value =>
  readJsonNpz(read(`${base}.json`).toString(), () =>
    existsSync(join(root, `${base}.npz`)) ? read(`${base}.npz`) : null,
  );

async function run(path = '.', options: Partial<MigrateOptions> = {}, signal = new AbortController().signal) {
  const told: string[] = [];
  const migration = await migrate(
    join(root, path),
    { dryRun: false, allowLoss: false, records: [], ...options },
    { signal, done: ({ status }) => told.push(status) },
  );
  expect(told).toEqual(migration.files.map(({ status }) => status));
  return migration;
}
const statuses = async (...args: Parameters<typeof run>) =>
  Object.fromEntries((await run(...args)).files.map(({ file, status }) => [file.slice(root.length + 1), status]));

/** `{"t": (1, 2)}`, `["x"]`, `posix.system("…")`. */
const tuple = '\x80\x02}X\x01\0\0\0tK\x01K\x02\x86s.';
const list = '\x80\x02]X\x01\0\0\0xa.';
const hostile = `cposix\nsystem\n(X\x0c\0\0\0touch canaryt\x52.`;

describe('migrate', () => {
  it('makes .json, .npz and .bak of a pickle, which hold what it held', async () => {
    put('run.pkl', smallPickle(3));
    const { files, counts } = await run('run.pkl');
    expect(counts).toMatchObject({ migrated: 1, lossy: 0, refused: 0 });
    expect(files[0]).toMatchObject({ json: join(root, 'run.json'), npz: join(root, 'run.npz'), wrapped: false });
    expect(names()).toEqual(['run.json', 'run.npz', 'run.pkl.bak']);
    expect(read('run.pkl.bak')).toEqual(smallPickle(3));
    expect(loaded('run')).toMatchObject({
      entries: [
        ['n', 3n],
        ['fit', { kind: 'ndarray', shape: [2, 3] }],
      ],
    });
  });

  it('looks at every pickle of a folder and below, and at nothing else', async () => {
    mkdirSync(join(root, 'deep.pkl'));
    put('deep.pkl/a.p', smallPickle(2));
    put('b.pickle', list);
    put('c.PKL', smallPickle(2));
    put('d.txt', 'x');
    put('.pkl', 'x');
    expect(await statuses()).toEqual({ 'b.pickle': 'migrated', 'deep.pkl/a.p': 'migrated' });
    expect(names()).toEqual(['.pkl', 'b.json', 'b.pickle.bak', 'c.PKL', 'd.txt', 'deep.pkl']);
    expect(loaded('b')).toMatchObject({ entries: [['data', ['x']]] });
  });

  it('is done when it is done: again it changes nothing', async () => {
    for (const number of [2, 3]) put(`${number}.pkl`, smallPickle(number));
    await run();
    const before = names().map((name) => [name, statSync(join(root, name)).mtimeMs]);
    expect(await statuses()).toEqual({ '2.pkl': 'already', '3.pkl': 'already' });
    expect(await statuses('2.pkl')).toEqual({ '2.pkl': 'already' });
    expect(names().map((name) => [name, statSync(join(root, name)).mtimeMs])).toEqual(before);
  });

  it('keeps pickles of one stem apart, also when one of them was migrated before', async () => {
    put('a.pkl', smallPickle(2));
    put('a.pickle', smallPickle(4));
    await run('a.pkl');
    expect(await statuses()).toEqual({ 'a.pickle': 'migrated', 'a.pkl': 'already' });
    expect(loaded('a.pkl')).toMatchObject({ entries: [['n', 2n]] });
    expect(loaded('a.pickle')).toMatchObject({ entries: [['n', 4n]] });
  });

  it('reads, converts and compares on a dry run, and writes nothing', async () => {
    put('good.pkl', smallPickle(3));
    put('torn.pkl', smallPickle(3).subarray(0, 40));
    put('tuple.pkl', tuple);
    const before = names();
    const wanted = { 'good.pkl': 'would-migrate', 'torn.pkl': 'refused', 'tuple.pkl': 'lossy' };
    expect(await statuses('.', { dryRun: true })).toEqual(wanted);
    expect(names()).toEqual(before);
  });

  it('leaves hostile and damaged pickles alone, and runs nothing of them', async () => {
    put('evil.pkl', hostile);
    put('torn.pkl', '\x80\x04}');
    put('text.pkl', 'hello');
    const { files } = await run();
    expect(files.map(({ status }) => status)).toEqual(['refused', 'refused', 'refused']);
    expect(files[0]?.reason).toMatch(/posix\.system/);
    expect(names()).toEqual(['evil.pkl', 'text.pkl', 'torn.pkl']);
    expect(existsSync('canary')).toBe(false);
  });

  it('does not follow links, nor wait for pipes', async () => {
    mkdirSync(join(root, 'other'));
    put('other/x.pkl', smallPickle(2));
    symlinkSync(join(root, 'other/x.pkl'), join(root, 'link.pkl'));
    mkdirSync(join(root, 'in'));
    symlinkSync(join(root, 'other'), join(root, 'in/folder'));
    expect(await statuses('link.pkl')).toEqual({ 'link.pkl': 'refused' });
    expect((await run('in')).files).toEqual([]);
    expect(lstatSync(join(root, 'link.pkl')).isSymbolicLink()).toBe(true);
  });

  it('refuses what would be lost, and lets other values stand for it when it may', async () => {
    put('tuple.pkl', tuple);
    const { files } = await run();
    expect(files[0]).toMatchObject({ status: 'lossy', reason: expect.stringContaining('$.t is a tuple') });
    expect(names()).toEqual(['tuple.pkl']);
    const { files: allowed } = await run('.', { allowLoss: true });
    expect(allowed[0]).toMatchObject({
      status: 'migrated',
      lossCount: 1,
      losses: [{ path: '$.t', grade: 'substitute' }],
    });
    expect(loaded('tuple')).toMatchObject({ entries: [['t', [1n, 2n]]] });
  });

  const unrelated: [string, string][] = [
    ['a.json', '{"mine": 1, "__version__": 1}'],
    ['a.json', 'no json'],
    ['a.npz', 'no archive'],
    ['a.pkl.bak', 'another pickle'],
  ];
  it.each(unrelated)('touches nothing when %s is there and not of this pickle', async (name, text) => {
    put('a.pkl', smallPickle(3));
    put(name, text);
    const { files } = await run();
    expect(files[0]).toMatchObject({ status: 'refused', reason: expect.stringContaining(name) });
    expect(names()).toEqual(['a.pkl', name].sort());
    expect(read(name).toString()).toBe(text);
    expect(read('a.pkl')).toEqual(smallPickle(3));
  });

  it('refuses a folder or a link that has the name of a file to be written', async () => {
    put('a.pkl', smallPickle(2));
    mkdirSync(join(root, 'a.json'));
    put('b.pkl', smallPickle(2));
    symlinkSync('nowhere', join(root, 'b.json'));
    expect(await statuses()).toEqual({ 'a.pkl': 'refused', 'b.pkl': 'refused' });
  });

  describe('takes up what a killed run left', () => {
    const finished = async () => {
      put('a.pkl', smallPickle(3));
      await run();
    };
    it.each([
      ['with the .npz alone', ['a.npz']],
      ['with both files', ['a.json', 'a.npz']],
    ])('%s', async (_when, kept) => {
      await finished();
      linkSync(join(root, 'a.pkl.bak'), join(root, 'a.pkl'));
      for (const name of ['a.json', 'a.npz', 'a.pkl.bak']) if (!kept.includes(name)) rmSync(join(root, name));
      expect(await statuses()).toEqual({ 'a.pkl': 'migrated' });
      expect(names()).toEqual(['a.json', 'a.npz', 'a.pkl.bak']);
    });

    it('with the pickle under both of its names', async () => {
      await finished();
      linkSync(join(root, 'a.pkl.bak'), join(root, 'a.pkl'));
      expect(await statuses()).toEqual({ 'a.pkl': 'migrated' });
      expect(names()).toEqual(['a.json', 'a.npz', 'a.pkl.bak']);
    });

    it('but not what somebody changed in between', async () => {
      await finished();
      linkSync(join(root, 'a.pkl.bak'), join(root, 'a.pkl'));
      put('a.json', read('a.json').toString().replace('3', '4'));
      expect(await statuses()).toEqual({ 'a.pkl': 'refused' });
      expect(names()).toEqual(['a.json', 'a.npz', 'a.pkl', 'a.pkl.bak']);
    });

    it('and clears what a dead process wrote beside its targets', async () => {
      put('a.pkl', smallPickle(3));
      // No process has this number: the system's greatest is 2^22.
      put('.a.json.999999999.0123456789ab.tmp', '{');
      put(`.a.json.${process.ppid}.0123456789ab.tmp`, '{');
      put('.other.json.999999999.0123456789ab.tmp', '{');
      await run();
      expect(names()).toEqual(
        [
          `.a.json.${process.ppid}.0123456789ab.tmp`,
          '.other.json.999999999.0123456789ab.tmp',
          'a.json',
          'a.npz',
          'a.pkl.bak',
        ].sort(),
      );
    });
  });

  it('gives the new files the rights of the pickle', async () => {
    put('a.pkl', smallPickle(3));
    writeFileSync(join(root, 'b.pkl'), smallPickle(3), { mode: 0o600 });
    await run();
    for (const name of ['b.json', 'b.npz', 'b.pkl.bak']) expect(statSync(join(root, name)).mode & 0o777).toBe(0o600);
  });

  it('stops between files when it is told to', async () => {
    for (const number of [1, 2, 3]) put(`${number}.pkl`, smallPickle(number));
    const abort = new AbortController();
    abort.abort();
    expect(await run('.', {}, abort.signal)).toMatchObject({ files: [], interrupted: true });
    expect(names()).toEqual(['1.pkl', '2.pkl', '3.pkl']);
  });
});
