import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { float64Array, ndarray } from '../value/ndarray.ts';
import { readNpz } from '../value/npz/read-npz.ts';
import { writeNpz } from '../value/npz/write-npz.ts';
import type { NdArrayValue, Value } from '../value/value.ts';
import { sampleGolden, sampleVector } from './fixtures/sample-golden.ts';
import { goldenDigest } from './golden-digest.ts';
import { readGolden } from './read-golden.ts';
import { writeGolden } from './write-golden.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vernier-golden-'));
  path = join(folder, 'evaluate.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const wave = (length: number) => float64Array(Float64Array.from({ length }, (_, i) => Math.sin(i)));
const big = wave(10_000);
const small = wave(10);
const returning = (id: string, returned: Value) =>
  sampleVector({ id, input: { args: [id], kwargs: {} }, outcome: { returned } });
const arraysBeside = () => readNpz(readFileSync(join(folder, 'evaluate.npz')));
const refusal = () => {
  try {
    readGolden(path);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  return 'no refusal';
};

describe('golden vectors with big arrays', () => {
  it('keep those beside their JSON, and the small ones in it', () => {
    const shared: Value[] = [
      big,
      {
        kind: 'map',
        type: 'dict',
        entries: [
          ['again', big],
          ['small', small],
        ],
      },
    ];
    const file = sampleGolden([
      sampleVector({ id: 'in', input: { args: [big], kwargs: { y: big } } }),
      returning('out', shared),
    ]);
    const written = writeGolden(path, file);
    expect([...arraysBeside().keys()]).toEqual(['in/0', 'out/0']);
    expect(readFileSync(path, 'utf8')).toContain('{"$npz":"out/0"}');
    expect(readFileSync(path).length).toBeLessThan(4000);
    const back = readGolden(path);
    expect(back.digest).toBe(written.digest);
    const { returned } = back.vectors[1]!.outcome as { returned: [NdArrayValue, { entries: [string, Value][] }] };
    expect(Buffer.compare(returned[0].data, big.data)).toBe(0);
    expect(returned[1].entries[0]![1]).toBe(returned[0]);
  });

  it('have the digest that they would have in the JSON alone', () => {
    const { digest, notes, vectors } = writeGolden(path, sampleGolden([returning('out', big)]));
    expect(goldenDigest({ notes, vectors })).toBe(digest);
    expect(goldenDigest(sampleGolden([returning('out', big)]))).toBe(digest);
  });

  it('keep what a .npz would spell another way where it is', () => {
    const bytes = new Uint8Array(big.data);
    const odd = [
      ndarray('f8', [10_000], bytes),
      ndarray('<f8', [10_000], bytes, 'F'),
      ndarray('bfloat16', [40_000], bytes),
    ];
    for (const [i, array] of odd.entries()) {
      writeGolden(path, sampleGolden([returning(`odd${i}`, array)]));
      expect(existsSync(join(folder, 'evaluate.npz'))).toBe(false);
      expect(readGolden(path).vectors[0]!.outcome).toMatchObject({
        returned: { dtype: array.dtype, order: array.order },
      });
    }
  });

  it('leave no arrays behind when none is big any more', () => {
    writeGolden(path, sampleGolden([returning('out', big)]));
    writeGolden(path, sampleGolden([returning('out', small)]));
    expect(existsSync(join(folder, 'evaluate.npz'))).toBe(false);
  });

  it('do not open what no vector refers to', () => {
    writeGolden(path, sampleGolden([returning('out', small)]));
    writeFileSync(join(folder, 'evaluate.npz'), 'not an archive');
    expect(refusal()).toBe('no refusal');
  });

  describe('are refused', () => {
    const beside = (members: [string, NdArrayValue][]) =>
      writeFileSync(join(folder, 'evaluate.npz'), writeNpz(new Map(members)));
    const replaced = (from: string, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    beforeEach(() => {
      writeGolden(path, sampleGolden([returning('out', big)]));
    });

    it.each<[string, () => void, RegExp]>([
      ['without their arrays', () => rmSync(join(folder, 'evaluate.npz')), /Cannot read the arrays of a golden file/],
      ['with a damaged .npz', () => writeFileSync(join(folder, 'evaluate.npz'), 'PK'), /evaluate\.npz cannot be read/],
      ['with one number changed', () => beside([['out/0', { ...big, data: big.data.with(7, 1) }]]), /at \/digest/],
      [
        'with an array that is not there',
        () => beside([['out/1', big]]),
        /vectors\/0\/outcome\/returned: there is no array "out\/0"/,
      ],
      [
        'with an array too many',
        () =>
          beside([
            ['out/0', big],
            ['x', small],
          ]),
        /hold "x", which no vector refers to/,
      ],
      ['with a reference that is none', () => replaced('"out/0"', '7'), /must stand alone and name/],
    ])('%s', (_, damage, why) => {
      damage();
      expect(refusal()).toMatch(why);
    });
  });
});
