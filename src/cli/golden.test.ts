import { afterEach, describe, expect, it } from 'vitest';
import { plainStyle } from '../reporters/styled.ts';
import { openReviews } from '../studies/review-golden.ts';
import { loadProject } from '../suite/load-config.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';
import { reviewByAsking } from './review-by-asking.ts';

const vectors = (ids: readonly [string, number][]) => `export default {
  square: {
    notes: { BASIC: { bugType: 'BASIC', description: 'A number.', effect: 'Wrong squares.' } },
    vectors: [${ids.map(([id, x]) => `{ id: '${id}', comment: 'The square of ${x}.', flags: ['BASIC'], input: { args: [${x}], kwargs: {} } }`).join(', ')}],
  },
};
`;
const five: [string, number][] = [
  ['one', 1.5],
  ['two', 2.5],
  ['three', 3.7],
  ['four', 4.1],
  ['five', 5.3],
];
type Row = { id: string; group: string; modern: string; outcome: { returned: number } };
const honest = 'export const square = (x) => x * x;\n';
/** Moves some squares by an ulp or so, and one by far. */
const moved = 'export const square = (x) => (x === 1.5 ? 7 : x < 4 ? x * x * (1 + 2.5e-16) : x * x);\n';
const truth = `referee: ({ args }) => ({ ask: () => ({ expression: { kind: 'binary', operator: '*', left: { kind: 'variable', name: 'x' }, right: { kind: 'variable', name: 'x' } }, bindings: new Map([['x', args[0]]]) }) }),`;
const golden = 'golden/square/square.json';
const pending = 'golden/square/pending/square.json';

