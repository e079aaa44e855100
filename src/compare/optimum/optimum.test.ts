import { describe, expect, it } from 'vitest';
import type { MapValue, NdArrayValue, Value } from '../../value/value.ts';
import { compareValues } from '../compare.ts';
import type { Comparison } from '../difference.ts';
import { answer, minimum, problemOf, product, type TestProblem, twoDecays, viewOf, wave } from './fits.test-data.ts';
import type { FitView, OptimumRule } from './optimum-rule.ts';

const decays = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0.01);
const best = minimum(decays, [2, 0.5, 1, 3]);
const waves = problemOf(wave, [1, 5], 40, 0.05);
const bestWave = minimum(waves, [1, 5]);
const otherWave = minimum(waves, [0.2, 7.6]);
const pairs = [
  [0, 1],
  [2, 3],
];
const swapped = Float64Array.of(best[2]!, best[3]!, best[0]!, best[1]!);

function compared(legacy: Value, modern: Value, optimum: OptimumRule = {}): Comparison {
  return compareValues(legacy, modern, { optimum });
}

/** Class and place of what is beyond policy; empty where the two agree. */
function told(comparison: Comparison): string {
  return comparison.differences
    .filter(({ beyond }) => beyond)
    .map((one) => `${one.class} ${one.path.join('/')}`)
    .sort()
    .join(', ');
}

/** With the model at hand, and without. */
function both(problem: TestProblem, modern: Value, rule: OptimumRule = {}, legacy?: Value): string[] {
  const reference = legacy ?? answer(problem, problem === decays ? best : bestWave);
  return [compared(reference, modern, { ...rule, at: viewOf(problem) }), compared(reference, modern, rule)].map(told);
}

describe('two optimizers', () => {
  it('agree at one minimum up to the last digits, whatever they call their status', () => {
    const near = best.map((b, j) => b * (1 + (j - 1) * 3e-8));
    const other = compared(answer(decays, best), answer(decays, near));
    expect(other).toMatchObject({ verdict: 'agree', beyond: 0 });
    expect(other.within).toBeGreaterThan(2);
    expect(other.maxRel).toBeGreaterThan(1e-8);
    expect(other.compared).toBe(1 + 60 + 4 + 16);
  });

  it('agree when groups of parameters have changed places, if they are declared exchangeable', () => {
    expect(both(decays, answer(decays, swapped), { exchangeable: [pairs] })).toEqual(['', '']);
    expect(both(decays, answer(decays, swapped))).toEqual([
      'different-minimum parameters/0, different-minimum parameters/1, different-minimum parameters/2, different-minimum parameters/3',
      'different-minimum parameters/0, different-minimum parameters/1, different-minimum parameters/2, different-minimum parameters/3',
    ]);
  });

  it('still differ in the covariance of groups that changed places', () => {
    const liar = answer(decays, swapped, { freedom: 60 });
    const [first] = both(decays, liar, { exchangeable: [pairs] });
    expect(first).toMatch(/^value covariance\/\d\/\d$/);
  });

  it('differ when one stops early', () => {
    const early = minimum(decays, [1.9, 0.45, 1.2, 2.5], 2);
    expect(both(decays, answer(decays, early))).toEqual(['stopped-early rss', 'stopped-early rss']);
  });

  it('tells which of the two stopped early', () => {
    const early = answer(decays, minimum(decays, [1.9, 0.45, 1.2, 2.5], 2));
    const rule = { at: viewOf(decays) };
    const of = (legacy: Value, modern: Value) => compared(legacy, modern, rule).differences[0]!.rule;
    expect(of(answer(decays, best), early)).toMatch(/^modern stopped where more steps take/);
    expect(of(early, answer(decays, best))).toMatch(/^legacy stopped where more steps take/);
  });

  it('differ when they stand at two minima', () => {
    expect(both(waves, answer(waves, otherWave))).toEqual(['different-minimum rss', 'different-minimum rss']);
  });

  it('differ when a minimum of the same cost is another one, unless several are declared', () => {
    const mirrored = bestWave.map((b) => -b);
    const wanted = 'different-minimum parameters/0, different-minimum parameters/1';
    expect(both(waves, answer(waves, mirrored))).toEqual([wanted, wanted]);
    expect(both(waves, answer(waves, mirrored), { severalMinima: true })).toEqual(['', '']);
    expect(both(waves, answer(waves, otherWave), { severalMinima: true })[0]).toBe('different-minimum rss');
  });

  it('differ by value when the covariance is off by n/(n - p), and the reason is told', () => {
    const liar = compared(answer(decays, best), answer(decays, best, { freedom: 60 }));
    expect(told(liar)).toMatch(/^value covariance/);
    expect(liar.differences[0]!.rule).toContain('modern divides by n instead of n - p');
  });

  it('differ by value when predictions are wrong and the sum of squares is right', () => {
    const predictions = Float64Array.from(decays.x, (x) => twoDecays.value(best, x)).reverse();
    const liar = answer(decays, best, { predictions });
    expect(both(decays, liar)).toEqual(['value predictions', 'value predictions']);
  });

  it('differ by value when the sum of squares is not that of the predictions', () => {
    const liar = answer(decays, best, { rss: 2 * (entryOf(answer(decays, best), 'rss') as number) });
    expect(both(decays, liar)).toEqual(['value rss', 'value rss']);
  });

  it('differ when one did not converge, before anything else', () => {
    const gaveUp = answer(decays, [1, 1, 1, 1], { converged: false });
    expect(both(decays, gaveUp)).toEqual(['not-converged converged', 'not-converged converged']);
    const also = answer(decays, [1, 1, 1, 2], { converged: false });
    expect(told(compared(gaveUp, also))).toBe('not-converged converged');
    expect(told(compared(gaveUp, also, { bothGaveUp: 'agree' }))).toBe('');
    expect(told(compared(gaveUp, gaveUp))).toBe('');
  });
});

