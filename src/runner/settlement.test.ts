import { describe, expect, it } from 'vitest';
import { SetupError } from '../base/errors.ts';
import { identity } from '../implementations/fakes.ts';
import type { ExcuseRules, RefereeTask } from '../suite/suite.ts';
import type { CallArguments } from '../value/outcome.ts';
import { generatedWork, makeJob, runAll } from './fixtures/job.ts';
import { secondOpinion } from './second-opinion.ts';
import { usedUpExcuses } from './settlement.ts';
import type { SubjectJob } from './subject-job.ts';

const x = ({ args }: CallArguments) => args[0] as number;
/** The truth is x / 3; `off` puts an answer so many units above the nearest one. */
const third = (off: number) => identity((input) => (x(input) / 3) * (1 + off * Number.EPSILON));
const wrong = identity((input) => x(input) / 3 + 1);

const task = (input: CallArguments): RefereeTask => ({
  ask: () => ({
    expression: {
      kind: 'binary',
      operator: '/',
      left: { kind: 'variable', name: 'x' },
      right: { kind: 'number', value: 3 },
    },
    bindings: new Map([['x', x(input)]]),
  }),
});

const works = Array.from({ length: 20 }, (_, index) => generatedWork(index + 1.25, index));

function job(parts: {
  legacy?: number;
  modern?: number | 'wrong';
  excuse?: ExcuseRules;
  referee?: SubjectJob['referee'] | null;
  rtol?: number;
}) {
  const modern = parts.modern === 'wrong' ? wrong : third(parts.modern ?? 0);
  const made = makeJob({ legacy: third(parts.legacy ?? 0), modern, policy: { rtol: parts.rtol ?? 0 } });
  return {
    ...made,
    planned: works.length,
    ...(parts.referee === null ? {} : { referee: parts.referee ?? task }),
    ...(parts.excuse === undefined ? {} : { excuse: parts.excuse }),
  };
}

describe('the scoreboard', () => {
  const board = async (parts: Parameters<typeof job>[0]) =>
    (await runAll(job(parts), works)).account.tallies.get('modern')!.scoreboard;

  it('names the side that is nearer, also where the two agree within policy', async () => {
    expect(await board({ modern: 5, rtol: 1e-9 })).toEqual({ legacy: 20, modern: 0, neither: 0, undetermined: 0 });
    expect(await board({ legacy: 5 })).toEqual({ legacy: 0, modern: 20, neither: 0, undetermined: 0 });
    expect(await board({ legacy: 5, modern: 5 })).toEqual({ legacy: 0, modern: 0, neither: 0, undetermined: 0 });
  });

  it('counts what the suite tells no truth of as undetermined', async () => {
    expect(await board({ modern: 5, referee: () => null })).toMatchObject({ undetermined: 20 });
    expect(await board({ modern: 5, referee: () => ({ ask: () => 'an integer wraps around' }) })).toMatchObject({
      undetermined: 20,
    });
    expect(await board({ modern: 5, referee: null })).toMatchObject({ legacy: 0, undetermined: 0 });
  });

  it('does not let mistakes of the suite pass for hard questions', async () => {
    const fails = () => {
      throw new TypeError('no such thing');
    };
    await expect(board({ modern: 5, referee: fails })).rejects.toThrow(SetupError);
    await expect(board({ modern: 5, referee: fails })).rejects.toThrow('sample/work threw TypeError: no such thing');
  });

  it('is the same for a run that was resumed', async () => {
    const whole = await runAll(job({ modern: 5 }), works);
    const past = whole.results.slice(0, 7).map((result) => [result]);
    const resumed = await runAll(job({ modern: 5 }), works, past);
    expect(resumed.account.tallies.get('modern')!.scoreboard).toEqual(whole.account.tallies.get('modern')!.scoreboard);
  });
});

