import { defineSuite, fitProblems, type NdArrayValue, type Value } from 'vernier';
import { accumulationCalls, flowCalls, formulaCalls, interpolationCalls, smoothingCalls } from './generators.ts';
import { fitLabels, integrateLabels, interpolateLabels, modelLabels, smoothLabels } from './labels.ts';
import { fitOptimum } from './optimum.ts';
import { referee } from './referee.ts';

/** XLA compiles for shapes. */
const lengthOf = (array: Value | undefined) => (array as NdArrayValue).shape[0];

/** What RepTate's runbook on numerical differences expects, and what it calls a bug. */
const bands = { expected: 1e-10, bug: 1e-6 };

export default defineSuite({
  name: 'fit',
  title: "RepTate's fits, formulas and numerics: NumPy and SciPy beside JAX and beside TypeScript",
  legacy: { address: 'python:./legacy.py', requirements: 'requirements/legacy.txt' },
  moderns: {
    jax: {
      address: 'python:./modern_jax.py',
      requirements: 'requirements/jax.txt',
      // XLA has threads of its own.
      fork: 'off',
      startMs: 120_000,
      memoryMb: 6144,
    },
    typescript: { address: 'module:./modern.ts' },
  },
  flags: {
    REPTATE_USE_JAX_OPTIMIZATION: { on: 'true', off: 'false', side: 'jax', what: 'fits on JAX instead of SciPy' },
  },
  subjects: {
    fit: {
      // Tolerances as the law has them: cost first, then predictions, parameters by standard errors, covariance.
      // curve_fit raises where it gives up, so that two that gave up have nothing to compare.
      policy: {
        optimum: { notConverged: ['RuntimeError', 'nlsq.utils.error_messages.OptimizationError'], bothGaveUp: 'agree' },
        errors: { classes: { 'nlsq.utils.error_messages.OptimizationError': 'RuntimeError' } },
      },
      optimum: fitOptimum,
      referee,
      // "trf" stops where a step is worth little, not where the gradient is: near bounds, and on data without noise. A
      // modern that stands at a minimum by itself is let pass there; six in a hundred generated cases are.
      excuse: { nearer: { maxShare: 0.1 } },
      generator: { version: 1, arbitrary: fitProblems() },
      cases: 120,
      deadlineMs: 120_000,
      labels: fitLabels,
      warmUp: ({ kwargs }) => String(kwargs.model),
    },
    model: {
      policy: { bands },
      policies: { jax: {}, typescript: { rtol: 1e-12 } },
      generator: { version: 1, arbitrary: formulaCalls },
      cases: 400,
      labels: modelLabels,
    },
    compiled_model: {
      // XLA takes numbers below the smallest normal one for zero.
      policy: { rtol: 1e-12, atol: 2.2250738585072014e-308, bands },
      generator: { version: 1, arbitrary: formulaCalls },
      cases: 200,
      deadlineMs: 120_000,
      labels: modelLabels,
      warmUp: ({ args }) => `${args[0]} of ${lengthOf(args[1])} at ${lengthOf(args[2])}`,
    },
    integrate: {
      // LSODA is asked for six digits at each step; what they add up to was measured at up to 3e-5 of the largest stress.
      policy: { mode: 'norm', rtol: 1e-4, bands },
      generator: { version: 1, arbitrary: flowCalls },
      cases: 200,
      labels: integrateLabels,
    },
    accumulate: {
      policy: { mode: 'norm', rtol: 1e-13 },
      generator: { version: 1, arbitrary: accumulationCalls },
      cases: 100,
      deadlineMs: 60_000,
    },
    interpolate: {
      policy: { mode: 'norm', rtol: 1e-9, bands },
      generator: { version: 1, arbitrary: interpolationCalls },
      cases: 200,
      deadlineMs: 60_000,
      labels: interpolateLabels,
    },
    smooth: {
      policy: { mode: 'norm', rtol: 1e-12 },
      generator: { version: 1, arbitrary: smoothingCalls },
      cases: 200,
      deadlineMs: 60_000,
      labels: smoothLabels,
    },
  },
});
