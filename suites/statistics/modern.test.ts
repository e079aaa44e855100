import { describe, expect, it } from 'vitest';
import { linear, univariate } from './modern.ts';
import { linearProblems, univariateProblems } from './nist-tables.ts';

const numbers = (texts: readonly string[]): Float64Array => Float64Array.from(texts, Number);

function off(found: number, certified: string): number {
  const wanted = Number(certified);
  return Math.abs(found - wanted) / (wanted === 0 ? 1 : Math.abs(wanted));
}

describe('univariate', () => {
  it("has NIST's nine problems to compute", () => {
    expect(univariateProblems()).toHaveLength(9);
  });

  it.each(univariateProblems().map((problem) => [problem.name, problem] as const))('computes %s', (_, problem) => {
    const found = univariate({ y: numbers(problem.y) });
    expect(off(found.mean, problem.mean)).toBeLessThan(1e-14);
    expect(off(found.sd, problem.sd)).toBeLessThan(1e-8);
    expect(off(found.autocorrelation, problem.autocorrelation)).toBeLessThan(1e-10);
  });

  it('refuses a single number', () => {
    expect(() => univariate({ y: Float64Array.of(1) })).toThrow('two numbers');
  });
});

describe('linear', () => {
  it("has NIST's eleven problems to compute", () => {
    expect(linearProblems()).toHaveLength(11);
  });

  it.each(linearProblems().map((problem) => [problem.name, problem] as const))('computes %s', (_, problem) => {
    const { intercept, degree, predictors, coefficients, deviations } = problem;
    const x = numbers(predictors.flat());
    const found = linear({ y: numbers(problem.y), x, predictors: predictors.length, degree, intercept });
    const allowed = 1e-6;
    coefficients.forEach((value, j) => {
      expect(off(found.coefficients[j]!, value)).toBeLessThan(allowed);
    });
    deviations.forEach((value, j) => {
      expect(off(found.deviations[j]!, value)).toBeLessThan(1e-6);
    });
    expect(off(found.residual, problem.residual)).toBeLessThan(1e-7);
    expect(off(found.r2, problem.r2)).toBeLessThan(1e-9);
  });

  it.each([
    ['do not determine', { y: [1, 2], x: [1, 2] }],
    ['depend on each other', { y: [1, 2, 4], x: [5, 5, 5] }],
  ])('refuses data that %s', (message, { y, x }) => {
    const call = () =>
      linear({ y: Float64Array.from(y), x: Float64Array.from(x), predictors: 1, degree: 1, intercept: true });
    expect(call).toThrow(expect.objectContaining({ name: 'ValueError', message: expect.stringContaining(message) }));
  });
});
