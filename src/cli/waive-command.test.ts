import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
const file = 'suites/square/waivers.json';
const said = ['--owner', 'numerics', '--reason', 'Meant so', '--expires', '2099-02-26'];

describe('vernier waive and vernier waivers', () => {
  let project: TestProject;
  const open = (modern: string, legacy = honest, extra = '') => {
    project = new TestProject(squareSuite(legacy, modern, extra));
    return project;
  };
  const firstEvidence = async () => {
    await project.vernier(['run']);
    return project.report().findings[0].evidence as string;
  };
  afterEach(() => project?.remove());

  it('writes a narrow waiver for the drift of an evidence file; a replay and a run show it waived', async () => {
    open('export const square = (x) => (x < -7.5 ? x * x * (1 + 1.2e-6) : x * x);\n');
    const evidence = await firstEvidence();
    const { code, out } = await project.vernier(['waive', evidence, ...said, '--max-share', '0.9']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`Written to ${file}`) });
    const [waiver] = JSON.parse(project.read(file)).waivers;
    expect(waiver).toMatchObject({
      subject: 'square',
      modern: 'modern',
      class: 'value',
      path: '/value',
      when: { label: 'negative' },
      bound: { rel: 3e-6 },
      owner: 'numerics',
      reason: 'Meant so',
      expires: '2099-02-26',
    });
    expect(await project.vernier(['replay', evidence])).toMatchObject({ code: 0 });
    const run = await project.vernier(['run']);
    expect(run.code).toBe(0);
    expect(run.out).toContain(`waived by ${waiver.id}`);
    const list = await project.vernier(['waivers']);
    expect(list.code).toBe(0);
    expect(list.out).toMatch(
      /active .*when label negative, rel 0.000003[\s\S]*owner numerics[\s\S]*absorbed \d+ cases/,
    );
    const again = await project.vernier(['waive', evidence, ...said]);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining(`"${waiver.id}" covers it already`) });
  });

  it('are called stale only by a run that left no case out', async () => {
    open('export const square = (x) => (x < -7.5 ? x * x * (1 + 1.2e-6) : x * x);\n');
    await project.vernier(['waive', await firstEvidence(), ...said, '--max-share', '0.9']);
    project.write({ 'suites/square/modern.mjs': 'export const square = (y) => y * y;\n' });
    expect((await project.vernier(['run', '--cases', '20'])).out).not.toContain('stale');
    expect((await project.vernier(['run'])).out).toContain('is stale: nothing needed it');
  });

  it('keeps the other entries byte by byte', async () => {
    open('export const square = (x) => (x < -7.5 ? -x * x : x * x);\n');
    const mine = `{ "id": "mine",  "subject": "square", "modern": "modern", "class": "type", "path": "/value",
      "when": {"label": "x"}, "maxShare": 1e-1, "owner": "a", "reason": "b", "created": "2026-01-01", "expires": "2099-01-01" }`;
    project.write({ [file]: `{\n  "schema": "vernier/waivers/1",\n  "waivers": [\n    ${mine}\n  ]\n}\n` });
    const evidence = await firstEvidence();
    expect((await project.vernier(['waive', evidence, ...said])).code).toBe(0);
    expect(project.read(file)).toContain(mine);
    expect(JSON.parse(project.read(file)).waivers).toHaveLength(2);
  });

  it('refuses CI and what was said wrong, and writes nothing then', async () => {
    open('export const square = (x) => (x < -7.5 ? -x * x : x * x);\n');
    const evidence = await firstEvidence();
    const refused: [string[], RegExp, Record<string, string>?][] = [
      [[], /CI/, { CI: 'true' }],
      [['--expires', '2020-01-01'], /not after today/],
      [['--bound', 'rel=1e-9'], /smaller than what the evidence shows/],
      [['--bound', 'relative=1'], /rel=, abs= or ulp=/],
      [['--bound', 'rel=1', '--bound', 'rel=2'], /each once/],
      [['--max-share', '1'], /below 1/],
      [['--label', 'positive'], /no label of this case/],
    ];
    for (const [flags, words, env = {}] of refused) {
      const { code, err } = await project.vernier(['waive', evidence, ...said, ...flags], { env });
      expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(words) });
    }
    expect(project.has(file)).toBe(false);
  });

  it('refuses what no condition tells apart, and a modern that crashed', async () => {
    open('export const square = (x) => (x < -7.5 ? -x * x : x * x);\n', honest, 'labels: () => [],');
    const unlabelled = await project.vernier(['waive', await firstEvidence(), ...said]);
    expect(unlabelled).toMatchObject({ code: 2, err: expect.stringContaining('"labels" in the suite') });
    const dies = '(x) => { if (x < -900000) process.abort(); return x * x; };\n';
    project.write({ 'suites/square/modern.mjs': `export const square = ${dies}` });
    const crashed = await project.vernier(['waive', await firstEvidence(), ...said]);
    expect(crashed).toMatchObject({ code: 2, err: expect.stringMatching(/cannot be waived: modern "modern" crashed/) });
  });

  it('waives crashes of legacy that modern fixed, and no others', async () => {
    const dies = 'export const square = (x) => { if (x < -900000) process.abort(); return x * x; };\n';
    open('export const square = (y) => y * y;\n', dies);
    const evidence = await firstEvidence();
    expect((await project.vernier(['waive', evidence, ...said, '--max-share', '0.5'])).code).toBe(0);
    expect(JSON.parse(project.read(file)).waivers[0]).toMatchObject({
      class: 'returned-vs-raised',
      path: '/**',
      when: { label: 'negative', legacyEnds: 'crashed' },
    });
    const run = await project.vernier(['run']);
    expect(run.code).toBe(0);
    const { waived, crashed } = project.report().suites[0].subjects[0].moderns[0].generated;
    expect(waived).toBeGreaterThan(0);
    expect(crashed).toBe(0);
    project.write({
      'suites/square/modern.mjs':
        'export const square = (x) => { if (x < -900000) throw new Error(); return x * x; };\n',
    });
    expect((await project.vernier(['run'])).code).toBe(1);
  });

  it('lists what expired, what is unused and what is wider than needed', async () => {
    open('export const square = (x) => (x < -7.5 ? x * x * (1 + 1e-6) : x * x);\n');
    const common = {
      subject: 'square',
      modern: 'modern',
      class: 'value',
      path: '/value',
      maxShare: 0.9,
      owner: 'a',
      reason: 'b',
    };
    const waiver = (id: string, label: string, expires: string, rel = 1e-5) => ({
      ...{ id, ...common, when: { label }, bound: { rel }, created: '2026-01-01', expires },
    });
    project.write({
      [file]: JSON.stringify({
        schema: 'vernier/waivers/1',
        waivers: [waiver('wide', 'negative', '2099-01-01', 0.1), waiver('unused', 'positive', '2099-01-01')],
      }),
    });
    expect((await project.vernier(['waivers'])).out).toContain('no run of it is known');
    expect((await project.vernier(['run'])).code).toBe(0);
    const list = await project.vernier(['waivers', 'square', '--json']);
    expect(list.code).toBe(0);
    const [wide, unused] = JSON.parse(list.out).suites[0].waivers;
    expect(wide).toMatchObject({
      state: 'active',
      overWide: expect.arrayContaining([expect.stringMatching(/rel 0.1 where .* was needed/)]),
    });
    expect(unused).toMatchObject({ state: 'unused', absorbed: { covered: 0 } });
    const old = { schema: 'vernier/waivers/1', waivers: [waiver('old', 'negative', '2026-02-01')] };
    project.write({ [file]: JSON.stringify(old) });
    const expired = await project.vernier(['waivers']);
    expect(expired).toMatchObject({ code: 1, out: expect.stringMatching(/expired +old/) });
  });
});
