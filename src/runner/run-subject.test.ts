import { describe, expect, it } from 'vitest';
import type { Policy } from '../compare/policy.ts';
import {
  alwaysRaises,
  answersLate,
  babbles,
  crashes,
  downcastsToFloat32,
  dropsAKey,
  hangs,
  identity,
  losesNegativeZero,
  mutatesArguments,
  nondeterministic,
  offByOneUlp,
  reordersKeys,
  returnsNothing,
  swapsNan,
  turnsIntegersIntoFloats,
} from '../implementations/fakes.ts';
import type { Implementation } from '../implementations/implementation.ts';
import type { Waiver } from '../suite/waiver.ts';
import type { Value } from '../value/value.ts';
import { generatedWork, inputs, makeJob, runAll, truth, vectorWork } from './fixtures/job.ts';
import type { Result } from './result.ts';

const works = inputs.map((input, index) => generatedWork(input, index));
const statuses = async (modern: Implementation | null, policy: Policy = {}) =>
  (await runAll(makeJob({ modern, policy }), works)).results.map(({ status }) => status);

describe('runSubject() with named liars', () => {
  it('agrees with an honest modern, also with one that answers late', async () => {
    expect(new Set(await statuses(identity(truth)))).toEqual(new Set(['agreed']));
    expect(new Set(await statuses(answersLate(truth)))).toEqual(new Set(['agreed']));
  });

  const caught: [name: string, modern: Implementation, policy: Policy, driftClass: string][] = [
    ['off by one ulp', offByOneUlp(truth), {}, 'value'],
    ['swaps NaN', swapsNan(truth), {}, 'special-value'],
    ['loses the sign of zero', losesNegativeZero(truth), { signedZero: true }, 'special-value'],
    ['downcasts to float32', downcastsToFloat32(truth), { rtol: 1e-9 }, 'value'],
    ['reorders keys', reordersKeys(truth), {}, 'order'],
    ['drops a key', dropsAKey(truth), {}, 'missing'],
    ['turns integers into floats', turnsIntegersIntoFloats(truth), { types: 'strict' }, 'type'],
    ['raises always', alwaysRaises(truth), {}, 'returned-vs-raised'],
    ['returns nothing', returnsNothing(truth), {}, 'type'],
    ['mutates arguments', mutatesArguments(truth), {}, 'mutation'],
  ];
  it.each(caught)('catches a modern that %s', async (_name, modern, policy, driftClass) => {
    const { results } = await runAll(makeJob({ modern, policy }), works);
    const drifted = results.filter(({ status }) => status === 'drifted');
    expect(drifted.length).toBeGreaterThan(0);
    expect(drifted.flatMap(({ drifts }) => drifts.map((drift) => drift.class))).toContain(driftClass);
  });

  it('calls a side that disagrees with itself flaky, and never blames the other', async () => {
    const flaky = (results: readonly Result[]) => results.filter(({ status }) => status !== 'agreed');
    const modern = flaky((await runAll(makeJob({ modern: nondeterministic(truth) }), works)).results);
    expect(modern.length).toBeGreaterThan(0);
    expect(modern.map(({ status, side }) => `${status} ${side}`)).toEqual(modern.map(() => 'flaky modern'));
    const legacy = flaky((await runAll(makeJob({ legacy: nondeterministic(truth) }), works)).results);
    expect(legacy.length).toBeGreaterThan(0);
    expect(legacy.map(({ status, side }) => `${status} ${side}`)).toEqual(legacy.map(() => 'flaky legacy'));
  });

  it('lets live what the policy allows', async () => {
    expect(new Set(await statuses(offByOneUlp(truth), { rtol: 1e-12 }))).toEqual(new Set(['agreed']));
    expect(new Set(await statuses(losesNegativeZero(truth)))).toEqual(new Set(['agreed']));
    expect(new Set(await statuses(turnsIntegersIntoFloats(truth)))).toEqual(new Set(['agreed']));
    expect(new Set(await statuses(mutatesArguments(truth), { mutation: false }))).toEqual(new Set(['agreed']));
  });

  const faults: [status: string, make: (when: (x: Value) => boolean) => Implementation][] = [
    ['crashed', (when) => crashes(truth, { when: ({ args }) => when(args[0]!) })],
    ['timed-out', (when) => hangs(truth, { when: ({ args }) => when(args[0]!) })],
    ['protocol-error', (when) => babbles(truth, { when: ({ args }) => when(args[0]!) })],
  ];
  it.each(faults)('calls a side that %s by that name, and leaves the other cases alone', async (status, make) => {
    const modern = await runAll(makeJob({ modern: make((x) => x === 2.5) }), works);
    expect(modern.results.map((result) => result.status)).toEqual(['agreed', status, 'agreed', 'agreed', 'agreed']);
    expect(modern.results[1]).toMatchObject({ side: 'modern', counted: false });
    const legacy = await runAll(makeJob({ legacy: make((x) => x === 2.5) }), works);
    expect(legacy.results[1]).toMatchObject({ status, side: 'legacy' });
  });

  it('does not run the cases of a side that did not start', async () => {
    expect(new Set(await statuses(null))).toEqual(new Set(['not-run']));
    const { results } = await runAll(makeJob({ legacy: null }), works);
    expect(results.every(({ status, side }) => status === 'not-run' && side === 'legacy')).toBe(true);
  });

  it('gathers failing cases by signature and counts each kind', async () => {
    const { account } = await runAll(makeJob({ modern: dropsAKey(truth) }), works);
    expect(account.suspects.groups).toHaveLength(1);
    expect(account.suspects.all.reduce((sum, { cases }) => sum + cases, 0)).toBe(5);
    expect(account.tallies.get('modern')!.of('drifted')).toBe(5);
  });

  it('stops at the first red result when it is told to', async () => {
    const { results, bailed } = await runAll(makeJob({ modern: dropsAKey(truth), bail: true }), works);
    expect({ bailed, count: results.length }).toEqual({ bailed: true, count: 1 });
  });
});

