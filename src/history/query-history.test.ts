import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleHead } from './fixtures/sample-rows.ts';
import { writeHistory } from './history-folder.ts';
import { queryHistory, queryLimits } from './query-history.ts';

describe('queryHistory', () => {
  let root: string;
  let folder: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "history ' "));
    folder = join(root, 'history');
    for (const n of [1, 2]) {
      writeHistory(folder, sampleHead(n), [
        { kind: 'run', words: 'fine' },
        ...Array.from({ length: 100 }, (_, i) => ({ kind: 'place' as const, path: `$.x${i}`, max_rel: i / 100 })),
      ]);
    }
    writeFileSync(join(root, 'secret.txt'), 'secret');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const ask = (sql: string, limits = {}) => queryHistory(folder, sql, { ...queryLimits, ...limits });

  it('answers', async () => {
    expect(await ask('select run_id, branch, started_at from runs order by run_id')).toMatchObject({
      columns: ['run_id', 'branch', 'started_at'],
      rows: [
        ['run-001', 'main', '2026-01-02 00:00:00'],
        ['run-002', 'main', '2026-01-03 00:00:00'],
      ],
      cut: false,
    });
    const { rows } = await ask('select run_id, quantile_cont(max_rel, 0.5) from places group by all order by all');
    expect(rows).toEqual([
      ['run-001', 0.495],
      ['run-002', 0.495],
    ]);
  });

  it('caps rows, and ends what takes too long', async () => {
    const { rows, cut } = await ask('select * from places', { maxRows: 7 });
    expect([rows.length, cut]).toEqual([7, true]);
    const endless = 'select count(*) from range(1000000000) a, range(1000000000) b where a.range + b.range < 0';
    await expect(ask(endless, { timeoutMs: 300 })).rejects.toThrow('longer than 0.3 s');
  });

  it.each([
    "select * from read_text('SECRET')",
    "select * from read_csv('SECRET')",
    "select * from 'SECRET'",
    "select * from glob('/*')",
    "select * from read_parquet('https://example.com/x.parquet')",
    "copy (select 1) to 'OUT'",
    "copy (select 1) to 'HISTORY/run-001.parquet'",
    'create table x as select 1',
    'drop view runs',
    'install httpfs',
    'load httpfs',
    "attach 'OUT' as other",
    'set enable_external_access = true',
    'checkpoint',
    "select 1; copy (select 1) to 'OUT'",
    "export database 'OUT'",
    'select',
    '',
  ])('refuses %s', async (sql) => {
    const out = join(root, 'out');
    const quoted = (path: string) => path.replaceAll("'", "''");
    const real = sql
      .replace('SECRET', quoted(join(root, 'secret.txt')))
      .replace('OUT', quoted(out))
      .replace('HISTORY', quoted(folder));
    await expect(ask(real)).rejects.toThrow(/DuckDB does not take|one SELECT was wanted/);
    expect(existsSync(out)).toBe(false);
    expect((await ask('select count(*) from runs')).rows).toEqual([['2']]);
  });

  it('says that there is no run yet', async () => {
    await expect(queryHistory(join(root, 'none'), 'select 1')).rejects.toThrow('There is no run');
  });
});
