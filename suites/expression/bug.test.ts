import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'vernier-bug-'));

/** The suite in a project of its own, where its modern can be broken. It shares the environments of this one. */
beforeAll(() => {
  for (const folder of ['suites/expression', 'golden/expression'])
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  mkdirSync(join(repository, '.vernier'), { recursive: true });
  symlinkSync(join(repository, '.vernier'), join(root, '.vernier'));
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(repository, join(root, 'node_modules/vernier'));
  // The evaluator's own dependency, as an installed package would bring it.
  symlinkSync(join(repository, 'node_modules/mathjs'), join(root, 'node_modules/mathjs'));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Counts = Readonly<Record<string, number>>;

/** What these tests read of a report. */
interface Report {
  readonly exitCode: number;
  readonly findings: readonly { readonly modern: string; readonly input: { readonly args: readonly unknown[] } }[];
  readonly suites: readonly { readonly subjects: readonly { readonly moderns: readonly Bench[] }[] }[];
}

interface Bench {
  readonly modern: string;
  readonly decision: string;
  readonly statistics: { readonly cases: number; readonly counted: number };
  readonly vectors: Counts;
  readonly generated: Counts;
}

function run(): Promise<Report> {
  return new Promise((resolve, reject) => {
    const args = [join(repository, 'bin/vernier.cjs'), 'run', 'expression', '--json', '--no-keep'];
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 28 }, (_error, out, err) => {
      if (out === '') reject(new Error(err));
      else resolve(JSON.parse(out));
    });
  });
}

async function withBug(file: string, right: string, wrong: string): Promise<Report> {
  const path = join(root, 'suites/expression/modern', file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(right)).toHaveLength(2);
  writeFileSync(path, text.replace(right, wrong));
  try {
    return await run();
  } finally {
    writeFileSync(path, text);
  }
}

describe('the suite expression', () => {
  it('passes: every vector and at least 2,000 generated cases compared, only waived drift', async () => {
    expect(existsSync(join(root, 'golden/expression/evaluate.json'))).toBe(true);
    const report = await run();
    expect({ exitCode: report.exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] });
    for (const { modern, statistics, vectors, generated } of report.suites[0]!.subjects[0]!.moderns) {
      const sum = (counts: Counts) => Object.values(counts).reduce((a, b) => a + b, 0);
      expect(sum(vectors)).toBeGreaterThanOrEqual(200);
      if (modern === 'legacy') continue;
      expect(sum(generated)).toBeGreaterThanOrEqual(2000);
      expect(statistics.counted / statistics.cases).toBeGreaterThan(0.5);
    }
  });

  const bugs: [what: string, file: string, right: string, wrong: string, longest: number][] = [
    ['cos for sin', 'real.ts', "['sin', Math.sin]", "['sin', Math.cos]", 12],
    ['degrees that are a little off', 'real.ts', '180 / Math.PI', '181 / Math.PI', 14],
  ];
  it.each(bugs)(
    'finds %s in the evaluator and shrinks it to a smallest expression',
    async (_what, file, right, wrong, longest) => {
      const report = await withBug(file, right, wrong);
      expect(report.exitCode).toBe(1);
      const found = report.findings.filter(({ modern }) => modern === 'typescript');
      expect(found.length).toBeGreaterThan(0);
      const shortest = Math.min(...found.map(({ input }) => (input.args[0] as string).length));
      expect(shortest).toBeLessThanOrEqual(longest);
      const python = report.suites[0]!.subjects[0]!.moderns.find(({ modern }) => modern === 'python');
      expect(python?.decision).toBe('pass');
    },
  );
});
