import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { encodeText } from '../value/encode.ts';
import { float64Array } from '../value/ndarray.ts';
import type { Value } from '../value/value.ts';
import { goldenDigest } from './golden-digest.ts';
import { parseGoldenTable } from './parse-golden-table.ts';
import { readGolden } from './read-golden.ts';
import { renderGoldenTable } from './render-golden-table.ts';
import type { GoldenFile, GoldenVector } from './vector.ts';
import { renderGolden, writeGolden } from './write-golden.ts';

const folder = mkdtempSync(join(tmpdir(), 'golden-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dict = (members: Record<string, Value>): Value => ({
  kind: 'map',
  type: 'dict',
  entries: Object.entries(members),
});

function vector(id: string, input: GoldenVector['input'], returned: Value): GoldenVector {
  return {
    id,
    comment: `What ${id} is, "quoted"`,
    flags: ['Basic'],
    origin: 'certified',
    input,
    outcome: { returned },
  };
}

function fileOf(...vectors: GoldenVector[]): GoldenFile {
  const notes = { Basic: { bugType: 'BASIC', description: 'd', effect: 'e, or #f' } };
  const provenance = {
    madeBy: 'scripts/x.ts',
    recordedAt: '2026-01-02T03:04:05.678Z',
    recordedFrom: 'a table in a book',
    language: 'python',
    languageVersion: '3.11',
    packages: {},
    platform: {},
  };
  return {
    schema: 'vernier/golden/1',
    suite: 'sums',
    subject: 'add',
    digest: goldenDigest({ notes, vectors }),
    provenance,
    notes,
    vectors,
  };
}

const mean = fileOf(
  vector('one', { args: [], kwargs: { y: float64Array([1, -0, 2.5]), name: 'a, b' } }, dict({ mean: 1.5, n: 3n })),
  vector('two', { args: [], kwargs: { y: float64Array([]), name: '' } }, dict({ mean: Number.NaN, n: 0n })),
);

describe('a golden table', () => {
  it('is a row a vector, with typed columns, behind its head', () => {
    const lines = renderGoldenTable(mean).split('\n');
    const at = lines.findIndex((line) => !line.startsWith('#'));
    expect(lines.slice(at)).toEqual([
      'id:str,comment:str,flags:str,origin:str,accepted:str,kwargs.y:float64[],kwargs.name:str,returned.mean:float,returned.n:int',
      'one,"What one is, ""quoted""",Basic,certified,,1 -0 2.5,"a, b",1.5,3',
      'two,"What two is, ""quoted""",Basic,certified,,,,nan,0',
      '',
    ]);
  });

  it('comes back from disk as it was, with the digest of the same vectors in JSON', () => {
    const path = join(folder, 'add.csv');
    writeGolden(path, mean);
    const read = readGolden(path, { suite: 'sums', subject: 'add' });
    expect(renderGolden(read)).toBe(renderGolden(mean));
    expect(read.digest).toBe(mean.digest);
  });

  it('brings every number, text and truth value back', () => {
    const anyFile = fc
      .array(
        fc.tuple(
          fc.double(),
          fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
          fc.string({ unit: 'binary' }),
          fc.boolean(),
          fc.array(fc.double()),
        ),
        { minLength: 1 },
      )
      .map((rows) =>
        fileOf(
          ...rows.map(([x, n, text, yes, list], at) =>
            vector(`v${at}`, { args: [x, n], kwargs: { text, yes } }, float64Array(list)),
          ),
        ),
      );
    fc.assert(
      fc.property(anyFile, (file) => {
        const read = parseGoldenTable(renderGoldenTable(file), 'add.csv');
        const values = ({ vectors }: GoldenFile) =>
          vectors.map(({ input, outcome }) => [
            ...[...input.args, ...Object.values(input.kwargs)].map((value) => encodeText(value)),
            'returned' in outcome && encodeText(outcome.returned),
          ]);
        expect(values(read)).toEqual(values(file));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what was accepted in a review', () => {
    const accepted = {
      by: 'A. Person',
      at: '2026-01-02T03:04:05.678Z',
      reason: 'a, "b"',
      recordedAt: '2026-01-01T00:00:00.000Z',
      recordedFrom: 'x',
    };
    const file = fileOf({ ...vector('one', { args: [1], kwargs: {} }, 2), origin: 'accepted', accepted });
    expect(parseGoldenTable(renderGoldenTable(file), 'x').vectors[0]!.accepted).toEqual(accepted);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    ['a changed cell', (text) => text.replace('2.5', '2.4'), /edited by hand or damaged/],
    [
      'a cell of another type',
      (text) => text.replace(',1.5,3', ',much,3'),
      /at row 1, column "returned.mean": there is no float/,
    ],
    ['a cell that is written otherwise', (text) => text.replace(',1.5,3', ',0x1,3'), /there is no float/],
    [
      'a column without a type',
      (text) => text.replace('returned.n:int', 'returned.n'),
      /is no column of golden vectors/,
    ],
    ['a column of a foreign name', (text) => text.replace('returned.n:int', 'output:int'), /"output:int" is no column/],
    ['a row that is too short', (text) => text.replace(',nan,0', ',nan'), /is not a CSV table/],
    ['a head that is no JSON', (text) => text.replace('"schema"', 'schema'), /add.csv/],
    ['a head of another version', (text) => text.replace('golden/1', 'golden/9'), /golden\/1/],
    ['no head', (text) => text.replaceAll(/^#.*\n/gm, ''), /add.csv/],
    ['a flag without a note', (text) => text.replace(',Basic,', ',Other,'), /no note explains/],
    ['an origin that does not exist', (text) => text.replace(',certified,', ',guessed,'), /origin/],
  ])('refuses %s', (_, change, message) => {
    const path = join(folder, 'changed.csv');
    writeGolden(path, mean);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    expect(() => parseGoldenTable(readFileSync(path, 'utf8'), 'add.csv')).toThrow(SetupError);
    expect(() => parseGoldenTable(readFileSync(path, 'utf8'), 'add.csv')).toThrow(message);
  });

  it.each<[string, GoldenFile]>([
    ['an error', fileOf({ ...mean.vectors[0]!, outcome: { raised: { class: 'ValueError', message: '' } } })],
    ['a list', fileOf(vector('one', { args: [[1]], kwargs: {} }, 1))],
    ['other columns', fileOf(mean.vectors[0]!, vector('other', { args: [1], kwargs: {} }, 1))],
  ])('does not take %s', (_, file) => {
    expect(() => renderGoldenTable(file)).toThrow(/does not fit into a table/);
  });
});
