import { magnitude } from './ball.ts';
import { bitLength, type Rational, rational } from './rational.ts';
import { type Real, sign } from './real.ts';

/** Written out without an exponent between these decades. */
const plainDecades = { from: -6, to: 20 } as const;

/** log10(2): decades in a bit. */
const decadesPerBit = Math.log10(2);

/** The truth in decimal: as many digits as are certain, at most `digits`; 0 where not even its sign is. */
export function truthText(truth: Real, digits: number): string {
  const value = truth.kind === 'rational' ? truth : fraction(truth.mid, truth.exp);
  if (sign(truth) === 0 || sign(truth) === null) return '0';
  const certain =
    truth.kind === 'rational' || truth.rad === 0n
      ? digits
      : Math.floor((bitLength(truth.mid) - bitLength(truth.rad)) * decadesPerBit);
  const shown = Math.max(1, Math.min(digits, certain));
  const { text, decade } = significant({ ...value, num: magnitude(value.num) }, shown);
  return `${value.num < 0n ? '-' : ''}${written(text.replace(/0+$/, ''), decade)}`;
}

const fraction = (mid: bigint, exp: number) =>
  exp >= 0 ? rational(mid << BigInt(exp)) : rational(mid, 1n << BigInt(-exp));

/** Rounded to so many digits, and the decade of the first of them. */
function significant({ num, den }: Rational, digits: number): { text: string; decade: number } {
  let decade = Math.floor((bitLength(num) - bitLength(den)) * decadesPerBit);
  for (;;) {
    const by = digits - 1 - decade;
    const [above, below] = by >= 0 ? [num * 10n ** BigInt(by), den] : [num, den * 10n ** BigInt(-by)];
    const text = ((2n * above + below) / (2n * below)).toString();
    if (text.length === digits) return { text, decade };
    decade += text.length - digits;
  }
}

function written(digits: string, decade: number): string {
  if (decade < plainDecades.from || decade > plainDecades.to) {
    const rest = digits.slice(1);
    return `${digits.charAt(0)}${rest === '' ? '' : `.${rest}`}e${decade < 0 ? '' : '+'}${decade}`;
  }
  if (decade < 0) return `0.${'0'.repeat(-decade - 1)}${digits}`;
  const whole = digits.padEnd(decade + 1, '0');
  const rest = whole.slice(decade + 1);
  return rest === '' ? whole : `${whole.slice(0, decade + 1)}.${rest}`;
}
