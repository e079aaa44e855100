import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InstalledPackage } from './fixtures/installed-package.ts';

let folder: InstalledPackage;
beforeAll(() => {
  folder = new InstalledPackage().write({ 'package.json': '{"type": "module"}' });
});
afterAll(() => folder.remove());

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    expect(readdirSync(folder.installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'golden',
      'package.json',
    ]);
    const files = readdirSync(folder.installed, { recursive: true }).map(String);
    expect(files.filter((file) => /\.test\.|fixtures|test-data/.test(file))).toEqual([]);
    for (const file of [
      'dist/drivers/python/vernier_driver.py',
      'dist/drivers/node/driver.js',
      'dist/drivers/node/reproduce.mjs',
      'dist/drivers/python/reproduce.py',
      'golden/schema/found-1.json',
      'dist/index.d.ts',
      'dist/vitest/index.d.ts',
      'golden/schema/report-1.json',
    ])
      expect(files).toContain(file);
  });

  it('runs a suite in an empty folder: TypeScript against Python', () => {
    folder.write({
      'suites/half/suite.ts': `import { binary64, defineSuite } from 'vernier';
export default defineSuite({
  name: 'half',
  legacy: { address: 'python:./legacy.py' },
  moderns: { typescript: { address: 'module:./modern.ts' } },
  subjects: { half: { cases: 300, generator: { version: 1, arbitrary: binary64().map((x) => ({ args: [x], kwargs: {} })) } } },
});
`,
      'suites/half/legacy.py': 'def half(x):\n    return x / 2\n',
      'suites/half/modern.ts': 'export const half = (x: number): number => x * 0.5;\n',
    });
    const { status, stdout, stderr } = folder.vernier('run', 'half');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('300 generated');
  });

  it('compares two functions in an empty folder, Python with Python and Python with TypeScript, and replays what it finds', () => {
    folder.empty();
    folder.write({
      'calls.json': '[["a b"], ["a/b"], ["abc"]]',
      'old.py': 'def area(w, h):\n    return w * h\n',
      'new.ts': 'export const area = (w: number, h: number): number => w * h;\n',
    });
    const quote = ['python:urllib.parse:quote', 'python:urllib.parse:quote_plus', '--calls', 'calls.json'];
    const found = folder.vernier('compare', ...quote, '--reports', 'out');
    expect({ status: found.status, stderr: found.stderr }).toEqual({ status: 1, stderr: '' });
    expect(found.stdout.match(/^ {2}input .*?(?= {3}\()/gm)).toEqual(['  input     " "', '  input     /']);
    const [run = ''] = readdirSync(join(folder.root, 'out'));
    const evidence = join(folder.root, 'out', run, 'evidence');
    const files = readdirSync(evidence);
    expect(files).toHaveLength(6);
    const file = (ending: string) => join(evidence, files.find((name) => name.endsWith(ending))!);
    expect(folder.vernier('replay', file('.json'), '--trust').status).toBe(1);
    const script = spawnSync('python3', [file('.legacy.py')], { encoding: 'utf8' });
    expect(script.stdout).toMatch(/^returned '(%20|\/)'$/m);
    const area = ['python:./old.py:area', 'module:./new.ts#area', '--generate', 'number,number'];
    const same = folder.vernier('compare', ...area);
    expect({ status: same.status, stderr: same.stderr }).toEqual({ status: 0, stderr: '' });
    expect(same.stdout).toContain('1,000 generated');
    const left = readdirSync(folder.root).filter((name) => !['node_modules', '__pycache__'].includes(name));
    expect(left.sort()).toEqual(['calls.json', 'new.ts', 'old.py', 'out']);
  });

  it('says which Node it needs when Node is too old', () => {
    const launcher = readFileSync(join(folder.installed, 'bin/vernier.cjs'), 'utf8').replace(
      'process.versions.node.split',
      "'20.1.0'.split",
    );
    writeFileSync(join(folder.root, 'old.cjs'), launcher);
    const { status, stderr } = spawnSync(process.execPath, [join(folder.root, 'old.cjs')], { encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('needs Node >= 22.18') });
  });
});
