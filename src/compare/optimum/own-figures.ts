import { distanceOf } from './allowances.ts';
import type { OptimumAnswer } from './optimum-answer.ts';
import type { FitView, ResolvedOptimum } from './optimum-rule.ts';
import { spreadOf } from './spread-of.ts';

/** A figure of an answer that is not what the model gives at the answer's own parameters. */
export type WrongFigure = 'rss' | 'predictions' | 'covariance';

/**
 * What a side says of its own parameters, held to the model there: rounding apart for predictions, `rtol` for the sum of
 * squares, and for the covariance what the rule allows between two sides. Null where nothing is known to be wrong.
 *
 * @param noise What rounding may do to all residuals together.
 */
export function wrongFigure(
  rule: ResolvedOptimum,
  view: FitView,
  side: OptimumAnswer,
  noise: number,
): WrongFigure | null {
  const residual = Math.sqrt(view.rss);
  if (distanceOf(view.predictions, side.predictions) > 2 * noise + rule.rtol * residual) return 'predictions';
  if (Math.abs(view.rss - side.rss) > rule.rtol * view.rss + slackOf(view.rss, noise)) return 'rss';
  const off = covarianceShare(rule, view, side.covariance, noise);
  return off !== null && off > 1 ? 'covariance' : null;
}

/** What rounding of residuals may do to their sum of squares. */
export const slackOf = (rss: number, noise: number): number => 2 * Math.sqrt(rss) * noise + noise * noise;

/** How far a covariance is off the model's, in shares of what is allowed; null where that is not known. */
export function covarianceShare(
  rule: ResolvedOptimum,
  { covariance: own, rss }: FitView,
  given: Float64Array | null,
  noise: number,
): number | null {
  if (own === undefined || own === null || given === null) return null;
  const p = Math.round(Math.sqrt(own.length));
  const spread = spreadOf(own, p);
  const slack = slackOf(rss, noise) / rss;
  if (spread === null || !(slack < 1)) return null;
  const allowed = rule.covariance + 8 * Math.sqrt(Number.EPSILON * spread.condition) + slack;
  let worst = 0;
  for (const [at, entry] of own.entries()) {
    const share = Math.abs(given[at]! - entry) / spread.errors[Math.floor(at / p)]! / spread.errors[at % p]!;
    if (!(share <= worst)) worst = share;
  }
  return worst / allowed;
}
