import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePythonEnvironment } from '../../src/environments/python.ts';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const corpus = readFileSync(join(here, 'fixtures', 'escapes.jsonl'), 'utf8');
const rows = corpus
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

interface Row {
  readonly id: string;
  readonly expect: 'reject' | 'bounded' | 'value';
  readonly value?: boolean | { readonly $i?: string; readonly $f?: string };
}

/** What an evaluator did with a row. */
interface Attempt {
  readonly id: string;
  readonly error?: string;
  readonly value?: string;
  /** Whether a bound value was taken out. */
  readonly read: boolean;
  /** What `x * 2.0` came to right after it. */
  readonly next: string | null;
  /** Megabytes the process had grown by (Python; Node is held by a limit on its heap). */
  readonly grown?: number;
  readonly polluted?: boolean;
}

/** Errors an expression may end with; anything else (an internal error, a stack overflow) is a fault. */
const typedErrors = new Set(['ValueError', 'TypeError', 'ZeroDivisionError', 'OverflowError']);

/** Rows the page of reasons lists. */
const exceptions = [...readFileSync(join(root, 'docs', 'escape-rows.md'), 'utf8').matchAll(/^\| (se-\d+) +\|/gm)].map(
  ([, id]) => id!,
);

function holds(row: Row, attempt: Attempt): boolean {
  if (attempt.error !== undefined && !typedErrors.has(attempt.error)) return false;
  if (row.expect === 'reject') return attempt.error !== undefined && !attempt.read;
  if (row.expect === 'bounded') return Number(attempt.next) === 5 && (attempt.grown ?? 0) < 64;
  return attempt.value !== undefined && isValue(attempt.value, row.value!);
}

function isValue(got: string, wanted: NonNullable<Row['value']>): boolean {
  if (typeof wanted === 'boolean') return got.toLowerCase() === String(wanted);
  if (wanted.$f !== undefined) return Object.is(Number(got), Number(wanted.$f));
  return Number.isInteger(Number(got)) && BigInt(Number(got)) === BigInt(wanted.$i!);
}

describe.each(['python', 'typescript'])('the %s evaluator on the escape rows', (side) => {
  const folder = mkdtempSync(join(tmpdir(), 'escape-rows-'));
  let attempts: ReadonlyMap<string, Attempt>;

  beforeAll(async () => {
    const requirements = join(here, 'requirements', 'python.txt');
    const [program, ...args] =
      side === 'python'
        ? [
            (await ensurePythonEnvironment({ name: 'python', requirements, root })).python,
            '-B',
            join(here, 'fixtures', 'escape_rows.py'),
          ]
        : [process.execPath, '--max-old-space-size=128', join(here, 'fixtures', 'escape-rows.ts')];
    const ran = spawnSync(program, args, { input: corpus, cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
    expect({ status: ran.status, signal: ran.signal }, ran.stderr).toEqual({ status: 0, signal: null });
    const lines = ran.stdout.trim().split('\n');
    attempts = new Map(lines.map((line) => JSON.parse(line) as Attempt).map((attempt) => [attempt.id, attempt]));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('answers every row', () => {
    expect(rows).toHaveLength(219);
    expect([...attempts.keys()]).toEqual(rows.map((row) => row.id));
  });

  it('holds on every row but those with a reason in docs/escape-rows.md', () => {
    const broken = rows.filter((row) => !holds(row, attempts.get(row.id)!)).map((row) => row.id);
    expect(broken).toEqual(exceptions);
  });

  it('leaves no canary and no prototype touched', () => {
    expect(existsSync(join(folder, 'canary-of-vernier-x'))).toBe(false);
    expect([...attempts.values()].filter((attempt) => attempt.polluted)).toEqual([]);
  });
});

describe('docs/escape-rows.md', () => {
  it('counts the rows as they are', () => {
    const page = readFileSync(join(root, 'docs', 'escape-rows.md'), 'utf8');
    for (const kind of ['reject', 'bounded', 'value'] as const) {
      const all = rows.filter((row) => row.expect === kind);
      const apart = all.filter((row) => exceptions.includes(row.id)).length;
      expect(page).toMatch(
        new RegExp(`^\\| ${kind} +\\| ${all.length} +\\| ${all.length - apart} +\\| ${apart} +\\|`, 'm'),
      );
    }
  });
});
