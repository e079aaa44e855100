import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { situations } from '../gates/fixtures/situations.ts';
import type { GateReport } from '../gates/gate-report.ts';
import type { GoldenVector } from '../golden/vector.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';
import { goldenText, vector } from './fixtures/square-vectors.ts';

const gates = ['ci', 'precutover', 'nightly'] as const;
const schema = JSON.parse(readFileSync(new URL('../../golden/schema/gate-1.json', import.meta.url), 'utf8'));

/** The built-in gates with budgets for a test; timings are left out, since nothing here is long enough to be timed. */
const small = {
  ci: { cases: 30, minutes: null, selftest: { minKill: 0.9, cases: 5 } },
  precutover: {
    cases: 40,
    fresh: 1,
    selftest: { minKill: 0.9, cases: 5 },
    noise: { cases: 10, fresh: 1 },
    performance: 'off',
  },
  nightly: { cases: 30, minutes: null, deepDive: { cases: 50, minutes: null } },
};
type Files = Record<string, string>;
const config = (changes: object = {}) =>
  JSON.stringify({ gates: Object.fromEntries(gates.map((name) => [name, { ...small[name], ...changes }])) });

const honest = 'export const square = (x) => x * x;\n';
const same = 'export const square = (x) => x ** 2;\n';
const drifting = 'export const square = (x) => (x > 0 ? x * x * 1.5 : x * x);\n';
const vectorsOf = (...ids: string[]) =>
  `export default { square: { notes: {}, vectors: [${ids.map((id) => `{ id: '${id}', comment: 'A square.', flags: [], input: { args: [-2.5], kwargs: {} } }`)}] } };\n`;
const waivers = (expires: string) =>
  JSON.stringify({
    schema: 'vernier/waivers/1',
    waivers: [
      {
        ...{
          id: 'half',
          subject: 'square',
          modern: 'modern',
          class: 'value',
          path: '/value',
          when: { label: 'positive' },
        },
        ...{ bound: { rel: 1 }, maxShare: 0.99, owner: 'a team', reason: 'meant', created: '2026-01-01', expires },
      },
    ],
  });
const golden = (...vectors: GoldenVector[]): Files => ({ 'golden/square/square.json': goldenText(vectors) });
const clean: Files = {
  'vernier.config.json': config(),
  '.gitignore': 'node_modules/\nreports/\n',
  ...squareSuite(honest, same),
  ...golden(vector('two', -2.5), vector('three', -3.5)),
};
const withModern = (modern: string, extra = ''): Files => ({ ...clean, ...squareSuite(honest, modern, extra) });

interface Arranged {
  readonly files: Files;
  readonly args?: readonly string[];
  /** Run first, as the baseline or as the run to decide over. */
  readonly before?: Files;
  readonly after?: (project: TestProject) => void;
  readonly during?: (pid: number, project: TestProject) => void;
}

const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const raising = 'export const square = () => { throw new RangeError("never"); };\n';
const slow =
  'export const square = async (x) => { await new Promise((done) => setTimeout(done, 100)); return x * x; };\n';
