import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../check-policy.ts';
import { compareValues } from '../compare.ts';

const problems = (optimum: unknown) => checkPolicy({ optimum });

describe('the rule for optimizers', () => {
  it('may be empty, whole, or taken back', () => {
    expect(problems({})).toEqual([]);
    expect(problems(null)).toEqual([]);
    expect(
      problems({
        ...{ rtol: 1e-9, floor: 16, scale: 3, predictions: 1e-4, parameters: 0.01, covariance: 0 },
        ...{ severalMinima: false, residualDigits: true, bothGaveUp: 'agree', notConverged: ['RuntimeError'] },
        exchangeable: [
          [
            [0, 1],
            [2, 3],
          ],
          [[4], [5]],
        ],
        at: () => null,
      }),
    ).toEqual([]);
    expect(checkPolicy({ paths: [{ path: '/fits/*', optimum: { rtol: 1e-6 } }] })).toEqual([]);
  });

  it.each([
    [{ rtol: -1 }, '"rtol" must be a finite number >= 0: it is -1'],
    [{ parameters: 0 }, '"parameters" must be a finite number > 0: it is 0'],
    [{ tolerance: 1 }, 'has an unknown field "tolerance"'],
    [[], 'must be an object such as { rtol: 1e-8 }: it is a list'],
    [{ exchangeable: [[0, 1]] }, 'set 1 of "exchangeable" must be a list of groups of parameter indices'],
    [{ exchangeable: [[[0, 1]]] }, 'has 1 group: what changes places are at least two'],
    [{ exchangeable: [[[0, 1], [2]]] }, 'has groups of unequal size'],
    [{ exchangeable: [[[], []]] }, 'has an empty group'],
    [
      {
        exchangeable: [
          [[0], [1]],
          [[1], [2]],
        ],
      },
      'set 2 of "exchangeable" names parameter 1 again',
    ],
    [{ exchangeable: [Array.from({ length: 13 }, (_, i) => [i])] }, 'at most 12 are tried'],
    [{ notConverged: 'RuntimeError' }, '"notConverged" must be a list of names of error classes'],
    [{ bothGaveUp: 'maybe' }, '"bothGaveUp" must be one of "agree", "differ"'],
    [{ at: 3 }, '"at" must be a function of the parameters'],
  ])('says what is wrong with %j', (optimum, words) => {
    expect(problems(optimum).join('\n')).toContain(words);
    expect(compareValues(1, 1, { optimum } as never)).toMatchObject({ verdict: 'incomparable' });
    expect(checkPolicy({ paths: [{ path: '/fits/*', optimum }] }).join('\n')).toContain(words);
  });
});
