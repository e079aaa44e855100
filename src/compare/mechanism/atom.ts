import type { FloatFormat } from '../ulp.ts';

/**
 * An element as the tests of mechanisms see it: a float is a number, an integer a bigint, an instant a bigint count of
 * microseconds, anything without a primitive its canonical text.
 */
export type Atom = number | bigint | string | boolean | null;

/** True for equal numbers of any type, equal texts, and NaN beside NaN; -0 is not 0. */
export function isSame(a: Atom, b: Atom): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === 'bigint' && typeof b === 'number') return Number.isInteger(b) && BigInt(b) === a;
  if (typeof a === 'number' && typeof b === 'bigint') return isSame(b, a);
  return false;
}

/** The number nearest to an atom, or null when it is none. */
export function numberOf(atom: Atom): number | null {
  return typeof atom === 'number' ? atom : typeof atom === 'bigint' ? Number(atom) : null;
}

/** The integer an atom is, or null. */
export function integerOf(atom: Atom): bigint | null {
  if (typeof atom === 'bigint') return atom;
  return typeof atom === 'number' && Number.isInteger(atom) ? BigInt(atom) : null;
}

/** Relative spacing of the numbers of a format: 2^-52 for binary64. */
export const spacing: Readonly<Record<FloatFormat, number>> = {
  f8: 2 ** -52,
  f4: 2 ** -23,
  f2: 2 ** -10,
  bfloat16: 2 ** -7,
};

const mostDigits: Readonly<Record<FloatFormat, number>> = { f8: 15, f4: 7, f2: 3, bfloat16: 2 };

/**
 * Significant digits an atom shows, which is how much a coincidence with it is worth: 1 for 300, 4 for 12.34, at most 15
 * (what binary64 always holds); a text counts a digit for each character.
 */
export function digitsOf(atom: Atom, format: FloatFormat): number {
  if (typeof atom === 'string') return Math.min(atom.length, mostDigits.f8);
  if (typeof atom === 'boolean' || atom === null) return 0;
  if (typeof atom === 'number' && !Number.isFinite(atom)) return 0;
  const mantissa = String(atom).replace(/e.*$/, '');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  const kept = mantissa.includes('.') ? digits : digits.replace(/0+$/, '');
  return Math.min(kept.length, mostDigits[format]);
}
