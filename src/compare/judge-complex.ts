import { judgeFloats, sameNumber } from './judge-real.ts';
import { type Judgement, judgeUlp, shareOf } from './judgement.ts';
import { modulus, rootWithin, roughRoot, squareOf, sumOfSquares } from './modulus.ts';
import { distance, rationalOf } from './rational.ts';
import type { ResolvedRules } from './tolerance.ts';
import { type FloatFormat, ulpDistance } from './ulp.ts';

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/**
 * Judges two complex numbers that are not identical: by modulus, `|m - l| <= atol + rtol * |l|` in IEEE double. By their
 * parts when one part is not finite, in modes `ulp` and `bitwise`, when signed zeros count, and when the rules say so.
 */
export function judgeComplex(
  legacy: Complex,
  modern: Complex,
  format: FloatFormat | null,
  rules: ResolvedRules,
): Judgement {
  const finite = [legacy.re, legacy.im, modern.re, modern.im].every(Number.isFinite);
  if (!finite) return judgeParts(legacy, modern, format, rules);
  const equal = legacy.re === modern.re && legacy.im === modern.im;
  // Only the sign of a zero is left to differ.
  if (equal) return judgeParts(legacy, modern, format, rules);
  const measured = measure(legacy, modern, format);
  if (rules.mode === 'bitwise') return { ...measured, agrees: false, share: Number.POSITIVE_INFINITY };
  if (rules.mode === 'ulp') return { ...measured, ...judgeUlp(measured.ulp, rules), ...signsOf(legacy, modern, rules) };
  if (rules.complex === 'componentwise') {
    const parts = judgeParts(legacy, modern, format, rules);
    return {
      ...measured,
      agrees: parts.agrees,
      share: parts.share,
      reason: 'real and imaginary part each by its own bound',
    };
  }
  return { ...measured, ...judgeModulus(legacy, modern, rules), ...signsOf(legacy, modern, rules) };
}

/** With `signedZero`, a part that is -0 on one side and 0 on the other. */
function signsOf(legacy: Complex, modern: Complex, rules: ResolvedRules): Partial<Judgement> {
  if (!rules.signedZero || !(zerosDiffer(legacy.re, modern.re) || zerosDiffer(legacy.im, modern.im))) return {};
  return { agrees: false, special: 'zero-sign', share: null, reason: '-0 differs from 0 (signedZero) in a part' };
}

function zerosDiffer(legacy: number, modern: number): boolean {
  return legacy === 0 && modern === 0 && !Object.is(legacy, modern);
}

function judgeParts(legacy: Complex, modern: Complex, format: FloatFormat | null, rules: ResolvedRules): Judgement {
  const parts = [
    judgePart(legacy.re, modern.re, format, rules),
    judgePart(legacy.im, modern.im, format, rules),
  ] as const;
  const worse = parts.find((part) => !part.agrees) ?? (largerShare(parts[0], parts[1]) ? parts[0] : parts[1]);
  return { ...worse, agrees: parts[0].agrees && parts[1].agrees, side: 0 };
}

function judgePart(legacy: number, modern: number, format: FloatFormat | null, rules: ResolvedRules): Judgement {
  return Object.is(legacy, modern) && !Number.isNaN(legacy) ? sameNumber : judgeFloats(legacy, modern, format, rules);
}

function largerShare(a: Judgement, b: Judgement): boolean {
  return (a.share ?? -1) > (b.share ?? -1);
}

function measure(legacy: Complex, modern: Complex, format: FloatFormat | null) {
  const abs = Math.hypot(modern.re - legacy.re, modern.im - legacy.im);
  const scale = Math.hypot(legacy.re, legacy.im);
  const overflows = abs === Number.POSITIVE_INFINITY || scale === Number.POSITIVE_INFINITY;
  const rel = overflows ? roughRoot(ratioOfSquares(legacy, modern)) : abs / scale;
  return { special: null, side: 0, abs, rel, ulp: largerUlp(legacy, modern, format) } as const;
}

function ratioOfSquares(legacy: Complex, modern: Complex) {
  const apart = apartSquare(legacy, modern);
  const scale = squareOf(legacy.re, legacy.im);
  return { num: apart.num * scale.den, den: apart.den * scale.num };
}

function apartSquare(legacy: Complex, modern: Complex) {
  const re = distance(rationalOf(modern.re), rationalOf(legacy.re));
  return sumOfSquares(re, distance(rationalOf(modern.im), rationalOf(legacy.im)));
}

/** Steps of the part that is further apart. */
function largerUlp(legacy: Complex, modern: Complex, format: FloatFormat | null): bigint | null {
  if (format === null) return null;
  const re = ulpDistance(legacy.re, modern.re, format)!;
  const im = ulpDistance(legacy.im, modern.im, format)!;
  if (re > im) return re;
  return im;
}

function judgeModulus(legacy: Complex, modern: Complex, rules: ResolvedRules): Pick<Judgement, 'agrees' | 'share'> {
  const [re, im] = [modern.re - legacy.re, modern.im - legacy.im];
  const abs = Math.hypot(re, im);
  const allowed = rules.atol + rules.rtol * Math.hypot(legacy.re, legacy.im);
  if (abs < Number.POSITIVE_INFINITY && allowed < Number.POSITIVE_INFINITY) {
    const share = shareOf(abs, allowed);
    if (Math.abs(abs - allowed) > 1e-14 * allowed) return { agrees: abs <= allowed, share };
    return { agrees: modulus(re, im) <= rules.atol + rules.rtol * modulus(legacy.re, legacy.im), share };
  }
  const apart = apartSquare(legacy, modern);
  const scale = squareOf(legacy.re, legacy.im);
  const agrees = rootWithin(apart, scale, rules.exactRtol, rules.exactAtol);
  // Halves and quarters keep the report's figures finite; the verdict is the exact one above.
  const quarter = rules.atol / 4 + rules.rtol * Math.hypot(legacy.re / 4, legacy.im / 4);
  const distanceQuarter = Math.hypot(modern.re / 4 - legacy.re / 4, modern.im / 4 - legacy.im / 4);
  return { agrees, share: shareOf(distanceQuarter, quarter) };
}
