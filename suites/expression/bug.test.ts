import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BrokenProject } from './fixtures/broken-project.ts';
import { bugs } from './fixtures/bugs.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
let project: BrokenProject;

beforeAll(() => {
  project = new BrokenProject();
});
afterAll(() => project.remove());

type Counts = Readonly<Record<string, number>>;

/** What these tests read of a report. */
interface Report {
  readonly exitCode: number;
  readonly findings: readonly {
    readonly modern: string;
    readonly input: { readonly args: readonly unknown[] };
    readonly confirmed?: object;
  }[];
  readonly suites: readonly { readonly subjects: readonly { readonly moderns: readonly Bench[] }[] }[];
}

interface Bench {
  readonly modern: string;
  readonly decision: string;
  readonly statistics: { readonly cases: number; readonly counted: number };
  readonly vectors: Counts;
  readonly generated: Counts;
}

function run(...args: readonly string[]): Promise<Report> {
  return new Promise((resolve, reject) => {
    const words = [join(repository, 'bin/vernier.cjs'), 'run', 'expression', '--no-keep', '--json', ...args];
    execFile(process.execPath, words, { cwd: project.root, maxBuffer: 1 << 28 }, (_error, out, err) => {
      if (out === '') reject(new Error(err));
      else resolve(JSON.parse(out));
    });
  });
}

const textsOf = ({ findings }: Report) => findings.map(({ input }) => input.args[0] as string);

describe('the suite expression', () => {
  it('passes: every vector and at least 2,000 generated cases compared, only waived drift', async () => {
    expect(existsSync(join(project.root, 'golden/expression/evaluate.json'))).toBe(true);
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

  // All of them, on several seeds: scripts/bugs.ts.
  it.each(['sin is cos', 'degrees a little off', 'remainder as in C'])(
    'finds in an evaluator that %s, and shrinks it to a smallest expression',
    async (what) => {
      const bug = bugs.find((one) => one.what === what)!;
      const report = await project.with([bug], () => run());
      expect(report.exitCode).toBe(1);
      expect(new Set(report.findings.map(({ modern }) => modern))).toEqual(new Set([bug.modern]));
      expect(Math.min(...textsOf(report).map((text) => text.length))).toBeLessThanOrEqual(bug.longest);
      for (const { confirmed } of report.findings) expect(confirmed).toEqual({ runs: 3, cameBack: 3 });
    },
  );

  it('tells two bugs at once apart, by generated cases alone', async () => {
    const both = bugs.filter(({ what }) => what === 'sin is cos' || what === 'log10 by seven digits of ln 10');
    const report = await project.with(both, () => run('--modern', 'typescript', '--only', 'evaluate#0-1199'));
    const texts = textsOf(report);
    expect(texts).toContain('sin(x)');
    expect(texts).toContain('log10(x)');
  });
});