describe('problems without one answer', () => {
  it('are judged by cost and predictions where the data do not determine the parameters', () => {
    const line = problemOf(product, [2, 3], 20, 0.1);
    const at = minimum(line, [2, 3])[0]! * minimum(line, [2, 3])[1]!;
    expect(told(compared(answer(line, [at, 1]), answer(line, [1, at])))).toBe('');
    expect(told(compared(answer(line, [at, 1]), answer(line, [1, at * 1.01])))).toMatch(/ rss$/);
  });

  it('are judged by predictions below the floor, where sums of squares are rounding', () => {
    const exact = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0);
    const there = answer(exact, [2, 0.5, 1, 3]);
    const near = answer(exact, [2 * (1 + 2e-16), 0.5, 1, 3 * (1 - 3e-16)]);
    expect(entryOf(near, 'rss')).toBeGreaterThan(0);
    expect(told(compared(there, near))).toBe('');
    expect(told(compared(near, there))).toBe('');
    const off = answer(exact, [2 * (1 + 1e-9), 0.5, 1, 3]);
    expect(told(compared(there, off))).not.toBe('');
  });

  it('are exempt from digits of residuals by name', () => {
    const tiny = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 1e-13);
    const [there, near] = [answer(tiny, [2, 0.5, 1, 3]), answer(tiny, [2 * (1 + 1e-11), 0.5, 1, 3])];
    expect(told(compared(there, near))).toMatch(/ rss$/);
    expect(told(compared(there, near, { residualDigits: false }))).toBe('');
    const off = answer(tiny, [2 * (1 + 1e-6), 0.5, 1, 3]);
    expect(told(compared(there, off, { residualDigits: false }))).toMatch(/ predictions$/);
  });
});

