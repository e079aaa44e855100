import {
  approximate,
  floorOf,
  minus,
  order,
  plus,
  type Rational,
  rational,
  rationalOf,
  sizeOf,
  times,
} from '../../referee/rational.ts';
import type { Value } from '../../value/value.ts';
import { atOrdinal, ordinalOf, rounded } from './float-steps.ts';
import { boundOf } from './number-proof.ts';
import { exactOf, type Quantity } from './quantity.ts';
import type { PlaceRules } from './rules-at.ts';

/** How far to move a number, as a share of what its place allows. */
export interface Move {
  readonly name: string;
  readonly share: Rational;
  /** True: at least so far, to the next number outside; false: at most so far, to the next one inside. */
  readonly outside: boolean;
}

export const deadlyMoves: readonly Move[] = [
  { name: 'value-1.1x', share: rational(11n, 10n), outside: true },
  { name: 'value-2x', share: rational(2n), outside: true },
];

export const harmlessMoves: readonly Move[] = [
  { name: 'value-0.5x', share: rational(1n, 2n), outside: false },
  { name: 'value-0.9x', share: rational(9n, 10n), outside: false },
];

/**
 * Legacy's number moved by a share of what its place allows, up (`way` 1) or down; where nothing is allowed, by the
 * smallest step there is. Null where there is no such number: nothing fits inside, or the next one is infinite.
 *
 * @param scale In mode `norm` the norm of the whole array, else null
 */
export function moveNumber(
  legacy: Quantity,
  rules: PlaceRules,
  move: Move,
  way: 1 | -1,
  scale: number | null,
): Value | null {
  switch (legacy.form) {
    case 'float':
      return moveFloat(legacy, rules, move, way, scale);
    case 'integer': {
      const by = distanceOf(rationalOf(legacy.value), rules, move, scale);
      if (by === null) return null;
      const whole = floorOf(by);
      const steps = move.outside ? (whole === 0n || sizeOver(by, whole) ? whole + 1n : whole) : whole;
      return steps === 0n ? null : legacy.value + (way === 1 ? steps : -steps);
    }
    case 'fraction': {
      const by = distanceOf(legacy.value, rules, move, scale);
      if (by === null || (by.num === 0n && !move.outside)) return null;
      // Any step is one beyond an exact policy.
      const moved = (way === 1 ? plus : minus)(legacy.value, by.num === 0n ? rational(1n, 1_000_000_007n) : by);
      return { kind: 'fraction', numerator: moved.num, denominator: moved.den };
    }
    case 'complex':
      return moveComplex(legacy, rules, move, way);
  }
}

const sizeOver = (by: Rational, whole: bigint) => by.num > whole * by.den;

/** The distance to move by; null where the mode knows none. */
function distanceOf(legacy: Rational, rules: PlaceRules, { share }: Move, scale: number | null): Rational | null {
  if (rules.mode === 'bitwise' || rules.mode === 'ulp') return rational(0n);
  if (rules.mode === 'value') return times(share, boundOf(legacy, rules));
  if (rules.mode !== 'norm') return null;
  const bound = scale === null ? boundOf(legacy, rules) : rationalOf(rules.atol + rules.rtol * scale);
  return times(share, bound);
}

type Float = Extract<Quantity, { form: 'float' }>;

function moveFloat(legacy: Float, rules: PlaceRules, move: Move, way: 1 | -1, scale: number | null): Value | null {
  const exact = exactOf(legacy);
  if (exact === null) return null;
  const place = ordinalOf(legacy.value, legacy.format);
  if (rules.mode === 'ulp') {
    const whole = floorOf(times(move.share, rational(BigInt(rules.ulp))));
    const steps = move.outside && whole <= BigInt(rules.ulp) ? BigInt(rules.ulp) + 1n : whole;
    return steps === 0n ? null : finite(atOrdinal(place + BigInt(way) * steps, legacy.format));
  }
  const by = distanceOf(exact, rules, move, scale);
  if (by === null) return null;
  if (by.num === 0n) {
    const steps = move.share.num > move.share.den && move.name === 'value-2x' ? 2n : 1n;
    return move.outside ? finite(atOrdinal(place + BigInt(way) * steps, legacy.format)) : null;
  }
  return nearTarget(legacy, exact, by, move.outside, way);
}

/** The number of the format that is nearest to the target on the wanted side of it. */
function nearTarget(legacy: Float, exact: Rational, by: Rational, outside: boolean, way: 1 | -1): Value | null {
  const { format } = legacy;
  const target = approximate((way === 1 ? plus : minus)(exact, by));
  if (!Number.isFinite(target)) return null;
  let place = ordinalOf(rounded(target, format), format);
  for (let tries = 0; tries < 8; tries += 1) {
    const moved = atOrdinal(place, format);
    if (!Number.isFinite(moved)) return null;
    const far = order(sizeOf(minus(rationalOf(moved), exact)), by);
    if (outside ? far >= 0 : far <= 0) return moved === legacy.value ? null : moved;
    place += BigInt(way) * (outside ? 1n : -1n);
  }
  return null;
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** Along the real part. In doubles: an outside move is made a little longer, an inside one a little shorter. */
function moveComplex(
  { re, im, format }: Extract<Quantity, { form: 'complex' }>,
  rules: PlaceRules,
  { share, outside }: Move,
  way: 1 | -1,
): Value | null {
  if (rules.mode !== 'value' || !Number.isFinite(re) || !Number.isFinite(im)) return null;
  const size = rules.complex === 'modulus' ? Math.hypot(re, im) : Math.abs(re);
  const by = approximate(share) * (rules.atol + rules.rtol * size) * (outside ? 1.001 : 0.999);
  const moved = rounded(re + way * by, format);
  return Number.isFinite(moved) && moved !== re ? { kind: 'complex', re: moved, im } : null;
}
