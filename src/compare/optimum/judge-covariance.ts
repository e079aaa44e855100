import type { OptimumAnswer } from './optimum-answer.ts';
import { difference, type OptimumDifference, shown, type Told } from './optimum-difference.ts';
import type { ResolvedOptimum } from './optimum-rule.ts';
import { covarianceShare } from './own-figures.ts';
import { type ParameterSpread, spreadOf } from './spread-of.ts';
import type { Answers } from './tell-apart.ts';

const whole = { abs: null, rel: null, share: null, steps: ['covariance'], beyond: true } as const;

/** A covariance that only one side gives, whether or not it would be judged. */
export function judgePresence({ legacy, modern }: Answers): OptimumDifference[] {
  if ((legacy.covariance === null) === (modern.covariance === null)) return [];
  return legacy.covariance === null
    ? [{ ...whole, class: 'extra', rule: 'modern must have no covariance where legacy has none' }]
    : [{ ...whole, class: 'missing', rule: 'modern must have the covariance that legacy has' }];
}

/** Where legacy's covariance says something: modern's, by both standard errors. The worst entry stands for all. */
export function judgeCovariance(
  answers: Answers,
  spread: ParameterSpread | null,
  places: Int32Array,
): OptimumDifference[] {
  const { rule, legacy, modern, allowed } = answers;
  if (legacy.covariance === null || modern.covariance === null || spread === null) return [];
  if (!rule.residualDigits || !Number.isFinite(allowed.covariance)) return [];
  const p = places.length;
  if (!modern.covariance.every(Number.isFinite)) {
    if (isUndetermined(rule, modern)) return [];
    const words = 'modern must be able to tell the covariance where legacy is';
    return [{ ...whole, class: 'special-value', rule: words }];
  }
  let [worst, worstShare] = [0, 0];
  const at = (i: number, j: number) => modern.covariance![places[i]! * p + places[j]!]!;
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j < p; j += 1) {
      const share = Math.abs(at(i, j) - legacy.covariance[i * p + j]!) / spread.errors[i]! / spread.errors[j]!;
      if (share > worstShare) [worst, worstShare] = [i * p + j, share];
    }
  }
  if (worstShare === 0) return [];
  const [i, j] = [Math.floor(worst / p), worst % p];
  const off = Math.abs(at(i, j) - legacy.covariance[worst]!);
  const bound = `covariance by both standard errors with at most ${shown(allowed.covariance)} of them`;
  const isApart = worstShare > allowed.covariance;
  const isBeyond = isApart && !isOwnOfBoth(answers);
  const told: Told = { class: 'value', why: isBeyond ? factorWords(legacy, modern) : isApart ? ownWords : '' };
  const found = difference(
    ['covariance', i, j],
    told,
    isBeyond,
    bound,
    off,
    off / Math.abs(legacy.covariance[worst]!),
    // Judged by itself a covariance takes no share of what is allowed between two.
    isApart && !isBeyond ? Number.NaN : worstShare / allowed.covariance,
  );
  return [{ ...found, modernSteps: ['covariance', places[i]!, places[j]!] }];
}

const ownWords = "each is the covariance at its side's own parameters, which are as far apart as they may be";

/** A covariance is a function of the parameters: where they may be far apart, so are two that are both right. */
function isOwnOfBoth({ rule, legacy, modern, allowed }: Answers): boolean {
  return [legacy, modern].every((side) => {
    const view = rule.at?.(side.parameters) ?? null;
    const share = view === null ? null : covarianceShare(rule, view, side.covariance, allowed.noise);
    return share === null ? isUndetermined(rule, side) : share <= 1;
  });
}

/** Whether the model itself has no covariance at a side's parameters: the data do not determine them there. */
function isUndetermined({ at }: ResolvedOptimum, { parameters }: OptimumAnswer): boolean {
  const own = at?.(parameters)?.covariance;
  return own !== undefined && spreadOf(own, parameters.length) === null;
}

/** Whether one factor explains all: degrees of freedom counted otherwise. */
function factorWords(legacy: OptimumAnswer, modern: OptimumAnswer): string {
  const [n, p] = [legacy.predictions.length, legacy.parameters.length];
  const factor = modern.covariance![0]! / legacy.covariance![0]!;
  const isFactor = modern.covariance!.every(
    (entry, at) => Math.abs(entry - factor * legacy.covariance![at]!) <= 1e-4 * Math.abs(entry),
  );
  if (!isFactor) return 'the covariances differ';
  const names: readonly (readonly [number, string])[] = [
    [(n - p) / n, '(n - p)/n: modern divides by n instead of n - p'],
    [n / (n - p), 'n/(n - p): modern divides by n - p instead of n'],
    [(n - p) / legacy.rss, '(n - p)/rss: modern does not scale by the residuals'],
    [0.5, '1/2'],
    [2, '2'],
  ];
  const known = names.find(([value]) => Math.abs(factor / value - 1) < 1e-4);
  return `every entry is ${shown(factor)} times legacy's${known === undefined ? '' : `, which is ${known[1]}`}`;
}
