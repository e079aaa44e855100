import type { OptimumAnswer } from './optimum-answer.ts';
import type { ResolvedOptimum } from './optimum-rule.ts';
import type { ParameterSpread } from './spread-of.ts';

/** Fewer units in the last place of a parameter than this are never drift. */
const parameterUlps = 4;

/** What may be between two answers, in the units of each level. */
export interface Allowances {
  /** What rounding may do to the residuals, as the norm of all together. */
  readonly noise: number;
  /** Of sums of squares. */
  readonly rss: number;
  /** Of predictions, as the norm of all together. */
  readonly predictions: number;
  /** Of each parameter; infinite where the data say nothing of it. */
  parameter(j: number): number;
  /** Of entries of the covariance, as a share of both standard errors. */
  readonly covariance: number;
}

/**
 * All follow from `rtol` of the sum of squares. Two points near one minimum whose sums differ by rtol * rss have
 * predictions at most 2 sqrt(rtol * rss) apart, since residuals at a minimum are orthogonal to what the parameters can
 * change; and predictions that far apart are parameters at most 2 sqrt(rtol * (n - p)) standard errors apart. Rounding
 * adds its own norm to the residuals of each side. Where residuals have no digits of their own, rtol * scale takes their
 * place. A covariance made with finite differences is off by sqrt(eps) times the condition of the Jacobian.
 */
export function allowancesOf(rule: ResolvedOptimum, legacy: OptimumAnswer, spread: ParameterSpread | null): Allowances {
  const [n, p] = [legacy.predictions.length, legacy.parameters.length];
  const largest = legacy.predictions.reduce((size, one) => Math.max(size, Math.abs(one)), 0);
  const scale = rule.scale ?? largest;
  const noise = Math.sqrt(rule.floor * n) * Number.EPSILON * scale;
  const residual = Math.sqrt(legacy.rss);
  const share = rule.predictions ?? 2 * Math.sqrt(rule.rtol);
  const predictions = (rule.residualDigits ? share * residual : rule.rtol * Math.sqrt(n) * scale) + 2 * noise;
  // A standard error is s times what a unit of predictions moves the parameter.
  const perUnit = Math.sqrt(Math.max(n - p, 1)) / residual;
  return {
    noise,
    rss: rule.rtol * legacy.rss + 2 * residual * noise + noise * noise,
    predictions,
    parameter(j) {
      const error = spread?.errors[j] ?? Number.POSITIVE_INFINITY;
      const ulps = parameterUlps * Number.EPSILON * Math.abs(legacy.parameters[j]!);
      const own =
        rule.parameters === undefined
          ? error * perUnit * predictions
          : Math.max(rule.parameters * error, error * perUnit * 2 * noise);
      return Math.max(own, ulps);
    },
    covariance: rule.covariance + 8 * Math.sqrt(Number.EPSILON * (spread?.condition ?? 1)) + relative(noise, residual),
  };
}

/** What rounding does to the sum of squares, relative to it: the covariance is a multiple of that. */
function relative(noise: number, residual: number): number {
  return residual === 0 ? Number.POSITIVE_INFINITY : (2 * noise) / residual + (noise / residual) ** 2;
}

/** The distance of two vectors, without overflow of its squares. */
export function distanceOf(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i += 1) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += ((a[i]! - b[i]!) / largest) ** 2;
  return largest * Math.sqrt(sum);
}