describe('runSubject() with a past', () => {
  it('counts what a journal holds and runs only the rest', async () => {
    const whole = await runAll(makeJob({ modern: dropsAKey(truth) }), works);
    const past = whole.results.slice(0, 3).map((result) => [result]);
    const rest = await runAll(makeJob({ modern: dropsAKey(truth) }), works, past);
    expect(rest.results.map((result) => result.case)).toEqual(whole.results.slice(3).map((result) => result.case));
    expect(rest.account.cases).toBe(whole.account.cases);
    expect(rest.account.tallies.get('modern')!.statistics()).toEqual(whole.account.tallies.get('modern')!.statistics());
    expect(rest.account.suspects.all.reduce((sum, { cases }) => sum + cases, 0)).toBe(5);
    expect(rest.account.suspects.all[0]).toMatchObject({ judged: null });
    expect(rest.account.coverage.report()).toEqual(whole.account.coverage.report());
  });

  it('refuses a past that is not of these cases', async () => {
    const { results } = await runAll(makeJob({}), works);
    const past = [[results[1]!]];
    await expect(runAll(makeJob({}), works, past)).rejects.toThrow('#1');
  });
});

describe('runSubject() three ways', () => {
  const five = { returned: 5 };
  const gives = (value: Value) => identity(() => value);

  it('goes by the golden outcome, for modern and for legacy', async () => {
    const { results } = await runAll(makeJob({ legacy: gives(5), modern: gives(5) }), [vectorWork(1, five)]);
    expect(results.map(({ modern, status }) => [modern, status])).toEqual([
      ['modern', 'agreed'],
      ['legacy', 'agreed'],
    ]);
  });

  it('blames legacy alone when only legacy moved', async () => {
    const { results } = await runAll(makeJob({ legacy: gives(6), modern: gives(5) }), [vectorWork(1, five)]);
    expect(results[0]).toMatchObject({ modern: 'modern', status: 'agreed' });
    expect(results[1]).toMatchObject({
      modern: 'legacy',
      status: 'drifted',
      side: 'legacy',
      drifts: [{ class: 'legacy-moved' }],
    });
  });

  it('blames modern when it agrees with a legacy that moved', async () => {
    const { results } = await runAll(makeJob({ legacy: gives(6), modern: gives(6) }), [vectorWork(1, five)]);
    expect(results[0]).toMatchObject({ modern: 'modern', status: 'drifted', drifts: [{ class: 'value' }] });
  });

  it('needs no legacy when it goes by golden outcomes alone', async () => {
    const job = makeJob({ legacy: null, modern: gives(5), askLegacy: false });
    expect((await runAll(job, [vectorWork(1, five)])).results).toMatchObject([{ modern: 'modern', status: 'agreed' }]);
  });

  it('holds vectors against legacy when it is told to', async () => {
    const job = makeJob({ legacy: gives(6), modern: gives(6), byGolden: false });
    expect((await runAll(job, [vectorWork(1, five)])).results).toMatchObject([{ modern: 'modern', status: 'agreed' }]);
  });

  it('counts a vector that expects an error as compared, and two errors of generated cases not', async () => {
    const raising = () => alwaysRaises(truth);
    const expected = { raised: { class: 'ValueError', message: 'always' } };
    const vector = await runAll(makeJob({ legacy: raising(), modern: raising() }), [vectorWork(1, expected)]);
    expect(vector.results[0]).toMatchObject({ status: 'agreed', counted: true });
    const generated = await runAll(makeJob({ legacy: raising(), modern: raising() }), works);
    expect(generated.results.every(({ status, counted }) => status === 'agreed' && !counted)).toBe(true);
  });
});

describe('runSubject() with waivers', () => {
  const waiver: Waiver = {
    id: 'one-ulp',
    subject: 'work',
    modern: 'modern',
    class: 'value',
    path: '/value/**',
    when: { label: 'known' },
    bound: { ulp: 1 },
    maxShare: 0.9,
    owner: 'team',
    reason: 'libm',
    created: '2026-01-01',
    expires: '2027-01-01',
  };
  const labelled = inputs.map((input, index) => generatedWork(input, index, index < 2 ? ['known'] : []));

  it('waives what its conditions and bound cover, visibly, and nothing else', async () => {
    const job = makeJob({ modern: offByOneUlp(truth), waivers: [waiver] });
    const { results } = await runAll(job, labelled);
    expect(results.map(({ status }) => status)).toEqual(['waived', 'waived', 'drifted', 'drifted', 'drifted']);
    expect(results[0]).toMatchObject({
      waivers: [{ id: 'one-ulp' }],
      drifts: [{ class: 'value' }, { class: 'value' }],
    });
    expect(job.waivers.standings(() => 5)[0]).toMatchObject({ covered: 2, share: 0.4, state: 'active' });
  });

  it('covers nothing once it has expired', async () => {
    const job = makeJob({ modern: offByOneUlp(truth), waivers: [{ ...waiver, expires: '2026-11-19' }] });
    expect(new Set((await runAll(job, labelled)).results.map(({ status }) => status))).toEqual(new Set(['drifted']));
    expect(job.waivers.standings(() => 5)[0]).toMatchObject({ state: 'expired' });
  });
});