describe('golden vectors', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const recorded = async (extra = '') => {
    project = new TestProject({
      ...squareSuite(honest, 'export const square = (y) => y * y;\n', extra),
      'suites/square/vectors.ts': vectors(five),
    });
    expect(await project.vernier(['golden', 'record', 'square'])).toMatchObject({ code: 0, err: '' });
    return project;
  };
  const outcomes = () =>
    Object.fromEntries(JSON.parse(project.read(golden)).vectors.map((one: Row) => [one.id, one.outcome.returned]));

  it('are not changed unasked: what would change waits, is shown, and is accepted or rejected', async () => {
    await recorded(truth);
    const before = project.read(golden);
    project.write({ 'suites/square/legacy.mjs': moved });
    const record = await project.vernier(['golden', 'record', 'square']);
    expect(record).toMatchObject({ code: 1, out: expect.stringContaining(`waits in ${pending}`) });
    expect(project.read(golden)).toBe(before);

    const shown = await project.vernier(['golden', 'review', 'square']);
    expect(shown.code).toBe(1);
    expect(shown.out).toMatch(/square\/square: 3 changes wait/);
    expect(shown.out).toMatch(/off by +abs 4\.75, rel 2\.11, \d+ ulp at \$\.value/);
    expect(shown.out).toMatch(/referee +2\.25: what was accepted is nearer \(0 ulp before, /);
    const { reviews } = JSON.parse((await project.vernier(['golden', 'review', '--json'])).out);
    const groupOf = (id: string) => reviews[0].changes.find((one: Row) => one.id === id).group;
    expect(reviews[0].changes[1]).toMatchObject({ id: 'two', mechanism: 'last-digits', nearer: 'was' });
    expect(groupOf('two')).toBe(groupOf('three'));
    expect(groupOf('one')).not.toBe(groupOf('two'));

    const unreasoned = await project.vernier(['golden', 'review', '--accept', 'two']);
    expect(unreasoned).toMatchObject({ code: 2, err: expect.stringContaining('--reason') });
    const why = ['--reason', 'Other math library', '--by', 'Ada'];
    const narrow = await project.vernier([
      'golden',
      'review',
      '--accept-group',
      groupOf('two'),
      '--within',
      'ulp=0',
      ...why,
    ]);
    expect(narrow.out).toContain('not within the bound: two, three');
    expect(project.read(golden)).toBe(before);
    const accept = await project.vernier([
      'golden',
      'review',
      '--accept-group',
      groupOf('two'),
      '--within',
      'rel=1e-14',
      ...why,
    ]);
    expect(accept).toMatchObject({ code: 1, out: expect.stringContaining('2 accepted') });
    const [one, two] = JSON.parse(project.read(golden)).vectors;
    expect(one).toMatchObject({ origin: 'recorded', outcome: { returned: 2.25 } });
    expect(two).toMatchObject({ origin: 'accepted', accepted: { by: 'Ada', reason: 'Other math library' } });

    const reject = await project.vernier(['golden', 'review', '--reject', 'one']);
    expect(reject).toMatchObject({ code: 0, out: expect.stringContaining('Nothing waits') });
    expect(project.has('golden/square/pending')).toBe(false);
    expect(outcomes()).toMatchObject({ one: 2.25, five: 28.09 });
    const run = await project.vernier(['run', '--cases', '0']);
    expect(run.out).toContain('legacy');
    expect(project.report().vectors.find(({ id, modern }: Row) => id === 'one' && modern === 'legacy').status).toBe(
      'drifted',
    );
  });

  it('take new vectors at once, and let them go only by review', async () => {
    await recorded();
    project.write({ 'suites/square/vectors.ts': vectors([...five, ['six', 6]]) });
    expect((await project.vernier(['golden', 'record', 'square'])).out).toContain('6 vectors, 1 added');
    project.write({ 'suites/square/vectors.ts': vectors(five) });
    expect((await project.vernier(['golden', 'record', 'square'])).code).toBe(1);
    const none = await project.vernier(['golden', 'review', '--accept', 'seven', '--reason', 'x']);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('"seven"') });
    const gone = await project.vernier(['golden', 'review', '--accept', 'square@six', '--reason', 'Of no use']);
    expect(gone.code).toBe(0);
    expect(Object.keys(outcomes())).toEqual(five.map(([id]) => id));
  });

  it('are neither recorded nor reviewed in CI', async () => {
    await recorded();
    project.write({ 'suites/square/legacy.mjs': moved });
    const env = { CI: 'true' };
    const record = await project.vernier(['golden', 'record', 'square', '--overwrite'], { env });
    expect(record).toMatchObject({ code: 2, err: expect.stringContaining('Nothing is recorded in CI') });
    await project.vernier(['golden', 'record', 'square']);
    const before = [project.read(golden), project.read(pending)];
    const review = await project.vernier(['golden', 'review', '--accept', 'one', '--reason', 'x'], { env });
    expect(review).toMatchObject({ code: 2, err: expect.stringContaining('never in CI') });
    expect([project.read(golden), project.read(pending)]).toEqual(before);
  });

  it('are reviewed group by group on a terminal', async () => {
    await recorded();
    project.write({ 'suites/square/legacy.mjs': moved });
    await project.vernier(['golden', 'record', 'square']);
    const place = await loadProject(project.root);
    const talk = async (...answers: string[]) => {
      const printed: string[] = [];
      const ask = async () => answers.shift() ?? null;
      const options = { by: 'Ada', style: plainStyle, ask, print: (text: string) => void printed.push(text) };
      await reviewByAsking(place, await openReviews(place, null), options);
      return printed.join('\n');
    };
    expect(await talk('x', 's', 'w', 'rel=1e-14', '')).toContain('nothing is accepted without a reason');
    expect(await talk('o', 'r', 'w', 'rel=1e-14', 'Other library')).toMatch(/1 rejected[\s\S]*2 of 2 are within it/);
    expect(await openReviews(place, null)).toEqual([]);
    expect(outcomes()).toMatchObject({ one: 2.25 });
    expect(JSON.parse(project.read(golden)).vectors[2].accepted.reason).toBe('Other library');
  });

  it('are checked: files, cases, and legacy once more', async () => {
    await recorded();
    const sound = await project.vernier(['golden', 'check']);
    expect(sound).toMatchObject({ code: 0, out: expect.stringContaining('5 vectors, 5 of 5 as legacy answers now') });
    project.write({ 'suites/square/legacy.mjs': moved, 'suites/square/vectors.ts': vectors(five.slice(1)) });
    const found = await project.vernier(['golden', 'check', 'square', '--json']);
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out).suites).toMatchObject([
      {
        sound: false,
        files: [{ outdated: [expect.stringContaining('one')], recomputed: 5 }],
      },
    ]);
    expect(JSON.parse(found.out).suites[0].files[0].moved.map(({ id }: Row) => id)).toEqual(['one', 'two', 'three']);
    project.write({ 'suites/square/vectors.ts': vectors(five), 'suites/square/legacy.mjs': "import 'nowhere';\n" });
    expect((await project.vernier(['golden', 'check', 'square'])).code).toBe(3);
    expect((await project.vernier(['golden', 'check', 'square', '--no-recompute'])).code).toBe(0);
    project.write({ [golden]: project.read(golden).replace('2.25', '2.26') });
    const edited = await project.vernier(['golden', 'check', 'square', '--no-recompute']);
    expect(edited).toMatchObject({ code: 2, out: expect.stringContaining('edited by hand') });
  });

  it('says so where there is no suite', async () => {
    project = new TestProject({});
    const { code, err } = await project.vernier(['golden', 'check']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'vernier: There is no suite in suites; write suites/<name>/suite.ts\n',
    });
  });
});