describe('with the model at hand', () => {
  const exact = problemOf(twoDecays, [2, 0.5, 1, 3], 60, 0);
  const there = answer(exact, [2, 0.5, 1, 3]);
  const where = { residualDigits: 'above-rtol', at: viewOf(exact) } as const;

  it('data without noise are judged by predictions, and what a side says of its residuals by the model', () => {
    const near = answer(exact, [2 * (1 + 1e-10), 0.5, 1, 3]);
    expect(told(compared(there, near))).toMatch(/ rss$/);
    expect(told(compared(there, near, where))).toBe('');
    expect(told(compared(there, answer(exact, [2 * (1 + 1e-6), 0.5, 1, 3]), where))).toMatch(/ rss$/);
    const sum = entryOf(near, 'rss') as number;
    expect(told(compared(there, answer(exact, [2 * (1 + 1e-10), 0.5, 1, 3], { rss: 3 * sum }), where))).toBe(
      'value rss',
    );
    const untrue = answer(exact, [2 * (1 + 1e-10), 0.5, 1, 3], { rss: 3 * sum });
    expect(told(compared(untrue, untrue, where))).toBe('');
    // Data with noise are judged as ever.
    const early = answer(decays, minimum(decays, [1.9, 0.45, 1.2, 2.5], 2));
    expect(told(compared(answer(decays, best), early, { ...where, at: viewOf(decays) }))).toBe('stopped-early rss');
  });

  it('parameters that are not compared must still be those of what is said of them', () => {
    const line = problemOf(product, [2, 3], 20, 0.1);
    const at = minimum(line, [2, 3])[0]! * minimum(line, [2, 3])[1]!;
    const rule = { severalMinima: true, at: (b: Float64Array) => plainView(line, b) };
    const other = answer(line, [1, at]);
    expect(told(compared(answer(line, [at, 1]), other, rule))).toBe('');
    const moved = { ...other, entries: other.entries.map(([key, value]) => entryMoved(key, value)) } as MapValue;
    expect(told(compared(answer(line, [at, 1]), moved, rule))).toBe('value predictions');
  });

  it('two covariances at parameters that may be far apart are both right, one that the model does not give is not', () => {
    // So little is left of the second decay that its rate is known to a tenth: the covariance there is another one.
    const weak = problemOf(twoDecays, [2, 0.5, 0.02, 3], 60, 0.01);
    const low = minimum(weak, [2, 0.5, 0.02, 3]);
    const near = low.map((b, j) => b * (1 + (j === 3 ? 2e-5 : 0)));
    const rule = { covariance: 1e-9, rtol: 1e-4, at: viewOf(weak) };
    expect(
      told(compared(answer(weak, low), answer(weak, near), { ...rule, at: (b) => bare(viewOf(weak)(b)) })),
    ).toMatch(/^value covariance/);
    const agreed = compared(answer(weak, low), answer(weak, near), rule);
    expect(told(agreed)).toBe('');
    // What agrees takes no more than all of the tolerance.
    expect(agreed.maxShare).toBeLessThanOrEqual(1);
    expect(told(compared(answer(weak, low), answer(weak, near, { freedom: 60 }), rule))).toMatch(/^value covariance/);
  });
});

describe('what is no answer of an optimizer', () => {
  it('cannot be compared as one', () => {
    const whole = answer(decays, best);
    const lacking: MapValue = { ...whole, entries: whole.entries.filter(([key]) => key !== 'rss') };
    expect(compared(whole, lacking)).toMatchObject({ verdict: 'incomparable' });
    expect(compared(whole, lacking).differences[0]!.rule).toContain(`modern's is none, "rss" is no number`);
    expect(compared(whole, answer(waves, bestWave))).toMatchObject({ verdict: 'incomparable' });
    expect(compared(whole, whole, { exchangeable: [[[0], [9]]] }).differences[0]!.rule).toContain('names parameter 9');
  });

  it('is compared by ordinary rules where a number is not finite', () => {
    const broken = answer(decays, best, { rss: Number.NaN });
    expect(told(compared(answer(decays, best), broken))).toBe('special-value rss');
    expect(told(compared(broken, broken))).toBe('');
  });

  it('leaves other entries to the ordinary rules', () => {
    const whole = answer(decays, best);
    const more = (note: string): MapValue => ({ ...whole, entries: [...whole.entries, ['note', note]] });
    expect(told(compared(more('a'), more('b')))).toBe('value note');
    expect(told(compared(more('a'), more('a')))).toBe('');
  });
});

/** A model's view without a covariance, where normal equations are singular. */
function plainView({ model, x, y }: TestProblem, b: Float64Array): FitView {
  const predictions = Float64Array.from(x, (at) => model.value(b, at));
  const rss = predictions.reduce((sum, one, i) => sum + (one - y[i]!) ** 2, 0);
  return { predictions, rss, descent: 0, covariance: null };
}

const bare = (view: FitView | null): FitView | null => {
  if (view === null) return null;
  const { predictions, rss, descent } = view;
  return { predictions, rss, descent };
};

/** The first parameter a hundredth larger, and nothing else. */
function entryMoved(key: Value, value: Value): [Value, Value] {
  if (key !== 'parameters') return [key, value];
  const data = new Float64Array((value as NdArrayValue).data.slice().buffer);
  data[0] = data[0]! * 1.01;
  return [key, { ...(value as NdArrayValue), data: new Uint8Array(data.buffer) }];
}

function entryOf({ entries }: MapValue, name: string): Value {
  return entries.find(([key]) => key === name)![1];
}