describe('excuses', () => {
  const statuses = async (parts: Parameters<typeof job>[0]) => {
    const { results } = await runAll(job(parts), works);
    return {
      excused: results.filter(({ status }) => status === 'excused'),
      drifted: results.filter(({ status }) => status === 'drifted'),
    };
  };

  it('are not given unless they are asked for', async () => {
    expect((await statuses({ legacy: 5 })).drifted).toHaveLength(20);
  });

  it('let pass what is nearer the truth, and say so', async () => {
    const { excused } = await statuses({ legacy: 5, excuse: { nearer: { maxShare: 1 } } });
    expect(excused).toHaveLength(20);
    expect(excused[0]).toMatchObject({ excuse: 'nearer', nearer: 'modern', drifts: [{ class: 'value' }] });
  });

  it('never let pass what is further from it', async () => {
    expect((await statuses({ modern: 5, excuse: { nearer: { maxShare: 1 } } })).excused).toEqual([]);
    expect((await statuses({ modern: 'wrong', excuse: { nearer: { maxShare: 1 } } })).excused).toEqual([]);
  });

  it('end at their cap: the cases beyond stay drifted', async () => {
    const parts = { legacy: 5, excuse: { nearer: { maxShare: 0.15 } } };
    const { excused, drifted } = await statuses(parts);
    expect([excused.length, drifted.length]).toEqual([3, 17]);
    const past = (await runAll(job(parts), works)).results.slice(0, 2).map((result) => [result]);
    const resumed = await runAll(job(parts), works, past);
    expect(resumed.account.tallies.get('modern')!.excuses.nearer).toBe(3);
  });

  it('say when they end', async () => {
    const reasons = async (maxShare: number) => {
      const made = job({ legacy: 5, excuse: { nearer: { maxShare } } });
      return usedUpExcuses(made, (await runAll(made, works)).account.tallies.get('modern')!.excuses);
    };
    expect(await reasons(0.15)).toEqual(['the excuse "nearer" covered 3 of 20 cases and ends there: 15 % is allowed']);
    expect(
      usedUpExcuses(job({ excuse: { nearer: { maxShare: 0.15 } } }), {
        nearer: 2,
        'ill-conditioned': 0,
        'noise-floor': 0,
      }),
    ).toEqual([]);
    expect(await reasons(0)).toEqual([]);
  });

  it('let pass what the input amplifies, as far as it does', async () => {
    const near = works.map((_, index) => generatedWork(1 + 2 ** -40 * (index + 1), index));
    const run = async (amplified: number, off: number) => {
      const subtracts = (units: number) => identity((input) => x(input) - 1 + units * 2 ** -52);
      const made = { ...makeJob({ legacy: subtracts(0), modern: subtracts(off) }), planned: near.length };
      const excuse = { illConditioned: { amplification: amplified, maxShare: 1 } };
      return (await runAll({ ...made, excuse }, near)).results.map(({ status }) => status);
    };
    expect(new Set(await run(1e6, 1))).toEqual(new Set(['excused']));
    expect(new Set(await run(1e14, 1))).toEqual(new Set(['drifted']));
    // Much more than a few units of input would explain.
    expect(new Set(await run(1e6, 1000))).toEqual(new Set(['drifted']));
  });
});

describe('secondOpinion()', () => {
  const opinion = async (parts: Parameters<typeof job>[0]) => {
    const made = job(parts);
    const suspect = (await runAll(made, works)).account.suspects.all[0]!;
    return secondOpinion(made, { input: suspect.item.input, judged: suspect.judged! });
  };

  it('says who is nearer the truth, and how much the input amplifies', async () => {
    const { referee, conditioning } = await opinion({ modern: 8 });
    expect(referee).toMatchObject({ nearer: 'legacy', truth: '0.416666666666666666667', why: 'exact arithmetic' });
    expect(referee!.modernUlp).toBeGreaterThan(5);
    expect(conditioning!.words).toContain('well-conditioned');
  });

  it('says nothing without a referee, and still measures', async () => {
    const { referee, conditioning } = await opinion({ modern: 8, referee: null });
    expect(referee).toBeNull();
    expect(conditioning!.amplification).toBeLessThan(3);
  });
});
