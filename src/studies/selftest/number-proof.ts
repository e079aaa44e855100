import { minus, order, plus, type Rational, rational, rationalOf, sizeOf, times } from '../../referee/rational.ts';
import { ordinalOf } from './float-steps.ts';
import { exactOf, type Quantity } from './quantity.ts';
import type { PlaceRules } from './rules-at.ts';

/** What is certain of a pair of values, found without the comparator: beyond the policy, within it, or not known. */
export type Proof = 'beyond' | 'within' | 'unknown';

/** Nearer to the limit than this share of it, nothing is taken for certain: the law rounds where this does not. */
const margin = { above: rational(1_000_000_001n, 1_000_000_000n), below: rational(999_999_999n, 1_000_000_000n) };

/** Whether two numbers agree under the rules of their place, by exact arithmetic. Not for `norm`, which needs the whole array. */
export function proveNumbers(legacy: Quantity, modern: Quantity, rules: PlaceRules): Proof {
  if (rules.ignore) return 'within';
  if (legacy.form === 'complex' || modern.form === 'complex') return proveComplex(legacy, modern, rules);
  if (!mayMeet(legacy, modern, rules)) return 'beyond';
  if (legacy.form === 'float' && modern.form === 'float') {
    const special = proveSpecial(legacy.value, modern.value, rules);
    if (special !== null) return special;
    if (rules.mode === 'ulp') return legacy.format === modern.format ? proveSteps(legacy, modern, rules) : 'unknown';
  }
  const [l, m] = [exactOf(legacy), exactOf(modern)];
  if (l === null || m === null) return legacy.form === modern.form ? 'unknown' : 'beyond';
  if (order(l, m) === 0) return legacy.form === modern.form || rules.types === 'loose' ? 'within' : proveFormed(l);
  if (rules.mode === 'bitwise' || rules.mode === 'ulp') return 'beyond';
  // Beyond 2^53 an integer and a float are two types; how the comparator says so is its own affair.
  if (legacy.form !== modern.form && rules.types !== 'loose') return 'unknown';
  return rules.mode === 'value' ? proveDistance(sizeOf(minus(m, l)), boundOf(l, rules)) : 'unknown';
}

/** An integer beside a float of its value: one number up to 2^53, where floats hold every integer. */
function proveFormed(value: Rational): Proof {
  return order(sizeOf(value), rational(2n ** 53n)) <= 0 ? 'within' : 'unknown';
}

/** `strict`: the same form and storage. `compatible`: two dtypes must be equal, a plain number meets any. */
function mayMeet(legacy: Quantity, modern: Quantity, { types }: PlaceRules): boolean {
  if (types === 'loose' || legacy.stored === modern.stored) return types !== 'strict' || legacy.form === modern.form;
  return types === 'compatible' && [legacy, modern].some(({ stored }) => stored === 'plain');
}

/** NaN, infinities and zeros; null for two other numbers. */
function proveSpecial(legacy: number, modern: number, rules: PlaceRules): Proof | null {
  if (Number.isNaN(legacy) && Number.isNaN(modern)) return rules.mode === 'bitwise' ? 'unknown' : nanProof(rules);
  if (Number.isNaN(legacy) || Number.isNaN(modern)) return 'beyond';
  if (Object.is(legacy, modern)) return 'within';
  if (legacy === 0 && modern === 0) return rules.signedZero || rules.mode === 'bitwise' ? 'beyond' : 'within';
  return Number.isFinite(legacy) && Number.isFinite(modern) ? null : 'beyond';
}

const nanProof = ({ equalNan }: PlaceRules): Proof => (equalNan ? 'within' : 'beyond');

type Float = Extract<Quantity, { form: 'float' }>;

function proveSteps(legacy: Float, modern: Float, { ulp }: PlaceRules): Proof {
  const apart = ordinalOf(modern.value, modern.format) - ordinalOf(legacy.value, legacy.format);
  return (apart < 0n ? -apart : apart) > BigInt(ulp) ? 'beyond' : 'within';
}

/** atol + rtol * |legacy|, exactly. */
export function boundOf(legacy: Rational, { atol, rtol }: PlaceRules): Rational {
  return plus(rationalOf(atol), times(rationalOf(rtol), sizeOf(legacy)));
}

export function proveDistance(distance: Rational, bound: Rational): Proof {
  // What a product can lose where doubles are at their smallest; an exact policy multiplies nothing.
  const loss = bound.num === 0n ? bound : smallestDouble;
  if (order(distance, plus(times(bound, margin.above), loss)) > 0) return 'beyond';
  return order(plus(distance, loss), times(bound, margin.below)) < 0 || distance.num === 0n ? 'within' : 'unknown';
}

const smallestDouble = rationalOf(Number.MIN_VALUE);

/** By the squares of the moduli, in doubles: sure only far from the limit and from overflow. */
function proveComplex(legacy: Quantity, modern: Quantity, rules: PlaceRules): Proof {
  if (legacy.form !== 'complex' || modern.form !== 'complex') return 'unknown';
  if (rules.types === 'strict' && legacy.stored !== modern.stored) return 'beyond';
  const parts = [legacy.re, legacy.im, modern.re, modern.im];
  if (!parts.every(Number.isFinite)) {
    const swapped = [legacy, modern].some(({ re, im }) => Number.isNaN(re) || Number.isNaN(im));
    const finite = [legacy, modern].some(({ re, im }) => Number.isFinite(re) && Number.isFinite(im));
    return swapped && finite ? 'beyond' : 'unknown';
  }
  const apart = Math.hypot(modern.re - legacy.re, modern.im - legacy.im);
  if (rules.mode === 'ulp' || rules.mode === 'bitwise') return 'unknown';
  if (rules.mode !== 'value' || rules.complex !== 'modulus') return apart === 0 ? 'within' : 'unknown';
  const bound = rules.atol + rules.rtol * Math.hypot(legacy.re, legacy.im);
  if (apart === 0 || apart < bound * (1 - 1e-6)) return 'within';
  return apart > bound * (1 + 1e-6) && Number.isFinite(apart) ? 'beyond' : 'unknown';
}
