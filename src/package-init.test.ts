import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InstalledPackage } from './fixtures/installed-package.ts';

describe('vernier init, installed in an empty folder', () => {
  let folder: InstalledPackage;
  beforeAll(() => {
    folder = new InstalledPackage();
  });
  afterEach(() => folder.empty());
  afterAll(() => folder.remove());
  const lastReport = () => JSON.parse(folder.vernier('run', '--json').stdout);

  it('writes a starter that runs at once, compares something, and finds a bug put into it', () => {
    const init = folder.vernier('init', '--yes');
    expect({ status: init.status, stderr: init.stderr }).toEqual({ status: 0, stderr: '' });
    for (const file of [
      'package.json',
      'vernier.config.ts',
      '.gitignore',
      ...['suite.ts', 'legacy.py', 'modern.ts', 'vectors.ts', 'waivers.json'].map((name) => `suites/example/${name}`),
    ])
      expect(folder.has(file), file).toBe(true);
    expect(folder.read('.gitignore')).toMatch(/^reports\/$/m);
    const run = folder.vernier('run', 'example');
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/pass +example\/balance · typescript.*1,000 generated.*100% of 1,000 compared/);
    expect(folder.vernier('golden', 'record', 'example')).toMatchObject({ status: 0, stderr: '' });
    expect(lastReport().vectors).toHaveLength(4);
    folder.write({
      'suites/example/modern.ts': folder.read('suites/example/modern.ts').replace('** years', '** (years + 1)'),
    });
    expect(folder.vernier('run').status).toBe(1);
  });

  it('writes JavaScript, and modules of a package that is none', () => {
    folder.write({ 'package.json': '{"name": "mine", "type": "commonjs"}\n' });
    expect(folder.vernier('init', '--yes').status).toBe(0);
    expect(folder.vernier('init', 'again', '--yes', '--js').status).toBe(0);
    expect(folder.read('package.json')).toBe('{"name": "mine", "type": "commonjs"}\n');
    for (const file of [
      'vernier.config.mts',
      'suites/example/suite.mts',
      'suites/again/suite.mjs',
      'suites/again/modern.mjs',
    ])
      expect(folder.has(file), file).toBe(true);
    expect(folder.has('vernier.config.mjs')).toBe(false);
    const run = folder.vernier('run');
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(/again\/balance · javascript/);
  });

  it('takes the addresses of the user, wherever the files are', () => {
    folder.write({
      'package.json': '{"type": "module"}',
      'old/prices.py': 'def price(x, n, rush):\n    return x * n + (5 if rush else 0)\n',
      "src/it's.ts": 'export const cost = (x: number, n: number, rush: boolean): number => x * n + (rush ? 5 : 0);\n',
    });
    const args = [
      'init',
      '--legacy',
      'python:./old/prices.py:price',
      '--modern',
      "module:./src/it's.ts#cost",
      '--takes',
      'number,integer,flag',
    ];
    expect(folder.vernier(...args)).toMatchObject({ status: 0, stderr: '' });
    expect(folder.read('suites/price/suite.ts')).toContain("address: 'python:../../old/prices.py:price'");
    const run = folder.vernier('run', 'price');
    expect({ status: run.status, out: run.status === 0 ? '' : run.stdout + run.stderr }).toEqual({
      status: 0,
      out: '',
    });
    expect(run.stdout).toMatch(/price\/price · typescript.*100% of 1,000 compared/);
  });

  it.each(['text', 'flag', 'numbers', 'integer', 'number'])('makes a generator of %s', (kind) => {
    folder.write({
      'package.json': '{"type": "module"}',
      'a.mjs': 'export const f = (x) => [1, x];\n',
      'b.mjs': 'export const f = (y) => [1, y];\n',
    });
    expect(
      folder.vernier('init', 'one', '--legacy', 'module:./a.mjs#f', '--modern', 'module:./b.mjs#f', '--takes', kind)
        .status,
    ).toBe(0);
    expect(folder.vernier('run', '--cases', '50')).toMatchObject({ status: 0, stderr: '' });
  });

  it('never overwrites', () => {
    folder.write({
      'package.json': '{"type": "module"}',
      '.gitignore': 'mine',
      'vernier.config.json': '{"seed": 9}',
      'suites/other/waivers.json': 'mine',
    });
    expect(folder.vernier('init', 'other', '--yes').stdout).toContain('kept     suites/other/waivers.json');
    expect(folder.read('suites/other/waivers.json')).toBe('mine');
    expect(folder.read('.gitignore')).toMatch(/^mine\n\.vernier\/\n/);
    expect(folder.has('vernier.config.ts')).toBe(false);
    const before = folder.read('suites/other/suite.ts');
    expect(folder.vernier('init', 'other', '--yes')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('a suite "other" already'),
    });
    expect(folder.read('suites/other/suite.ts')).toBe(before);
  });

  it.each([
    [['--legacy', 'module:./a.mjs#f'], 'belong together'],
    [['--legacy', 'module:./nowhere.mjs#f', '--modern', 'module:./a.mjs#f'], 'there is no file'],
    [['--legacy', 'module:./a.mjs', '--modern', 'driver:./x'], '--subject'],
    [['--legacy', 'cobol:x', '--modern', 'module:./a.mjs'], 'the scheme "cobol" is unknown'],
    [['--takes', 'number,nmber'], '"nmber" is none of'],
    [['--yes', '../x'], 'is not a name'],
  ])('writes nothing for %j, and says why', (args, words) => {
    folder.write({ 'package.json': '{"type": "module"}', 'a.mjs': 'export const f = (x) => x;\n' });
    expect(folder.vernier('init', ...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(words) });
    expect(folder.has('suites')).toBe(false);
    expect(folder.has(join('vernier.config.ts'))).toBe(false);
  });
});
