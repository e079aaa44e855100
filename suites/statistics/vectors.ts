import { type FlagNote, float64Array, type Value, type VectorSource, type VectorSources } from 'vernier';
import { linearProblems, univariateProblems } from './nist-tables.ts';

const note = (bugType: string, description: string, effect: string): FlagNote => ({ bugType, description, effect });

const notes: Readonly<Record<string, FlagNote>> = {
  NistLower: note('BASIC', "NIST's problems of lower difficulty.", 'Ordinary data give wrong statistics.'),
  NistAverage: note('NUMERICS', "NIST's problems of average difficulty.", 'Digits cancel in ordinary sums.'),
  NistHigher: note(
    'NUMERICS',
    "NIST's problems of higher difficulty: large means beside small deviations, columns that nearly depend on each other.",
    'Few digits, or none, are right where the data are stiff.',
  ),
};

const numbers = (texts: readonly string[]): Value => float64Array(texts.map(Number));

function vector(
  { name, difficulty }: { readonly name: string; readonly difficulty: string },
  kwargs: Record<string, Value>,
  returned: Record<string, Value>,
): VectorSource {
  return {
    id: name,
    comment: `${name} of NIST StRD, ${difficulty.toLowerCase()} difficulty.`,
    flags: [`Nist${difficulty}`],
    input: { args: [], kwargs },
    certified: { returned: { kind: 'map', type: 'dict', entries: Object.entries(returned) } },
  };
}

const sources: VectorSources = {
  univariate: {
    table: true,
    notes,
    vectors: univariateProblems().map((problem) =>
      vector(
        problem,
        { y: numbers(problem.y) },
        {
          mean: Number(problem.mean),
          sd: Number(problem.sd),
          autocorrelation: Number(problem.autocorrelation),
        },
      ),
    ),
  },
  linear: {
    table: true,
    notes,
    vectors: linearProblems().map((problem) =>
      vector(
        problem,
        {
          y: numbers(problem.y),
          x: numbers(problem.predictors.flat()),
          predictors: BigInt(problem.predictors.length),
          degree: BigInt(problem.degree),
          intercept: problem.intercept,
        },
        {
          coefficients: numbers(problem.coefficients),
          deviations: numbers(problem.deviations),
          residual: Number(problem.residual),
          r2: Number(problem.r2),
        },
      ),
    ),
  },
};

export default sources;
