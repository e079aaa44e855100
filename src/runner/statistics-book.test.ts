import { describe, expect, it } from 'vitest';
import type { Policy } from '../compare/policy.ts';
import { type Honest, identity } from '../implementations/fakes.ts';
import { generatedWork, makeJob, runAll, vectorWork } from './fixtures/job.ts';
import { subjectReport } from './subject-report.ts';

const truth: Honest = ({ args: [x = null] }) => x;
/** Above legacy by a little, always: every case alone is well within a tolerance. */
const leaning: Honest = ({ args: [x = null] }) => (typeof x === 'number' ? x * (1 + 1e-9) : x);
const works = Array.from({ length: 60 }, (_, index) => generatedWork(index + 1, index));
const unbiased: Policy = { mode: 'statistical', statistical: [{ measure: 'bias', atMost: 0.2 }] };

async function reportOf(modern: Honest, policy: Policy, count = works.length, past = 0) {
  const some = works.slice(0, count);
  const job = () => makeJob({ legacy: identity(truth), modern: identity(modern), policy });
  const { results } = await runAll(job(), some.slice(0, past));
  // As a journal would give them back.
  const revived = results.map((one) => [structuredClone(one)]);
  const { account } = await runAll(job(), some, revived);
  return subjectReport(job(), {}, count, account).moderns[0]!;
}

describe('bounds over all cases', () => {
  it('fail a subject whose cases agree one by one', async () => {
    const row = await reportOf(leaning, unbiased);
    expect(row.generated.agreed).toBe(60);
    expect(row.decision).toBe('fail');
    expect(row.reasons[0]).toContain('bias of signs is 1.00 (modern above in 60, below in 0)');
    expect(row.bounds).toMatchObject([{ path: '', verdict: 'fail', count: 60, measured: 1 }]);
  });

  it('pass a subject that keeps them', async () => {
    const row = await reportOf(truth, unbiased);
    expect([row.decision, row.bounds[0]?.verdict]).toEqual(['pass', 'pass']);
  });

  it('leave a subject with too few numbers inconclusive', async () => {
    const row = await reportOf(leaning, unbiased, 10);
    expect(row.decision).toBe('inconclusive');
    expect(row.reasons[0]).toContain('only 10 numbers were compared');
  });

  it('are inconclusive where they met no number at all', async () => {
    const path = { path: '/nowhere', ...unbiased };
    const row = await reportOf(truth, { rtol: 1, paths: [path] });
    expect(row.decision).toBe('inconclusive');
    expect(row.reasons[0]).toContain('/nowhere: bias of signs: no number was compared');
  });

  it('say the same after a resumption', async () => {
    const bounds: Policy = {
      mode: 'statistical',
      statistical: [
        { measure: 'mean', atMost: 1 },
        { measure: 'bias', test: 't', atMost: 1 },
      ],
    };
    const whole = await reportOf(leaning, bounds);
    expect((await reportOf(leaning, bounds, 60, 25)).bounds).toEqual(whole.bounds);
  });

  it('hold for golden outcomes too', async () => {
    const vectors = Array.from({ length: 40 }, (_, i) => vectorWork(i + 1, { returned: i + 1 }, `v${i}`));
    const job = makeJob({ legacy: null, modern: identity(leaning), policy: unbiased, askLegacy: false });
    const { account } = await runAll(job, vectors);
    expect(subjectReport(job, {}, 40, account).moderns[0]!.bounds).toMatchObject([{ verdict: 'fail', count: 40 }]);
  });
});
