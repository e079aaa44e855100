import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakePython } from './fixtures/fake-python.ts';
import { askInterpreter, askPackages } from './interpreter.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-python-'));
});

describe('askInterpreter', () => {
  it('learns what the real Python is, behind any shim', async () => {
    const about = await askInterpreter('python3', 'x');
    expect(about.version).toMatch(/^3\.\d+\.\d+/);
    expect(realpathSync(about.executable)).toMatch(/python3/);
    expect(about).toMatchObject({ venv: true, platform: expect.stringMatching(/^\w+ \S+ \S+ \S+$/) });
  });

  it('hears the answer through what start-up files print', async () => {
    expect(await askInterpreter(fakePython(folder, {}), 'x')).toMatchObject({ version: '3.11.7' });
  });

  it.each([
    ['/nowhere/python3', 'There is no "/nowhere/python3". Do this.'],
    ['python-of-nowhere', 'There is no "python-of-nowhere" on PATH. Do this.'],
    ['/', '"/" cannot be run (EACCES). Do this.'],
    ['/bin/true', '"/bin/true" did not answer as a Python does\nDo this.'],
    ['/bin/echo', '"/bin/echo" did not answer as a Python does: '],
    ['/bin/ls', 'did not answer as a Python does: /bin/ls: '],
  ])('says of %s: %s', async (python, message) => {
    await expect(askInterpreter(python, 'Do this.')).rejects.toThrow(message);
  });

  it('refuses an old Python by its version', async () => {
    const old = fakePython(folder, { version: '3.7.17' });
    await expect(askInterpreter(old, 'Do this.')).rejects.toThrow(
      `"${old}" is Python 3.7.17, and Python 3.8 or newer is wanted. Do this.`,
    );
    await expect(askInterpreter(fakePython(folder, { version: '2.7.18' }), '')).rejects.toThrow('is Python 2.7.18');
  });

  it('cannot be misled by PYTHONPATH', async () => {
    writeFileSync(join(folder, 'json.py'), 'raise SystemExit("shadowed")');
    const before = process.env.PYTHONPATH;
    process.env.PYTHONPATH = folder;
    try {
      expect((await askInterpreter('python3', 'x')).version).toMatch(/^3/);
    } finally {
      if (before === undefined) delete process.env.PYTHONPATH;
      else process.env.PYTHONPATH = before;
    }
  });

  it('stops when it is told to', async () => {
    await expect(askInterpreter('python3', 'x', AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

it('askPackages() names packages in one spelling, in order', async () => {
  const packages = await askPackages((await askInterpreter('python3', 'x')).executable);
  const names = Object.keys(packages);
  expect(names).toEqual([...names].sort());
  expect(names.every((name) => /^[a-z\d]+(-[a-z\d]+)*$/.test(name))).toBe(true);
});
