import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
const wrong = 'export const square = (x) => (x > 100 ? x * x + 1 : x * x);\n';

describe('failing cases', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const found = () =>
    project.has('golden/square/found') ? readdirSync(join(project.root, 'golden/square/found')) : [];
  const refs = () => project.journal().map(({ case: ref, status }) => `${ref.kind} ${status}`);

  it('are kept by value and tried first, though the generator changed', async () => {
    project = new TestProject(squareSuite(honest, wrong));
    const first = await project.vernier(['run']);
    expect(first.code).toBe(1);
    expect(first.out).toContain('kept 1 failing case in golden/square/found');
    expect(found()).toHaveLength(1);
    expect(refs()[0]).toMatch(/^generated/);
    const suite = project.read('suites/square/suite.ts');
    project.write({
      'suites/square/suite.ts': suite.replace('-1e6, max: 1e6', '-1, max: 1').replace('version: 1', 'version: 2'),
    });
    const second = await project.vernier(['run']);
    expect(second.code).toBe(1);
    expect(refs().filter((ref) => ref.endsWith('drifted'))).toEqual(['found drifted']);
    expect(refs()[0]).toBe('found drifted');
    const report = project.report();
    expect(report.findings.map(({ first: ref }: { first: unknown }) => ref)).toEqual([
      { kind: 'found', id: found()[0]!.replace('.json', '') },
    ]);
    expect(report.suites[0].subjects[0].moderns[0].found.drifted).toBe(1);
    expect(report.suites[0].subjects[0].coverage.found).toBe(1);
    expect(second.out).toContain('1 found before');
    expect(project.read(`${project.lastRun()}/junit.xml`)).toContain('cases found before');
    const alone = await project.vernier(['run', '--only', `square@${report.findings[0].first.id}`]);
    expect(alone.code).toBe(1);
    expect(refs()).toEqual(['found drifted']);
  });

  it('are dropped once they were green for as many runs as the configuration says', async () => {
    project = new TestProject({ ...squareSuite(honest, wrong), 'vernier.config.json': '{"pruneFoundAfter": 2}' });
    await project.vernier(['run']);
    project.write({ 'suites/square/modern.mjs': `${honest}// mended` });
    expect((await project.vernier(['run'])).code).toBe(0);
    // A run that was cut down does not count.
    expect((await project.vernier(['run', '--only', 'square'])).code).toBe(0);
    expect(found()).toHaveLength(1);
    const last = await project.vernier(['run']);
    expect(last.out).toContain('dropped 1 failing case of golden/square/found, green in 2 runs in a row');
    expect(found()).toEqual([]);
  });

  it('are left alone in CI and with --no-keep, and kept in CI where it is asked for', async () => {
    project = new TestProject(squareSuite(honest, wrong));
    expect((await project.vernier(['run', '--no-keep'])).code).toBe(1);
    expect((await project.vernier(['run'], { env: { CI: 'true' } })).code).toBe(1);
    expect(found()).toEqual([]);
    expect((await project.vernier(['run', '--keep'], { env: { CI: 'true' } })).code).toBe(1);
    expect(found()).toHaveLength(1);
  });

  it('do not count as failing when a waiver covers them', async () => {
    const waiver = {
      ...{
        id: 'off-by-one',
        subject: 'square',
        modern: 'modern',
        class: 'value',
        path: '/value',
        when: { label: 'positive' },
      },
      ...{
        maxShare: 0.6,
        bound: { abs: 1.1 },
        owner: 'me',
        reason: 'meant so',
        created: '2026-11-01',
        expires: '2027-01-01',
      },
    };
    const waivers = [waiver, { ...waiver, id: 'off-by-one-below', when: { label: 'negative' } }];
    project = new TestProject({
      ...squareSuite(honest, wrong),
      'suites/square/waivers.json': JSON.stringify({ schema: 'vernier/waivers/1', waivers }),
    });
    const { code, err } = await project.vernier(['run']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(found()).toEqual([]);
  });

  it('are refused when damaged, with their place', async () => {
    project = new TestProject(squareSuite(honest, wrong));
    await project.vernier(['run']);
    const file = `golden/square/found/${found()[0]}`;
    project.write({ [file]: project.read(file).replace('"args":[', '"args":[1.5,') });
    const { code, err } = await project.vernier(['run']);
    expect(code).toBe(2);
    expect(err).toContain(`${file} at /id`);
  });

  it('that a run keeps do not keep it from being resumed', async () => {
    project = new TestProject(squareSuite(honest, wrong));
    await project.vernier(['run']);
    const folder = project.lastRun();
    const lines = project.read(`${folder}/cases.jsonl`).trimEnd().split('\n');
    project.write({ [`${folder}/cases.jsonl`]: `${lines.slice(0, 60).join('\n')}\n` });
    const before = project.report(folder);
    expect((await project.vernier(['run', '--resume', folder])).code).toBe(1);
    const after = project.report(folder);
    expect(after.findings.map(({ id }: { id: string }) => id)).toEqual(
      before.findings.map(({ id }: { id: string }) => id),
    );
    expect(refs().some((ref) => ref.startsWith('found'))).toBe(false);
  });
});
