import { describeDType, parseDType } from '../value/dtype.ts';
import type { DTypeSpec, FractionValue, RangeValue, Value } from '../value/value.ts';
import { parseDecimal } from './decimal.ts';
import { canonicalDateTime, microsecondsOf } from './instant.ts';

/**
 * A leaf that is no float and no string as text that is the same for values that are equal: `Decimal("1.0")` and
 * `Decimal("1.00")`, two spellings of one instant, two ranges of the same numbers.
 */
export function plainText(value: Value): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return String(value);
  switch (value.kind) {
    case 'decimal':
      return decimalText(value.text);
    case 'fraction':
      return fractionText(value);
    case 'datetime':
      return canonicalDateTime(value);
    case 'duration':
      return String(microsecondsOf(value));
    case 'uuid':
      return value.text.toLowerCase();
    case 'range':
      return rangeText(value);
    case 'singleton':
      return value.name;
    case 'dtype':
      return dtypeText(value.dtype);
    case 'opaque':
      return `${value.type} ${value.repr}`;
    case 'date':
    case 'time':
    case 'timezone':
      return value.text;
    default:
      return value.kind;
  }
}

function decimalText(text: string): string {
  const decimal = parseDecimal(text);
  if (decimal === null) return text;
  return decimal.form === 'special' ? String(decimal.value) : decimal.canonical;
}

function fractionText({ numerator, denominator }: FractionValue): string {
  if (denominator <= 0n) return `${numerator}/${denominator}`;
  const common = greatestDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return `${(numerator / common).toString(16)}/${(denominator / common).toString(16)}`;
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** Ranges are equal when they hold the same numbers: an unused step or stop does not count. */
function rangeText({ start, stop, step }: RangeValue): string {
  if (step === 0n) return `${start}:${stop}:0`;
  const span = step > 0n ? stop - start : start - stop;
  if (span <= 0n) return 'empty';
  const width = step > 0n ? step : -step;
  const count = (span + width - 1n) / width;
  return count === 1n ? `${start}` : `${start}:${count}:${step}`;
}

/** Byte order is ignored. */
export function dtypeText(spec: DTypeSpec): string {
  if (typeof spec !== 'string') {
    return `{${spec.map(([name, type, shape = []]) => `${JSON.stringify(name)} ${dtypeText(type)} ${shape.join(',')}`).join(';')}}`;
  }
  try {
    parseDType(spec);
  } catch (error) {
    if (error instanceof RangeError) return spec;
    throw error;
  }
  return describeDType(spec).replace(/^>/, '');
}
