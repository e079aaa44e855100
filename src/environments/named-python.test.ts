import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakePython } from './fixtures/fake-python.ts';
import { otherPython, otherVersion } from './fixtures/other-python.ts';
import { makeWheel } from './fixtures/wheels.ts';
import { askInterpreter } from './interpreter.ts';
import { ensurePythonEnvironment } from './python.ts';

let root: string;
let bin: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vernier-named-'));
  bin = join(root, 'bin');
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', 'wheels');
  makeWheel(join(root, 'wheels'), 'tiny', '1.0');
  writeFileSync(join(root, 'jax.txt'), 'tiny==1.0\n');
});
afterEach(() => vi.unstubAllEnvs());

const ensure = (base?: string) =>
  ensurePythonEnvironment({
    ...{ name: 'jax', requirements: join(root, 'jax.txt'), root },
    ...(base === undefined ? {} : { base }),
  });

const versionOf = (python: string) =>
  spawnSync(python, ['-I', '-c', 'import platform, tiny; print(platform.python_version())'], {
    encoding: 'utf8',
  }).stdout.trim();

describe('an environment made with a Python that was named', () => {
  it('is made with that one, and is another than that of python3', { timeout: 60_000 }, async () => {
    const other = otherPython(bin, 'python-of-ours');
    const usual = await ensure();
    const made = await ensure(other);
    expect(made).toMatchObject({ made: true, version: otherVersion, packages: { tiny: '1.0' } });
    expect(made.path).not.toBe(usual.path);
    expect(readFileSync(join(bin, 'calls.txt'), 'utf8')).toContain('-m venv\n');
    // A name is looked for on PATH, and finds the same environment again.
    vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
    expect(await ensure('python-of-ours')).toEqual({ ...made, made: false });
    expect(await ensure()).toEqual({ ...usual, made: false });
  });

  it('runs on the real other Python, where this machine has one', { timeout: 60_000 }, async () => {
    const usual = (await askInterpreter('python3', '')).version;
    const names = [8, 9, 10, 11, 12, 13, 14].map((minor) => `python3.${minor}`);
    const asked = await Promise.all(names.map((name) => askInterpreter(name, '').catch(() => null)));
    const real = asked.find((one) => one?.venv && one.version !== usual) ?? null;
    // Else the one above, which stands for it, has shown all that can be shown here.
    if (real === null) return expect(versionOf((await ensure()).python)).toBe(usual);
    const made = await ensure(real.executable);
    expect(versionOf(made.python)).toBe(real.version);
    expect(made.version).toBe(real.version);
  });

  it.each([
    ['python-of-nowhere', 'There is no "python-of-nowhere" on PATH. '],
    ['/nowhere/python3', 'There is no "/nowhere/python3". '],
  ])('%s: what is missing is named, and what to do', async (base, message) => {
    await expect(ensure(base)).rejects.toThrow(
      `${message}The environment for jax is to be made with it: install it, or name another with --python jax=make:PATH.`,
    );
  });

  it('a Python that is too old is refused with the same words', async () => {
    const old = fakePython(bin, { version: '3.7.17' });
    await expect(ensure(old)).rejects.toThrow(/is Python 3\.7\.17, .* name another with --python jax=make:PATH\.$/);
  });
});
