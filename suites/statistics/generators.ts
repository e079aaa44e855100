import { type CallArguments, fc, float64Array, type Generator } from 'vernier';

/** Numbers of few binary digits, whose sums are exact: what differs is then the algorithm. */
const eighths = (limit: number) => fc.integer({ min: -limit, max: limit }).map((value) => value / 8);

/** Series of 0 to 60 numbers, some around a mean that is large beside what they vary by. */
export const series: Generator = {
  version: 1,
  arbitrary: fc
    .tuple(fc.array(eighths(8000), { maxLength: 60 }), fc.constantFrom(0, 0, 1000, 1e6))
    .map(([y, shift]): CallArguments => ({ args: [], kwargs: { y: float64Array(y.map((value) => value + shift)) } })),
};

/** Regressions on one to three predictors, or on powers to the third; some columns depend on each other. */
export const regressions: Generator = {
  version: 1,
  arbitrary: fc
    .record({
      predictors: fc.integer({ min: 1, max: 3 }),
      degree: fc.integer({ min: 1, max: 3 }),
      intercept: fc.boolean(),
      rows: fc.array(fc.tuple(eighths(800), fc.array(eighths(80), { minLength: 3, maxLength: 3 })), {
        minLength: 1,
        maxLength: 30,
      }),
    })
    .map(
      ({ predictors, degree, intercept, rows }): CallArguments => ({
        args: [],
        kwargs: {
          y: float64Array(rows.map(([y]) => y)),
          x: float64Array(Array.from({ length: predictors }, (_, k) => rows.map(([, x]) => x[k]!)).flat()),
          predictors: BigInt(predictors),
          degree: BigInt(predictors === 1 ? degree : 1),
          intercept,
        },
      }),
    ),
};
