import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InstalledPackage } from './fixtures/installed-package.ts';

const suite = (extra = '') => `import { defineSuite, fc } from 'vernier';
export default defineSuite({
  name: 'half',
  legacy: { address: 'module:./legacy.mjs' },
  moderns: { typescript: { address: 'module:./modern.ts' } },
  subjects: {
    half: {
      cases: 100,
      ${extra}
      generator: { version: 1, arbitrary: fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((x) => ({ args: [x], kwargs: {} })) },
    },
  },
});
`;
const vectors = `export default { half: {
  notes: { BASIC: { bugType: 'BASIC', description: 'A number.', effect: 'Wrong halves.' } },
  vectors: [3.5, 8.25].map((x, i) => ({ id: 'v' + i, comment: 'Half of ' + x, flags: ['BASIC'], input: { args: [x], kwargs: {} } })),
} };
`;
const honest = 'export const half = (x: number): number => x * 0.5;\n';

interface Tested {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages: readonly string[];
}

describe('the door for Vitest, installed in an empty folder', () => {
  let folder: InstalledPackage;
  beforeAll(() => {
    folder = new InstalledPackage(['vitest', 'typescript', '@types/node']).write({
      'package.json': '{"type": "module"}',
      'suites/half/suite.ts': suite(),
      'suites/half/vectors.ts': vectors,
      'suites/half/legacy.mjs': 'export const half = (x) => x / 2;\n',
      'suites/half/modern.ts': honest,
    });
    expect(folder.vernier('golden', 'record', 'half').status).toBe(0);
  });
  afterAll(() => folder.remove());

  /** Runs one test file as its user would. */
  const vitest = (text: string) => {
    folder.write({ 'parity.test.ts': text });
    const json = join(folder.root, 'tests.json');
    const main = join(folder.root, 'node_modules/vitest/vitest.mjs');
    const { status, stdout, stderr } = folder.node(
      main,
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${json}`,
    );
    const tests: Tested[] = JSON.parse(folder.read('tests.json')).testResults.flatMap(
      (one: { assertionResults: Tested[] }) => one.assertionResults,
    );
    return { status, out: stdout + stderr, tests, failed: tests.filter((test) => test.status === 'failed') };
  };
  const door = "import { describeSuite } from 'vernier/vitest';\n";

  it('makes a test of every vector, of the generated cases and of every finding', () => {
    const { status, out, tests } = vitest(`${door}describeSuite('half');\n`);
    expect({ status, out: status === 0 ? '' : out }).toEqual({ status: 0, out: '' });
    expect(tests.map(({ fullName }) => fullName)).toEqual([
      'suite half half.half.typescript v0',
      'suite half half.half.typescript v1',
      'suite half half.half.typescript generated cases',
      'suite half half.half.legacy v0',
      'suite half half.half.legacy v1',
      'suite half half.half.legacy generated cases',
    ]);
  });

  it('fails with the drift in full', () => {
    folder.write({
      'suites/half/modern.ts': 'export const half = (x: number): number => (x > 5 ? x / 2 + 1e-6 : x / 2);\n',
    });
    const { status, failed, out } = vitest(`${door}describeSuite('./suites/half/suite.ts', { seed: 7 });\n`);
    folder.write({ 'suites/half/modern.ts': honest });
    expect(status).toBe(1);
    const names = failed.map(({ fullName }) =>
      fullName.replace(/[0-9a-f]{12}/, 'ID').replace('suite half half.half.', ''),
    );
    expect([...new Set(names)].sort()).toEqual([
      'typescript finding ID',
      'typescript generated cases',
      'typescript v1',
    ]);
    for (const text of [
      'Drift: half/half · modern "typescript" differs from legacy at $.value',
      'off by',
      'replay    vernier replay reports/',
      'Reports: reports/',
    ])
      expect(out).toContain(text);
    expect(out).not.toContain('describe-suite');
  });

  it.each([
    [
      'nothing is compared',
      "describeSuite('half', { reference: 'golden', only: ['half#5'] });",
      /nothing was compared/i,
    ],
    ['a floor is missed', "describeSuite('half');", /only 102 cases were compared, 5000/],
    ['the suite does not load', "describeSuite('halv');", /There is no suite "halv".*did you mean "half"/],
  ])('is never green when %s', (what, call, words) => {
    folder.write({ 'suites/half/suite.ts': suite(what === 'a floor is missed' ? 'floors: { minCases: 5000 },' : '') });
    const { status, failed } = vitest(`${door}${call}\n`);
    folder.write({ 'suites/half/suite.ts': suite() });
    expect(status).toBe(1);
    expect(failed.flatMap(({ failureMessages }) => failureMessages).join('\n')).toMatch(words);
  });

  it('matches values under the law, with types', () => {
    const text = `import { expect, it } from 'vitest';
import 'vernier/vitest';
it('agrees', () => expect(0.1 + 0.2).toAgreeWith(0.3, { rtol: 1e-12 }));
it('drifts', () => expect([1, 2.5]).toAgreeWith([1, 2]));
`;
    const { failed, tests } = vitest(text);
    expect(tests).toHaveLength(2);
    expect(failed.map(({ fullName }) => fullName)).toEqual(['drifts']);
    expect(failed[0]!.failureMessages.join()).toContain('would pass with rtol 0.25');
    folder.write({
      'tsconfig.json':
        '{"compilerOptions":{"module":"nodenext","strict":true,"noEmit":true,"skipLibCheck":true,"types":[]},"files":["parity.test.ts"]}',
    });
    const tsc = join(folder.root, 'node_modules/typescript/bin/tsc');
    expect(folder.node(tsc, '-p', '.').stdout).toBe('');
    folder.write({ 'parity.test.ts': text.replace('rtol', 'rtoll') });
    expect(folder.node(tsc, '-p', '.').stdout).toContain('rtoll');
  });
});
