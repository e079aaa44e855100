import { allowancesOf, distanceOf } from './allowances.ts';
import { bestAssignment } from './best-assignment.ts';
import { judgeCovariance, judgePresence } from './judge-covariance.ts';
import type { OptimumAnswer } from './optimum-answer.ts';
import { difference, type OptimumDifference, shown, type Told } from './optimum-difference.ts';
import type { ResolvedOptimum } from './optimum-rule.ts';
import { wrongFigure } from './own-figures.ts';
import { spreadOf } from './spread-of.ts';
import { type Answers, tellCost, tellParameters, tellPredictions } from './tell-apart.ts';

/** What two answers differ in, and how many numbers were looked at to say so. */
export interface OptimumJudgement {
  readonly differences: readonly OptimumDifference[];
  readonly compared: number;
}

/** Two answers with as many parameters and predictions, all finite. */
export function judgeOptimum(rule: ResolvedOptimum, legacy: OptimumAnswer, modern: OptimumAnswer): OptimumJudgement {
  if (legacy.converged !== modern.converged) {
    const side = legacy.converged ? 'modern' : 'legacy';
    const status = (legacy.converged ? modern : legacy).status;
    const words = `both sides must converge: ${side} says that it did not${status === '' ? '' : ` (${status})`}`;
    return { differences: [notConverged(words, true)], compared: 1 };
  }
  if (!legacy.converged && rule.bothGaveUp === 'agree') {
    return { differences: [notConverged('neither side converged, which agrees', false)], compared: 1 };
  }
  const judged = judgeLevels(rule, legacy, modern);
  const drift = judged.differences.find(({ beyond }) => beyond);
  if (legacy.converged || drift === undefined) return judged;
  const words = `neither side converged, and they stopped apart: ${drift.rule}`;
  return { differences: [notConverged(words, true)], compared: judged.compared };
}

function notConverged(rule: string, beyond: boolean): OptimumDifference {
  return { steps: ['converged'], class: 'not-converged', beyond, rule, abs: null, rel: null, share: null };
}

function judgeLevels(asked: ResolvedOptimum, legacy: OptimumAnswer, given: OptimumAnswer): OptimumJudgement {
  const p = legacy.parameters.length;
  const rule = { ...asked, residualDigits: hasDigits(asked, legacy, given) };
  const spread = spreadOf(legacy.covariance, p);
  const allowed = allowancesOf(rule, legacy, spread);
  const places = bestAssignment(p, rule.exchangeable, (j, k) => {
    const unit = spread?.errors[j] ?? Math.abs(legacy.parameters[j]!);
    return (given.parameters[k]! - legacy.parameters[j]!) / (unit > 0 ? unit : 1);
  });
  const modern = { ...given, parameters: Float64Array.from(places, (k) => given.parameters[k]!) };
  // Models and covariances are asked with the parameters in the places that modern gave them.
  const answers: Answers = { rule, legacy, modern: { ...modern, parameters: given.parameters }, allowed };
  const differences: OptimumDifference[] = [];
  let compared = 0;
  const isBeyond = (found: readonly OptimumDifference[], count: number): boolean => {
    differences.push(...found);
    compared += count;
    return found.some(({ beyond }) => beyond);
  };
  const done = () => ({ differences, compared });
  if (rule.residualDigits ? isBeyond(judgeCost(answers), 1) : isBeyond(judgeOwn(answers), 0)) return done();
  if (isBeyond(judgePredictions(answers), legacy.predictions.length)) return done();
  if (isBeyond(judgePresence(answers), 0)) return done();
  if (rule.severalMinima || (legacy.covariance !== null && spread === null)) {
    isBeyond(judgeOwn(answers), 0);
    return done();
  }
  if (spread !== null && isBeyond(judgeParameters(answers, modern.parameters, places), p)) return done();
  isBeyond(judgeCovariance(answers, spread, places), p * p);
  return done();
}

