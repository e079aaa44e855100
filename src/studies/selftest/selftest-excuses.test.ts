import { describe, expect, it } from 'vitest';
import { answer, minimum, problemOf, twoDecays, viewOf } from '../../compare/optimum/fits.test-data.ts';
import { identity } from '../../implementations/fakes.ts';
import { numbered, tried } from './fixtures.test-data.ts';

const decays = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0.01);
const best = answer(decays, minimum(decays, [2, 0.5, 1, 3]));
const early = answer(decays, minimum(decays, [1.9, 0.45, 1.2, 2.5], 2));

/** A legacy that stops early, and a modern that does not, which the subject excuses in a share of its cases. */
const excusing = (maxShare: number) =>
  tried({
    legacy: identity(() => early),
    modern: identity(() => best),
    policy: { optimum: { at: viewOf(decays) } },
    works: numbered(4),
    job: { referee: () => null, excuse: { nearer: { maxShare } } },
  });

describe('a self-test of a suite with excuses', () => {
  it('takes what they cover for green, and kills what is put into it all the same', async () => {
    const bench = await excusing(1);
    expect(bench).toMatchObject({ decision: 'pass', control: { decision: 'pass' }, falseAlarms: [] });
    expect(bench.killRate).toBeGreaterThan(0.95);
  });

  it('is inconclusive where they cover more than their share', async () => {
    expect(await excusing(0.5)).toMatchObject({ decision: 'inconclusive', control: { decision: 'fail' } });
  });
});
