import { parseExpression, ruleFit } from 'vernier';
import { describe, expect, it } from 'vitest';
import { exchangeableGroups } from './exchangeable.ts';
import { fit as solve } from './modern/fit.ts';
import { nistProblems, observationsOf } from './nist-problems.ts';
import { fitOptimum as optimum } from './optimum.ts';
import { questionOf, referee } from './referee.ts';
import { nist } from './vectors/nist.ts';

const inputOf = (id: string) => nist.find((vector) => vector.id === id)!.input;

/** Whether a number rounds to the eleven digits that NIST certifies, or is half a unit of the last of them off. */
function isCertified(found: number, certified: number): boolean {
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(certified))) - 10);
  return Math.abs(found - certified) <= 0.51 * unit;
}

describe("the referee of fits on NIST's certified problems", () => {
  it.each(nistProblems().map((problem) => [problem.name, problem] as const))(
    'finds what is certified for %s',
    (_, problem) => {
      const certified = problem.certified.map(Number);
      const disturbed = certified.map((b, j) => b * (1 + (j % 2 === 0 ? 1e-6 : -1e-6)));
      const { y, data } = observationsOf(problem);
      const answers = problem.starts.map((start) => {
        const { model, parameters } = problem;
        return solve({ model, parameters, data, y, start: start.map(Number), lower: null, upper: null }).parameters;
      });
      const question = questionOf(inputOf(`${problem.name}-start1`))!;
      for (const [legacy, modern] of [
        [certified, answers[0]!],
        [disturbed, answers[1]!],
      ] as const) {
        const ruling = ruleFit(question, legacy, modern);
        expect(ruling.basin, ruling.why).toBe('one');
        const truth = ruling.truth!.split(', ').map((part) => Number(part.split(' = ')[1]));
        expect(truth.filter((value, j) => !isCertified(value, certified[j]!))).toEqual([]);
        expect(ruling.modernDigits).toBeGreaterThan(10);
        if (legacy === disturbed) expect(ruling.nearer).toBe('modern');
        else expect(ruling.legacyDigits).toBeGreaterThan(10);
      }
    },
  );
});

describe('what the suite says of a fit', () => {
  it('is its problem', () => {
    const task = referee(inputOf('Misra1a-start1'))!;
    expect(task.fit).toMatchObject({ parameters: ['b1', 'b2'], lower: null, exchangeable: [] });
    expect(referee({ args: [], kwargs: { model: '1 +' } })).toBeNull();
    expect(referee({ args: [], kwargs: {} })).toBeNull();
  });

  it('exempts Lanczos1, by name, from digits of residuals', () => {
    const of = (id: string) => optimum(inputOf(id), { kind: 'vector', id })!;
    expect(of('Lanczos1-start1').residualDigits).toBe(false);
    expect(of('Lanczos1-start2').residualDigits).toBe(false);
    expect(of('Lanczos2-start1').residualDigits).toBe('above-rtol');
    expect(optimum(inputOf('Lanczos1-start1'), { kind: 'generated', seed: 1, index: 1 })!.residualDigits).toBe(
      'above-rtol',
    );
    expect(of('Lanczos1-start1').scale).toBe(2.5134);
  });

  it.each([
    [
      'a*exp(-b*x)+c*exp(-d*x)',
      [
        [
          [0, 1],
          [2, 3],
        ],
      ],
    ],
    ['a*exp(-b*x)+exp(-d*x)*c', []],
    ['a+b*x', []],
    ['a+b', [[[0], [1]]]],
    ['a*b', []],
    ['a*sin(x)-c*sin(x)', []],
    ['x-a*sin(x)-c*sin(x)', [[[0], [2]]]],
    ['a*exp(-b*x)+c*exp(-b*x)', []],
    [
      'a*exp(-(x-b)**2/a)+c*exp(-(x-d)**2/c)',
      [
        [
          [0, 1],
          [2, 3],
        ],
      ],
    ],
    ['a*exp(-(x-b)**2/a)+c*exp(-(x-d)**2/a)', []],
  ])('finds groups that may change places in %s', (model, groups) => {
    expect(exchangeableGroups(parseExpression(model)!.tree, ['a', 'b', 'c', 'd'])).toEqual(groups);
  });

  it("finds those of NIST's sums of exponentials and of Gaussians", () => {
    expect(questionOf(inputOf('Lanczos3-start1'))!.exchangeable).toEqual([
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
    ]);
    expect(questionOf(inputOf('Gauss1-start1'))!.exchangeable).toEqual([
      [
        [2, 3, 4],
        [5, 6, 7],
      ],
    ]);
  });
});
