import { describe, expect, it } from 'vitest';
import { identity } from '../implementations/fakes.ts';
import type { Outcome } from '../value/outcome.ts';
import { generatedWork, inputs, makeJob, runAll, vectorWork } from './fixtures/job.ts';

const half = identity(({ args: [x = null] }) => (typeof x === 'number' ? x / 3 : x));
const off = identity(({ args: [x = null] }) => (typeof x === 'number' ? Math.fround(x / 3) : x));
const policy = { rtol: 1e-6 };
const sets = { vectors: { series: 'golden abc', cases: 1 }, panel: { series: 'seed 1', cases: 3 } };

const golden = (x: number): { returned: Extract<Outcome, { kind: 'returned' }>['value'] } => ({ returned: x / 3 });

describe('TrendBook', () => {
  const job = () => ({ ...makeJob({ legacy: half, modern: off, policy }), panel: { seed: 1, cases: 3 } });
  const works = [vectorWork(1, golden(1)), ...inputs.map((input, index) => generatedWork(input, index))];

  it('takes golden vectors and the panel, and no other case', async () => {
    const { account } = await runAll(job(), works);
    const trends = account.trends.get('modern')!.report(sets);
    expect(trends).toMatchObject([
      { scope: 'vectors', series: 'golden abc', cases: 1, numbers: 1 },
      { scope: 'panel', series: 'seed 1', cases: 3, numbers: 3 },
    ]);
    expect(trends[1]!.maxRel).toBeGreaterThan(1e-9);
    expect(trends[1]!.maxShare).toBeLessThan(0.1);
    expect(trends[1]!.places).toMatchObject([{ path: '$.value', numbers: 3 }]);
    expect(trends[1]!.mechanism?.name).toMatch(/float32/);
  });

  it('says nothing of cases that were not all run', async () => {
    const { account } = await runAll(job(), works.slice(0, 3));
    expect(
      account.trends
        .get('modern')!
        .report(sets)
        .map(({ scope }) => scope),
    ).toEqual(['vectors']);
  });

  it('keeps the figures of all places from a journal, which has no places', async () => {
    const first = await runAll(job(), works);
    const past = works.map((work) => first.results.filter(({ case: ref }) => ref === work.item.ref));
    const { account } = await runAll(job(), works, past);
    const whole = (one: typeof account) =>
      one.trends
        .get('modern')!
        .report(sets)
        .map(({ places: _places, mechanism: _mechanism, ...figures }) => figures);
    expect(whole(account)).toEqual(whole(first.account));
    expect(account.trends.get('modern')!.report(sets)[1]!.places).toEqual([]);
  });
});
