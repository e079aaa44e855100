import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'vernier-selftest-'));
afterAll(() => rmSync(reports, { recursive: true, force: true }));

interface Told {
  readonly fault: string;
  readonly path: string;
  readonly by: string;
  readonly line: string;
}

/** What this test reads of a self-test. */
interface Bench {
  readonly modern: string;
  readonly killRate: number;
  readonly noticed: number;
  readonly mutants: number;
  readonly beyondPolicy: { readonly mutants: number };
  readonly harmless: { readonly mutants: number; readonly lived: number };
  readonly survivors: readonly Told[];
  readonly hidden: readonly Told[];
  readonly pipeline: readonly { readonly fault: string; readonly killed: boolean }[];
}

function selftest(...more: string[]): Promise<{ exitCode: number; suites: readonly { benches: readonly Bench[] }[] }> {
  return new Promise((resolve, reject) => {
    const args = [
      join(repository, 'bin/vernier.cjs'),
      'selftest',
      'expression',
      '--json',
      '--reports',
      reports,
      ...more,
    ];
    execFile(process.execPath, args, { cwd: repository, maxBuffer: 1 << 28 }, (_error, out, err) => {
      if (out === '') reject(new Error(err));
      else resolve(JSON.parse(out));
    });
  });
}

describe('the expression suite can fail', () => {
  it('finds every fault that is beyond its policies, but for those that its waivers permit', async () => {
    const { exitCode, suites } = await selftest('--cases', '120', '--min-kill', '0.9');
    expect(exitCode).toBe(0);
    expect(suites[0]!.benches.map(({ modern }) => modern)).toEqual(['python', 'typescript']);
    for (const bench of suites[0]!.benches) {
      expect(bench.mutants).toBeGreaterThan(4000);
      expect(bench.noticed).toBe(bench.beyondPolicy.mutants);
      expect(bench.harmless.lived).toBe(bench.harmless.mutants);
      expect(bench.pipeline).toMatchObject(
        ['stale-answer', 'raised-instead', 'mutated-argument'].map((fault) => ({ fault, killed: true })),
      );
      // 64 units around the smallest subnormals reach across zero: golden outcomes say nothing of their signs.
      for (const { by, line } of bench.survivors) {
        expect({ by, line }).toEqual({ by: 'policy', line: 'goldenPolicy: mode ulp, goldenPolicy: ulp 64' });
      }
      expect(bench.hidden.every(({ by }) => by === 'waiver')).toBe(true);
      // A text where a number is wanted, or nothing at all, is no integer literal that became a float.
      const types = bench.hidden.filter(({ line }) => line.endsWith('-integer-literal-type'));
      expect(new Set(types.map(({ path }) => path))).toEqual(new Set(['$.value']));
    }
  });
});
