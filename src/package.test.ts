import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'vernier-package-'));
const installed = join(root, 'node_modules/vernier');

/** The package as npm would publish it, unpacked as npm would install it, with its dependencies beside it. */
beforeAll(() => {
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', root], {
    cwd: repository,
    encoding: 'utf8',
  });
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', [
    '-xzf',
    join(root, packed.trim().split('\n').at(-1)!),
    '-C',
    installed,
    '--strip-components',
    '1',
  ]);
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies))
    symlinkSync(join(repository, 'node_modules', name), join(root, 'node_modules', name));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const vernier = (...args: string[]) =>
  spawnSync(process.execPath, [join(installed, 'bin/vernier.cjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: root },
  });

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    expect(readdirSync(installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'bin',
      'dist',
      'golden',
      'package.json',
    ]);
    const files = readdirSync(installed, { recursive: true }).map(String);
    expect(files.filter((file) => /\.test\.|fixtures|test-data/.test(file))).toEqual([]);
    for (const file of [
      'dist/drivers/python/vernier_driver.py',
      'dist/drivers/node/driver.js',
      'dist/index.d.ts',
      'golden/schema/report-1.json',
    ])
      expect(files).toContain(file);
  });

  it('runs a suite in an empty folder: TypeScript against Python', () => {
    mkdirSync(join(root, 'suites/half'), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(root, 'suites/half', name), text);
    write(
      'suite.ts',
      `import { binary64, defineSuite } from 'vernier';
export default defineSuite({
  name: 'half',
  legacy: { address: 'python:./legacy.py' },
  moderns: { typescript: { address: 'module:./modern.ts' } },
  subjects: { half: { cases: 300, generator: { version: 1, arbitrary: binary64().map((x) => ({ args: [x], kwargs: {} })) } } },
});
`,
    );
    write('legacy.py', 'def half(x):\n    return x / 2\n');
    write('modern.ts', 'export const half = (x: number): number => x * 0.5;\n');
    const { status, stdout, stderr } = vernier('run', 'half');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('300 generated');
  });

  it('says which Node it needs when Node is too old', () => {
    const launcher = readFileSync(join(installed, 'bin/vernier.cjs'), 'utf8').replace(
      'process.versions.node.split',
      "'20.1.0'.split",
    );
    writeFileSync(join(root, 'old.cjs'), launcher);
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'old.cjs')], { encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('needs Node >= 22.18') });
  });
});
