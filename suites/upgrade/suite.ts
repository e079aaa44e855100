import { defineSuite, fitProblems } from 'vernier';
import { flowCalls, formulaCalls, interpolationCalls, smoothingCalls } from '../fit/generators.ts';
import { fitOptimum } from '../fit/optimum.ts';

export default defineSuite({
  name: 'upgrade',
  title: 'One source file under two releases of NumPy and SciPy',
  legacy: { address: 'python:../fit/legacy.py', requirements: 'requirements/legacy.txt' },
  moderns: { upgraded: { address: 'python:../fit/legacy.py', requirements: 'requirements/upgraded.txt' } },
  subjects: {
    fit: {
      policy: { optimum: { notConverged: ['RuntimeError'] } },
      optimum: fitOptimum,
      generator: { version: 1, arbitrary: fitProblems() },
      cases: 200,
    },
    model: {
      // Releases may take other SIMD code for exp and pow, which rounds otherwise in the last digits.
      policy: { mode: 'ulp', ulp: 64 },
      generator: { version: 1, arbitrary: formulaCalls },
      cases: 200,
    },
    integrate: { policy: { mode: 'norm', rtol: 1e-9 }, generator: { version: 1, arbitrary: flowCalls }, cases: 100 },
    interpolate: {
      policy: { mode: 'norm', rtol: 1e-12 },
      generator: { version: 1, arbitrary: interpolationCalls },
      cases: 200,
    },
    smooth: { policy: { mode: 'norm', rtol: 1e-12 }, generator: { version: 1, arbitrary: smoothingCalls }, cases: 200 },
  },
});
