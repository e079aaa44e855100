import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';

describe('vernier run', () => {
  let project: TestProject;
  const open = (files: Record<string, string>) => {
    project = new TestProject(files);
    return project;
  };
  afterEach(() => project?.remove());

  it('passes when both sides agree, and leaves its reports', async () => {
    open(squareSuite(honest, 'export const square = (y) => y * y;\n'));
    const { code, out, err } = await project.vernier(['run']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('square/square');
    const report = project.report();
    expect(report.decision).toBe('pass');
    expect(report.suites[0].subjects[0].moderns[0].generated.agreed).toBe(200);
    expect(project.journal()).toHaveLength(200);
    expect(project.read(`${project.lastRun()}/junit.xml`)).toContain('<testsuites');
    expect(project.read(`${project.lastRun()}/report.md`)).toContain('square');
  });

  it('finds a bug, shrinks it and exits 1; its evidence replays until the bug is gone', async () => {
    open(squareSuite(honest, 'export const square = (x) => (x < -7.5 ? -x * x : x * x);\n'));
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(1);
    expect(out).toContain('Drift: square/square');
    const [finding] = project.report().findings;
    expect(finding.class).toBe('value');
    expect(finding.shrinks).toBeGreaterThan(0);
    const again = await project.vernier(['replay', finding.evidence]);
    expect({ code: again.code, out: again.out }).toMatchObject({ code: 1, out: expect.stringContaining('reproduced') });
    project.write({ 'suites/square/modern.mjs': 'export const square = (x) => x * x * 1;\n' });
    const gone = await project.vernier(['replay', finding.evidence]);
    expect({ code: gone.code, out: gone.out }).toMatchObject({ code: 0, out: expect.stringContaining('gone') });
  });

  it('gives the same report for the same seed, whatever --jobs says, but for times and the run id', async () => {
    open(squareSuite(honest, 'export const square = (x) => x ** 2 + (x > 1000 ? 1 : 0);\n'));
    const strip = (text: string) =>
      text.replace(/"[^"]*(At|Ns|NsMedian|latencies|ms|runId|jobs)": [^\n]*/g, '').replaceAll(/reports\/[^/]+\//g, '');
    await project.vernier(['run', '--no-keep', '--seed', '7']);
    const first = strip(project.read(`${project.lastRun()}/report.json`));
    await project.vernier(['run', '--no-keep', '--seed', '7', '--jobs', '3']);
    expect(strip(project.read(`${project.lastRun()}/report.json`))).toBe(first);
    await project.vernier(['run', '--seed', '8']);
    expect(strip(project.read(`${project.lastRun()}/report.json`))).not.toBe(first);
  });

  it('exits 3 when nothing is compared', async () => {
    open(squareSuite(honest, 'export const square = (y) => y * y;\n'));
    const { code, out } = await project.vernier(['run', '--cases', '0']);
    expect(code).toBe(3);
    expect(out).toMatch(/nothing was compared/i);
  });

  it('exits 3 when the policy ignores all that is returned', async () => {
    const policy = "policy: { paths: [{ path: '/**', ignore: true }] },";
    open(squareSuite(honest, 'export const square = (y) => -y;\n', policy));
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(3);
    expect(out).toContain('0% of 200 compared');
  });

  it('exits 3 when both sides return nothing but NaN', async () => {
    open(squareSuite('export const square = () => NaN;\n', 'export const square = (_) => NaN;\n'));
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(3);
    expect(out).toContain('0.0 %');
  });

  it('does not take two failing imports for agreement', async () => {
    const broken = "export const square = async (x) => (await import('no-such-package-at-all')).square(x);\n";
    open(squareSuite(broken, `${broken}// modern\n`));
    const { code } = await project.vernier(['run']);
    expect(code).not.toBe(0);
    expect(project.report().suites[0].subjects[0].moderns[0].generated.agreed).toBe(0);
  });

  it('refuses to compare a side with itself', async () => {
    open(squareSuite(honest, honest));
    const { code, err, out } = await project.vernier(['run']);
    expect(code).toBe(2);
    expect(out + err).toContain('is the same as legacy');
  });

  it('runs no case of a side that does not load, and says why', async () => {
    open(squareSuite(honest, "import 'no-such-package-at-all';\nexport const square = (x) => x * x;\n"));
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(3);
    expect(out).toContain('no-such-package-at-all');
    expect(project.report().notRun[0]).toMatchObject({ modern: 'modern', side: 'modern', count: 200 });
  });

  it('keeps every other result when a side dies, hangs or prints', async () => {
    const bad = `let n = 0;
export const square = (x) => {
  n += 1;
  console.log('noise', x);
  process.stdout.write('{"id":1}\\n');
  if (Math.abs(x) > 1e5) return x * x;
  if (x > 99000) process.kill(process.pid, 'SIGSEGV');
  return x * x;
};
`;
    open(squareSuite(honest, bad));
    const { code } = await project.vernier(['run']);
    expect(code).toBe(0);
    project.write({
      'suites/square/modern.mjs':
        'export const square = (x) => {\n  if (String(x).endsWith("7")) process.kill(process.pid, "SIGSEGV");\n  return x * x;\n};\n',
    });
    const died = await project.vernier(['run']);
    expect(died.code).toBe(1);
    const { crashed, agreed } = project.report().suites[0].subjects[0].moderns[0].generated;
    expect(crashed).toBeGreaterThan(0);
    expect(agreed).toBe(200 - crashed);
    expect(died.out).toContain('SIGSEGV');
  });

  it('stops at the first red result with --bail', async () => {
    open(squareSuite(honest, 'export const square = (x) => x * x + 1;\n'));
    expect((await project.vernier(['run', '--bail'])).code).toBe(1);
    expect(project.journal()).toHaveLength(1);
  });

  it('reports what is done when it is interrupted, and leaves no child', async () => {
    const slow = 'export const square = async (x) => { await new Promise((r) => setTimeout(r, 20)); return x * x; };\n';
    open(squareSuite(slow, `${slow}//\n`, 'inFlight: 1,'));
    const ended = await project.vernier(['run'], {
      during: (pid) => setTimeout(() => process.kill(pid, 'SIGINT'), 2500),
    });
    expect(ended.code).toBe(130);
    const report = project.report();
    expect(report.interrupted).toBe(true);
    const { agreed } = report.suites[0].subjects[0].moderns[0].generated;
    expect(agreed).toBeGreaterThan(0);
    expect(agreed).toBeLessThan(200);
  });

  it('prints report.json alone to standard output with --json', async () => {
    open(squareSuite(honest, 'export const square = (y) => y * y;\n'));
    const { out, err } = await project.vernier(['run', '--json']);
    expect(JSON.parse(out).schema).toBe('vernier/report/1');
    expect(err).toContain('square/square');
  });

  it('annotates and summarises on GitHub', async () => {
    open(squareSuite(honest, 'export const square = (y) => y * y + 1;\n'));
    const summary = join(project.root, 'summary.md');
    const { out } = await project.vernier(['run'], { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary } });
    expect(out).toMatch(/^::error /m);
    expect(project.read('summary.md')).toContain('square');
    const plain = await project.vernier(['run']);
    expect(plain.out).not.toContain('::error');
  });

  it('is not upset by a reader that stops reading', async () => {
    open(squareSuite(honest, 'export const square = (y) => y * y + 1;\n'));
    const { spawnSync } = await import('node:child_process');
    const bin = join(import.meta.dirname, '../../bin/vernier.cjs');
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" run | head -n 1`], {
      cwd: project.root,
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/EPIPE|at .*\.js/);
    expect(project.report().exitCode).toBe(1);
  });
});

