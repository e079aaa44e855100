import type { Value } from '../value.ts';
import { badArguments, tagged } from './arguments.ts';
import type { GlobalEntry, GlobalRow } from './global-entry.ts';
import type { Item } from './item.ts';
import type { Machine } from './machine.ts';

const decimalForm = /^-?(?:\d+(?:\.\d+)?(?:E[+-]?\d{1,19})?|Infinity|s?NaN\d*)$/;
const fractionForm = /^(-?\d{1,4300})(?:\/(\d{1,4300}))?$/;

function decimal(args: readonly Item[], machine: Machine): Value {
  const [text] = args;
  if (args.length !== 1 || typeof text !== 'string' || !decimalForm.test(text))
    badArguments(machine, 'decimal.Decimal', 'the text of a decimal number');
  machine.charge(32);
  return { kind: 'decimal', text };
}

/** `'1/3'` until Python 3.11, two integers since. Never a text with an exponent: that is a number without bound. */
function fraction(args: readonly Item[], machine: Machine): Value {
  const [first, second] = args;
  const match = args.length === 1 && typeof first === 'string' ? fractionForm.exec(first) : null;
  const numerator = match === null ? first : BigInt(match[1] as string);
  const denominator = match === null ? second : BigInt(match[2] ?? '1');
  const isPair = args.length === (match === null ? 2 : 1);
  if (!isPair || typeof numerator !== 'bigint' || typeof denominator !== 'bigint' || denominator === 0n)
    badArguments(machine, 'fractions.Fraction', 'two integers or a text such as "1/3"');
  machine.charge(64);
  return lowestTerms(machine, numerator, denominator);
}

/** Python writes lowest terms with the sign above; what does not say so is brought to them. */
function lowestTerms(machine: Machine, numerator: bigint, denominator: bigint): Value {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator];
  const size = bitLength(machine, a) + bitLength(machine, b);
  // The work of the algorithm grows with the square; short numbers cost nothing worth counting.
  machine.copy(Math.floor((size / 64) ** 2 / 8));
  while (b > 0n) [a, b] = [b, a % b];
  const divisor = denominator < 0n ? -a : a;
  return { kind: 'fraction', numerator: numerator / divisor, denominator: denominator / divisor };
}

function bitLength(machine: Machine, size: bigint): number {
  if (BigInt.asUintN(64, size) === size) return 64;
  const digits = size.toString(16).length;
  machine.copy(digits);
  return digits * 4;
}

function complex(args: readonly Item[], machine: Machine): Value {
  const [re, im] = args.map(floatPart);
  if (args.length !== 2 || re === undefined || im === undefined)
    badArguments(machine, 'builtins.complex', 'two floats');
  machine.charge(64);
  return { kind: 'complex', re, im };
}

function floatPart(part: Item): number | undefined {
  if (typeof part === 'number') return part;
  return tagged(part, 'nan') === undefined ? undefined : Number.NaN;
}

const complexEntry: GlobalEntry = { name: 'builtins.complex', call: complex, isFactory: true };

export const numberGlobals: readonly GlobalRow[] = [
  ['builtins', 'complex', complexEntry],
  ['__builtin__', 'complex', complexEntry],
  ['decimal', 'Decimal', { name: 'decimal.Decimal', call: decimal, isFactory: true }],
  ['fractions', 'Fraction', { name: 'fractions.Fraction', call: fraction, isFactory: true }],
];
