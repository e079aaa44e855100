import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { fakePython, pathWithoutPython } from './fixtures/fake-python.ts';
import { makeWheel } from './fixtures/wheels.ts';
import { askInterpreter } from './interpreter.ts';
import { ensurePythonEnvironment } from './python.ts';

let wheels: string;
beforeAll(() => {
  wheels = mkdtempSync(join(tmpdir(), 'vernier-wheels-'));
  makeWheel(wheels, 'tiny', '1.0');
  makeWheel(wheels, 'needy', '1.0', 'missing-one>=3');
  makeWheel(wheels, 'picky', '1.0', 'tiny>=2');
});

let root: string;
let lock: string;
let bin: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vernier-set-up-'));
  lock = join(root, 'legacy.txt');
  bin = join(root, 'bin');
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', wheels);
  writeFileSync(lock, 'tiny==1.0\n');
});
afterEach(() => vi.unstubAllEnvs());

async function failure(): Promise<string> {
  const error: unknown = await ensurePythonEnvironment({ name: 'legacy', requirements: lock, root }).catch(
    (one) => one,
  );
  expect(error).toBeInstanceOf(SetupError);
  const envs = join(root, '.vernier/envs');
  // Whatever went wrong, nothing half made stays.
  if (existsSync(envs)) expect(readdirSync(envs)).toEqual([]);
  return (error as Error).message;
}

/** Puts a fake python3 before the real programs on PATH. */
function pretend(about: Record<string, unknown>, rest?: string): void {
  fakePython(bin, about, rest);
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
}

describe('what is missing is named, with the remedy', () => {
  it('no Python', async () => {
    vi.stubEnv('PATH', pathWithoutPython(bin));
    expect(await failure()).toBe(
      'There is no "python3" on PATH. Install Python 3.8 or newer (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python), or name one with --python legacy=PATH.',
    );
  });

  it('no Python for a side without a lock, which takes what there is', async () => {
    vi.stubEnv('PATH', pathWithoutPython(bin));
    const request = { name: 'legacy', requirements: null, root, python: 'python3' };
    await expect(ensurePythonEnvironment(request)).rejects.toThrow(
      /^There is no "python3" on PATH. Install Python 3.8 or newer .*or name one with --python legacy=PATH.$/,
    );
  });

  it('a Python that is too old', async () => {
    pretend({ version: '3.6.9' });
    expect(await failure()).toContain('"python3" is Python 3.6.9, and Python 3.8 or newer is wanted. Install Python');
  });

  it('no venv module', async () => {
    pretend({ venv: false });
    expect(await failure()).toBe(
      `"${bin}/python3" has no module "venv". Install it (Debian, Ubuntu: apt install python3-venv), or use an existing Python with --python legacy=PATH.`,
    );
  });

  it.each([null, '20.0.2', '22.2'])('pip %s and no ensurepip', async (pip) => {
    pretend({ pip, ensurepip: false });
    expect(await failure()).toContain(
      'has neither a pip >= 22.3 nor the module "ensurepip". Install one (Debian, Ubuntu: apt',
    );
  });

  it('a venv module that fails', async () => {
    pretend({}, 'echo "The virtual environment was not created" >&2; exit 1');
    expect(await failure()).toMatch(/-m venv" cannot make ".*Mend what .*\n.* was not created/s);
    pretend({}, 'echo "OSError: [Errno 28] No space left on device" >&2; exit 1');
    expect(await failure()).toContain('The disk is full');
  });

  it('the package index', async () => {
    vi.stubEnv('PIP_NO_INDEX', '0');
    vi.stubEnv('PIP_FIND_LINKS', '');
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple');
    vi.stubEnv('PIP_RETRIES', '1');
    expect(await failure()).toContain('The package index is not reachable. Check the network, the proxy (HTTPS_PROXY)');
  });

  it('a wheel', async () => {
    writeFileSync(lock, '\ntiny==9.9\n');
    expect(await failure()).toMatch(
      /There is no wheel of tiny 9\.9 for Python 3\.\S+ on \S+ .* Change the pin at .*legacy\.txt:2, or use/,
    );
  });

  it('a package that the lock forgot', async () => {
    writeFileSync(lock, 'needy==1.0\n');
    expect(await failure()).toContain(
      `${lock} does not pin all that is needed: needy 1.0 requires missing-one, which is not installed. Add the missing`,
    );
  });

  it('a pin in the lock', async () => {
    writeFileSync(lock, 'tiny\n');
    expect(await failure()).toContain(`${lock}:1: "tiny" is not pinned`);
  });

  it('a place to write to', async () => {
    writeFileSync(join(root, '.vernier'), 'a file is in the way');
    expect(await failure().catch(String)).toMatch(/Cannot make the folder ".*\.vernier\/envs" \((ENOTDIR|EEXIST)\)/);
  });

  it('packages that pip says it installed', async () => {
    // This one makes a real environment and then installs nothing at all.
    const real = (await askInterpreter('python3', '')).executable;
    pretend({}, `case "$*" in *" pip "*) exit 0;; *) exec "${real}" "$@";; esac`);
    expect(await failure()).toContain(
      `${lock}:1: tiny 1.0 was installed, but it is not there in the new environment. Check pip's configuration`,
    );
  });
});

it('a conflict that does not keep packages from working is only told', async () => {
  writeFileSync(lock, 'picky==1.0\ntiny==1.0\n');
  const told: string[] = [];
  const made = await ensurePythonEnvironment({
    name: 'legacy',
    requirements: lock,
    root,
    onProgress: (line) => told.push(line),
  });
  expect(made.packages).toEqual({ picky: '1.0', tiny: '1.0' });
  expect(told.join('\n')).toMatch(/legacy: note: picky 1\.0 (requires|has requirement) tiny>=2/);
});

it('a Python whose pip cannot work on other environments gets one from ensurepip', { timeout: 180_000 }, async () => {
  const real = (await askInterpreter('python3', '')).executable;
  pretend({ pip: '20.0.2' }, `exec "${real}" "$@"`);
  const made = await ensurePythonEnvironment({ name: 'legacy', requirements: lock, root });
  expect(made.packages).toMatchObject({ tiny: '1.0', pip: expect.any(String) });
});