/** Whether the residuals are more than what a search leaves of data that the model reproduces. */
function hasDigits(rule: ResolvedOptimum, legacy: OptimumAnswer, modern: OptimumAnswer): boolean {
  if (rule.residualDigits !== 'above-rtol') return rule.residualDigits;
  const scale = rule.scale ?? legacy.predictions.reduce((size, one) => Math.max(size, Math.abs(one)), 0);
  const left = Math.sqrt(Math.max(legacy.rss, modern.rss) / legacy.predictions.length);
  return left > rule.rtol * scale;
}

/** Where parameters or residuals cannot be compared: what modern says of them is at least that of its own parameters. */
function judgeOwn({ rule, legacy, modern, allowed }: Answers): OptimumDifference[] {
  const view = rule.at?.(modern.parameters) ?? null;
  const wrong = view === null ? null : wrongFigure(rule, view, modern, allowed.noise);
  if (wrong === null) return [];
  if (isSame(legacy.parameters, modern.parameters) && isSame(legacy[wrong], modern[wrong])) return [];
  const words = `${wrong} must be what the model gives at the parameters that it is said of`;
  return [{ steps: [wrong], class: 'value', beyond: true, rule: words, abs: null, rel: null, share: null }];
}

/** What is identical agrees, whatever the model says of it. */
function isSame(legacy: number | Float64Array | null, modern: number | Float64Array | null): boolean {
  if (typeof legacy !== 'object' || typeof modern !== 'object') return legacy === modern;
  return legacy === modern || (legacy?.every((one, at) => Object.is(one, modern?.[at])) ?? false);
}

function judgeCost({ rule, legacy, modern, allowed }: Answers): OptimumDifference[] {
  const off = Math.abs(modern.rss - legacy.rss);
  if (off === 0) return [];
  const beyond = off > allowed.rss;
  const told: Told = beyond ? tellCost({ rule, legacy, modern, allowed }) : { class: 'value', why: '' };
  const bound = `sums of squares at most rtol * l and rounding apart with rtol ${rule.rtol}, rounding ${shown(allowed.rss - rule.rtol * legacy.rss)}`;
  return [difference(['rss'], told, beyond, bound, off, off / legacy.rss, off / allowed.rss)];
}

function judgePredictions(answers: Answers): OptimumDifference[] {
  const { legacy, modern, allowed } = answers;
  const off = distanceOf(legacy.predictions, modern.predictions);
  if (off === 0) return [];
  const beyond = off > allowed.predictions;
  const told: Told = beyond ? tellPredictions(answers) : { class: 'value', why: '' };
  let worst = 0;
  const at = (i: number) => Math.abs(modern.predictions[i]! - legacy.predictions[i]!);
  for (let i = 1; i < legacy.predictions.length; i += 1) if (at(i) > at(worst)) worst = i;
  const bound = `||m - l|| of all predictions (furthest off is [${worst}]) with at most ${shown(allowed.predictions)}`;
  const size = Math.sqrt(legacy.predictions.reduce((sum, one) => sum + one * one, 0));
  return [difference(['predictions'], told, beyond, bound, off, off / size, off / allowed.predictions)];
}

function judgeParameters(answers: Answers, parameters: Float64Array, places: Int32Array): OptimumDifference[] {
  const { legacy, allowed } = answers;
  const found = [...parameters].flatMap((value, j): OptimumDifference[] => {
    const wanted = legacy.parameters[j]!;
    const off = Math.abs(value - wanted);
    if (off === 0) return [];
    const room = allowed.parameter(j);
    const beyond = off > room;
    const told: Told = beyond ? tellParameters(answers, off / Math.abs(wanted)) : { class: 'value', why: '' };
    const moved = places[j] === j ? '' : ` (modern's at ${places[j]}: groups changed places)`;
    const bound = `parameters by standard errors${moved} with at most ${shown(room)}`;
    const steps = ['parameters', j] as const;
    return [
      {
        ...difference(steps, told, beyond, bound, off, off / Math.abs(wanted), off / room),
        modernSteps: ['parameters', places[j]!],
      },
    ];
  });
  return found;
}
