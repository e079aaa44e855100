import type { Rational } from './rational.ts';

/** A decimal by its text: a finite number, one too long to calculate with, or a special value. */
export type Decimal =
  | { readonly form: 'finite'; readonly value: Rational; readonly canonical: string }
  | { readonly form: 'huge'; readonly canonical: string }
  | { readonly form: 'special'; readonly value: number };

const finiteForm = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;
const specialForm = /^([+-]?)(?:(inf(?:inity)?)|s?nan\d*)$/i;
/** Past these a decimal is compared by its digits and exponent only: 10^exponent would take the memory its author chose. */
const maxExponent = 20_000n;
const maxDigits = 1_000_000;
const maxExponentDigits = 1000;

/** Reads what `str(Decimal)` writes, or null. A negative zero is the special value -0. */
export function parseDecimal(text: string): Decimal | null {
  const special = specialForm.exec(text);
  if (special !== null) {
    if (special[2] === undefined) return { form: 'special', value: Number.NaN };
    return { form: 'special', value: special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  }
  const match = finiteForm.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return zeroOf(sign === '-');
  const kept = trimZeros(digits);
  if (exponent.length > maxExponentDigits) return { form: 'huge', canonical: text };
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length);
  const canonical = `${sign === '-' ? '-' : ''}${kept}e${power}`;
  const huge = power > maxExponent || power < -maxExponent || kept.length > maxDigits;
  if (huge) return { form: 'huge', canonical };
  const coefficient = BigInt(kept) * (sign === '-' ? -1n : 1n);
  const value = power >= 0n ? { num: coefficient * 10n ** power, den: 1n } : { num: coefficient, den: 10n ** -power };
  return { form: 'finite', value, canonical };
}

function zeroOf(negative: boolean): Decimal {
  if (negative) return { form: 'special', value: -0 };
  return { form: 'finite', value: { num: 0n, den: 1n }, canonical: '0' };
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
