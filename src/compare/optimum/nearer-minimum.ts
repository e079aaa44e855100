import { allowancesOf } from './allowances.ts';
import type { OptimumAnswer } from './optimum-answer.ts';
import { type FitView, type OptimumRule, type ResolvedOptimum, resolveOptimum } from './optimum-rule.ts';
import { slackOf, wrongFigure } from './own-figures.ts';

/** What the model says of two answers to one problem. */
export interface Standing {
  /**
   * Modern's answer needs no other to be believed: it converged within the bounds, all its figures are what the model gives
   * at its own parameters, and more steps from there take no more than `rtol` off its sum of squares.
   */
  readonly modernStands: boolean;
  /**
   * Modern is nearer a minimum by the sum of squares that the model gives at both, or legacy has no answer, or one whose
   * figures are not those of its own parameters.
   */
  readonly legacyFallsShort: boolean;
}

/**
 * Who stands at a minimum, by the model alone (`at` of the rule); null where the model has no value at modern's answer.
 *
 * @param legacy Null where it raised that it did not converge.
 */
export function standingOf(given: OptimumRule, legacy: OptimumAnswer | null, modern: OptimumAnswer): Standing | null {
  const rule = resolveOptimum(given);
  const view = rule.at?.(modern.parameters) ?? null;
  if (view === null) return null;
  const { noise } = allowancesOf(rule, modern, null);
  const modernStands =
    modern.converged &&
    view.inside !== false &&
    view.descent <= rule.rtol * view.rss + restOf(rule, modern, noise) &&
    wrongFigure(rule, view, modern, noise) === null;
  return { modernStands, legacyFallsShort: legacy === null || fallsShort(rule, legacy, view, noise) };
}

function fallsShort(rule: ResolvedOptimum, legacy: OptimumAnswer, modern: FitView, noise: number): boolean {
  if (!legacy.converged) return true;
  const view = rule.at?.(legacy.parameters) ?? null;
  if (view === null) return false;
  if (view.rss - modern.rss > rule.rtol * modern.rss + slackOf(modern.rss, noise)) return true;
  return wrongFigure(rule, view, legacy, noise) !== null;
}

/** What may be left of a sum of squares that has no digits of its own. */
function restOf(rule: ResolvedOptimum, { predictions }: OptimumAnswer, noise: number): number {
  const n = predictions.length;
  const scale = noise / Math.sqrt(rule.floor * n) / Number.EPSILON;
  return rule.residualDigits === true ? noise ** 2 : n * (rule.rtol * scale) ** 2;
}
