import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';

const schema = JSON.parse(readFileSync(new URL('../../golden/schema/perf-1.json', import.meta.url), 'utf8'));
const busy = (turns: number) => `export const square = (x) => {
  let sum = 0;
  for (let i = 0; i < ${turns}; i++) sum += Math.sqrt(i);
  return x * x + 0 * sum;
};
`;

describe('vernier perf', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const perf = (...args: string[]) => project.vernier(['perf', '--cases', '12', '--budget', '2s', ...args]);

  it('finds a modern that takes four times as long, and passes it where that is allowed', async () => {
    project = new TestProject(squareSuite(busy(20_000), busy(80_000)));
    const { code, out, err } = await perf('--rounds', '10', '--budget', '6s', '--json');
    const report = JSON.parse(out);
    expect(problemLines(checkSchema(schema, report))).toEqual([]);
    expect({ code, verdict: report.benches[0].verdict.verdict }).toEqual({ code: 1, verdict: 'slower' });
    expect(err).toContain('Slower than allowed: square/square');
    const { verdict, modernTimes, legacyTimes } = report.benches[0];
    expect(verdict.ratio.low).toBeGreaterThan(1.5);
    expect(modernTimes.p50Ns).toBeGreaterThan(legacyTimes.p50Ns);
    if (process.platform === 'linux') expect(modernTimes.peakBytes).toBeGreaterThan(10 * 2 ** 20);
    expect(project.read(`${project.lastRun()}/perf.md`)).toContain('slower, more than allowed');
    expect(problemLines(checkSchema(schema, { ...report, decision: 'maybe', more: 1 }))).toHaveLength(2);
  }, 120_000);

  it('is inconclusive with too few rounds, and where a side does not start', async () => {
    project = new TestProject(squareSuite(busy(100), busy(101)));
    const few = await perf('--rounds', '2');
    expect(few.code).toBe(3);
    expect(few.out).toContain('2 rounds were timed, 10 are wanted');
    project.write(squareSuite(busy(100), 'import "./not-there.mjs";\n'));
    const broken = await perf('--json');
    expect(broken.code).toBe(3);
    const report = JSON.parse(broken.out);
    expect(problemLines(checkSchema(schema, report))).toEqual([]);
    expect(report.benches[0].failure).toContain('not-there.mjs');
  }, 60_000);
});
