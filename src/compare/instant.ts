import type { DType } from '../value/dtype.ts';
import { readInteger } from '../value/element.ts';
import type { DateTimeValue, DurationValue } from '../value/value.ts';

const notATime = -(2n ** 63n);
const second = 10n ** 18n;
/** Attoseconds of NumPy's units of fixed length. */
const attoseconds: Readonly<Record<string, bigint>> = {
  W: 604_800n * second,
  D: 86_400n * second,
  h: 3_600n * second,
  m: 60n * second,
  s: second,
  ms: 10n ** 15n,
  us: 10n ** 12n,
  ns: 10n ** 9n,
  ps: 10n ** 6n,
  fs: 10n ** 3n,
  as: 1n,
};

/** The count a datetime64 or timedelta64 holds; null for NaT. */
export function dateCount(type: DType, bytes: Uint8Array): bigint | null {
  const count = readInteger(type, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0);
  return count === notATime ? null : count;
}

/**
 * A count in a unit such as `D` or `25s` as attoseconds since 1970, or of a span; null when the unit has no fixed length:
 * the generic unit, and years or months of a span.
 */
export function attosecondsOf(count: bigint, type: DType): bigint | null {
  const match = /^(\d*)([A-Za-z]+)$/.exec(type.unit ?? '');
  if (match === null) return null;
  const [, factor = '', name = ''] = match;
  const units = count * BigInt(factor || '1');
  if (name === 'Y' || name === 'M') {
    if (type.kind !== 'datetime') return null;
    return daysOfMonth(name === 'Y' ? units * 12n : units) * attoseconds.D!;
  }
  return Object.hasOwn(attoseconds, name) ? units * attoseconds[name]! : null;
}

/** Days from 1970-01-01 to the first of a month counted from 1970-01, in the proleptic Gregorian calendar. */
function daysOfMonth(months: bigint): bigint {
  const year = 1970n + floorDivide(months, 12n);
  const month = months - (year - 1970n) * 12n;
  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, eras have 400 years.
  const shifted = month < 2n ? year - 1n : year;
  const era = floorDivide(shifted, 400n);
  const yearOfEra = shifted - era * 400n;
  const dayOfYear = (153n * (month < 2n ? month + 10n : month - 2n) + 2n) / 5n;
  const dayOfEra = yearOfEra * 365n + yearOfEra / 4n - yearOfEra / 100n + dayOfYear;
  return era * 146_097n + dayOfEra - 719_468n;
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const isoForm =
  /^(\d{4,})-(\d\d)-(\d\d)[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,18}))?)?)?(?:Z|[+-]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?)?$/;

/**
 * A date-time in attoseconds since 1970: an aware one as its instant, a naive one as its own clock shows it. Null when its
 * text is not ISO 8601.
 */
export function attosecondsOfDateTime(value: DateTimeValue): { readonly aware: boolean; readonly atto: bigint } | null {
  const match = isoForm.exec(value.text);
  if (match === null) return null;
  const [, year, month, day, hour, minute = '00', seconds = '00', fraction = ''] = match;
  const clock = BigInt(hour!) * 3_600n + BigInt(minute) * 60n + BigInt(seconds);
  const wall = daysOf(year!, month!, day!) * 86_400n + clock;
  const atto = wall * second + BigInt(fraction.padEnd(18, '0'));
  if (value.offsetSeconds === null) return { aware: false, atto };
  return { aware: true, atto: atto - BigInt(Math.round(value.offsetSeconds * 1e6)) * 10n ** 12n };
}

/** Midnight of an ISO 8601 date in attoseconds since 1970; null when the text is none. */
export function attosecondsOfDate(text: string): bigint | null {
  const match = /^(\d{4,})-(\d\d)-(\d\d)$/.exec(text);
  return match === null ? null : daysOf(match[1]!, match[2]!, match[3]!) * attoseconds.D!;
}

function daysOf(year: string, month: string, day: string): bigint {
  return daysOfMonth((BigInt(year) - 1970n) * 12n + BigInt(month) - 1n) + BigInt(day) - 1n;
}

/** A date-time as text that is equal for equal times. The text itself when it is not ISO 8601. */
export function canonicalDateTime(value: DateTimeValue): string {
  const moment = attosecondsOfDateTime(value);
  if (moment === null) return `${value.text} ${value.offsetSeconds}`;
  return `${moment.aware ? 'aware' : 'naive'} ${moment.atto}`;
}

/** A duration in microseconds. */
export function microsecondsOf(value: DurationValue): bigint {
  return (BigInt(value.days) * 86_400n + BigInt(value.seconds)) * 1_000_000n + BigInt(value.microseconds);
}
