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
