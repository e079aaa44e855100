import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { float64Array, numericArray } from '../value/ndarray.ts';
import { writeNpy } from '../value/npy/write-npy.ts';
import { writeNpz } from '../value/npz/write-npz.ts';
import { vernierIn } from './fixtures/command.ts';
import { TestProject } from './fixtures/project.ts';

let project: TestProject;
beforeAll(() => {
  project = new TestProject({
    'list.json': '[1.0, 2.0, 3.0]',
    'map.json': '{"x": [1.0, 2.0, 3.0], "n": [1, 2, 3]}',
    'table.csv': 'x,n\n1.0,1\n2.0,2\n3.0,3\n',
    'moved.csv': 'x,n\n1.0,1\n2.5,2\n3.0,3\n',
    'words.csv': 'x,n\n1.0,one\n2.0,two\n3.0,three\n',
    'torn.csv': 'x,n\n1.0\n',
    'torn.npy': 'NUMPY',
    'forged.npz': 'PK',
  });
  const x = float64Array([1, 2, 3]);
  const n = numericArray(BigInt64Array.of(1n, 2n, 3n));
  const write = (name: string, bytes: Uint8Array) => writeFileSync(join(project.root, name), bytes);
  write('x.npy', writeNpy(x));
  write('near.npy', writeNpy(float64Array([1, 2.0000001, 3])));
  write('n.npy', writeNpy(n));
  write(
    'both.npz',
    writeNpz(
      new Map([
        ['x', x],
        ['n', n],
      ]),
    ),
  );
  write(
    'packed.NPZ',
    writeNpz(
      new Map([
        ['x', x],
        ['n', n],
      ]),
      { compressed: true },
    ),
  );
  write('one.npz', writeNpz(new Map([['x', x]])));
});
afterAll(() => project.remove());
const diff = (...args: string[]) => vernierIn(project.root, 'diff', ...args);

describe('vernier diff of files that are not JSON', () => {
  it.each([
    ['both.npz', 'packed.NPZ'],
    ['x.npy', 'list.json'],
    ['both.npz', 'map.json'],
    ['both.npz', 'table.csv'],
  ])('%s agrees with %s', (legacy, modern) => {
    expect(diff(legacy, modern)).toMatchObject({ code: 0, err: '' });
  });

  it('judges arrays by the policy, and names places', () => {
    const { code, out } = diff('x.npy', 'near.npy');
    expect(code).toBe(1);
    expect(out).toMatch(/\$\[1\] +2\.0 +2\.0000001 /);
    expect(diff('x.npy', 'near.npy', '--rtol', '1e-6').code).toBe(0);
  });

  it('tells types of elements, missing members and changed cells', () => {
    expect(diff('x.npy', 'n.npy').out).toMatch(/^incomparable[\s\S]*dtype/);
    expect(diff('both.npz', 'one.npz').out).toMatch(/\$\.n [\s\S]*missing/);
    expect(diff('table.csv', 'moved.csv').out).toMatch(/\$\.x\[1\] +2\.0 +2\.5/);
    expect(diff('table.csv', 'words.csv').out).toMatch(/^incomparable/);
    expect(diff('table.csv', 'moved.csv', '--ignore', '/x/1').code).toBe(0);
  });

  it.each([
    ['torn.npy', /torn\.npy is not a \.npy file that can be read: .*\(at byte 0\)/],
    ['forged.npz', /forged\.npz is not a \.npz file that can be read: .*\(at byte 2\)/],
    ['torn.csv', /torn\.csv is not a CSV table/],
    ['missing.npy', /Cannot read the array file "missing\.npy"/],
  ])('exits 2 for %s', (file, why) => {
    const { code, err } = diff(file, 'x.npy');
    expect(code).toBe(2);
    expect(err).toMatch(why);
  });
});
