import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
const other = 'export const square = (x) => x ** 2;\n';
/** A little more every time, up to 1e-9 of the number. */
const noisy =
  'let calls = 0;\nexport const square = (x) => x * x * (1 + (1e-9 * (calls++ % 7)) / 7 + Math.random() * 1e-10);\n';
const floor = (rel: number, maxShare = 1) =>
  `noise: [{ path: '/value', rel: ${rel}, measuredAt: '2026-11-20', n: 200, maxShare: ${maxShare} }],`;

describe('vernier noise', () => {
  let project: TestProject;
  const open = (legacy: string, modern: string, extra = '') => {
    project = new TestProject(squareSuite(legacy, modern, extra));
    return project;
  };
  afterEach(() => project?.remove());

  it('finds none where there is none, also where both sides are the same', async () => {
    open(honest, honest);
    const { code, out, err } = await project.vernier(['noise', '--cases', '500']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/square\/square · legacy +the same every time +500 cases asked again, 8 of them in fresh/);
    expect(out).toContain('No noise in 1000 A/A cases');
  });

  it('names the side, the place and how far apart, and what to declare', async () => {
    open(noisy, other);
    const { code, out } = await project.vernier(['noise', '--fresh', '2']);
    expect(code).toBe(1);
    expect(out).toMatch(/· legacy +\d+ \([\d.]+%\) not the same twice/);
    expect(out).toMatch(/· modern +the same every time/);
    expect(out).toMatch(
      /noise: \[\{"path":"\/value","rel":[12]e-9,"measuredAt":"[\d-]+","n":200,"maxShare":[\d.]+\}\]/,
    );
    const { sides } = JSON.parse((await project.vernier(['noise', '--json', '--fresh', '1'])).out);
    expect(sides[0].bench.places).toMatchObject([{ path: '$.value', pattern: '/value', classes: ['value'] }]);
  });

  it('exits 0 for what is declared, and warns of declarations that are too loose or for nothing', async () => {
    open(noisy, other, floor(2e-9));
    const declared = await project.vernier(['noise', '--check', '--fresh', '1']);
    expect({ code: declared.code, out: declared.out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('but for what is declared'),
    });
    expect(declared.out).not.toContain('warning');
    project.write(squareSuite(noisy, other, floor(1e-3, 0.1)));
    const loose = await project.vernier(['noise', '--check', '--fresh', '1']);
    expect(loose.code).toBe(0);
    expect(loose.out).toMatch(/warning +square\/square at \/value: declares rel 0.001, more than 10 times the/);
    expect(loose.out).toMatch(/warning .*more than its maxShare of 0.1/);
    project.write(squareSuite(honest, other, floor(1e-9)));
    expect((await project.vernier(['noise', '--check', '--fresh', '1'])).out).toContain(
      'no side disagreed with itself here',
    );
  });

  it('sees what differs between processes only, how a call ends, and texts', async () => {
    open('export const square = (x) => x * x + process.pid;\n', other);
    expect((await project.vernier(['noise', '--fresh', '1'])).code).toBe(1);
    open(
      'export const square = (x) => { if (process.hrtime.bigint() % 3n === 0n) throw new Error(); return x + process.hrtime().join(); };\n',
      other,
    );
    const { code, out } = await project.vernier(['noise', '--fresh', '2']);
    expect(code).toBe(1);
    expect(out).toMatch(/this noise has no size that could be declared/);
  });

  it('exits 3 when a side gives nothing to compare', async () => {
    open("import 'no-such-package';\nexport const square = (x) => x;\n", other);
    const { code, out } = await project.vernier(['noise', '--fresh', '2']);
    expect(code).toBe(3);
    expect(out).toContain('could not be started');
  });
});

describe('a run with a noisy side', () => {
  let project: TestProject;
  afterEach(() => project?.remove());

  it('calls it flaky and names it, and excuses what is declared in every report', async () => {
    project = new TestProject(squareSuite(noisy, other));
    const red = await project.vernier(['run']);
    expect(red.code).toBe(1);
    expect(red.out).toMatch(/Flaky: square\/square · legacy did not do the same/);
    const { flaky, drifted } = project.report().suites[0].subjects[0].moderns[0].generated;
    expect(flaky).toBeGreaterThan(50);
    expect(drifted).toBeLessThan(flaky / 10);
    project.write(squareSuite(noisy, other, floor(2e-9)));
    const green = await project.vernier(['run']);
    expect(green.code).toBe(0);
    expect(green.out).toMatch(/\d+ excused because it is below the noise floor/);
    const [row] = project.report().suites[0].subjects[0].moderns;
    expect(row.excuses['noise-floor']).toBe(row.generated.excused);
    expect(project.read(`${project.lastRun()}/report.md`)).toContain('below the noise floor');
    project.write(squareSuite(noisy, other, floor(2e-9, 0.1)));
    const capped = await project.vernier(['run']);
    expect(capped.code).toBe(1);
    expect(capped.out).toContain('the excuse "noise-floor" covered 20 of 200 cases and ends there');
  });
});
