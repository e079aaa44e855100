import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallArguments } from '../value/outcome.ts';
import { isBelow } from './expression/shrink.ts';
import { type FitProblem, fitCall, readFitCall } from './fit/problem.ts';
import { weight } from './fit/shrink.ts';
import { fitProblems } from './fit-problems.ts';

const arbitrary = fitProblems();
const sampled = fc.sample(arbitrary, { numRuns: 2000, seed: 5 }).map((input) => readFitCall(input)!);
const shrinks = (input: CallArguments) => [...arbitrary.shrink(input, undefined)].map(({ value }) => value);
const share = (has: (problem: FitProblem) => boolean) => sampled.filter(has).length / sampled.length;

/** Always takes the first candidate that still fails, as a runner does. */
function smallest(start: CallArguments, fails: (problem: FitProblem) => boolean): FitProblem {
  const next = shrinks(start).find((input) => fails(readFitCall(input)!));
  return next === undefined ? readFitCall(start)! : smallest(next, fails);
}

describe('fitProblems', () => {
  it('gives problems whose arrays fit each other, with finite rising x and a start within the bounds', () => {
    for (const problem of sampled) {
      const x = problem.data.get('x')!;
      expect(x.length).toBe(problem.y.length);
      expect(x.every((one, i) => Number.isFinite(one) && (i === 0 || one > x[i - 1]!))).toBe(true);
      expect(problem.y.every(Number.isFinite)).toBe(true);
      problem.start.forEach((one, i) => {
        expect(one).toBeGreaterThan(problem.lower?.[i] ?? Number.NEGATIVE_INFINITY);
        expect(one).toBeLessThan(problem.upper?.[i] ?? Number.POSITIVE_INFINITY);
      });
    }
  });

  it('gives bounds, bounds on one side, few points, unused parameters and badly scaled ones, each often enough', () => {
    expect(new Set(sampled.map(({ model }) => model)).size).toBe(12);
    expect(share(({ lower }) => lower !== null)).toBeGreaterThan(0.3);
    expect(share(({ lower }) => lower?.every((end) => end === Number.NEGATIVE_INFINITY) === true)).toBeGreaterThan(
      0.05,
    );
    expect(share(({ y, parameters }) => y.length - parameters.length < 3)).toBeGreaterThan(0.05);
    expect(share(({ y, parameters }) => y.length === parameters.length)).toBeGreaterThan(0.01);
    expect(share(({ parameters }) => parameters.includes('spare'))).toBeGreaterThan(0.01);
    expect(share(({ start }) => Math.max(...start) / Math.min(...start) > 1e10)).toBeGreaterThan(0.02);
  });

  it('shrinks to problems that are strictly simpler and read back', () => {
    for (const problem of sampled.slice(0, 60)) {
      const own = weight(problem);
      for (const input of shrinks(fitCall(problem))) {
        const simpler = readFitCall(input)!;
        expect(simpler.model).toBe(problem.model);
        expect(isBelow(weight(simpler), own)).toBe(true);
      }
    }
  });

  it('shrinks to the smallest data set and the simplest numbers', () => {
    const bounded = sampled.find(({ lower, y }) => lower !== null && y.length > 12)!;
    expect(smallest(fitCall(bounded), ({ y }) => y.some((one) => one !== 0))).toMatchObject({
      model: bounded.model,
      lower: null,
      upper: null,
      start: bounded.start.map(() => 0),
      y: [...bounded.start.slice(1).map(() => 0), 1],
    });
    const many = smallest(fitCall(bounded), ({ y }) => y.length >= 7);
    expect(many.y).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const kept = smallest(fitCall(bounded), ({ lower }) => lower !== null);
    expect(kept).toMatchObject({ upper: null, y: bounded.start.map(() => 0), lower: bounded.start.map(() => 0) });
  });

  it('drops a parameter that the model does not use, and keeps one that fails without', () => {
    const spare = sampled.find(({ parameters }) => parameters.includes('spare'))!;
    expect(smallest(fitCall(spare), () => true).parameters).not.toContain('spare');
    expect(smallest(fitCall(spare), ({ parameters }) => parameters.includes('spare')).parameters).toContain('spare');
  });

  it('refuses no models and models that are no expressions', () => {
    expect(() => fitProblems({ models: [] })).toThrow(/"models" is empty/);
    expect(() => fitProblems({ models: [{ model: 'b1*', parameters: [], x: { low: 0, high: 1 } }] })).toThrow(
      /"b1\*" is no expression/,
    );
  });
});
