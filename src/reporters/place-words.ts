import type { WouldPass } from '../compare/difference.ts';
import type { PlaceSummary } from '../runner/place-summary.ts';
import type { SubjectModernReport } from '../runner/report.ts';
import { count, percent, plural, short } from './quantity.ts';
import { cut } from './visible.ts';

/** `rtol 7.4e-11, or atol 0.125, or 3 ulp`: tolerances that would do, each alone; empty when none would. */
export function wouldPassWays({ rtol, atol, ulp }: WouldPass): string {
  const ways = [
    rtol === null ? '' : `rtol ${rtol}`,
    atol === null ? '' : `atol ${atol}`,
    ulp === null ? '' : `${count(ulp)} ulp`,
  ];
  return ways.filter((way) => way !== '').join(', or ');
}

/** The same rounded up to three digits, for tables; `exact` where nothing differed. */
export function roughWouldPass({ rtol, atol, ulp }: WouldPass): string {
  if (rtol === 0 && atol === 0) return 'exact';
  return wouldPassWays({ rtol: rtol && threeDigitsUp(rtol), atol: atol && threeDigitsUp(atol), ulp });
}

function threeDigitsUp(x: number): number {
  const [digits, exponent] = x.toExponential(2).split('e');
  const near = Number(`${digits}e${exponent}`);
  return near >= x ? near : Number(`${(Number(digits) + 0.01).toFixed(2)}e${exponent}`);
}

/** A distance in units in the last place: `4,096`, `1.2e15`. */
export function ulpWords(ulp: number): string {
  return ulp < 1e6 ? count(ulp) : short(ulp);
}

/** `3 NaN, 1 infinity, 2 -0 beside 0`: pairs that no distance tells apart; empty when there is none. */
export function specialWords({ special }: PlaceSummary): string {
  // Reports of before have none.
  const { nan, infinity, 'zero-sign': zeros } = special ?? { nan: 0, infinity: 0, 'zero-sign': 0 };
  const words = [
    nan === 0 ? '' : `${count(nan)} NaN`,
    infinity === 0 ? '' : `${count(infinity)} infinit${infinity === 1 ? 'y' : 'ies'}`,
    zeros === 0 ? '' : `${count(zeros)} -0 beside 0`,
  ];
  return words.filter((word) => word !== '').join(', ');
}

/** Below this a lean to one side is no accident. */
const significant = 1e-3;

/** `modern lies above in 99.9% (p 1e-9)`, where numbers that differ lean to one side; else empty. */
export function leanWords({ bias: { above, below, p } }: PlaceSummary): string {
  if (p >= significant) return '';
  const side = above > below ? 'above' : 'below';
  return `modern lies ${side} in ${percent(Math.max(above, below) / (above + below))} (p ${short(p)})`;
}

/** The place where the sides lie farthest apart, for the lines of a subject that is not green; empty when none differs. */
export function worstPlaceWords({ places, placeCases }: SubjectModernReport): string {
  const distance = ({ rel, abs }: PlaceSummary) => rel.max ?? abs.max ?? 0;
  const worst = places
    .filter(({ abs }) => abs.max !== null && abs.max > 0)
    .reduce<PlaceSummary | null>((a, b) => (a === null || distance(b) > distance(a) ? b : a), null);
  if (worst === null) return '';
  const { rel, ulp, abs, numbers } = worst;
  const sizes = [
    rel.max === null ? '' : `${short(rel.max)} relative`,
    ulp.max === null ? '' : `${ulpWords(ulp.max)} ulp`,
    rel.max === null && ulp.max === null ? `${short(abs.max!)} absolute` : '',
  ];
  const lean = leanWords(worst);
  const partial =
    placeCases.resumed > 0 ? ` (without ${plural(placeCases.resumed, 'case')} before the resumption)` : '';
  return `farthest apart at ${cut(worst.path, 200)}: at most ${sizes.filter((size) => size !== '').join(', ')} in ${plural(numbers, 'number')}${lean === '' ? '' : `; ${lean}`}${partial}`;
}
