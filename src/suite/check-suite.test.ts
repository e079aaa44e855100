import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSuite } from './check-suite.ts';

const folder = fileURLToPath(new URL('./fixtures/project/suites/sums', import.meta.url));
const generator = { version: 1, arbitrary: fc.constant({ args: [], kwargs: {} }) };

const noise = { path: '/value/*', abs: 1e-9, measuredAt: '2026-11-20', n: 1000, maxShare: 0.1 };

/** A good definition with one place, written `a.b.c`, set to a value; undefined takes it away. */
function withPlace(place: string, value: unknown): unknown {
  const definition: Record<string, unknown> = {
    name: 'sums',
    legacy: { address: 'python:./legacy.py', requirements: './requirements.txt' },
    moderns: { typescript: { address: 'module:./modern.ts' } },
    subjects: { add: { policy: {}, generator: { ...generator } } },
  };
  const steps = place.split('.');
  const last = steps.pop()!;
  let at = definition;
  for (const step of steps) {
    at[step] ??= {};
    at = at[step] as Record<string, unknown>;
  }
  if (value === undefined) delete at[last];
  else at[last] = value;
  return definition;
}

const check = (place: string, value: unknown) => checkSuite(withPlace(place, value), folder, 'sums');

describe('checkSuite', () => {
  it.each<[string, unknown]>([
    ['title', 'Sums'],
    ['legacy.env', { OMP_NUM_THREADS: '1' }],
    ['legacy.startMs', 500],
    ['moderns.typescript.integers', 'bigint'],
    ['subjects.add.policies', { typescript: { rtol: 1e-12 } }],
    ['subjects.add.labels', () => []],
    ['subjects.add.referee', () => null],
    ['subjects.add.excuse', { illConditioned: { amplification: 1e6, maxShare: 0.05 } }],
    ['subjects.add.noise', [noise]],
    ['subjects.add.noise', [{ ...noise, path: '/**', abs: undefined, ulp: 4 }]],
    ['subjects.add.cases', 0],
    ['subjects.add.generator', undefined],
    ['subjects.add.floors', { minReturned: 1 }],
    ['subjects.add.title', undefined],
    ['flags', { USE_JAX: { on: 'true', off: 'false', what: 'fits by JAX' } }],
    ['flags.USE_JAX', { on: '1', off: '', side: 'typescript' }],
  ])('takes %s', (place, value) => {
    expect(check(place, value)).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['subjcts', {}, /^at its top: unknown key "subjcts", did you mean "subjects"/],
    ['legacy', undefined, /^at its top: the key "legacy" is missing/],
    ['name', 'smus', /^at name: "smus" is not the name of the suite's folder; call both "sums" or both "smus"/],
    ['name', 'a/b', /^at name: "a\/b" is not a name: up to 64 letters/],
    ['title', '', /^at title: wanted words, found an empty string/],
    ['moderns', {}, /^at moderns: at least one modern was wanted/],
    ['moderns', [], /^at moderns: wanted an object, found a list/],
    ['moderns.legacy', { address: 'module:./modern.ts' }, /^at moderns: a modern cannot be called "legacy"/],
    ['moderns.a/b', { address: 'module:./modern.ts' }, /^at moderns: "a\/b" is not a name/],
    ['subjects', {}, /^at subjects: at least one subject was wanted/],
    ['legacy.adress', 'x', /^at legacy: unknown key "adress", did you mean "address"/],
    ['legacy.address', 5, /^at legacy\.address: wanted a string, found 5/],
    ['legacy.address', 'pyton:./legacy.py', /^at legacy\.address: Invalid address "pyton:\.\/legacy\.py".*python:/],
    ['legacy.address', 'python:./legasy.py', /^at legacy\.address: there is no file .*sums\/legasy\.py/],
    ['legacy.address', 'exec:./run.sh', /^at legacy\.address: there is no file .*sums\/run\.sh/],
    [
      'legacy.requirements',
      './require.txt',
      /^at legacy\.requirements: there is no file .*sums\/require\.txt; a path starts at/,
    ],
    ['legacy.requirements', '/etc/hosts', /^at legacy\.requirements: "\/etc\/hosts" is absolute; write it relative/],
    [
      'moderns.typescript',
      { address: 'driver:node x.js', requirements: './requirements.txt' },
      /^at moderns\.typescript\.requirements: .*python: and module: addresses only/,
    ],
    ['flags', { 'USE-JAX': { on: '1', off: '0' } }, /^at flags: "USE-JAX" is not the name of an environment variable/],
    ['flags.X', { on: '1' }, /^at flags\.X: the key "off" is missing/],
    ['flags.X', { on: '1', off: '1' }, /^at flags\.X: "on" and "off" are both "1"/],
    ['flags.X', { on: '1', off: 0 }, /^at flags\.X\.off: .*wanted a string/],
    [
      'flags.X',
      { on: '1', off: '0', side: 'typescrpt' },
      /^at flags\.X\.side: no side is called "typescrpt", did you mean/,
    ],
    ['legacy.values', 'tagged', /^at legacy\.values: .*module: addresses only/],
    ['legacy.integers', 'bigint', /^at legacy\.integers: .*module: addresses only/],
    [
      'moderns.typescript.integers',
      'bigints',
      /^at moderns\.typescript\.integers: found "bigints", did you mean "bigint"/,
    ],
    ['legacy.env', { 'A=B': '1' }, /^at legacy\.env: "A=B" is not the name of an environment variable/],
    ['legacy.env', { A: 1 }, /^at legacy\.env\.A: wanted a string, found number/],
    ['legacy.memoryMb', 1.5, /^at legacy\.memoryMb: wanted a whole number from 16 to \d+, found 1\.5/],
    ['legacy.startMs', Number.NaN, /^at legacy\.startMs: wanted a number from 1 to \d+, found NaN/],
    ['subjects.add.polcy', {}, /^at subjects\.add: unknown key "polcy", did you mean "policy"/],
    ['subjects.add.cases', -1, /^at subjects\.add\.cases: wanted a whole number from 0/],
    ['subjects.add.cases', '10', /^at subjects\.add\.cases: wanted a whole number from 0 to \d+, found "10"/],
    ['subjects.add.inFlight', 0, /^at subjects\.add\.inFlight: wanted a whole number from 1/],
    ['subjects.add.deadlineMs', Number.POSITIVE_INFINITY, /^at subjects\.add\.deadlineMs/],
    ['subjects.add.excuse', { nearer: { maxShare: 0.05 } }, /^at subjects\.add\.excuse\.nearer: .*no "referee"/],
    ['subjects.add.noise', noise, /at subjects\.add\.noise: wanted a list/],
    ['subjects.add.noise', [{ ...noise, abs: undefined }], /wanted at least one of "abs", "rel" and "ulp"/],
    [
      'subjects.add.noise',
      [{ ...noise, path: '/params' }],
      /at subjects\.add\.noise\[0\]\.path: .*did you mean "\/value\/params"/,
    ],
    ['subjects.add.noise', [{ ...noise, path: 'value' }], /must begin with "\/"/],
    ['subjects.add.noise', [{ ...noise, measuredAt: '2026-02-30' }], /wanted a UTC date/],
    ['subjects.add.noise', [{ ...noise, n: 0 }], /noise\[0\]\.n: wanted a whole number from 1/],
    ['subjects.add.noise', [{ ...noise, maxShare: 1.5 }], /maxShare: wanted a number from 0 to 1/],
    ['subjects.add.excuse', { illConditioned: { maxShare: 0.05 } }, /the key "amplification" is missing/],
    ['subjects.add.labels', ['a'], /^at subjects\.add\.labels: wanted a function, found a list/],
    [
      'subjects.add.floors',
      { minReturned: 1.5 },
      /^at subjects\.add\.floors\.minReturned: wanted a number from 0 to 1, found 1\.5/,
    ],
    [
      'subjects.add.floors',
      { minCase: 1 },
      /^at subjects\.add\.floors: unknown key "minCase", did you mean "minCases"/,
    ],
    ['subjects.add.requireVectors', 'yes', /^at subjects\.add\.requireVectors: wanted true or false, found "yes"/],
    ['subjects.add.generator', () => 1, /^at subjects\.add\.generator: wanted a generator/],
    ['subjects.add.generator.version', undefined, /^at subjects\.add\.generator: the key "version" is missing/],
    ['subjects.add.generator.arbitrary', [1], /^at subjects\.add\.generator\.arbitrary: wanted a fast-check arbitrary/],
    [
      'subjects.add.generator.edges',
      [[1, 2]],
      /^at subjects\.add\.generator\.edges\[0\]: wanted the arguments of a call/,
    ],
    ['subjects.add.policy', { rtoll: 1 }, /^at subjects\.add\.policy: .*"rtoll".*did you mean "rtol"/],
    ['subjects.add.policy', { rtol: -1 }, /^at subjects\.add\.policy: .*"rtol" must be a finite number >= 0: it is -1/],
    ['subjects.add.policy', { paths: [{ path: 'params' }] }, /^at subjects\.add\.policy: .*must begin with "\/"/],
    [
      'subjects.add.policies',
      { typscript: {} },
      /^at subjects\.add\.policies\.typscript: no modern is called that, did you mean "typescript"/,
    ],
    [
      'subjects.add.policies',
      { typescript: { atol: Number.NaN } },
      /^at subjects\.add\.policies\.typescript: .*"atol"/,
    ],
    ['subjects.add.policies', { typescript: { ulp: 4 } }, /"ulp" has no effect in mode "value"/],
    ['subjects.add.compare', false, /^at subjects\.add\.compare: what is compared with nothing needs "properties"/],
    ['subjects.add.properties', {}, /^at subjects\.add\.properties: no property is declared/],
    ['subjects.add.properties', { idempotnt: {} }, /unknown key "idempotnt", did you mean "idempotent"/],
    ['subjects.add.properties', { monotone: {} }, /^at .*\.monotone: the key "argument" is missing/],
    ['subjects.add.properties', { monotone: { argument: -1 } }, /argument: wanted the position of an argument/],
    ['subjects.add.properties', { symmetric: { arguments: [0] } }, /arguments: wanted two arguments/],
    ['subjects.add.properties', { roundTrip: { inverse: 'ad' } }, /no subject is called "ad", did you mean "add"/],
    ['subjects.add.properties', { idempotent: { policy: { rtol: -1 } } }, /policy: .*"rtol" must be a finite number/],
    ['subjects.add.properties', { custom: { monotone: () => null } }, /"monotone" is the name of a property that/],
  ])('refuses %s = %o', (place, value, message) => {
    const problems = check(place, value);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it('wants no legacy where nothing is compared with it', () => {
    const alone = { compare: false, properties: { idempotent: {} } };
    const suite = { name: 'sums', moderns: { new: { address: 'python:math:floor' } }, subjects: { add: alone } };
    expect(checkSuite(suite, folder, 'sums')).toEqual([]);
    const inverse = { ...alone, properties: { roundTrip: { inverse: 'back' } } };
    const both = { ...suite, subjects: { add: inverse, back: alone } };
    expect(checkSuite(both, folder, 'sums')).toEqual([expect.stringContaining('modern "new" names one function')]);
    const asked = { ...suite, subjects: { add: { ...alone, properties: { idempotent: {}, legacy: true } } } };
    expect(checkSuite(asked, folder, 'sums')).toEqual([
      'at subjects.add.properties.legacy: this suite has no "legacy" that could be asked',
    ]);
  });

  it("lets a modern's policy set the ulp of a mode that its subject's sets", () => {
    const ulp = { policy: { mode: 'ulp', ulp: 1 }, policies: { typescript: { ulp: 4 } } };
    expect(check('subjects.add', ulp)).toEqual([]);
  });

  it.each([null, undefined, 5, 'suite', [], () => 1, new Map()])('refuses %s in place of a suite', (definition) => {
    expect(checkSuite(definition, folder, 'sums').length).toBeGreaterThan(0);
  });

  it('never throws, whatever is exported', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom('', 'legacy', 'moderns', 'moderns.typescript', 'subjects', 'subjects.add'),
        (value, place) => {
          const definition = place === '' ? value : withPlace(place, value ?? null);
          expect(Array.isArray(checkSuite(definition, folder, 'sums'))).toBe(true);
        },
      ),
    );
  });
});
