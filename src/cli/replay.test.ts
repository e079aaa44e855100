import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
const wrong = 'export const square = (x) => (x > 100 ? x * x + 1 : x * x);\n';

describe('vernier replay', () => {
  let project: TestProject;
  let evidence: string;
  afterEach(() => project?.remove());

  async function found(modern = wrong, extra = ''): Promise<void> {
    project = new TestProject(squareSuite(honest, modern, extra));
    expect((await project.vernier(['run', '--no-keep'])).code).toBe(1);
    evidence = project.report().findings[0].evidence;
  }
  const replay = (...args: string[]) => project.vernier(['replay', evidence, ...args]);
  const edit = (change: (evidence: Record<string, unknown>) => unknown) =>
    project.write({ [evidence]: JSON.stringify(change(JSON.parse(project.read(evidence)))) });

  it('shows both sides then and now, and that nothing has changed', async () => {
    await found();
    const { code, out, err } = await replay();
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('reproduced: square/square · drifted (value), as the evidence says');
    expect(out).toMatch(
      /then +now\n +legacy +10000\.\d+ +10000\.\d+\n +modern +10001\.\d+ +10001\.\d+\n +off by .* ulp +\S+ relative/,
    );
    expect(out).toContain('nothing has changed');
  });

  it('says what has changed since: code and policy', async () => {
    await found();
    project.write({ 'suites/square/modern.mjs': `${honest}// mended\n` });
    const gone = await replay();
    expect(gone.code).toBe(0);
    expect(gone.out).toContain('gone: square/square · the evidence says drifted (value), now it is agreed');
    expect(gone.out).toMatch(/since +modern "modern": its code \(digest was [0-9a-f]{12}, is [0-9a-f]{12}\)/);
    project.write({ 'suites/square/modern.mjs': wrong });
    const suite = project.read('suites/square/suite.ts');
    project.write({ 'suites/square/suite.ts': suite.replace('cases: 200,', 'cases: 200, policy: { rtol: 1 },') });
    const allowed = await replay();
    expect(allowed).toMatchObject({ code: 0, out: expect.stringMatching(/policy: rtol was not set, is 1/) });
  });

  it('tells another drift from the same one, and what could not run', async () => {
    await found();
    project.write({ 'suites/square/modern.mjs': 'export const square = () => { throw new Error("no"); };\n' });
    const changed = await replay();
    expect(changed).toMatchObject({ code: 1, out: expect.stringContaining('changed: ') });
    expect(changed.out).toContain('now it is drifted (returned-vs-raised)');
    project.write({ 'suites/square/modern.mjs': 'import "nowhere";\nexport const square = 1;\n' });
    expect(await replay()).toMatchObject({ code: 3, out: expect.stringContaining('not-run') });
  });

  it('gives JSON for programs', async () => {
    await found();
    const { code, out } = await replay('--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'reproduced',
      before: 'drifted (value)',
      now: 'drifted (value)',
      legacy: { recorded: { kind: 'returned' }, now: { kind: 'returned' } },
      changes: [],
    });
  });

  it('runs what foreign evidence names only for who trusts it, and says before what that is', async () => {
    await found();
    const foreign = new TestProject({
      'suites/square/legacy.mjs': honest,
      'suites/square/modern.mjs': wrong,
      'e.json': project.read(evidence),
    });
    try {
      const asked = await foreign.vernier(['replay', 'e.json']);
      expect(asked.code).toBe(2);
      expect(asked.err).toContain('about the suite "square", which is not here');
      expect(asked.err).toContain(
        'legacy "module:suites/square/legacy.mjs" and modern "module:suites/square/modern.mjs"',
      );
      expect(asked.err).toContain('--trust');
      const trusted = await foreign.vernier(['replay', 'e.json', '--trust']);
      expect({ code: trusted.code, err: trusted.err }).toEqual({ code: 1, err: '' });
      expect(trusted.out).toContain('reproduced');
    } finally {
      foreign.remove();
    }
  });

  it('never runs what evidence names where the suite is here', async () => {
    await found();
    edit((tree) => ({
      ...tree,
      implementations: (tree.implementations as object[]).map((one) => ({ ...one, address: 'exec:touch pwned' })),
    }));
    for (const args of [[], ['--trust']]) expect((await replay(...args)).code).toBe(1);
    expect(readdirSync(project.root)).not.toContain('pwned');
  });

  it.each<[string, (evidence: Record<string, unknown>) => unknown, RegExp]>([
    ['another schema', (tree) => ({ ...tree, schema: 'vernier/report/1' }), /is no evidence file/],
    ['an unknown key', (tree) => ({ ...tree, more: 1 }), /more/],
    ['a status there is not', (tree) => ({ ...tree, status: 'fine' }), /\/status/],
    ['a value that is none', (tree) => ({ ...tree, input: { args: [{ $f: 'odd' }] } }), /at \/input\/args\/0/],
    ['arguments that are none', (tree) => ({ ...tree, input: { args: [], x: 1 } }), /\/input/],
    [
      'an outcome that is none',
      (tree) => ({ ...tree, legacyOutcome: { kind: 'returned', elapsedNs: null } }),
      /\/legacyOutcome/,
    ],
    [
      'an implementation without address',
      (tree) => ({ ...tree, implementations: [{ name: 'legacy' }] }),
      /\/implementations\/0/,
    ],
    ['a subject of the prototype', (tree) => ({ ...tree, subject: 'constructor' }), /no subject "constructor"/],
    ['a modern of the prototype', (tree) => ({ ...tree, modern: '__proto__' }), /no modern "__proto__"/],
  ])('refuses evidence with %s', async (_name, change, message) => {
    await found();
    edit(change);
    const { code, err } = await replay();
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('shows nothing of hostile evidence that moves the cursor', async () => {
    await found();
    const evil = '\u001b[2J\r::error::x';
    edit((tree) => ({
      ...tree,
      vernier: evil,
      scripts: [
        { side: 'legacy', file: `../../${evil}` },
        { side: 'modern', why: evil },
      ],
      input: { args: [evil] },
      legacyOutcome: {
        kind: 'raised',
        elapsedNs: null,
        warnings: [],
        error: { class: evil, bases: [], message: evil, setup: false },
      },
    }));
    const { out } = await replay();
    expect(out).not.toMatch(/[\u001b\r]|^::/m);
    expect(out).not.toContain('../..');
  });

  it('leaves scripts that show the drift without Vernier, on both sides', async () => {
    await found();
    const scripts = readdirSync(join(project.root, dirname(evidence))).filter((name) => name.endsWith('.mjs'));
    expect(scripts).toHaveLength(2);
    const [legacy, modern] = scripts
      .sort()
      .map((name) =>
        execFileSync(process.execPath, [join(project.root, dirname(evidence), name)], { encoding: 'utf8', env: {} }),
      );
    expect(legacy).toMatch(/^returned 10000\.\d+$/m);
    expect(modern).toMatch(/^returned 10001\.\d+$/m);
    const { out } = await replay();
    expect(out).toContain(`script    node ${dirname(evidence)}/`);
  });
});
