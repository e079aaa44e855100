import { defineSuite, expressions } from 'vernier';
import { labels } from './labels.ts';
import { referee } from './referee.ts';

export default defineSuite({
  name: 'expression',
  title: "RepTate's algebraic expressions: Python eval over NumPy beside two evaluators that never call eval",
  legacy: { address: 'python:./legacy.py', requirements: 'requirements/legacy.txt' },
  moderns: {
    python: { address: 'python:./modern.py', requirements: 'requirements/python.txt' },
    typescript: { address: 'module:./modern.ts', integers: 'bigint' },
  },
  subjects: {
    evaluate: {
      // Golden outcomes may come from a machine whose NumPy has other kernels: those with AVX-512 round otherwise in the
      // last digit or two than those without, in float64 and in float32. What a vector amplifies, it may amplify 64 times.
      goldenPolicy: { mode: 'ulp', ulp: 64 },
      policies: {
        // The same NumPy does the arithmetic on both sides, so nothing may differ, not even the type of a number.
        python: {},
        // A library function of V8 and of NumPy may each be 2 units in the last place off, and seldom are more than
        // ten of them chained: a few times 1e-15. 1e-12 leaves room for the well-conditioned sums and powers around
        // them; where an expression amplifies errors beyond that, the case carries a label that says so.
        typescript: { rtol: 1e-12 },
      },
      generator: { version: 1, arbitrary: expressions() },
      cases: 2400,
      labels,
      referee,
      floors: { minReturned: 0.5 },
    },
  },
});
