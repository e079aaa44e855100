import { describe, expect, it } from 'vitest';
import { correctDigits, nistProblems, observationsOf } from '../nist-problems.ts';
import { fit as solve } from './fit.ts';

describe("fit, on NIST's problems", () => {
  const problems = nistProblems();

  it('has all 27', () => {
    expect(problems).toHaveLength(27);
  });

  it.each(problems.map((problem) => [problem.name, problem] as const))('solves %s from both starts', (_, problem) => {
    const certified = problem.certified.map(Number);
    const deviations = problem.deviations.map(Number);
    for (const start of problem.starts) {
      const { model, parameters } = problem;
      const found = solve({ model, parameters, ...observationsOf(problem), start: start.map(Number) });
      expect(found.status).toBe('converged');
      expect(correctDigits(found.parameters, certified)).toBeGreaterThan(10);
      // The certified sum of squares of Lanczos1 is beyond binary64, and its deviations with it.
      if (problem.name === 'Lanczos1') continue;
      expect(Math.abs(found.rss / Number(problem.rss) - 1)).toBeLessThan(1e-9);
      const p = parameters.length;
      const covariance = new Float64Array(found.covariance.data.buffer);
      expect(
        correctDigits(
          parameters.map((_, j) => Math.sqrt(covariance[j * (p + 1)]!)),
          deviations,
        ),
      ).toBeGreaterThan(8);
    }
  });
});

describe('correctDigits', () => {
  it.each([
    [[1.0001], [1], 4],
    [[1, 2.002], [1, 2], 3],
    [[1], [1], 11],
    [[5], [1], 0],
    [[Number.NaN], [1], 0],
  ])('of %j beside %j is %d', (found, certified, digits) => {
    expect(correctDigits(found, certified)).toBeCloseTo(digits, 8);
  });
});
