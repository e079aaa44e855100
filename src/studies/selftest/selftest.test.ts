import { describe, expect, it } from 'vitest';
import type { Policy } from '../../compare/policy.ts';
import { alwaysRaises, identity, offByOneUlp } from '../../implementations/fakes.ts';
import { vectorWork } from '../../runner/fixtures/job.ts';
import { judgeModern } from '../../runner/judge.ts';
import type { Waiver } from '../../suite/waiver.ts';
import type { Judge } from './bench-selftest.ts';
import { faultsOf, numbered, rich, tried } from './fixtures.test-data.ts';

describe('a self-test of a sound suite', () => {
  it('kills every fault, and lets live what the policy allows', async () => {
    const bench = await tried({ policy: { rtol: 1e-9 }, minKill: 1 });
    expect(bench).toMatchObject({ decision: 'pass', killRate: 1, survivors: [], falseAlarms: [], hidden: [] });
    expect(bench.beyondPolicy.killed).toBe(bench.beyondPolicy.mutants);
    expect(bench.harmless.lived).toBe(bench.harmless.mutants);
    expect(faultsOf(bench, 'must-die')).toEqual(
      [
        ...[
          'changed-text',
          'dropped-key',
          'dtype-change',
          'float32',
          'mutated-argument',
          'nan-swap',
          'nothing-instead',
        ],
        ...['number-as-text', 'off-by-one', 'raised-instead', 'renamed-key', 'shifted-rows', 'sign', 'stale-answer'],
        ...['swapped-rows', 'truncated', 'unit-x1000', 'value-1.1x', 'value-2x'],
      ].sort(),
    );
    expect(faultsOf(bench, 'must-live')).toEqual(
      [
        ...['byte-order', 'list-as-tuple', 'memory-order', 'nan-payload', 'reordered-items', 'reordered-keys'],
        ...['sign-of-zero', 'type-change', 'value-0.5x', 'value-0.9x', 'warning'],
      ].sort(),
    );
    expect(bench.pipeline.map(({ fault, killed }) => [fault, killed])).toEqual([
      ['stale-answer', true],
      ['raised-instead', true],
      ['mutated-argument', true],
    ]);
  });

  it('minds what a stricter policy minds', async () => {
    const strict = await tried({ policy: { signedZero: true, types: 'strict', keyOrder: true } });
    expect(strict.killRate).toBe(1);
    expect(faultsOf(strict, 'must-die')).toEqual(expect.arrayContaining(['sign-of-zero', 'type-change']));
    expect(faultsOf(strict, 'must-live')).not.toContain('reordered-keys');
    const bits = await tried({ policy: { mode: 'bitwise' } });
    expect(bits).toMatchObject({ decision: 'pass', killRate: 1 });
    expect(faultsOf(bits, 'must-live')).not.toContain('byte-order');
  });

  it.each([
    ['ulp', { mode: 'ulp', ulp: 8 }],
    ['norm', { rtol: 1e-9, paths: [{ path: '/grid', mode: 'norm', norm: 'l2', rtol: 1e-6 }] }],
    ['componentwise', { rtol: 1e-9, complex: 'componentwise' }],
    ['loose', { rtol: 1e-9, types: 'loose' }],
    ['unordered', { rtol: 1e-9, paths: [{ path: '/rows', unordered: true }] }],
    ['absolute', { atol: 1e-6 }],
  ] as const)('is right about a policy that is %s', async (_, policy) => {
    const bench = await tried({ policy });
    expect(bench).toMatchObject({ decision: 'pass', survivors: [], falseAlarms: [] });
    expect(bench.killRate).toBe(1);
  });

  it('finds the smallest drift that is noticed, place by place', async () => {
    const bench = await tried({ policy: { rtol: 1e-9, paths: [{ path: '/rows/*', rtol: 1e-3 }] } });
    const at = (path: string) => bench.paths.find((one) => one.path === path)!.detects.legacy!;
    expect(at('$.value.number').largest.rel).toBeLessThan(1.001e-9);
    expect(at('$.value.number').smallest.rel).toBeGreaterThan(0.999e-9);
    expect(at('$.value.rows[*]').smallest.rel).toBeCloseTo(1e-3, 9);
    expect(at('$.value.whole').smallest).toMatchObject({ abs: 1, ulp: null });
  });

  it('moves all numbers together where a bound is over all cases', async () => {
    const statistical = [
      { measure: 'mean', of: 'rel', atMost: 1e-6 },
      { measure: 'max', of: 'abs', atMost: 1e-3 },
    ] as const;
    const policy: Policy = { rtol: 1e-9, paths: [{ path: '/rows/*', mode: 'statistical', statistical }] };
    const bench = await tried({ policy });
    expect(bench).toMatchObject({ decision: 'pass', survivors: [], falseAlarms: [], killRate: 1 });
    const { faults } = bench.paths.find(({ path }) => path === '$.value.rows.*')!;
    expect(faults.map(({ fault, set, right, mutants }) => [fault, set, right, mutants])).toEqual([
      ['bound-1.1x', 'must-die', 2, 2],
      ['bound-2x', 'must-die', 2, 2],
      ['bound-0.5x', 'must-live', 2, 2],
      ['bound-0.9x', 'must-live', 2, 2],
    ]);
  });

  it('is the same for the same seed, and not for another', async () => {
    const [one, again, other] = [await tried(), await tried(), await tried({ seed: 2 })];
    expect(again).toEqual(one);
    expect(other.survivors).toEqual(one.survivors);
    const seen = (bench: typeof one) => bench.paths.map(({ detects }) => detects.legacy?.smallest.noticed);
    expect(seen(other)).not.toEqual(seen(one));
  });

  it('puts faults into golden outcomes and errors, too', async () => {
    const raised = { raised: { class: 'ValueError', message: 'no' } };
    const works = [vectorWork(1, raised, 'v1'), vectorWork(2, raised, 'v2')];
    const fails = alwaysRaises(rich);
    const bench = await tried({ works, legacy: fails, modern: fails });
    expect(bench).toMatchObject({ decision: 'pass', killRate: 1 });
    expect(faultsOf(bench, 'must-die')).toEqual(['error-class', 'returned-instead']);
    expect(faultsOf(bench, 'must-live')).toEqual(['error-message', 'warning']);
  });
});

