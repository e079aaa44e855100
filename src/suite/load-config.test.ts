import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { loadProject } from './load-config.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'vernier-config-')));
  mkdirSync(join(root, 'deep/er'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(root, name), text);

describe('loadProject', () => {
  it('takes the nearest configuration upward and fills in the rest', async () => {
    write(
      'vernier.config.json',
      '{"seed": 7, "golden": "data/golden", "python": {"legacy": "bin/python", "x": "python3"}}',
    );
    expect(await loadProject(join(root, 'deep/er'))).toEqual({
      root,
      configFile: join(root, 'vernier.config.json'),
      suites: join(root, 'suites'),
      golden: join(root, 'data/golden'),
      reports: join(root, 'reports'),
      python: { legacy: join(root, 'bin/python'), x: 'python3' },
      seed: 7,
      cases: null,
      jobs: null,
      pruneFoundAfter: 20,
      waivers: { warnDays: 30, mostPerDay: 10 },
      gates: {},
    });
  });

  it('prefers the nearer one', async () => {
    write('vernier.config.json', '{"seed": 1}');
    write('deep/vernier.config.mjs', 'export default { seed: 2 };');
    expect(await loadProject(join(root, 'deep/er'))).toMatchObject({ seed: 2, root: join(root, 'deep') });
  });

  it('goes by package.json, else by the working folder, where there is none', async () => {
    expect(await loadProject(join(root, 'deep'))).toMatchObject({ root: join(root, 'deep'), configFile: null });
    write('package.json', '{}');
    expect(await loadProject(join(root, 'deep'))).toMatchObject({ root, configFile: null, seed: null });
  });

  it.each<[string, string, string, RegExp]>([
    [
      'an unknown key',
      'json',
      '{"seeed": 7}',
      /vernier\.config\.json the document: unknown key "seeed", did you mean "seed"/,
    ],
    ['a seed that is none', 'json', '{"seed": -1}', /vernier\.config\.json at \/seed: must be >= 0/],
    ['a fraction of a case', 'json', '{"cases": 1.5}', /at \/cases: must be an integer/],
    ['no worker', 'json', '{"jobs": 0}', /at \/jobs: must be >= 1/],
    ['a list of folders', 'json', '{"suites": ["a"]}', /at \/suites: must be a string, not an array/],
    [
      'a bad name of an interpreter',
      'json',
      '{"python": {"a b": "python3"}}',
      /at \/python: the key "a b" is not allowed/,
    ],
    [
      'a folder outside of the project',
      'json',
      '{"golden": "../elsewhere"}',
      /at \/golden: "\.\.\/elsewhere" is no folder inside the project/,
    ],
    [
      'the project itself as a folder',
      'json',
      '{"reports": "."}',
      /at \/reports: "\." is no folder inside the project/,
    ],
    ['an absolute folder', 'json', '{"reports": "/tmp"}', /at \/reports: "\/tmp" is no folder inside the project/],
    [
      'a duplicate key',
      'json',
      '{"seed": 1, "seed": 2}',
      /vernier\.config\.json at line 1, column 13: Duplicate key "seed"/,
    ],
    ['a comment', 'json', '{ // seed\n"seed": 1}', /at line 1, column 3/],
    ['an empty file', 'json', '', /vernier\.config\.json is empty; JSON was wanted/],
    ['no object', 'json', 'null', /must be an object, not null/],
    ['a function', 'mjs', 'export default () => ({});', /must be an object/],
    [
      'an unknown key in code',
      'mjs',
      'export default { sead: 1 };',
      /vernier\.config\.mjs the document: unknown key "sead", did you mean "seed"/,
    ],
    [
      'no default export',
      'mjs',
      'export const seed = 1;',
      /has no default export \(it exports seed\); write "export default defineConfig/,
    ],
    [
      'code that throws',
      'mjs',
      'throw new Error("not today");',
      /The configuration .*vernier\.config\.mjs does not load: Error: not today/,
    ],
  ])('refuses %s', async (_, ending, text, message) => {
    write(`vernier.config.${ending}`, text);
    await expect(loadProject(root)).rejects.toThrow(SetupError);
    await expect(loadProject(root)).rejects.toThrow(message);
  });

  it('refuses two configurations side by side', async () => {
    write('vernier.config.json', '{}');
    write('vernier.config.mjs', 'export default {};');
    await expect(loadProject(root)).rejects.toThrow(/holds vernier\.config\.mjs and vernier\.config\.json; keep one/);
  });
});
