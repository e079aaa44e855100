import { excerpt } from './excerpt.ts';
import { ValueSyntaxError } from './value-syntax-error.ts';

/** Powers of ten that binary64 holds exactly. */
export const exactPowersOfTen = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

/** The number of a token with a fraction or an exponent, which stands at this offset. @throws {ValueSyntaxError} */
export function floatOf(token: string, offset: number): number {
  const value = Number(token);
  if (value === 0 ? /^-?[0.]*[1-9]/.test(token) : !Number.isFinite(value)) {
    const fault = value === 0 ? 'underflows to zero' : 'overflows to infinity';
    throw new ValueSyntaxError(`Number ${excerpt(token)} at offset ${offset} ${fault} as binary64`, offset);
  }
  return value;
}
