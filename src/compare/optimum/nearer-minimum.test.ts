import { describe, expect, it } from 'vitest';
import type { Value } from '../../value/value.ts';
import { answer, minimum, problemOf, twoDecays, viewOf } from './fits.test-data.ts';
import { standingOf } from './nearer-minimum.ts';
import { type OptimumAnswer, readAnswer } from './optimum-answer.ts';
import type { OptimumRule } from './optimum-rule.ts';

const decays = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0.01);
const best = minimum(decays, [2, 0.5, 1, 3]);
const early = minimum(decays, [1.9, 0.45, 1.2, 2.5], 2);
const read = (value: Value) => readAnswer(value) as OptimumAnswer;
const standing = (legacy: OptimumAnswer | null, modern: Value, rule: OptimumRule = {}) =>
  standingOf({ at: viewOf(decays), ...rule }, legacy, read(modern));

describe('standingOf()', () => {
  it('says that legacy falls short where it stopped early, gave up, raised, or tells what the model does not give', () => {
    const honest = answer(decays, best);
    const lying = answer(decays, best, { freedom: 60 });
    const gaveUp = answer(decays, best, { converged: false });
    for (const legacy of [read(answer(decays, early)), read(gaveUp), null, read(lying)])
      expect(standing(legacy, honest)).toEqual({ modernStands: true, legacyFallsShort: true });
    expect(standing(read(honest), honest)).toEqual({ modernStands: true, legacyFallsShort: false });
    expect(standing(read(honest), answer(decays, early))).toEqual({ modernStands: false, legacyFallsShort: false });
  });

  it('believes no modern that could go on, gave up, left the box, or tells what the model does not give', () => {
    const predictions = Float64Array.from(decays.y);
    for (const modern of [
      answer(decays, early),
      answer(decays, best, { converged: false }),
      answer(decays, best, { freedom: 60 }),
      answer(decays, best, { rss: 1e-9 }),
      answer(decays, best, { predictions }),
    ])
      expect(standing(null, modern)).toMatchObject({ modernStands: false });
    const outside = (b: Float64Array) => ({ ...viewOf(decays)(b)!, inside: false });
    expect(standing(null, answer(decays, best), { at: outside })).toMatchObject({ modernStands: false });
  });

  it('is not known without the model', () => {
    expect(standingOf({}, null, read(answer(decays, best)))).toBeNull();
    expect(standing(null, answer(decays, best), { at: () => null })).toBeNull();
  });
});
