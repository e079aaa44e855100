import { afterEach, describe, expect, it } from 'vitest';
import { vernierIn } from './fixtures/command.ts';
import { squareSuite, TestProject } from './fixtures/project.ts';

const honest = 'export const square = (x) => x * x;\n';
/** Off by up to two units in the last place, and never more than that. */
const near = 'export const square = (x) => x * x * (1 + 2 ** -52);\n';
const imports = "import tolerances from './tolerances.json' with { type: 'json' };\n";
const suite = 'suites/square/suite.ts';
const file = 'suites/square/tolerances.json';

/** A suite that takes its policy from its tolerance file. */
function ratcheted(modern: string, tolerances: object): Record<string, string> {
  const files = squareSuite(honest, modern, 'policies: tolerances.subjects.square,');
  return {
    ...files,
    [suite]: imports + files[suite],
    [file]: JSON.stringify({ schema: 'vernier/tolerances/1', subjects: { square: { modern: tolerances } } }),
  };
}

describe('vernier tolerance', () => {
  let project: TestProject;
  afterEach(() => project?.remove());
  const open = (files: Record<string, string>) => {
    project = new TestProject(files);
    return (...args: string[]) => vernierIn(project.root, 'tolerance', ...args);
  };
  const few = ['--seeds', '3', '--cases', '400'];

  it('suggests a tolerance for every place, with what it saw and where', () => {
    const run = open(squareSuite(honest, near, 'policy: { rtol: 1e-9 },'));
    const { code, out, err } = run('suggest', 'square', ...few);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/square under seeds 42 to 44 \(legacy: javascript \d+/);
    expect(out).toMatch(/square · modern {3}1,200 numbers of 1,200 agreed cases/);
    expect(out).toMatch(/\$\.value {4}1,200 .* rtol (9e-16|1e-15|2e-15)/);
    expect(out).toMatch(/policies: { "modern": { rtol: \S+ } },/);
  });

  it('suggests what lets the suite pass', async () => {
    const run = open(squareSuite(honest, near));
    const { code, out } = run('suggest', 'square', ...few, '--drifted', '--json');
    expect(code).toBe(0);
    const { suggestions, seeds } = JSON.parse(out);
    expect(seeds).toEqual([42, 43, 44]);
    project.write({ [suite]: squareSuite(honest, near, `policy: ${JSON.stringify(suggestions[0].policy)},`)[suite]! });
    expect(vernierIn(project.root, 'run', '--seed', '42').code).toBe(0);
  });

  it('does not count waived or drifted numbers, and says how many it left out', () => {
    const run = open({
      ...squareSuite(honest, 'export const square = (x) => (x < 0 ? x * x * 1.01 : x * x);\n'),
      'suites/square/waivers.json': JSON.stringify({
        schema: 'vernier/waivers/1',
        waivers: [
          {
            id: 'negative',
            subject: 'square',
            modern: 'modern',
            class: 'value',
            path: '/value',
            when: { label: 'negative' },
            bound: { rel: 0.1 },
            maxShare: 0.9,
            owner: 'o',
            reason: 'r',
            created: '2026-01-01',
            expires: '2099-01-01',
          },
        ],
      }),
    });
    for (const flags of [[], ['--drifted']]) {
      const { code, out } = run('suggest', 'square', ...few, ...flags);
      expect(code).toBe(0);
      expect(out).toMatch(/; [1-9]\d* cases left out \(waived/);
      expect(out).toContain('"modern": { rtol: 0 }');
    }
  });

  it('exits 3 when there was nothing to measure', () => {
    const run = open(squareSuite(honest, near));
    expect(run('suggest', 'square', '--cases', '0').code).toBe(3);
    const never = open(squareSuite(honest, "import 'no-such-package-at-all';\nexport const square = (x) => x;\n"));
    const { code, out } = never('suggest', 'square', ...few);
    expect({ code, out }).toMatchObject({ code: 3, out: expect.stringContaining('1,200 cases not compared') });
  });

  it('ratchet --check fails when a policy is looser than the slack allows, and passes when it is not', () => {
    const run = open(squareSuite(honest, near, 'policy: { rtol: 1e-9 },'));
    const loose = run('ratchet', 'square', '--check', ...few);
    expect(loose.code).toBe(1);
    expect(loose.out).toMatch(/\$\.value +1,200 +rtol 1e-9 +\S+x +loose/);
    expect(loose.out).toContain('1 of 1 places allow more than 100 times what was needed');
    expect(run('ratchet', 'square', ...few, '--slack', '1e8').code).toBe(0);
    expect(run('ratchet', 'square', '--seeds', '1', '--cases', '50').code).toBe(3);
  });

  it('ratchet --write tightens the tolerance file, once, and the suite still passes', () => {
    const run = open(ratcheted(near, { rtol: 1e-6 }));
    const { code, out } = run('ratchet', 'square', '--write', ...few);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/tightened {2}square · modern: rtol 0\.000001 to \de-1\d/),
    });
    const written = JSON.parse(project.read(file));
    expect(written.subjects.square.modern.rtol).toBeLessThan(1e-14);
    expect(written.tightened).toMatchObject({ seeds: [42, 43, 44], numbers: 1200 });
    expect(vernierIn(project.root, 'run').code).toBe(0);
    expect(run('ratchet', 'square', '--check', ...few).code).toBe(0);
    const before = project.read(file);
    expect(run('ratchet', 'square', '--write', ...few).out).toContain('Nothing to tighten');
    expect(project.read(file)).toBe(before);
  });

  it('ratchet --write never loosens', () => {
    const run = open(ratcheted(near, { rtol: 4e-16 }));
    const before = project.read(file);
    expect(run('ratchet', 'square', '--write', ...few).code).toBe(0);
    expect(project.read(file)).toBe(before);
  });

  const wrong: [what: string, files: Record<string, string>, args: string[], wanted: string[]][] = [
    [
      'no tolerance file',
      squareSuite(honest, near),
      ['ratchet', 'square', '--write'],
      ['tolerances.json does not exist', 'import it in suites/square/suite.ts'],
    ],
    [
      'a tolerance file that the suite does not use',
      { ...squareSuite(honest, near, 'policy: { rtol: 1e-9 },'), [file]: ratcheted(near, { rtol: 1e-9 })[file]! },
      ['ratchet', 'square', '--write'],
      ['/subjects/square/modern', 'other tolerances than these', 'policies: tolerances.subjects.square'],
    ],
    [
      'a malformed tolerance file',
      { ...ratcheted(near, {}), [file]: '{"schema": ' },
      ['ratchet', 'square', '--write'],
      ['tolerances.json'],
    ],
    ['a tolerance below 0', ratcheted(near, { rtol: -1 }), ['ratchet', 'square', '--write'], ['rtol', '-1']],
    [
      'both --check and --write',
      squareSuite(honest, near),
      ['ratchet', 'square', '--check', '--write'],
      ['--check', '--write', 'cannot go together'],
    ],
    ['an unknown suite', squareSuite(honest, near), ['suggest', 'sqare'], ['sqare', 'did you mean "square"']],
    ['an unknown modern', squareSuite(honest, near), ['suggest', 'square', '--modern', 'modrn'], ['modrn', 'modern']],
    [
      'no seed at all',
      squareSuite(honest, near),
      ['suggest', 'square', '--seeds', '0'],
      ['--seeds', 'whole number from 1'],
    ],
    [
      'a factor that would not be safe',
      squareSuite(honest, near),
      ['suggest', 'square', '--factor', '0.5'],
      ['--factor', 'from 1'],
    ],
    ['no suite', squareSuite(honest, near), ['suggest'], ["missing required argument 'suite'"]],
  ];
  it.each(wrong)('exits 2 for %s and says what, where and what to do', (_what, files, args, wanted) => {
    const { code, out, err } = open(files)(...args);
    expect({ code, text: out + err }).toMatchObject({ code: 2 });
    for (const text of wanted) expect(out + err).toContain(text);
    expect(out + err).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
  });

  it('has help with examples and exit codes', () => {
    const run = open({});
    for (const command of ['suggest', 'ratchet']) {
      const { code, out } = run(command, '--help');
      expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/Examples[\s\S]*Exit codes/) });
    }
  });
});
