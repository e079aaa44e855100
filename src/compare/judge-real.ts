import {
  type Judgement,
  judgeExactly,
  judgeUlp,
  nanJudgement,
  shareOf,
  specialJudgement,
  zeroJudgement,
} from './judgement.ts';
import { add, distance, divide, multiply, nearestNumber, order, type Rational, rationalOf, size } from './rational.ts';
import type { ResolvedRules } from './tolerance.ts';
import { type FloatFormat, ulpDistance } from './ulp.ts';

/**
 * Judges two floats, widened to binary64, that are not identical (the law in `compare.ts`). `format` is what both were
 * stored as, null when they were not stored alike.
 */
export function judgeFloats(
  legacy: number,
  modern: number,
  format: FloatFormat | null,
  rules: ResolvedRules,
): Judgement {
  if (Number.isNaN(legacy) && Number.isNaN(modern)) return nanJudgement(rules);
  if (Number.isNaN(legacy) || Number.isNaN(modern)) return specialJudgement('nan', false, 'NaN agrees only with NaN');
  if (legacy === modern) return legacy === 0 && !Object.is(legacy, modern) ? zeroJudgement(rules) : sameNumber;
  if (!Number.isFinite(legacy) || !Number.isFinite(modern)) {
    return specialJudgement('infinity', false, 'an infinity agrees only with itself');
  }
  const abs = Math.abs(modern - legacy);
  const measured = {
    special: null,
    side: modern > legacy ? 1 : -1,
    abs,
    rel: relative(legacy, modern, abs),
    ulp: format === null ? null : ulpDistance(legacy, modern, format),
  } as const;
  if (rules.mode === 'bitwise') return { ...measured, agrees: false, share: Number.POSITIVE_INFINITY };
  if (rules.mode === 'ulp') return { ...measured, ...judgeUlp(measured.ulp, rules) };
  return { ...measured, ...judgeFloatTolerance(legacy, modern, rules) };
}

/** Equal numbers that are stored differently: the bits differ, the value does not. */
export const sameNumber: Judgement = {
  agrees: true,
  special: null,
  side: 0,
  abs: 0,
  rel: 0,
  ulp: null,
  share: 0,
};

/** `|m - l| <= atol + rtol * |l|` in IEEE double; where one of the terms overflows, in exact arithmetic. */
function judgeFloatTolerance(
  legacy: number,
  modern: number,
  rules: ResolvedRules,
): Pick<Judgement, 'agrees' | 'share'> {
  const abs = Math.abs(modern - legacy);
  const allowed = rules.atol + rules.rtol * Math.abs(legacy);
  if (abs < Number.POSITIVE_INFINITY && allowed < Number.POSITIVE_INFINITY) {
    return { agrees: abs <= allowed, share: shareOf(abs, allowed) };
  }
  const [l, m] = [rationalOf(legacy), rationalOf(modern)];
  return judgeExactly(distance(m, l), allowedFor(l, rules));
}

function relative(legacy: number, modern: number, abs: number): number {
  if (abs < Number.POSITIVE_INFINITY) return abs / Math.abs(legacy);
  const [l, m] = [rationalOf(legacy), rationalOf(modern)];
  return nearestNumber(divide(distance(m, l), size(l)));
}

/** atol + rtol * |legacy|, exactly. */
function allowedFor(legacy: Rational, rules: ResolvedRules): Rational {
  return add(rules.exactAtol, multiply(rules.exactRtol, size(legacy)));
}

/** Judges two real finite numbers of which one at least is no float, by exact rational arithmetic. */
export function judgeRationals(legacy: Rational, modern: Rational, rules: ResolvedRules): Judgement {
  const above = order(modern, legacy);
  if (above === 0) return sameNumber;
  const apart = distance(modern, legacy);
  const measured = {
    special: null,
    side: above > 0 ? 1 : -1,
    abs: nearestNumber(apart),
    rel: legacy.num === 0n ? Number.POSITIVE_INFINITY : nearestNumber(divide(apart, size(legacy))),
    ulp: null,
  } as const;
  if (rules.mode === 'bitwise') return { ...measured, agrees: false, share: Number.POSITIVE_INFINITY };
  if (rules.mode === 'ulp') return { ...measured, ...judgeUlp(null, rules) };
  return { ...measured, ...judgeExactly(apart, allowedFor(legacy, rules)) };
}
