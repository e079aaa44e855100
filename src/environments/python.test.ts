import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PythonEnvironment, PythonRequest } from './environment.ts';
import { makeWheel } from './fixtures/wheels.ts';
import { ensurePythonEnvironment } from './python.ts';

let root: string;
let lock: string;
let told: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vernier-envs-'));
  lock = join(root, 'legacy.txt');
  told = [];
  // Packages come from this folder alone, so that no test but one needs a network. It is the project's: relative.
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', 'wheels');
  makeWheel(join(root, 'wheels'), 'tiny', '1.0');
  writeFileSync(lock, 'tiny==1.0.0\n');
});
afterEach(() => vi.unstubAllEnvs());

function ensure(more: Partial<PythonRequest> = {}): Promise<PythonEnvironment> {
  const onProgress = (line: string) => told.push(line);
  return ensurePythonEnvironment({ name: 'legacy', requirements: lock, root, onProgress, ...more });
}

function runIn(environment: PythonEnvironment, code: string): string {
  return spawnSync(environment.python, ['-I', '-c', code], { encoding: 'utf8' }).stdout.trim();
}

const entries = () => readdirSync(join(root, '.vernier/envs')).sort();

describe('ensurePythonEnvironment', () => {
  it('makes the environment of a lock once, and finds it afterwards', async () => {
    const made = await ensure();
    expect(made).toMatchObject({
      made: true,
      lock,
      packages: { tiny: '1.0' },
      digest: expect.stringMatching(/^[\da-f]{64}$/),
    });
    expect(runIn(made, 'import tiny, sys; print(tiny.version, sys.version.split()[0], sys.prefix)')).toBe(
      `1.0 ${made.version} ${made.path}`,
    );
    expect(told[0]).toBe(`making the Python environment for legacy: tiny 1.0.0 (Python ${made.version})`);
    expect(told.at(-1)).toMatch(/^legacy: the environment is ready after \d+\.\d s$/);

    told = [];
    // A comment is no other environment, a version is.
    writeFileSync(lock, '# pinned by hand\ntiny == 1.0.0\n');
    expect(await ensure()).toEqual({ ...made, made: false });
    expect(told).toEqual([]);
    makeWheel(join(root, 'wheels'), 'tiny', '1.1');
    writeFileSync(lock, 'tiny==1.1\n');
    expect((await ensure()).path).not.toBe(made.path);
  });

  it('makes an environment without any package where there is no lock', async () => {
    const made = await ensure({ requirements: null });
    expect(made).toMatchObject({ lock: null, packages: {} });
    expect(runIn(made, 'import importlib.util as u; print(u.find_spec("pip"))')).toBe('None');
    expect(told[0]).toContain('no packages');
  });

  it('installs from the package index with hashes, and refuses another hash', { timeout: 180_000 }, async () => {
    vi.unstubAllEnvs();
    const hash = '8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254';
    writeFileSync(lock, `six==1.16.0 \\\n  --hash=sha256:${hash}\n`);
    expect((await ensure()).packages).toEqual({ six: '1.16.0' });
    writeFileSync(lock, `six==1.16.0 --hash=sha256:${hash.replace('8', '9')}\n`);
    await expect(ensure()).rejects.toThrow('is not what its --hash in the lock says');
    expect(entries()).toHaveLength(2);
  });

  it('works without a home folder to cache in', async () => {
    vi.stubEnv('HOME', '');
    expect((await ensure()).packages).toEqual({ tiny: '1.0' });
  });

  it('does not let pip be told to install elsewhere', async () => {
    vi.stubEnv('PIP_TARGET', join(root, 'elsewhere'));
    vi.stubEnv('PIP_USER', '1');
    expect((await ensure()).packages).toEqual({ tiny: '1.0' });
    expect(existsSync(join(root, 'elsewhere'))).toBe(false);
  });

  it('makes it once for runs at the same moment', async () => {
    const code = `console.log(JSON.stringify(await m.ensurePythonEnvironment(${JSON.stringify({ name: 'legacy', requirements: lock, root })})))`;
    const runs = await Promise.all([1, 2, 3].map(() => outputOf(start(code))));
    const environments = runs.map((text) => JSON.parse(text) as PythonEnvironment);
    expect(environments.map(({ made }) => made).sort()).toEqual([false, false, true]);
    expect(new Set(environments.map(({ python }) => python)).size).toBe(1);
    expect(runIn(environments[0]!, 'import tiny; print(tiny.version)')).toBe('1.0');
    expect(entries()).toHaveLength(2);
  });

  it('recovers from a run that was killed in the middle, though its pip lives on', async () => {
    // An index that takes the question and never answers holds the first run's pip where it is.
    const asked = Promise.withResolvers<void>();
    const server = createServer(() => asked.resolve()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const index = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const code = `await m.ensurePythonEnvironment(${JSON.stringify({ name: 'legacy', requirements: lock, root })})`;
    const first = start(code, { PIP_NO_INDEX: '0', PIP_FIND_LINKS: '', PIP_INDEX_URL: index, PIP_RETRIES: '0' });
    await asked.promise;
    first.kill('SIGKILL');
    await once(first, 'exit');
    const [halfMade] = entries().filter((entry) => !entry.includes('.lock'));
    expect(halfMade).toBeDefined();

    const second = await ensure();
    server.closeAllConnections();
    server.close();
    expect(second).toMatchObject({ made: true, packages: { tiny: '1.0' } });
    expect(entries()).toHaveLength(2);
    expect(entries()).not.toContain(halfMade);
  });

  it('makes it anew when the Python it was made with has gone, or its folder was emptied', async () => {
    const made = await ensure({ requirements: null });
    rmSync(made.python);
    symlinkSync('/nowhere/python3', made.python);
    expect(await ensure({ requirements: null })).toEqual(made);
    rmSync(join(made.path, 'vernier-environment.json'));
    expect(await ensure({ requirements: null })).toEqual(made);
    rmSync(made.path);
    mkdirSync(made.path);
    expect(await ensure({ requirements: null })).toEqual(made);
    expect(entries()).toHaveLength(2);
  });

  it('leaves nothing when it is told to stop', async () => {
    const stop = new AbortController();
    const onProgress = (line: string) => line.startsWith('making') && stop.abort();
    await expect(ensure({ onProgress, signal: stop.signal })).rejects.toThrow(/abort/i);
    expect(entries()).toEqual([]);
  });
});

describe('ensurePythonEnvironment with an interpreter that was given', () => {
  it('uses it as it is, makes nothing, and says where it is not as locked', async () => {
    const other = (await ensure()).path;
    rmSync(lock);
    writeFileSync(lock, 'tiny==2.0\nsix==1\n');
    told = [];
    const given = await ensure({ python: other });
    expect(given).toMatchObject({ made: false, lock: null, path: other, packages: { tiny: '1.0' } });
    expect(runIn(given, 'import tiny; print(tiny.version)')).toBe('1.0');
    expect(told).toEqual([
      `legacy: "${given.python}" is not as ${lock} has it: tiny is 1.0, not 2.0, six is missing, not 1; --python legacy=make:PATH makes an environment that is`,
    ]);
    expect(entries()).toHaveLength(2);
    expect(await ensure({ python: join('.vernier/envs', entries()[0]!) })).toMatchObject({ packages: { tiny: '1.0' } });
  });

  it('takes a name on PATH', async () => {
    expect(await ensure({ python: 'python3', requirements: null })).toMatchObject({ made: false, lock: null });
    expect(existsSync(join(root, '.vernier'))).toBe(false);
  });

  it.each([
    ['/nowhere/python3', 'There is no "/nowhere/python3". Give the path of a Python >= 3.8 with --python legacy=PATH'],
    ['/bin/true', '"/bin/true" did not answer as a Python does'],
  ])('refuses %s', async (python, message) => {
    await expect(ensure({ python })).rejects.toThrow(message);
    expect(existsSync(join(root, '.vernier'))).toBe(false);
  });
});

function start(code: string, variables: Record<string, string> = {}): ChildProcess {
  const url = new URL('./python.ts', import.meta.url).href;
  const args = ['--input-type=module', '-e', `import * as m from ${JSON.stringify(url)};\n${code}`];
  return spawn(process.execPath, args, { env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout!.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return text;
}
