/**
 * How fast rows of drift go into a history and are asked again, and what they take on disk, beside JSON lines of the same
 * rows, in one run.
 *
 *     node scripts/bench-history.ts
 *
 * A million rows: vectors of four subjects with their figures. Best of rounds that take turns. Quantiles are those of
 * three figures by subject, by DuckDB through the lock that "vernier query" puts on it; its start and that lock are told
 * apart. Peak memory is that of this process while it writes rows that are made one by one.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../src/base/chance.ts';
import { writeHistory } from '../src/history/history-folder.ts';
import { queryHistory } from '../src/history/query-history.ts';
import type { RowFields, RunHead } from '../src/history/row.ts';

const count = 1_000_000;
const rounds = 5;

const head = (id: string): RunHead => ({
  ...{ run_id: id, started_at: Date.UTC(2026, 10, 20), commit: 'a'.repeat(40), branch: 'main', dirty: false },
  ...{ trigger: 'github:push', verdict: 'pass', exit_code: 0, seed: 42, platform: 'linux 6.1, x64, Some CPU' },
  ...{ vernier: '0.1.0', node: process.versions.node, versions: '{"expression/legacy":{"numpy":"2.0.0"}}' },
});

/** Made before the clock starts, where the rows are what is timed. */
function* made(): Generator<RowFields> {
  const next = random('bench');
  for (let i = 0; i < count; i++) {
    const rel = 1e-16 * 2 ** (next() * 30);
    yield {
      ...{ kind: 'vector', suite: 'expression', subject: `subject-${i % 4}`, modern: 'typescript', scope: 'vectors' },
      ...{ path: '$.value', case_id: `case-${i % 5000}`, status: 'agreed', numbers: 1 + (i % 7) },
      ...{ above: i % 3, below: i % 2, max_abs: rel * 3, max_rel: rel, max_ulp: Math.round(rel / 1.1e-16) },
      max_share: rel / 1e-6,
    };
  }
}

function writeLines(path: string, rows: readonly RowFields[]): void {
  const of = head('lines');
  const fd = openSync(path, 'w');
  let text = '';
  for (const row of rows) {
    text += `${JSON.stringify({ ...of, ...row })}\n`;
    if (text.length > 1 << 20) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, text);
  closeSync(fd);
}

const ms = (work: () => unknown) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const folder = mkdtempSync(join(tmpdir(), 'bench-history-'));
try {
  const before = process.memoryUsage.rss();
  writeHistory(join(folder, 'streamed'), head('streamed'), made());
  const memory = (process.memoryUsage.rss() - before) / 1e6;
  const rows = [...made()];
  const history = join(folder, 'history');
  const [parquet, lines]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    rmSync(history, { recursive: true, force: true });
    parquet.push(ms(() => writeHistory(history, head('parquet'), rows)));
    lines.push(ms(() => writeLines(join(folder, 'rows.jsonl'), rows)));
  }
  const sizes = [join(history, 'parquet.parquet'), join(folder, 'rows.jsonl')].map((path) => statSync(path).size / 1e6);
  const quantiles = ['max_abs', 'max_rel', 'max_share'].map((name) => `quantile_cont(${name}, [0.5, 0.9, 0.99])`);
  const sql = `select subject, count(*), ${quantiles.join(', ')} from vectors group by subject order by subject`;
  const [asked, empty]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    let start = performance.now();
    const { rows: answer } = await queryHistory(history, sql);
    asked.push(performance.now() - start);
    if (answer.length !== 4) throw new Error('the query gave no answer');
    start = performance.now();
    await queryHistory(history, 'select 1');
    empty.push(performance.now() - start);
  }
  const rate = (times: readonly number[]) => `${(count / 1e3 / Math.min(...times)).toFixed(2)} M rows/s`;
  const [whole, start] = [Math.min(...asked), Math.min(...empty)];
  console.log(
    `history    ${rate(parquet)}, ${sizes[0]!.toFixed(1)} MB, ${memory.toFixed(0)} MB of memory while streaming`,
  );
  console.log(
    `JSON lines ${rate(lines)}, ${sizes[1]!.toFixed(1)} MB (${(sizes[1]! / sizes[0]!).toFixed(1)} times as large)`,
  );
  console.log(`quantiles  ${whole.toFixed(0)} ms, of which start and lock ${start.toFixed(0)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
