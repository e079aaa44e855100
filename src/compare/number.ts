import type { DType } from '../value/dtype.ts';
import type { Value } from '../value/value.ts';
import { parseDecimal } from './decimal.ts';
import { type Rational, rationalOf } from './rational.ts';
import type { FloatFormat } from './ulp.ts';

/** A number of any kind, ready to be judged. */
export type Numeric =
  /** `format` is null where there is no unit in the last place: a decimal NaN, infinity or -0. */
  | { readonly form: 'float'; readonly value: number; readonly format: FloatFormat | null }
  /** `exact` numbers know no tolerance: a boolean, which only `loose` takes for 0 or 1. */
  | { readonly form: 'integer'; readonly value: bigint; readonly exact: boolean }
  | { readonly form: 'rational'; readonly value: Rational }
  | { readonly form: 'complex'; readonly re: number; readonly im: number; readonly format: FloatFormat | null };

/** The number a value is, or null when it is none. `type` is the dtype it was read with, null for a plain value. */
export function numericOf(value: Value, type: DType | null): Numeric | null {
  switch (typeof value) {
    case 'number':
      return { form: 'float', value, format: formatOf(type) };
    case 'bigint':
      return { form: 'integer', value, exact: false };
    case 'boolean':
      return { form: 'integer', value: value ? 1n : 0n, exact: true };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  switch (value.kind) {
    case 'nan':
      return { form: 'float', value: Number.NaN, format: formatOf(type) };
    case 'complex':
      return { form: 'complex', re: value.re, im: value.im, format: formatOf(type) };
    case 'decimal': {
      const decimal = parseDecimal(value.text);
      if (decimal === null || decimal.form === 'huge') return null;
      if (decimal.form === 'finite') return { form: 'rational', value: decimal.value };
      return { form: 'float', value: decimal.value, format: null };
    }
    case 'fraction':
      // A denominator of 0 or below is not a fraction any language writes; it stays a text.
      return value.denominator > 0n
        ? { form: 'rational', value: { num: value.numerator, den: value.denominator } }
        : null;
    default:
      return null;
  }
}

function formatOf(type: DType | null): FloatFormat {
  if (type === null) return 'f8';
  if (type.kind === 'bfloat16') return 'bfloat16';
  const bytes = type.kind === 'complex' ? type.itemSize / 2 : type.itemSize;
  return bytes === 8 ? 'f8' : bytes === 4 ? 'f4' : 'f2';
}

/** The exact value of a real finite number, else null. */
export function exactValue(number: Numeric): Rational | null {
  switch (number.form) {
    case 'float':
      return Number.isFinite(number.value) ? rationalOf(number.value) : null;
    case 'integer':
      return { num: number.value, den: 1n };
    case 'rational':
      return number.value;
    case 'complex':
      return null;
  }
}

/** The nearest float of a real number: enough where only its sign, zero or infinity is asked for. */
export function roughValue(number: Exclude<Numeric, { form: 'complex' }>): number {
  if (number.form === 'float') return number.value;
  return number.form === 'integer' ? Number(number.value) : Number(number.value.num) / Number(number.value.den);
}
