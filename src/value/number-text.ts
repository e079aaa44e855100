import { maxDecimalDigits } from './json.ts';

/** Integers of so many digits are written in hexadecimal, since decimal digits take more than linear time. */
export const decimalLimit = 10n ** 4000n;

/** A finite float as a JSON token that reads back as a float: shortest digits, `1.0`, `-0.0`, `1e300`, `5e-324`. */
export function floatToken(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const text = String(value);
  return Math.abs(value) < 1e21 ? `${text}.0` : text.replace('+', '');
}

/** Any float as text: `floatToken`, or `nan`, `inf`, `-inf`. */
export function floatText(value: number): string {
  if (Number.isFinite(value)) return floatToken(value);
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

const floatForm = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads `floatText`, or null when the text is none. @throws {RangeError} when it overflows or underflows binary64 */
export function parseFloatText(text: string): number | null {
  switch (text) {
    case 'nan':
      return Number.NaN;
    case 'inf':
      return Number.POSITIVE_INFINITY;
    case '-inf':
      return Number.NEGATIVE_INFINITY;
  }
  if (!floatForm.test(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new RangeError('A finite number must not overflow to infinity');
  if (value === 0 && /^-?[0.]*[1-9]/.test(text))
    throw new RangeError('A number that is not 0 must not underflow to zero');
  return value;
}

/** Reads an integer in decimal text, or null when the text is none. */
export function parseIntegerText(text: string): bigint | null {
  return text.length <= maxDecimalDigits && /^-?(?:0|[1-9]\d*)$/.test(text) ? BigInt(text) : null;
}