const arrangements: Readonly<Record<string, Arranged>> = {
  clean: { files: clean },
  drift: { files: withModern(drifting) },
  'known drift': { files: withModern(drifting), before: withModern(drifting), args: ['--baseline', 'known'] },
  'another drift': {
    files: withModern('export const square = (x) => (x > 0 ? String(x) : x * x);\n'),
    before: withModern(drifting),
    args: ['--baseline', 'known'],
  },
  waived: { files: { ...withModern(drifting), 'suites/square/waivers.json': waivers('2099-01-01') } },
  expired: { files: { ...withModern(drifting), 'suites/square/waivers.json': waivers(day) } },
  'stale expired': { files: { ...clean, 'suites/square/waivers.json': waivers(day) } },
  'nothing compared': {
    files: {
      ...squareSuite(honest, same),
      ...{ 'vernier.config.json': clean['vernier.config.json']!, '.gitignore': clean['.gitignore']! },
      'suites/square/suite.ts': squareSuite('', '')['suites/square/suite.ts']!.replace(/generator: .*/, ''),
    },
  },
  'all raising': { files: { ...clean, ...squareSuite(raising, raising.replace('"never"', '"no"')), ...golden() } },
  'suite missing': { files: { ...clean, 'vernier.config.json': config({ required: ['square', 'circle'] }) } },
  'suite broken': { files: { ...clean, 'suites/broken/suite.ts': 'export default 5;\n' } },
  'vector deleted': { files: { ...clean, 'suites/square/vectors.ts': vectorsOf('two', 'three', 'four') } },
  'vector lost': {
    files: { ...clean, ...golden(vector('two', -2.5)) },
    before: clean,
    args: ['--baseline', 'known'],
  },
  'golden damaged': {
    files: {
      ...clean,
      'golden/square/square.json': JSON.stringify({
        ...JSON.parse(clean['golden/square/square.json']!),
        vectors: JSON.parse(clean['golden/square/square.json']!).vectors.slice(0, 1),
      }),
    },
  },
  'driver missing': {
    files: {
      ...clean,
      'suites/square/suite.ts': clean['suites/square/suite.ts']!.replace(
        'module:./modern.mjs',
        'driver:/no/such/program',
      ),
    },
  },
  'driver dead': {
    files: {
      ...clean,
      'suites/square/suite.ts': clean['suites/square/suite.ts']!.replace('module:./modern.mjs', 'driver:node dead.mjs'),
      'suites/square/dead.mjs': 'process.exit(4);\n',
    },
  },
  'side noisy': {
    files: withModern(
      'export const square = (x) => x * x * (1 + (Number(process.hrtime.bigint() % 5n) - 2) * 1e-12);\n',
      'policy: { rtol: 1e-10 }, goldenPolicy: { rtol: 1e-10 },',
    ),
  },
  'faults unseen': {
    files: withModern(same, 'policy: { rtol: 1e9, atol: 1e300 },'),
  },
  'not committed': { files: clean, after: (project) => project.write({ 'other.txt': 'new\n' }) },
  'no golden file': {
    files: Object.fromEntries(Object.entries(clean).filter(([name]) => !name.startsWith('golden/'))),
  },
  'history empty': { files: clean },
  interrupted: {
    files: withModern(slow, 'inFlight: 1,'),
    during: (pid, project) => {
      const timer = setInterval(() => {
        if (!project.has('reports') || !project.has(`${project.lastRun()}/cases.jsonl`)) return;
        clearInterval(timer);
        process.kill(pid, 'SIGTERM');
      }, 50);
    },
  },
  'killed mid-run': {
    files: clean,
    before: clean,
    args: ['--report', 'known'],
    after: (project) => execFileSync('rm', [join(project.root, 'known/report.json')]),
  },
};

const projects: TestProject[] = [];
afterAll(() => {
  for (const project of projects) project.remove();
});

async function decide(gate: string, { files, before, after, args = [], during }: Arranged) {
  const project = new TestProject(before ?? files);
  projects.push(project);
  if (before !== undefined) {
    await project.vernier(['run', '--no-keep', '--cases', '30']);
    execFileSync('mv', [join(project.root, project.lastRun()), join(project.root, 'known')]);
    project.write({ ...files, '.gitignore': `${files['.gitignore']}known/\n` });
  }
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
      cwd: project.root,
      stdio: 'ignore',
    });
  git('init');
  git('add', '-A');
  git('commit', '-m', 'all');
  after?.(project);
  const ended = await project.vernier(['gate', gate, '--json', ...args], {
    during: (pid) => during?.(pid, project),
    env: { CI: '1' },
  });
  const report = ended.out === '' ? null : (JSON.parse(ended.out) as GateReport);
  return { ended, report, project };
}

describe('vernier gate', () => {
  it('has an arrangement for every situation', () => {
    expect(Object.keys(arrangements)).toEqual(situations.map(({ name }) => name));
  });

  describe.each(situations)('$name: $words', ({ name, codes }) => {
    it.concurrent.each(gates)('%s', async (gate) => {
      const { ended, report, project } = await decide(gate, arrangements[name]!);
      expect({ code: ended.code, told: ended.code === codes[gate] ? '' : `${ended.err}${ended.out}` }).toEqual({
        code: codes[gate],
        told: '',
      });
      expect(problemLines(checkSchema(schema, report))).toEqual([]);
      expect(report!.exitCode).toBe(codes[gate]);
      const { folder } = /^checklist: (?<folder>.*)\/(cutover|gate)\.md$/m.exec(ended.err)!.groups!;
      const file = gate === 'precutover' ? 'cutover' : 'gate';
      expect(JSON.parse(project.read(`${folder}/${file}.json`))).toEqual(report);
      expect(project.read(`${folder}/${file}.md`)).toContain(gate === 'precutover' ? report!.word : report!.decision);
    });
  });
});