describe('a self-test that must come out badly', () => {
  it('shows up a comparator that believes everything', async () => {
    const gullible: Judge = (bench, item, expected, legacy) => judgeModern(bench, item, expected, legacy, legacy);
    const bench = await tried({ judge: gullible, minKill: 0.95 });
    expect(bench).toMatchObject({ decision: 'fail', killed: 0, killRate: 0 });
    expect(new Set(bench.survivors.map(({ by }) => by))).toEqual(new Set(['comparator']));
  });

  it('shows up a comparator that does not look at one thing', async () => {
    const blind: Judge = (bench, item, expected, legacy, modern) =>
      judgeModern({ ...bench, policy: { ...bench.policy, mutation: false } }, item, expected, legacy, modern);
    const bench = await tried({ judge: blind });
    expect(bench.survivors).toMatchObject([{ fault: 'mutated-argument', by: 'comparator', count: 20 }]);
  });

  it('shows up a comparator that is too strict', async () => {
    const strict: Judge = (bench, item, expected, legacy, modern) =>
      judgeModern({ ...bench, policy: {} }, item, expected, legacy, modern);
    const bench = await tried({ judge: strict, policy: { rtol: 1e-9 } });
    expect(bench.decision).toBe('fail');
    expect(new Set(bench.falseAlarms.map(({ fault }) => fault))).toEqual(new Set(['value-0.5x', 'value-0.9x']));
  });

  it('gives a policy that ignores everything a low rate, and names its line', async () => {
    for (const policy of [{ ignore: true }, { paths: [{ path: '/**', ignore: true }] }]) {
      const bench = await tried({ policy, minKill: 0.95 });
      expect(bench.decision).toBe('fail');
      expect(bench.killRate).toBeLessThan(0.4);
      expect(bench.survivors[0]!.line).toMatch(/ignore true/);
    }
  });

  it('gives a tolerance of a thousand million a low rate, and names its line', async () => {
    const bench = await tried({
      policy: { rtol: 1e9 },
      legacy: identity(plain),
      modern: identity(plain),
      minKill: 0.95,
    });
    expect(bench.decision).toBe('fail');
    expect(bench.killRate).toBeLessThan(0.8);
    expect(bench.survivors.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['sign', 'unit-x1000']));
    expect(bench.survivors.every(({ line }) => line.includes('policy: rtol 1000000000'))).toBe(true);
  });

  it('believes nothing that is shown by a suite in which both sides only raise', async () => {
    const bench = await tried({ legacy: alwaysRaises(rich), modern: alwaysRaises(rich), minKill: 0.95 });
    expect(bench).toMatchObject({ decision: 'fail', killed: 0, killRate: 0 });
    expect(bench.control).toMatchObject({ decision: 'inconclusive', floorsMet: false });
    const anything = await tried({
      policy: { errors: { compare: 'any' } },
      works: [vectorWork(1, { raised: { class: 'ValueError', message: 'no' } })],
      legacy: alwaysRaises(rich),
      modern: alwaysRaises(rich),
    });
    expect(anything.survivors).toMatchObject([{ fault: 'error-class', line: 'policy: errors.compare any' }]);
  });

  it('names the waiver behind which a fault hides', async () => {
    const waiver: Waiver = {
      id: 'all-numbers',
      subject: 'work',
      modern: 'modern',
      class: 'value',
      path: '/value/number',
      when: { label: 'odd' },
      bound: { rel: 10 },
      maxShare: 0.9,
      owner: 'numerics',
      reason: 'because',
      created: '2026-01-01',
      expires: '2027-01-01',
    };
    const bench = await tried({ waivers: [waiver], works: numbered(20, ['odd']) });
    expect(bench.hidden.length).toBeGreaterThan(0);
    expect(bench.hidden.every(({ by, line }) => by === 'waiver' && line === 'all-numbers')).toBe(true);
    expect(bench.noticed).toBe(bench.mutants);
    expect(bench.killed).toBeLessThan(bench.mutants);
  });

  it('proves nothing while the control is red, or where nothing can be applied', async () => {
    const red = await tried({ modern: offByOneUlp(rich) });
    expect(red).toMatchObject({ decision: 'inconclusive', control: { decision: 'fail', green: 0 }, mutants: 0 });
    expect(red.reasons).toContain('no fault could be put into any answer');
  });
});

const plain = (...input: Parameters<typeof rich>) => {
  const [{ args }] = input;
  return Number(args[0]) * 1.5;
};
