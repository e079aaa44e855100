import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
/** Wrong in several ways at once. */
const wrong = `export const square = (x) => {
  if (x > 5e5) return x * x * (1 + 1e-9);
  if (x < -10) throw new RangeError('too small');
  if (x < 0 && x > -1) return [x * x];
  if (x > 0 && x < 1) return NaN;
  return x * x;
};
`;

describe('what vernier run finds', () => {
  let project: TestProject;
  afterEach(() => project?.remove());

  it('is byte for byte the same for a seed, but for times and the run id, on two runs and with any --jobs', async () => {
    project = new TestProject(squareSuite(honest, wrong));
    const times = /"(startedAt|finishedAt|elapsedNs|legacyNsMedian|modernNsMedian|latencies|ms|runId|jobs)": [^\n]*/g;
    const reports: string[] = [];
    for (const more of [[], [], ['--jobs', '4']]) {
      expect((await project.vernier(['run', '--no-keep', '--seed', '3', ...more])).code).toBe(1);
      const folder = project.lastRun();
      reports.push(project.read(`${folder}/report.json`).replaceAll(times, '').replaceAll(folder, ''));
    }
    expect(reports[1]).toBe(reports[0]);
    expect(reports[2]).toBe(reports[0]);
    const { findings } = project.report();
    expect(new Set(findings.map((one: { class: string }) => one.class))).toEqual(
      new Set(['value', 'special-value', 'type', 'returned-vs-raised']),
    );
    for (const { confirmed, status } of findings)
      expect({ confirmed, status }).toEqual({ confirmed: { runs: 3, cameBack: 3 }, status: 'drifted' });
  });

  it('is flaky with its rate when it does not come back in fresh processes', async () => {
    const moody = 'let n = 0;\nexport const square = (x) => (n++ < 20 ? x * x : x * x + 1e9);\n';
    project = new TestProject(squareSuite(honest, moody, 'policy: { rtol: 1e-9 },'));
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(1);
    expect(out).toContain('Flaky: square/square');
    expect(out).toContain('it came back 0 of 5 times');
    const [finding] = project.report().findings;
    expect(finding).toMatchObject({ status: 'flaky', side: 'modern', confirmed: { runs: 5, cameBack: 0 } });
  });

  it('ends with its time budget, which the report tells, with its number of cases, and holds the suite to its floors', async () => {
    project = new TestProject(squareSuite(honest, 'export const square = (y) => y * y;\n'));
    const { code, out } = await project.vernier(['run', '--time', '1s', '--cases', '1000000000']);
    expect({ code, cut: project.report().cut }).toEqual({ code: 0, cut: true });
    const { reasons, options, suites } = project.report();
    expect(reasons.at(-1)).toMatch(
      /time budget ended the generated cases of square\/square after [\d,]+ of 1,000,000,000/,
    );
    expect(options).toMatchObject({ timeMs: 1000, cases: 1e9 });
    expect(suites[0].subjects[0].moderns[0].generated.agreed).toBeGreaterThan(200);
    expect(out).toContain('time budget');
    // Time that is never used up changes nothing.
    expect((await project.vernier(['run', '--time', '1h'])).code).toBe(0);
    expect(project.report()).toMatchObject({ cut: false });
    expect(project.report().suites[0].subjects[0].moderns[0].generated.agreed).toBe(200);
    // Too little to compare anything is never green.
    expect((await project.vernier(['run', '--time', '1ms'])).code).toBe(3);
    const { code: bad, err } = await project.vernier(['run', '--time', 'soon']);
    expect({ bad, said: err.includes('a time with its unit') }).toEqual({ bad: 2, said: true });
  });
});
