import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'vernier-bug-'));

/** The suite in a project of its own, where its moderns can be broken. It shares the environments of this one. */
beforeAll(() => {
  for (const folder of ['suites/serialization', 'golden/serialization'])
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  mkdirSync(join(repository, '.vernier'), { recursive: true });
  symlinkSync(join(repository, '.vernier'), join(root, '.vernier'));
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(repository, join(root, 'node_modules/vernier'));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What these tests read of a report. */
interface Report {
  readonly exitCode: number;
  readonly findings: readonly { readonly modern: string; readonly subject: string; readonly input: unknown }[];
}

function run(cases: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    const flags = ['--cases', String(cases), '--shrink', '1', '--json', '--no-keep'];
    const args = [join(repository, 'bin/vernier.cjs'), 'run', 'serialization', ...flags];
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 28 }, (_error, out, err) => {
      if (out === '') reject(new Error(err));
      else resolve(JSON.parse(out));
    });
  });
}

describe('the suite serialization', { timeout: 180_000 }, () => {
  it('passes with waived drift alone', async () => {
    const { exitCode, findings } = await run(150);
    expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: [] });
  });

  const bugs: [what: string, file: string, right: string, wrong: string, modern: string, subject: string][] = [
    [
      'a stale archive left behind',
      'modern/files.ts',
      'if (npz === null) rmSync',
      'if (npz === undefined) rmSync',
      'typescript',
      'failure',
    ],
    [
      'the last items of long lists lost',
      'modern.py',
      'for item in data]',
      'for item in data[:3]]',
      'python',
      'roundtrip',
    ],
  ];
  it.each(bugs)('finds %s, and shrinks it', async (_what, file, right, wrong, modern, subject) => {
    const path = join(root, 'suites/serialization', file);
    const text = readFileSync(path, 'utf8');
    expect(text.split(right)).toHaveLength(2);
    writeFileSync(path, text.replace(right, wrong));
    try {
      const { exitCode, findings } = await run(60);
      expect(exitCode).toBe(1);
      const found = findings.filter((finding) => finding.modern === modern && finding.subject === subject);
      const shortest = Math.min(...found.map(({ input }) => JSON.stringify(input).length));
      expect(shortest).toBeLessThan(200);
    } finally {
      writeFileSync(path, text);
    }
  });
});
