import { defineSuite } from 'vernier';
import { regressions, series } from './generators.ts';

export default defineSuite({
  name: 'statistics',
  title: "Summary statistics and linear regression: NumPy beside TypeScript, on NIST's certified problems",
  legacy: { address: 'python:./legacy.py', requirements: 'requirements/legacy.txt' },
  moderns: { typescript: { address: 'module:./modern.ts' } },
  subjects: {
    univariate: {
      // Both sides pass twice over the data and differ in how they add: a few units in the last place, times what the
      // mean's cancellation leaves of them. An autocorrelation of zero is the difference of large products.
      policy: { rtol: 1e-9, paths: [{ path: '/autocorrelation', atol: 1e-9 }] },
      // The digits of NIST's stiffest series, 10000000.2, are no binary64 numbers: eight of its deviation come through.
      goldenPolicy: { rtol: 1e-7 },
      generator: { version: series.version, arbitrary: series.arbitrary },
      cases: 500,
    },
    linear: {
      // Both sides factorize by QR; a cubic of a few points loses up to seven digits of the sixteen. What should be zero
      // is what rounding leaves of numbers up to a hundred.
      policy: { rtol: 1e-8, atol: 1e-9 },
      // Filip's powers to the tenth are that close to depending on each other that a rounding of the data, not of the
      // algorithm, costs nine digits; the deviations of exact polynomials are zero but for rounding.
      goldenPolicy: {
        rtol: 1e-5,
        atol: 1e-12,
        paths: [
          { path: '/deviations', atol: 1e-6 },
          { path: '/residual', atol: 1e-6 },
        ],
      },
      generator: { version: regressions.version, arbitrary: regressions.arbitrary },
      cases: 500,
    },
  },
});
