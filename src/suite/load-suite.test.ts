import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import type { GoldenFile } from '../golden/vector.ts';
import { writeGolden } from '../golden/write-golden.ts';
import { findSuites } from './find-suites.ts';
import { importDefault } from './import-default.ts';
import { loadProject } from './load-config.ts';
import { loadSuite, loadVectors } from './load-suite.ts';
import { loadWaivers } from './load-waivers.ts';
import { suiteFiles } from './suite-files.ts';

const fixture = fileURLToPath(new URL('./fixtures/project', import.meta.url));

const golden: GoldenFile = {
  schema: 'vernier/golden/1',
  suite: 'sums',
  subject: 'add',
  digest: '0'.repeat(64),
  provenance: {
    ...{
      madeBy: 'suites/sums/vectors.ts',
      recordedAt: '2026-03-01T12:00:00Z',
      recordedFrom: 'python:suites/sums/legacy.py',
    },
    ...{ language: 'python', languageVersion: '3.11.7', packages: {}, platform: {} },
  },
  notes: {},
  vectors: [
    {
      ...{ id: 'one-and-two', comment: 'Small integers', flags: [], origin: 'recorded' },
      ...{ input: { args: [1n, 2n], kwargs: {} }, outcome: { returned: 3n } },
    },
  ],
};

/** A copy of the good suite alone, to be changed. */
let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'vernier-suite-')));
  cpSync(join(fixture, 'vernier.config.json'), join(root, 'vernier.config.json'));
  cpSync(join(fixture, 'suites/sums'), join(root, 'suites/sums'), { recursive: true });
  const suite = join(root, 'suites/sums/suite.ts');
  const text = readFileSync(suite, 'utf8')
    .replace("'../../../../suite.ts'", JSON.stringify(new URL('./suite.ts', import.meta.url).href))
    .replace("'fast-check'", JSON.stringify(import.meta.resolve('fast-check')));
  writeFileSync(suite, text);
});
afterEach(() => rmSync(root, { recursive: true }));

const load = async (name: string, from = fixture) => loadSuite(await loadProject(from), name);

describe('loadSuite', () => {
  it('loads a good suite whole', async () => {
    writeGolden(join(root, 'golden/sums/add.json'), golden);
    const suite = await load('sums', root);
    expect(suite).toMatchObject({
      name: 'sums',
      title: 'Sums of two numbers',
      root,
      folder: join(root, 'suites/sums'),
    });
    expect(Object.keys(suite.definition.subjects)).toEqual(['add', 'subtract']);
    expect(loadVectors(suite).get('add')?.vectors[0]?.outcome).toEqual({ returned: 3n });
    expect(loadVectors(suite, new Set(['subtract'])).size).toBe(0);
    expect(loadWaivers(suite.folder, suite.definition).map(({ id }) => id)).toEqual(['zero-sums']);
  });

  it.each<[string, RegExp]>([
    [
      'throws',
      /^The suite file .*suites\/throws\/suite\.ts does not load: RangeError: no table for this year at .*throws\/suite\.ts:4/,
    ],
    ['inner', /inner\/suite\.ts does not load: TypeError: inner trouble at .*inner\/table\.ts:2/],
    ['odd-throw', /odd-throw\/suite\.mjs does not load: it threw "a bare string"/],
    ['syntax', /syntax\/suite\.mjs does not load/],
    [
      'no-default',
      /no-default\/suite\.ts has no default export \(it exports other, suite\); write "export default defineSuite/,
    ],
    [
      'wrong',
      /wrong\/suite\.mjs has 3 problems:\n.*the key "legacy" is missing.*\n.*at moderns: at least one modern was wanted/,
    ],
    ['smus', /There is no suite "smus" in .*suites, did you mean "sums"\? Known: awaits, inner, /],
    ['../sums', /There is no suite "\.\.\/sums"/],
    ['empty', /There is no suite "empty"/],
  ])('refuses %s with file, reason and place', async (name, message) => {
    await expect(load(name)).rejects.toThrow(SetupError);
    await expect(load(name)).rejects.toThrow(message);
  });

  it('does not wait forever for a suite that awaits', async () => {
    const file = join(fixture, 'suites/awaits/suite.mjs');
    const loading = importDefault(file, { root: fixture, what: 'suite file', example: '', ms: 50 });
    await expect(loading).rejects.toThrow(/awaits\/suite\.mjs did not load within 0\.05 s: it awaits something/);
  });

  it('says where to write the first suite', async () => {
    rmSync(join(root, 'suites'), { recursive: true });
    await expect(load('sums', root)).rejects.toThrow(/holds none; write .*suites\/sums\/suite\.ts/);
  });

  it('refuses golden vectors of a subject that is not there, and of another subject', async () => {
    writeGolden(join(root, 'golden/sums/substract.json'), { ...golden, subject: 'substract' });
    await expect(load('sums', root)).rejects.toThrow(
      /golden\/sums\/substract\.json belongs to no subject of its suite, did you mean "subtract"/,
    );
    rmSync(join(root, 'golden/sums/substract.json'));
    writeGolden(join(root, 'golden/sums/subtract.json'), golden);
    const suite = await load('sums', root);
    expect(() => loadVectors(suite)).toThrow(/holds the vectors of sums\/add; those of sums\/subtract were wanted/);
  });

  it('changes its digest with code, lock, waivers and vectors, and with nothing else', async () => {
    const digest = async () => (await load('sums', root)).digest;
    const first = await digest();
    const folder = join(root, 'suites/sums');
    mkdirSync(join(folder, '__pycache__'));
    writeFileSync(join(folder, '__pycache__/legacy.json'), '{}');
    writeFileSync(join(folder, 'notes.md'), 'Notes');
    writeFileSync(join(folder, '.hidden.json'), '{}');
    expect(await digest()).toBe(first);
    const seen = new Set([first]);
    for (const name of ['legacy.py', 'modern.ts', 'requirements.txt', 'waivers.json', 'new.py']) {
      writeFileSync(join(folder, name), `${name === 'new.py' ? '' : readFileSync(join(folder, name), 'utf8')}\n`);
      seen.add(await digest());
    }
    writeGolden(join(root, 'golden/sums/add.json'), golden);
    seen.add(await digest());
    expect(seen.size).toBe(7);
  });
});

describe('suiteFiles', () => {
  it('follows a link to a folder once, also one that leads back', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vernier-files-'));
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a/x.py'), '');
    symlinkSync('..', join(folder, 'a/back'));
    symlinkSync('nowhere', join(folder, 'dangling.py'));
    expect(suiteFiles(folder)).toEqual(['a/x.py']);
    rmSync(folder, { recursive: true });
  });
});

describe('findSuites', () => {
  it('lists what has a suite file, by name', async () => {
    const names = findSuites(await loadProject(fixture)).map(({ name }) => name);
    expect(names).toEqual(['awaits', 'inner', 'no-default', 'odd-throw', 'sums', 'syntax', 'throws', 'wrong']);
  });

  it('refuses two suite files in a folder, and a name that no suite may have', async () => {
    const project = await loadProject(root);
    writeFileSync(join(root, 'suites/sums/suite.mjs'), '');
    expect(() => findSuites(project)).toThrow(/suites\/sums holds suite\.ts and suite\.mjs; keep one of them/);
    rmSync(join(root, 'suites/sums/suite.mjs'));
    mkdirSync(join(root, 'suites/a b'));
    writeFileSync(join(root, 'suites/a b/suite.ts'), '');
    expect(() => findSuites(project)).toThrow(/"a b" is not a name/);
  });
});
