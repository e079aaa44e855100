import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPins } from '../../src/environments/pins.ts';

const root = join(import.meta.dirname, '../..');
const pins = readPins(join(import.meta.dirname, 'requirements/jax.txt'));

/** The environment in `.vernier/envs` that has the pinned release of a package; null when none was made. */
function madeWith(library: string): string | null {
  const envs = join(root, '.vernier/envs');
  const wanted = pins.find(({ name }) => name === library)?.version;
  const markers = existsSync(envs) ? readdirSync(envs).map((name) => join(envs, name, 'vernier-environment.json')) : [];
  const made = markers.filter(existsSync).find((file) => {
    return JSON.parse(readFileSync(file, 'utf8')).packages[library] === wanted;
  });
  return made === undefined ? null : join(made, '..');
}

/** All of two parameters: what keeps one model for another is found out. */
const vectors = ['fit@Misra1a-start2', 'fit@Misra1b-start2', 'fit@DanWood-start2'];

describe.each([
  ['nlsq', '3.12 or newer'],
  ['optimistix', 'before 3.12'],
])('the fit suite on JAX, with %s', (library, python) => {
  const environment = madeWith(library);
  if (environment === null) {
    const words = `not exercised: no environment with ${library} was made (vernier run fit --modern jax, on Python ${python})`;
    console.warn(`the fit suite on JAX: ${words}`);
    it(words, () => expect(environment).toBeNull());
    return;
  }
  it('agrees with what NIST certifies, one model after another', { timeout: 300_000 }, () => {
    const reports = mkdtempSync(join(tmpdir(), 'vernier-jax-'));
    const sides = ['legacy', 'jax'].flatMap((side) => ['--python', `${side}=${environment}`]);
    const flags = ['--modern', 'jax', '--only', ...vectors, '--no-keep', '--no-history', '--reports', reports];
    const run = ['bin/vernier.cjs', 'run', 'fit', ...flags, ...sides];
    const { status, stdout, stderr } = spawnSync(process.execPath, run, { cwd: root, encoding: 'utf8' });
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    const [folder = ''] = readdirSync(reports);
    const [suite] = JSON.parse(readFileSync(join(reports, folder, 'report.json'), 'utf8')).suites;
    expect(suite.implementations[1].packages).toHaveProperty(library);
    expect(suite.subjects[0].moderns[0].vectors.agreed).toBe(vectors.length);
  });
});
