import { describe, expect, it } from 'vitest';
import { answer, minimum, problemOf, type TestProblem, twoDecays, wave } from '../compare/optimum/fits.test-data.ts';
import { alwaysRaises, identity } from '../implementations/fakes.ts';
import type { RealExpression } from '../referee/expression.ts';
import type { FitQuestion } from '../referee/fit/fit-question.ts';
import { fitView } from '../referee/fit/fit-view.ts';
import type { ExcuseRules } from '../suite/suite.ts';
import type { Value } from '../value/value.ts';
import { generatedWork, makeJob, runAll, vectorWork } from './fixtures/job.ts';
import { secondOpinion } from './second-opinion.ts';

const v = (name: string): RealExpression => ({ kind: 'variable', name });
const two = (operator: '+' | '*', left: RealExpression, right: RealExpression): RealExpression => {
  return { kind: 'binary', operator, left, right };
};
const minus = (operand: RealExpression): RealExpression => ({ kind: 'unary', operator: '-', operand });
const call = (name: string, arg: RealExpression): RealExpression => ({ kind: 'call', name, args: [arg] });
const decay = (a: string, b: string) => two('*', v(a), call('exp', minus(two('*', v(b), v('x')))));

const groups = [
  [0, 1],
  [2, 3],
];
const models = {
  decays: {
    model: two('+', decay('a', 'b'), decay('c', 'd')),
    parameters: ['a', 'b', 'c', 'd'],
    exchangeable: [groups],
  },
  wave: { model: two('*', v('a'), call('sin', two('*', v('b'), v('x')))), parameters: ['a', 'b'] },
};
const question = ({ x, y }: TestProblem, model: (typeof models)[keyof typeof models]): FitQuestion => {
  return { ...model, data: new Map([['x', x]]), y };
};

const decays = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0.01);
const waves = problemOf(wave, [1, 5], 40, 0.05);
const best = minimum(decays, [2, 0.5, 1, 3]);
const bestWave = minimum(waves, [1, 5]);
const honest = answer(decays, best);

/** Fitters that lie, by name: what they answer where an honest one gives `honest`, or `bestWave`. */
const liars = {
  stopsEarly: answer(decays, minimum(decays, [1.9, 0.45, 1.2, 2.5], 2)),
  swapsGroups: answer(decays, [best[2]!, best[3]!, best[0]!, best[1]!]),
  dividesByN: answer(decays, best, { freedom: 60 }),
  wrongPredictions: answer(decays, best, {
    predictions: Float64Array.from(decays.x, (x) => twoDecays.value(best, x)).reverse(),
  }),
  givesUp: answer(decays, best, { converged: false }),
  otherMinimum: answer(waves, minimum(waves, [0.2, 7.6])),
};

function jobOf(modern: Value, parts: { legacy?: Value; wave?: boolean; excuse?: ExcuseRules } = {}) {
  const asked = parts.wave === true ? question(waves, models.wave) : question(decays, models.decays);
  const made = makeJob({
    legacy: identity(() => parts.legacy ?? (parts.wave === true ? answer(waves, bestWave) : honest)),
    modern: identity(() => modern),
    policy: { optimum: {} },
  });
  const groupsOf = asked.exchangeable === undefined ? {} : { exchangeable: asked.exchangeable };
  return {
    ...made,
    planned: 1,
    referee: () => ({ fit: asked }),
    optimum: () => ({ at: fitView(asked), ...groupsOf }),
    ...(parts.excuse === undefined ? {} : { excuse: parts.excuse }),
  };
}

const works = [generatedWork(1)];

async function ran(job: ReturnType<typeof jobOf>) {
  const { account, results } = await runAll(job, works);
  const [suspect] = account.suspects.all;
  const word =
    suspect === undefined
      ? null
      : (await secondOpinion(job, { input: suspect.item.input, judged: suspect.judged! })).referee;
  return {
    status: results[0]!.status,
    drifts: [...new Set(results[0]!.drifts.map((drift) => drift.class))],
    scoreboard: account.tallies.get('modern')!.scoreboard,
    word,
  };
}