describe('vernier run with bad input', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const golden = 'golden/square/square.json';
  const modern = 'export const square = (y) => y * y;\n';

  const bad: [what: string, files: Record<string, string>, args: string[], wanted: string[]][] = [
    ['an unknown suite', {}, ['run', 'sqare'], ['sqare', 'did you mean "square"']],
    ['an unknown flag', {}, ['run', '--cses', '5'], ["unknown option '--cses'", '--cases']],
    ['a number that is none', {}, ['run', '--cases', 'many'], ['--cases', 'whole number']],
    ['an unknown modern', {}, ['run', '--modern', 'modrn'], ['modrn', 'modern']],
    ['an interpreter for no implementation', {}, ['run', '--python', 'modrn=/usr/bin/python3'], ['modrn', 'modern']],
    ['an unknown reference', {}, ['run', '--reference', 'mine'], ['--reference', 'golden']],
    ['a pattern that matches nothing', {}, ['run', '--only', 'sqare'], ['sqare', 'square']],
    [
      'an unknown key of a policy',
      { 'suites/square/suite.ts': squareSuite(honest, modern, 'policy: { rtoll: 1 },')['suites/square/suite.ts']! },
      ['run'],
      ['suite.ts', 'rtoll', 'rtol'],
    ],
    [
      'a tolerance that is none',
      { 'suites/square/suite.ts': squareSuite(honest, modern, 'policy: { rtol: -1 },')['suites/square/suite.ts']! },
      ['run'],
      ['suite.ts', 'rtol', '-1'],
    ],
    [
      'a suite file that throws',
      { 'suites/square/suite.ts': "throw new Error('kaboom at load');\n" },
      ['run'],
      ['suite.ts', 'kaboom at load'],
    ],
    ['a suite file that does not parse', { 'suites/square/suite.ts': 'export default {{\n' }, ['run'], ['suite.ts']],
    ['a malformed golden file', { [golden]: '{"schema": "vernier/golden/1", "suite": ' }, ['run'], [golden]],
    ['a golden file of another kind', { [golden]: '[]' }, ['run'], [golden]],
    [
      'a malformed waiver file',
      { 'suites/square/waivers.json': '{"schema":"vernier/waivers/1","waivers":[{"id":"x"}]}' },
      ['run'],
      ['waivers.json', '/waivers/0', 'subject'],
    ],
    [
      'a configuration with an unknown key',
      { 'vernier.config.json': '{"suits": "suites"}' },
      ['run'],
      ['vernier.config.json', 'suits', 'suites'],
    ],
    ['a malformed configuration', { 'vernier.config.json': '{suites' }, ['run'], ['vernier.config.json']],
    ['a command that does not exist', {}, ['rnu'], ["unknown command 'rnu'", 'run']],
    ['evidence that is none', { 'x.json': '{"schema": "other"}' }, ['replay', 'x.json'], ['x.json', 'evidence']],
    ['evidence that is not there', {}, ['replay', 'nowhere.json'], ['nowhere.json']],
    ['a suite to record without vectors', {}, ['golden', 'record', 'square'], ['vectors.ts']],
  ];
  it.each(bad)('%s exits 2 and says what, where and what to do', async (_what, files, args, wanted) => {
    project = new TestProject({ ...squareSuite(honest, modern), ...files });
    const { code, out, err } = await project.vernier(args);
    expect({ code, text: out + err }).toMatchObject({ code: 2 });
    for (const text of wanted) expect(out + err).toContain(text);
    expect(project.has('reports') ? project.runs() : []).toEqual([]);
    expect(out + err).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
  });

  it('a generator that gives no values exits 2 and says which case', async () => {
    const suite = squareSuite(honest, modern)['suites/square/suite.ts']!.replace(
      'args: [x]',
      'args: [Float64Array.of(x)]',
    );
    project = new TestProject({ ...squareSuite(honest, modern), 'suites/square/suite.ts': suite });
    const { code, out } = await project.vernier(['run']);
    expect(code).toBe(2);
    for (const text of ['case #0 of square/square', 'no input', 'float64Array()']) expect(out).toContain(text);
  });

  it('a reports folder that is a file exits 2 before anything runs', async () => {
    project = new TestProject({ ...squareSuite(honest, modern), reports: 'a file' });
    const { code, err } = await project.vernier(['run']);
    expect(code).toBe(2);
    expect(err).toContain('reports');
  });

  it('python3 missing exits 2, names it and the remedy, and the other suite still runs', async () => {
    const python = squareSuite('', '')
      ['suites/square/suite.ts']!.replaceAll('module:./legacy.mjs', 'python:./legacy.py')
      .replace("name: 'square'", "name: 'snake'");
    project = new TestProject({
      ...squareSuite(honest, modern),
      'suites/snake/suite.ts': python,
      'suites/snake/legacy.py': 'def square(x):\n    return x * x\n',
      'suites/snake/modern.mjs': modern,
    });
    mkdirSync(join(project.root, 'bin'));
    chmodSync(join(project.root, 'bin'), 0o755);
    const { code, out } = await project.vernier(['run'], { env: { PATH: join(project.root, 'bin') } });
    expect(code).toBe(2);
    expect(out).toContain('python3');
    expect(out).toMatch(/install|--python/i);
    expect(project.journal().filter(({ status }) => status === 'agreed')).toHaveLength(200);
  });
});

describe('vernier', () => {
  it('prints help with an example and the exit codes, and its version', async () => {
    const project = new TestProject({});
    for (const args of [['--help'], ['run', '--help'], ['replay', '--help'], ['golden', 'record', '--help']]) {
      const { code, out } = await project.vernier(args);
      expect(code).toBe(0);
      expect(out).toMatch(/Example/);
      expect(out).toMatch(/Exit codes/);
    }
    expect((await project.vernier(['run', '--help'])).out).toContain('|m - l| <= atol + rtol * |l|');
    expect((await project.vernier(['--version'])).out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    project.remove();
  });
});
