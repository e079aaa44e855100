import { cpSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
/** Off by a share of what the suite's tolerance allows. */
const off = (share: number) => `export const square = (x) => x * x * (1 + ${share} * 1e-9);\n`;

describe('the history of runs', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const files = (folder = 'reports/history') =>
    readdirSync(join(project.root, folder)).filter((name) => name.endsWith('.parquet'));
  const runWith = async (share: number, ...more: string[]) => {
    project.write({ 'suites/square/modern.mjs': off(share) });
    return project.vernier(['run', '--cases', '20', ...more]);
  };

  it('gets a file from every run, finds what creeps, and is told, asked, named, merged and pruned', async () => {
    project = new TestProject(squareSuite(honest, off(0.01), 'policy: { rtol: 1e-9 },'));
    const first = await runWith(0.01);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(first.out).toContain('No baseline yet');
    expect((await runWith(0.01, '--no-history')).out).not.toContain('baseline');
    expect(files()).toHaveLength(1);
    // A new seed drives the same panel: its figures stay in one row with the others.
    expect((await runWith(0.01, '--seed', '7')).out).toContain('held against the last 1 run');
    for (let i = 0; i < 4; i++) await runWith(0.01, '--seed', String(i));
    const jumped = await runWith(0.5, '--seed', '99');
    expect(jumped.code).toBe(0);
    expect(jumped.out).toContain(
      'creep    square/square · modern: the share of tolerance of the panel jumped from 1.0',
    );
    expect(project.report().creep.creeps).toMatchObject([{ kind: 'step', suite: 'square', modern: 'modern' }]);
    expect(project.leftovers()).toEqual([]);
    const page = project.read(`${project.lastRun()}/report.html`);
    expect(page).toContain('Trends over runs');
    expect(page).toContain('share of tolerance of square/square · modern, panel over 7 runs, now 0.5');

    const list = JSON.parse((await project.vernier(['history', '--json'])).out).runs;
    expect(list).toHaveLength(7);
    expect(list[0]).toMatchObject({ verdict: 'pass', trigger: expect.any(String), seed: 42 });
    const trend = await project.vernier(['history', 'square/square']);
    expect(trend.out).toMatch(/modern +panel +all places +share of tolerance +▁▁▁▁▁▁█/);
    expect(trend.out).toContain('creep');
    expect((await project.vernier(['history', 'sqare'])).code).toBe(2);

    const asked = await project.vernier([
      'query',
      "select count(*) as n, max(max_share) as most from places where path = '' and scope = 'panel'",
      '--json',
    ]);
    expect({ code: asked.code, err: asked.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(asked.out)).toEqual([{ n: '7', most: expect.closeTo(0.5, 3) }]);

    expect((await project.vernier(['history', 'baseline', 'set', 'release-1', list[0].run_id])).out).toContain(
      'release-1',
    );
    expect((await project.vernier(['history', 'baseline', 'set', 'x', 'no-such-run'])).code).toBe(2);
    project.write({ 'vernier.config.json': '{"baseline": {"name": "release-1"}}' });
    expect((await runWith(0.01)).out).toContain('held against the baseline "release-1"');

    cpSync(join(project.root, 'reports/history'), join(project.root, 'restored'), { recursive: true });
    const [oldest] = files();
    const pruned = await project.vernier(['history', 'prune', '--keep', '3']);
    expect(pruned.out).toContain('4 runs removed, 4 kept');
    expect(files()).toContain(oldest);
    const merged = await project.vernier(['history', 'merge', 'restored']);
    expect(merged.out).toContain('4 runs added to reports/history, 4 were there already');
    expect((await project.vernier(['history', '--history', 'restored', '--json'])).code).toBe(0);
    expect((await project.vernier(['history', 'prune'])).code).toBe(2);
  });

  it('never costs a run its reports: a history that cannot be read is said', async () => {
    project = new TestProject({
      ...squareSuite(honest, off(0), 'policy: { rtol: 1e-9 },'),
      'reports/history': 'a file',
    });
    const ran = await project.vernier(['run', '--cases', '20']);
    expect(ran.code).toBe(0);
    expect(ran.out + ran.err).toContain('the run is not in the history');
    expect(project.report().decision).toBe('pass');
  });

  it('names a damaged file and reads the others; refuses two files of one run that differ', async () => {
    project = new TestProject(squareSuite(honest, off(0.01), 'policy: { rtol: 1e-9 },'));
    await runWith(0.01);
    const history = join(project.root, 'reports/history');
    writeFileSync(join(history, '2020-bad.parquet'), 'PAR1 this is no Parquet file PAR1');
    const second = await runWith(0.01);
    expect(second.code).toBe(0);
    expect(second.out).toContain('2020-bad.parquet cannot be read');
    expect(second.out).toContain('held against the last 1 run');
    const asked = await project.vernier(['query', 'select count(*) as n from runs', '--csv']);
    expect(asked.out).toBe('n\r\n2\r\n');
    expect(asked.err).toContain('2020-bad.parquet');
    const [, one = '', two = ''] = files();
    cpSync(history, join(project.root, 'other'), { recursive: true });
    renameSync(join(project.root, 'other', two), join(project.root, 'other', one));
    const conflict = await project.vernier(['history', 'merge', 'other']);
    expect(conflict.code).toBe(2);
    expect(conflict.err).toContain('are of one run and not the same');
  });
});
