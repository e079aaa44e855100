import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allColumns } from '../columns.ts';
import { sampleHead } from '../fixtures/sample-rows.ts';
import { type HistoryRow, historyRow, type RowFields, type RunHead } from '../row.ts';
import { decodeHead, decodeHistory } from './decode-history.ts';
import { HistoryEncoder } from './encode-history.ts';

function encode(head: RunHead, rows: readonly RowFields[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const encoder = new HistoryEncoder(head, (bytes) => void parts.push(bytes));
  for (const row of rows) encoder.add(row);
  encoder.finish();
  return new Uint8Array(Buffer.concat(parts));
}

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const text = maybe(fc.string({ unit: 'grapheme', maxLength: 12 }));
const byType = {
  text,
  figure: maybe(fc.double({ noNaN: true })),
  whole: maybe(fc.integer({ min: -(2 ** 52), max: 2 ** 52 })),
  time: maybe(fc.nat()),
};
const anyRow = fc.record({
  ...Object.fromEntries(allColumns.slice(13).map(([name, type]) => [name, byType[type]])),
  kind: fc.constantFrom('run', 'place', 'vector', 'finding'),
  scope: fc.constantFrom('vectors', 'panel', 'accepted', 'all'),
}) as unknown as fc.Arbitrary<RowFields>;

describe('a history file', () => {
  it('gives back what was written, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 40 }), fc.nat(1e5), async (rows, n) => {
        const head = sampleHead(n, { branch: n % 2 === 0 ? null : 'ü/x', dirty: n % 3 === 0 ? null : n % 3 === 1 });
        expect(await decodeHistory(encode(head, rows))).toEqual(rows.map((row) => historyRow(head, row)));
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('gives back many groups of rows, and those of one kind alone', async () => {
    const head = sampleHead(1);
    const rows = Array.from(
      { length: 70_000 },
      (_, i): RowFields => ({
        kind: i % 2 === 0 ? 'vector' : 'place',
        case_id: `case-${i}`,
        path: '$.value',
        max_rel: i % 10 === 0 ? null : i / 7,
        numbers: i * 1e6,
      }),
    );
    const found = await decodeHistory(encode(head, rows), new Set(['vector']));
    expect(found).toHaveLength(35_000);
    expect(found.at(-1)).toMatchObject({
      case_id: 'case-69998',
      max_rel: 69998 / 7,
      numbers: 69998e6,
      run_id: 'run-001',
    });
  });

  it('reads bytes wherever they lie', async () => {
    const good = encode(sampleHead(1), [{ kind: 'run', words: 'hello' }]);
    const pool = Buffer.alloc(good.length + 200, 7);
    pool.set(good, 100);
    const [row] = await decodeHistory(pool.subarray(100, 100 + good.length));
    expect(row).toMatchObject({ kind: 'run', words: 'hello', run_id: 'run-001' });
    expect(decodeHead(pool.subarray(100, 100 + good.length))).toEqual(sampleHead(1));
  });

  it('writes no figure for NaN', async () => {
    const [row] = await decodeHistory(encode(sampleHead(1), [{ kind: 'place', max_rel: Number.NaN }]));
    expect(row!.max_rel).toBeNull();
  });

  it('refuses what is no history, was cut off or was changed, or reads it; it never hangs', async () => {
    const good = encode(
      sampleHead(1),
      Array.from({ length: 50 }, (_, i) => ({ kind: 'vector', case_id: `v${i}`, max_rel: i / 3 })),
    );
    await expect(decodeHistory(new Uint8Array(0))).rejects.toThrow('no Parquet file');
    await expect(decodeHistory(Buffer.from('PAR1 hello PAR1'))).rejects.toThrow();
    for (let cut = 1; cut < good.length; cut += 97) await expect(decodeHistory(good.slice(0, -cut))).rejects.toThrow();
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (edits) => {
          const bytes = good.slice();
          for (const [at, byte] of edits) bytes[at] = byte;
          const rows: readonly HistoryRow[] = await decodeHistory(bytes).catch((error: unknown) => {
            expect(error).toBeInstanceOf(Error);
            return [];
          });
          read += rows.length > 0 ? 1 : 0;
          expect(rows.length).toBeLessThanOrEqual(50);
        },
      ),
      { numRuns: 400, seed: 11 },
    );
    expect(read).toBeGreaterThan(0);
  });
});
