import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSchema, problemLines } from '../base/schema.ts';
import { TestProject } from './fixtures/project.ts';
import { valuesByDefault } from './values-shown.ts';

const secret = 'S3CR3T';
/** Customers whose names no report may hold: they are in arguments, answers, error texts, on stderr and in property words. */
const suite = (extra = '') => `import { defineSuite, fc } from 'vernier';
export default defineSuite({
  name: 'people',
  legacy: { address: 'module:./legacy.mjs' },
  moderns: { modern: { address: 'module:./modern.mjs' } },
  subjects: {
    greet: {
      cases: 40,
      generator: { version: 1, arbitrary: fc.integer({ min: 0, max: 39 }).map((n) => ({ args: [{ kind: 'map', type: 'dict', entries: [['name', '${secret}-in' + n], ['n', n]] }], kwargs: { more: '${secret}-kw' } })) },
      properties: { custom: { sum: (answer) => {
        const text = JSON.stringify(answer, (_, item) => (typeof item === 'bigint' ? Number(item) : item));
        return text.includes('17') ? 'no sum in ' + text : null;
      } } },
      ${extra}
    },
  },
});
`;
const side = (change: string) => `export const greet = (who, { more } = {}) => {
  const name = who.get ? who.get('name') : who.name;
  const n = who.get ? who.get('n') : who.n;
  const answer = { name: '${secret}-out-' + name, sum: Number(n) };
  ${change}
  return answer;
};
`;
const files = (extra = '') => ({
  'suites/people/suite.ts': suite(extra),
  'suites/people/legacy.mjs': side(''),
  'suites/people/modern.mjs': side(`console.error(name);
  if (n % 7 === 3) throw new RangeError('not ' + name);
  if (n === 11) { console.error('dying of ' + name); process.exit(3); }
  if (n % 5 === 1) answer.name += '!';
  if (n % 5 === 2) return JSON.stringify(answer);
  if (n % 5 === 4) answer.sum += 1;`),
});

/** Every file below a folder, with its text; scripts hold values in base64. */
function textsBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => {
      const text = readFileSync(path, 'latin1');
      const decoded = [...text.matchAll(/[A-Za-z0-9+/=]{40,}/g)].map(([blob]) =>
        Buffer.from(blob, 'base64').toString('latin1'),
      );
      return [path, [text, ...decoded].join('\n')];
    });
}

describe('--values', () => {
  const project = new TestProject(files());
  const redacted = new TestProject(files("redact: ['/args/0/name', '/kwargs/more', '/value/name'],"));
  const reports = ['none', 'hashed', 'full'] as const;
  const ended: Record<string, Awaited<ReturnType<TestProject['vernier']>>> = {};
  const env = (name: string) => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(project.root, 'told', name, 'summary.md'),
  });
  beforeAll(async () => {
    for (const name of reports) {
      mkdirSync(join(project.root, 'told', name), { recursive: true });
      const args = ['run', '--values', name, '--reports', name, '--keep', '--comment-file', `told/${name}/comment.md`];
      ended[name] = await project.vernier(args, { env: env(name) });
    }
    mkdirSync(join(redacted.root, 'told'));
    ended.redact = await redacted.vernier([
      'run',
      '--reports',
      'redact',
      '--keep',
      '--comment-file',
      'told/comment.md',
    ]);
  });
  afterAll(() => {
    project.remove();
    redacted.remove();
  });

  it('would find a value where one is', () => {
    expect(ended.full).toMatchObject({ code: 1, err: '' });
    const found = textsBelow(join(project.root, 'full')).filter(([, text]) => text.includes(secret));
    expect(found.map(([path]) => path.replace(/.*\./, '.')).sort()).toEqual(
      expect.arrayContaining(['.json', '.md', '.mjs', '.xml']),
    );
    expect(ended.full!.out).toContain(secret);
    expect(readdirSync(join(project.root, 'golden/people/found')).length).toBeGreaterThan(0);
  });

  it.each(['none', 'hashed', 'redact'])('%s leaves no value in any file, nor on the terminal', (name) => {
    const { root } = name === 'redact' ? redacted : project;
    expect(ended[name]!.code).toBe(1);
    const told = name === 'redact' ? 'told' : join('told', name);
    const texts = [...textsBelow(join(root, name)), ...textsBelow(join(root, told))];
    expect(texts.length).toBeGreaterThan(6);
    const leaks = texts.flatMap(([path, text]) =>
      text.includes(secret) ? [`${path}: ${text.slice(Math.max(0, text.indexOf(secret) - 300)).slice(0, 400)}`] : [],
    );
    expect(leaks).toEqual([]);
    expect(`${ended[name]!.out}${ended[name]!.err}`).not.toContain(secret);
    if (name === 'redact') expect(redacted.has('golden/people/found')).toBe(false);
  });

  it('keeps what is no value: the same findings, counts and distances, by the schemas', () => {
    const schemaOf = (name: string) =>
      JSON.parse(readFileSync(new URL(`../../golden/schema/${name}.json`, import.meta.url), 'utf8'));
    const [none, full] = ['none', 'full'].map((name) => project.report(project.lastRun(name)));
    const faces = (report: { findings: { id: string; cases: number; class: string; path: string }[] }) =>
      report.findings.map(({ id, cases, class: kind, path }) => ({ id, cases, kind, path }));
    expect(faces(none)).toEqual(faces(full));
    expect(problemLines(checkSchema(schemaOf('report-1'), none))).toEqual([]);
    const evidence = JSON.parse(project.read(none.findings[0].evidence));
    expect(problemLines(checkSchema(schemaOf('evidence-1'), evidence))).toEqual([]);
    expect(evidence.hidden).toBe('none');
  });

  it('says that evidence without its values cannot be replayed, and how to have it', async () => {
    const [finding] = project.report(project.lastRun('none')).findings;
    const replayed = await project.vernier(['replay', finding.evidence]);
    expect(replayed).toMatchObject({ code: 3, err: expect.stringContaining('were left out') });
    expect(replayed.err).toMatch(/vernier run people --only "greet#\d+" --seed 42 --values full/);
  });

  it('is none by default for changes from a fork', () => {
    const event = join(project.root, 'event.json');
    const of = (head: string | null) => {
      const change = { head: { repo: head && { full_name: head } }, base: { repo: { full_name: 'a/a' } } };
      writeFileSync(event, JSON.stringify({ pull_request: change }));
      return valuesByDefault({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event });
    };
    expect([of('a/a'), of('b/a'), of(null)]).toEqual(['full', 'none', 'none']);
    expect(valuesByDefault({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' })).toBe('none');
    expect(valuesByDefault({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push' })).toBe('full');
    const gitlab = (source: string) =>
      valuesByDefault({ CI_MERGE_REQUEST_SOURCE_PROJECT_ID: source, CI_MERGE_REQUEST_PROJECT_ID: '1' });
    expect([gitlab('1'), gitlab('2')]).toEqual(['full', 'none']);
    expect(valuesByDefault({ CIRCLE_PR_NUMBER: '7' })).toBe('none');
    expect(valuesByDefault({ SYSTEM_PULLREQUEST_ISFORK: 'True' })).toBe('none');
    expect(valuesByDefault({})).toBe('full');
  });
});
