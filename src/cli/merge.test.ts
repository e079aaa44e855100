import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { withoutTimes } from '../reporters/fixtures/without-times.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';
import { goldenText, vector } from './fixtures/square-vectors.ts';

const schemaOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../golden/schema/${name}.json`, import.meta.url), 'utf8'));

/** Drifts far above 1000, by noise above zero, raises below -1000, drifts as waived below zero, and elsewhere within tolerance. */
const modern = `export const square = (x) => {
  if (x < -1e3) throw new RangeError('too small');
  if (x > 1e3) return x * x * 1.5;
  if (x > 0) return x * x * (1 + 1e-9);
  if (x < -1e-60) return x * x * (1 + 1e-3);
  return x * x * (1 + (x % 2 > -1 ? 1e-13 : -2e-13));
};
`;
const extra = `policy: { rtol: 1e-12 }, goldenPolicy: { rtol: 1e-12 },
  noise: [{ path: '/value', rel: 1e-8, measuredAt: '2026-01-01', n: 1000, maxShare: 0.1 }],
  floors: { minCases: 200 },`;
const waivers = JSON.stringify({
  schema: 'vernier/waivers/1',
  waivers: [
    {
      ...{
        id: 'small',
        subject: 'square',
        modern: 'modern',
        class: 'value',
        path: '/value',
        when: { label: 'negative' },
      },
      ...{
        bound: { rel: 0.01 },
        maxShare: 0.5,
        owner: 'a team',
        reason: 'meant',
        created: '2026-01-01',
        expires: '2099-01-01',
      },
    },
  ],
});
const files = {
  ...squareSuite('export const square = (x) => x * x;\n', modern, extra),
  'suites/square/waivers.json': waivers,
  'golden/square/square.json': goldenText([vector('a', -2.5), vector('b', 3.5), vector('c', -8.5e5), vector('d', 7e5)]),
};

describe('vernier merge', () => {
  const project = new TestProject(files);
  const shard = (index: number) => project.lastRun(`shard-${index}`);
  const all = [1, 2, 3, 4];
  beforeAll(async () => {
    await Promise.all([
      project.vernier(['run', '--no-keep', '--cases', '400', '--reports', 'whole']),
      ...all.map((index) =>
        project.vernier(['run', '--no-keep', '--cases', '400', '--shard', `${index}/4`, '--reports', `shard-${index}`]),
      ),
    ]);
  });
  afterAll(() => project.remove());

  it('makes of four shards the report and the journal of one run', async () => {
    const whole = project.lastRun('whole');
    const ended = await project.vernier(['merge', '--no-keep', ...all.toReversed().map(shard)]);
    expect({ code: ended.code, err: ended.err }).toEqual({ code: 1, err: '' });
    const merged = project.lastRun();
    const plain = (folder: string) => {
      const report = project.report(folder);
      expect(problemLines(checkSchema(schemaOf('report-1'), report))).toEqual([]);
      return JSON.parse(JSON.stringify(withoutTimes(report)).replaceAll('whole/run/', 'reports/run/'));
    };
    const wanted = plain(whole);
    expect(wanted.findings.length).toBeGreaterThan(2);
    expect(wanted.suites[0].subjects[0].moderns[0].excuses['noise-floor']).toBe(40);
    expect(wanted.waivers[0].covered).toBeGreaterThan(5);
    expect(plain(merged)).toEqual(wanted);
    const lines = (folder: string) =>
      project.journal(folder).map(({ case: ref, modern, status }) => JSON.stringify([ref, modern, status]));
    expect(lines(merged)).toEqual(lines(whole));
    const journal = project.read(`${merged}/cases.jsonl`).trimEnd().split('\n');
    for (const line of journal) expect(problemLines(checkSchema(schemaOf('journal-1'), JSON.parse(line)))).toEqual([]);
    expect(
      problemLines(checkSchema(schemaOf('places-1'), JSON.parse(project.read(`${shard(1)}/places.json`)))),
    ).toEqual([]);
  });

  it('splits the cases: each in one shard, none in two', () => {
    const names = all.map((index) => project.journal(shard(index)).map((result) => JSON.stringify(result.case)));
    for (const part of names) expect(new Set(part).size).toBeGreaterThan(99);
    const together = new Set(names.flat());
    expect(together.size).toBe(404);
    expect(names.reduce((sum, part) => sum + new Set(part).size, 0)).toBe(404);
  });

  it('names what is missing, double, killed, of another seed or of other code', async () => {
    const missing = await project.vernier(['merge', shard(1), shard(2), shard(4)]);
    expect(missing).toMatchObject({ code: 3, err: expect.stringContaining('3 of 4') });
    const twice = await project.vernier(['merge', ...all.map(shard), shard(2)]);
    expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('both shard 2 of 4') });
    cpSync(join(project.root, shard(3)), join(project.root, 'killed'), { recursive: true });
    rmSync(join(project.root, 'killed/report.json'));
    const killed = await project.vernier(['merge', shard(1), 'killed', shard(2), shard(4)]);
    expect(killed).toMatchObject({ code: 2, err: expect.stringContaining('was killed') });
    await project.vernier([
      'run',
      '--no-keep',
      '--cases',
      '400',
      '--seed',
      '7',
      '--shard',
      '3/4',
      '--reports',
      'other',
    ]);
    const seed = await project.vernier(['merge', shard(1), shard(2), project.lastRun('other'), shard(4)]);
    expect(seed).toMatchObject({ code: 2, err: expect.stringContaining('seed is not the same') });
    const whole = await project.vernier(['merge', project.lastRun('whole')]);
    expect(whole).toMatchObject({ code: 2, err: expect.stringContaining('is a whole run, no shard') });
    project.write({ 'suites/square/modern.mjs': `${modern}\n` });
    const changed = await project.vernier(['merge', ...all.map(shard)]);
    expect(changed).toMatchObject({ code: 2, err: expect.stringContaining('changed since') });
    project.write({ 'suites/square/modern.mjs': modern });
    expect(project.runs()).toHaveLength(1);
  });

  it('keeps red what failed in its shard and does not fail again', async () => {
    const spoilt = `import { existsSync } from 'node:fs';
const isSpoilt = existsSync(new URL('../../spoilt', import.meta.url));
export const square = (x) => (isSpoilt && x > 9e5 ? 7 : x ** 2);
`;
    const once = new TestProject(squareSuite('export const square = (x) => x * x;\n', spoilt));
    try {
      once.write({ spoilt: '' });
      for (const index of [1, 2])
        await once.vernier(['run', '--no-keep', '--shard', `${index}/2`, '--reports', `s${index}`]);
      rmSync(join(once.root, 'spoilt'));
      const ended = await once.vernier(['merge', '--no-keep', once.lastRun('s1'), once.lastRun('s2')]);
      expect(ended.code).toBe(1);
      expect(once.report().suites[0].subjects[0].moderns[0].generated.flaky).toBeGreaterThan(0);
    } finally {
      once.remove();
    }
  });

  it('is refused together with what lets shards differ', async () => {
    const timed = await project.vernier(['run', '--shard', '1/2', '--time', '5s']);
    expect(timed).toMatchObject({ code: 2, err: expect.stringContaining('--shard cannot be used with --time') });
    for (const odd of ['0/4', '5/4', '4', 'a/b']) expect((await project.vernier(['run', '--shard', odd])).code).toBe(2);
  });
});
