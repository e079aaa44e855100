import { judgeComplex } from './judge-complex.ts';
import { judgeFloats, judgeRationals, sameNumber } from './judge-real.ts';
import { type Judgement, specialJudgement } from './judgement.ts';
import { exactValue, type Numeric, roughValue } from './number.ts';
import type { ResolvedRules } from './tolerance.ts';

/**
 * Judges two numbers of any kinds that are not identical. Which kinds may meet is decided before, by the type level. What
 * is judged over all cases is within policy by itself, but for NaN, infinities and the sign of a zero.
 */
export function judgeNumbers(legacy: Numeric, modern: Numeric, rules: ResolvedRules): Judgement {
  const judgement = judgeByThemselves(legacy, modern, rules);
  if (rules.mode !== 'statistical' || judgement.special || judgement.abs === null) return judgement;
  const { reason: _, ...figures } = judgement;
  return { ...figures, agrees: true, share: judgement.abs === 0 ? 0 : null };
}

function judgeByThemselves(legacy: Numeric, modern: Numeric, rules: ResolvedRules): Judgement {
  if (legacy.form === 'complex' || modern.form === 'complex') {
    return judgeComplex(partsOf(legacy), partsOf(modern), commonFormat(legacy, modern), rules);
  }
  if (legacy.form === 'float' && modern.form === 'float') {
    return judgeFloats(legacy.value, modern.value, commonFormat(legacy, modern), rules);
  }
  const [l, m] = [exactValue(legacy), exactValue(modern)];
  // A NaN, an infinity or a -0 beside a number that has none.
  if (l === null || m === null) return judgeFloats(roughValue(legacy), roughValue(modern), null, rules);
  if (isExact(legacy) || isExact(modern)) return judgeBoolean(l.num * m.den === m.num * l.den);
  if (signedZeroMeetsZero(legacy, modern)) return judgeFloats(roughValue(legacy), roughValue(modern), null, rules);
  return judgeRationals(l, m, rules);
}

function partsOf(number: Numeric): { re: number; im: number } {
  return number.form === 'complex' ? number : { re: roughValue(number), im: 0 };
}

function commonFormat(legacy: Numeric, modern: Numeric) {
  if (!('format' in legacy) || !('format' in modern)) return null;
  return legacy.format === modern.format ? legacy.format : null;
}

function isExact(number: Numeric): boolean {
  return number.form === 'integer' && number.exact;
}

function signedZeroMeetsZero(legacy: Numeric, modern: Numeric): boolean {
  return [legacy, modern].some((number) => number.form === 'float' && Object.is(number.value, -0));
}

function judgeBoolean(equal: boolean): Judgement {
  if (equal) return sameNumber;
  const unlike = specialJudgement('nan', false, 'a boolean equals only 0 or 1, tolerances are ignored');
  return { ...unlike, special: null };
}
