import { type Allowances, distanceOf } from './allowances.ts';
import { solveLower } from './cholesky.ts';
import type { OptimumAnswer } from './optimum-answer.ts';
import { shown, type Told } from './optimum-difference.ts';
import type { FitView, ResolvedOptimum } from './optimum-rule.ts';
import { spreadOf } from './spread-of.ts';

/** The two answers to one problem. */
export interface Answers {
  readonly rule: ResolvedOptimum;
  readonly legacy: OptimumAnswer;
  readonly modern: OptimumAnswer;
  readonly allowed: Allowances;
}

type SideName = 'legacy' | 'modern';

/** A parameter that moved by more of itself than this did not lose a few digits. */
const farAway = 0.01;
/** The sum of squares of one basin is that of its bottom and a quadratic form, to about this factor. */
const quadratic = 10;

/** Why the sums of squares differ. */
export function tellCost(answers: Answers): Told {
  const { rule, legacy, modern } = answers;
  const wrong = misreported(answers, 'rss') ?? misreported(answers, 'predictions');
  if (wrong !== null) return wrong;
  const worse: SideName = modern.rss > legacy.rss ? 'modern' : 'legacy';
  const view = viewOf(rule, answers[worse]);
  if (view !== null) {
    const gained = view.descent / view.rss;
    if (gained > rule.rtol)
      return {
        class: 'stopped-early',
        why: `${worse} stopped where more steps take ${shown(gained)} off its sum`,
      };
    return {
      class: 'different-minimum',
      why: `${worse} stands at a minimum too, of ${shown(ratio(answers))} times the sum`,
    };
  }
  // Two norms are no further apart than their vectors: these sums are not those of these predictions.
  if (
    Math.abs(Math.sqrt(modern.rss) - Math.sqrt(legacy.rss)) >
    distanceOf(legacy.predictions, modern.predictions) + 2 * answers.allowed.noise
  )
    return { class: 'value', why: 'the sums are further apart than the predictions said to be theirs' };
  if (isOneBowl(answers, worse))
    return { class: 'stopped-early', why: `${worse} stopped in the basin of the other side, by the covariance there` };
  return {
    class: 'different-minimum',
    why: `${worse} has ${shown(ratio(answers))} times the sum, which the covariance of the other side does not explain`,
  };
}

/** Why predictions differ although the sums agree. */
export function tellPredictions(answers: Answers): Told {
  const wrong = misreported(answers, 'predictions');
  if (wrong !== null) return wrong;
  const { rule, legacy, modern } = answers;
  for (const side of ['modern', 'legacy'] as const) {
    const view = viewOf(rule, answers[side]);
    if (view !== null && view.descent > rule.rtol * view.rss)
      return {
        class: 'stopped-early',
        why: `${side} stopped where more steps take ${shown(view.descent / view.rss)} off its sum`,
      };
  }
  if (sameParameters(legacy, modern, answers.allowed))
    return { class: 'value', why: 'sums and parameters agree, the predictions said to be theirs do not' };
  return { class: 'different-minimum', why: 'other parameters have the same sum, with other predictions' };
}

/** Why parameters differ although sums and predictions agree. */
export function tellParameters(answers: Answers, off: number): Told {
  const wrong = misreported(answers, 'predictions');
  if (wrong !== null) return wrong;
  const isFar = viewOf(answers.rule, answers.modern) !== null || off > farAway;
  return isFar
    ? { class: 'different-minimum', why: 'other parameters have the same sum and predictions' }
    : { class: 'value', why: 'sums and predictions agree, the parameters said to be theirs do not' };
}

/** A side whose own parameters do not give what it says of them; null where none is known to be. */
function misreported({ rule, legacy, modern, allowed }: Answers, what: 'rss' | 'predictions'): Told | null {
  for (const [name, side] of [
    ['modern', modern],
    ['legacy', legacy],
  ] as const) {
    const view = viewOf(rule, side);
    if (view === null) continue;
    const room = what === 'rss' ? rule.rtol * view.rss + slack(view.rss, allowed) : allowed.predictions;
    const off = what === 'rss' ? Math.abs(view.rss - side.rss) : distanceOf(view.predictions, side.predictions);
    if (off > room) {
      const words = what === 'rss' ? 'residuals of' : 'predictions of';
      return { class: 'value', why: `the ${words} ${name} are not what its own parameters give` };
    }
  }
  return null;
}

const slack = (rss: number, { noise }: Allowances) => 2 * Math.sqrt(rss) * noise + noise * noise;

function viewOf({ at }: ResolvedOptimum, { parameters }: OptimumAnswer): FitView | null {
  return at?.(parameters) ?? null;
}

/** Whether the larger sum is what the quadratic bowl at the smaller one makes of the way between them. */
function isOneBowl({ legacy, modern }: Answers, worse: SideName): boolean {
  const [low, high] = worse === 'modern' ? [legacy, modern] : [modern, legacy];
  const [n, p] = [low.predictions.length, low.parameters.length];
  const spread = spreadOf(low.covariance, p);
  if (spread === null || n <= p) {
    // Residuals at a minimum are orthogonal to what the parameters change.
    const explained = distanceOf(low.predictions, high.predictions) ** 2;
    return isWithin(explained / (high.rss - low.rss), 2);
  }
  const steps = low.parameters.map((value, j) => (high.parameters[j]! - value) / spread.errors[j]!);
  const turns = solveLower(spread.factor, steps);
  const explained = (turns.reduce((sum, one) => sum + one * one, 0) * low.rss) / (n - p);
  return isWithin(explained / (high.rss - low.rss), quadratic);
}

const isWithin = (value: number, factor: number) => value <= factor && value >= 1 / factor;

function sameParameters(legacy: OptimumAnswer, modern: OptimumAnswer, allowed: Allowances): boolean {
  return legacy.parameters.every((value, j) => Math.abs(modern.parameters[j]! - value) <= allowed.parameter(j));
}

const ratio = ({ legacy, modern }: Answers) => Math.max(modern.rss, legacy.rss) / Math.min(modern.rss, legacy.rss);
