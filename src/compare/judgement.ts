import { divide, nearestNumber, order, type Rational } from './rational.ts';
import type { ResolvedRules } from './tolerance.ts';

/** Values beside which a distance means nothing: a NaN on one side or both, an infinity, zeros of different sign. */
export type SpecialClass = 'nan' | 'infinity' | 'zero-sign';

/** What the rules say about two numbers that are not identical. */
export interface Judgement {
  readonly agrees: boolean;
  /** What made the difference where it is no distance; null where it is one. */
  readonly special: SpecialClass | null;
  /** 1 when modern is above legacy, -1 below, 0 when neither can be said. */
  readonly side: -1 | 0 | 1;
  readonly abs: number | null;
  readonly rel: number | null;
  readonly ulp: bigint | null;
  readonly share: number | null;
  /** Why, when it is not the sentence of the rules. */
  readonly reason?: string;
}

const unmeasured = { side: 0, abs: null, rel: null, ulp: null, share: null } as const;

/** NaN and infinities: a disagreement that no tolerance can cover, or an agreement by rule. */
export function specialJudgement(special: SpecialClass, agrees: boolean, reason: string): Judgement {
  return { agrees, special, ...unmeasured, reason };
}

export function nanJudgement(rules: ResolvedRules): Judgement {
  return specialJudgement(
    'nan',
    rules.equalNan,
    rules.equalNan ? 'NaN agrees with NaN' : 'NaN differs from NaN (equalNan is false)',
  );
}

/** Two zeros of different sign. */
export function zeroJudgement(rules: ResolvedRules): Judgement {
  const agrees = !rules.signedZero && rules.mode !== 'bitwise';
  const reason = agrees ? '-0 agrees with 0' : `-0 differs from 0 (${rules.signedZero ? 'signedZero' : 'bit for bit'})`;
  return { agrees, special: 'zero-sign', side: 0, abs: 0, rel: 0, ulp: 0n, share: agrees ? 0 : null, reason };
}

/** What a distance is of what is allowed: Infinity when nothing is. */
export function shareOf(distance: number, allowed: number): number {
  return allowed === 0 ? Number.POSITIVE_INFINITY : distance / allowed;
}

/** In mode `ulp`, the verdict by steps; numbers without a common unit in the last place agree only when equal. */
export function judgeUlp(ulp: bigint | null, rules: ResolvedRules): Pick<Judgement, 'agrees' | 'share' | 'reason'> {
  if (ulp !== null) return { agrees: ulp <= BigInt(rules.ulp), share: shareOf(Number(ulp), rules.ulp) };
  const reason = 'numbers without a common unit in the last place agree in mode ulp only when equal';
  return { agrees: false, share: Number.POSITIVE_INFINITY, reason };
}

/** Within tolerance by exact arithmetic, and the share of it. The distance is not 0. */
export function judgeExactly(distance: Rational, allowed: Rational): Pick<Judgement, 'agrees' | 'share'> {
  const share = allowed.num === 0n ? Number.POSITIVE_INFINITY : nearestNumber(divide(distance, allowed));
  return { agrees: order(distance, allowed) <= 0, share };
}