describe('fitters that lie', () => {
  it.each([
    ['stopsEarly', 'stopped-early', { nearer: 'legacy', fit: { basin: 'one' } }],
    ['dividesByN', 'value', { nearer: 'neither', fit: { basin: 'one' } }],
    ['wrongPredictions', 'value', { nearer: 'neither', fit: { basin: 'one' } }],
    ['givesUp', 'not-converged', { nearer: 'neither', fit: { basin: 'one' } }],
  ] as const)('%s is told as %s', async (liar, driftClass, word) => {
    const found = await ran(jobOf(liars[liar]));
    expect(found).toMatchObject({ status: 'drifted', drifts: [driftClass], word });
    expect(Object.values(found.scoreboard).reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  it('otherMinimum is told as different-minimum, in two basins', async () => {
    const found = await ran(jobOf(liars.otherMinimum, { wave: true }));
    expect(found).toMatchObject({
      status: 'drifted',
      drifts: ['different-minimum'],
      word: { nearer: 'legacy', fit: { basin: 'two' }, legacyUlp: null },
    });
  });

  it('swapsGroups does not lie', async () => {
    expect(await ran(jobOf(liars.swapsGroups))).toMatchObject({ status: 'agreed', drifts: [] });
  });

  it('are held against the golden outcome where that is the reference', async () => {
    const job = { ...jobOf(liars.stopsEarly, { legacy: liars.stopsEarly }), askLegacy: false };
    const { account, results } = await runAll(job, [vectorWork(1, { returned: honest })]);
    expect(results[0]).toMatchObject({ status: 'drifted', nearer: 'legacy' });
    const { item, judged } = account.suspects.all[0]!;
    expect((await secondOpinion(job, { input: item.input, judged: judged! })).referee).toMatchObject({
      nearer: 'legacy',
    });
  });
});

describe('the excuse of being nearer', () => {
  const excuse = { nearer: { maxShare: 1 } };

  it('covers a modern that is nearer the minimum than a legacy that stopped early, and no other', async () => {
    expect(await ran(jobOf(honest, { legacy: liars.stopsEarly, excuse }))).toMatchObject({ status: 'excused' });
    expect(await ran(jobOf(liars.stopsEarly, { excuse }))).toMatchObject({ status: 'drifted' });
    expect(await ran(jobOf(honest, { legacy: liars.stopsEarly }))).toMatchObject({ status: 'drifted' });
  });

  it('covers a modern that stands at a minimum where legacy raised that it found none', async () => {
    const job = jobOf(honest, { excuse });
    const legacy = alwaysRaises(() => null);
    const policy = { optimum: { notConverged: ['ValueError'] } };
    const of = (modern: Value) => ({
      ...job,
      legacy: { ...job.legacy, implementation: legacy },
      moderns: [
        { side: { ...job.moderns[0]!.side, implementation: identity(() => modern) }, policy, goldenPolicy: policy },
      ],
    });
    expect(await ran(of(honest))).toMatchObject({ status: 'excused', drifts: ['not-converged'] });
    for (const liar of ['stopsEarly', 'dividesByN', 'wrongPredictions'] as const)
      expect(await ran(of(liars[liar]))).toMatchObject({ status: 'drifted' });
  });

  it('covers no modern whose own figures are not those of its parameters, and nothing beside what is certified', async () => {
    expect(await ran(jobOf(liars.dividesByN, { legacy: liars.stopsEarly, excuse }))).toMatchObject({
      status: 'drifted',
    });
    const job = { ...jobOf(honest, { excuse }), askLegacy: false };
    for (const [origin, status] of [
      ['recorded', 'excused'],
      ['certified', 'drifted'],
    ] as const) {
      const { item } = vectorWork(1, { returned: liars.stopsEarly });
      const { results } = await runAll(job, [
        { item: { ...item, vector: { ...item.vector!, origin } }, generated: null },
      ]);
      expect(results[0]).toMatchObject({ status });
    }
  });

  it('does not cover a side that did not converge', async () => {
    expect(await ran(jobOf(liars.givesUp, { legacy: liars.stopsEarly, excuse }))).toMatchObject({ status: 'drifted' });
  });
});
