import { type FlagNote, float64Array, type Value, type VectorSource } from 'vernier';
import { covarianceOf } from '../modern/covariance.ts';
import { compileModel } from '../modern/model.ts';
import { ModelRunner } from '../modern/model-runner.ts';
import type { NistProblem } from '../nist-problem.ts';
import { nistProblems, observationsOf } from '../nist-problems.ts';

/** What the flags of NIST's vectors say about a side that fails one. */
export const nistNotes: Readonly<Record<string, FlagNote>> = {
  NistLower: {
    bugType: 'BASIC',
    description: "NIST's problems of lower difficulty: any fitter should solve them from both starts.",
    effect: 'Ordinary fits are wrong.',
  },
  NistAverage: {
    bugType: 'NUMERICS',
    description: "NIST's problems of average difficulty: several parameters, exact data, or badly scaled ones.",
    effect: 'Fits of several terms lose digits or end early.',
  },
  NistHigher: {
    bugType: 'NUMERICS',
    description: "NIST's problems of higher difficulty: long curved valleys, flat regions, far starts.",
    effect: 'Fits end in a valley or a flat region and are taken for answers.',
  },
  FarStart: {
    bugType: 'NUMERICS',
    description: "NIST's first start, far from the minimum.",
    effect: 'The answer depends on the guess of the user.',
  },
};

/** NIST's problems from both starts with the outcomes that NIST certified: `Misra1a-start1`, `Misra1a-start2`, … */
export const nist: readonly VectorSource[] = nistProblems().flatMap((problem) => {
  const certified = { returned: certifiedFit(problem) };
  return ([1, 2] as const).map((start) => ({
    id: `${problem.name}-start${start}`,
    comment: `${problem.name} of NIST StRD, ${problem.difficulty.toLowerCase()} difficulty, from start ${start}.`,
    flags: [`Nist${problem.difficulty}`, ...(start === 1 ? ['FarStart'] : [])],
    input: { args: [], kwargs: argumentsOf(problem, start) },
    certified,
  }));
});

function argumentsOf(problem: NistProblem, start: 1 | 2): Record<string, Value> {
  const { y, data } = observationsOf(problem);
  return {
    model: problem.model,
    parameters: [...problem.parameters],
    data: dict(Object.entries(data).map(([name, column]) => [name, float64Array(column)])),
    y: float64Array(y),
    start: float64Array(problem.starts[start - 1]!.map(Number)),
    lower: null,
    upper: null,
  };
}

/**
 * The certified figures, and what follows from them: predictions and covariance at the certified parameters, whose
 * diagonal `scripts/nist-golden.ts` holds beside the certified deviations.
 */
function certifiedFit(problem: NistProblem): Value {
  const { y, data } = observationsOf(problem);
  const [n, p] = [y.length, problem.parameters.length];
  const runner = new ModelRunner(compileModel(problem.model, problem.parameters, Object.keys(data)), n);
  const parameters = Float64Array.from(problem.certified, Number);
  const predictions = new Float64Array(n);
  runner.load(new Map(Object.entries(data)));
  runner.predict(parameters, predictions);
  runner.differentiate();
  const rss = Number(problem.rss);
  return dict([
    ['parameters', float64Array(parameters)],
    ['covariance', float64Array(covarianceOf(runner.columns, n, p, rss), [p, p])],
    ['rss', rss],
    ['predictions', float64Array(predictions)],
    ['converged', true],
    ['status', 'converged'],
    ['evaluations', 0n],
  ]);
}

function dict(entries: [Value, Value][]): Value {
  return { kind: 'map', type: 'dict', entries };
}
