import fc, { type Arbitrary } from 'fast-check';
import type { Value } from '../value/value.ts';

const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 4 });

// Of code points by number: fast-check's own unit of this kind lists all of Unicode first, which takes most of a second.
const codePoints = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), {
  maxLength: 8,
});

/** Strings of all kinds: lone surrogates, control characters, keys that look like tags, indices or prototypes. */
export const textArbitrary: Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 12 }),
  codePoints.map((points) => String.fromCodePoint(...points)),
  codeUnits.map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '$f',
    '$',
    '$id',
    '__proto__',
    'constructor',
    'toString',
    '0',
    '10',
    '-1',
    '1',
    '',
    '\u0000',
    '"\\',
    '\ud800',
  ),
);

const hugeInteger = fc
  .tuple(fc.constantFrom(10n ** 4000n, -(10n ** 4000n), 2n ** 64n, -(2n ** 63n)), fc.bigInt({ min: -2n, max: 2n }))
  .map(([base, delta]) => base + delta);

export const integerArbitrary: Arbitrary<bigint> = fc.oneof(
  { arbitrary: fc.bigInt({ min: -100n, max: 100n }), weight: 3 },
  { arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), weight: 2 },
  hugeInteger,
);

/** Every float, among them -0, the infinities, the canonical NaN, subnormals and whole numbers. */
export const floatArbitrary: Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.integer().map(Number),
  fc.constantFrom(-0, 0, 5e-324, 1.7976931348623157e308, 1e21, 1e-7, 123456789012345680000, Number.NaN),
);

const nan: Arbitrary<Value> = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 1n, max: 2n ** 52n - 1n }))
  .filter(([negative, fraction]) => negative || fraction !== 2n ** 51n)
  .map(([negative, fraction]) => ({ kind: 'nan', bits: ((negative ? 0xfffn : 0x7ffn) << 52n) | fraction }));

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

const date = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => `${pad(year, 4)}-${pad(month)}-${pad(day)}`);

const time = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(999_999))
  .map(
    ([hour, minute, second, micro]) => `${pad(hour)}:${pad(minute)}:${pad(second)}${micro ? `.${pad(micro, 6)}` : ''}`,
  );

const dateTime: Arbitrary<Value> = fc
  .tuple(date, time, fc.constantFrom<0 | 1>(0, 1), fc.option(fc.integer({ min: -86399, max: 86399 })))
  .map(([day, clock, fold, offsetSeconds]) => ({ kind: 'datetime', text: `${day}T${clock}`, fold, offsetSeconds }));

const decimal = fc.oneof(
  fc.constantFrom('1.10', '-0', '1E+5', '.5', 'NaN', 'sNaN12', '-Infinity'),
  fc.tuple(fc.bigInt(), fc.nat(400)).map(([digits, scale]) => `${digits}E-${scale}`),
);

const whole = fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n });

const times: Arbitrary<Value>[] = [
  dateTime,
  date.map((text): Value => ({ kind: 'date', text })),
  time.map((text): Value => ({ kind: 'time', text })),
  fc
    .tuple(fc.integer(), fc.nat(86399), fc.nat(999_999))
    .map(([days, seconds, microseconds]): Value => ({ kind: 'duration', days, seconds, microseconds })),
  fc.constantFrom('UTC', 'UTC+01:00', 'Europe/Berlin').map((text): Value => ({ kind: 'timezone', text })),
];

/** Kinds that hold no other values, but for arrays and scalars with a dtype. */
export const leafArbitrary: Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  integerArbitrary,
  floatArbitrary,
  textArbitrary,
  nan,
  fc
    .tuple(fc.constantFrom('bytes', 'bytearray'), fc.uint8Array({ maxLength: 6 }))
    .map(([kind, data]): Value => ({ kind, data })),
  fc.tuple(floatArbitrary, floatArbitrary).map(([re, im]): Value => ({ kind: 'complex', re, im })),
  decimal.map((text): Value => ({ kind: 'decimal', text })),
  fc
    .tuple(whole, fc.bigInt({ min: 1n, max: 2n ** 66n }))
    .map(([numerator, denominator]): Value => ({ kind: 'fraction', numerator, denominator })),
  ...times,
  fc.uuid().map((text): Value => ({ kind: 'uuid', text })),
  fc
    .tuple(whole, whole, fc.constantFrom(-3n, 1n, 2n))
    .map(([start, stop, step]): Value => ({ kind: 'range', start, stop, step })),
  fc.constantFrom('Ellipsis', 'NotImplemented').map((name): Value => ({ kind: 'singleton', name })),
  fc.tuple(textArbitrary, textArbitrary).map(([type, repr]): Value => ({ kind: 'opaque', type, repr })),
);