describe('vernier retire', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const open = (extra = '', suiteText = (text: string) => text) => {
    const files = squareSuite(honest, 'export const square = (y) => y * y;\n', extra);
    project = new TestProject({ ...files, 'suites/square/vectors.ts': vectors(five) });
    project.write({ 'suites/square/suite.ts': suiteText(files['suites/square/suite.ts']!) });
  };

  it('lets golden vectors stand in for legacy, and reports say so', async () => {
    open('floors: { minCases: 100 },');
    expect(await project.vernier(['retire', 'square'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('no golden vectors'),
    });
    await project.vernier(['golden', 'record', 'square']);
    expect(await project.vernier(['retire', 'square'])).toMatchObject({ code: 0, err: '' });
    expect(project.read('suites/square/suite.ts')).toContain("legacy: { address: 'golden:' },");
    expect(JSON.parse(project.read(golden)).provenance.retired.address).toBe('module:./legacy.mjs');
    project.write({ 'suites/square/legacy.mjs': 'gone' });
    const run = await project.vernier(['run']);
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toContain('legacy of square is retired: golden vectors alone');
    const [subject] = project.report().suites[0].subjects;
    expect(subject.moderns[0].vectors.agreed).toBe(5);
    expect(subject.moderns[0].generated.agreed).toBe(0);
    project.write({ 'suites/square/modern.mjs': 'export const square = (x) => x * x + 1e-9;\n' });
    expect((await project.vernier(['run'])).code).toBe(1);
    expect(await project.vernier(['retire', 'square'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('already'),
    });
    expect(await project.vernier(['run', '--reference', 'legacy'])).toMatchObject({ code: 2 });
    expect((await project.vernier(['golden', 'record', 'square'])).err).toContain('retired');
    expect(await project.vernier(['golden', 'check', 'square', '--no-recompute'])).toMatchObject({ code: 0 });
    expect(await project.vernier(['golden', 'check', 'square'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Legacy was not asked again: it is retired'),
    });
    expect(await project.vernier(['tolerance', 'suggest', 'square'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is retired: there is nobody left to measure its moderns against'),
    });
    project.write({ 'suites/square/modern.mjs': honest });
    const selftest = await project.vernier(['selftest', 'square', '--min-kill', '0.9']);
    expect({ code: selftest.code, err: selftest.err, out: selftest.code === 0 ? '' : selftest.out }).toEqual({
      code: 0,
      err: '',
      out: '',
    });
  });

  it('is not green when there is nothing left to compare', async () => {
    open('', (text) => text.replace('module:./legacy.mjs', 'golden:'));
    const run = await project.vernier(['run']);
    expect(run).toMatchObject({ code: 3, out: expect.stringMatching(/nothing was compared/i) });
  });

  it('refuses while legacy moved or cannot be asked, unless it is said to be gone', async () => {
    open();
    await project.vernier(['golden', 'record', 'square']);
    project.write({ 'suites/square/legacy.mjs': moved });
    expect(await project.vernier(['retire', 'square'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('legacy moved at one'),
    });
    project.write({ 'suites/square/legacy.mjs': "import 'nowhere';\n" });
    expect(await project.vernier(['retire', 'square'])).toMatchObject({
      code: 3,
      out: expect.stringContaining('--gone'),
    });
    expect(await project.vernier(['retire', 'square', '--gone'])).toMatchObject({ code: 0 });
  });

  it('says what to write when the suite file is not for a program to change', async () => {
    open(
      '',
      (text) =>
        `const legacy = { address: 'module:./legacy.mjs' };\n${text.replace("legacy: { address: 'module:./legacy.mjs' }", 'legacy')}`,
    );
    await project.vernier(['golden', 'record', 'square']);
    const before = project.read(golden);
    const by = await project.vernier(['retire', 'square']);
    expect(by).toMatchObject({ code: 2, out: expect.stringContaining("legacy: { address: 'golden:' },") });
    expect(project.read(golden)).toBe(before);
  });

  it('refuses a modern that is retired', async () => {
    open('', (text) => text.replace('module:./modern.mjs', 'golden:'));
    expect(await project.vernier(['run'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('stands for a legacy'),
    });
  });
});
