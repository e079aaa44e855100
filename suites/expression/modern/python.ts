import * as complex from './complex.ts';
import { OverflowError, ZeroDivisionError } from './errors.ts';
import { Complex, type PythonNumber } from './operand.ts';
import { realPower } from './real.ts';
import type { BinaryOperator } from './tree.ts';

/** Arithmetic among Python's own numbers, as CPython does it. */

/** Bits that an integer may grow to: a bound integer could otherwise ask for gigabytes. */
const maxBits = 1_000_000;

type Widened =
  | { kind: 'integer'; a: bigint; b: bigint }
  | { kind: 'float'; a: number; b: number }
  | { kind: 'complex'; a: Complex; b: Complex };

/** Both as the wider of their types. */
function widen(a: PythonNumber, b: PythonNumber): Widened {
  if (a instanceof Complex || b instanceof Complex) return { kind: 'complex', a: asComplex(a), b: asComplex(b) };
  if (typeof a === 'number' || typeof b === 'number') return { kind: 'float', a: asFloat(a), b: asFloat(b) };
  return { kind: 'integer', a: BigInt(a), b: BigInt(b) };
}

export function pythonBinary(op: BinaryOperator, left: PythonNumber, right: PythonNumber): PythonNumber {
  const pair = widen(left, right);
  if (pair.kind === 'float') return floatBinary(op, pair.a, pair.b);
  if (pair.kind === 'integer') return integerBinary(op, pair.a, pair.b);
  return complexBinary(op, pair.a, pair.b);
}

export function pythonUnary(op: '+' | '-', operand: PythonNumber): PythonNumber {
  const value = typeof operand === 'boolean' ? BigInt(operand) : operand;
  if (op === '+') return value;
  return value instanceof Complex ? complex.negate(value) : -value;
}

/** @throws {OverflowError} when an integer is too large */
export function asFloat(value: number | bigint | boolean): number {
  const float = Number(value);
  if (typeof value === 'bigint' && Math.abs(float) === Number.POSITIVE_INFINITY)
    throw new OverflowError('int too large to convert to float');
  return float;
}

export function asComplex(value: PythonNumber): Complex {
  return value instanceof Complex ? value : new Complex(asFloat(value), 0);
}

function floatBinary(op: BinaryOperator, a: number, b: number): number | Complex {
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return a * b;
  return op === '/' ? floatDivide(a, b) : floatPower(a, b);
}

export function floatDivide(a: number, b: number): number {
  if (b === 0) throw new ZeroDivisionError('float division by zero');
  return a / b;
}

/** `a ** b` of two Python floats: complex for a root of a negative number, an error instead of an infinity. */
export function floatPower(a: number, b: number): number | Complex {
  if (a === 0 && b < 0 && b !== Number.NEGATIVE_INFINITY)
    throw new ZeroDivisionError('0.0 cannot be raised to a negative power');
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b))
    return complex.pythonPower(new Complex(a, 0), new Complex(b, 0));
  const result = realPower(a, b);
  if (Math.abs(result) === Number.POSITIVE_INFINITY && Number.isFinite(a) && Number.isFinite(b))
    throw new OverflowError('(34, Numerical result out of range)');
  return result;
}

function integerBinary(op: BinaryOperator, a: bigint, b: bigint): number | bigint {
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return capped(bitLength(a) + bitLength(b)) && a * b;
  if (op === '/') return integerDivide(a, b);
  if (b >= 0n) return capped(a === 1n || a === 0n || a === -1n ? 1 : bitLength(a) * Number(b)) && a ** b;
  if (a === 0n) throw new ZeroDivisionError('0.0 cannot be raised to a negative power');
  return floatPower(asFloat(a), asFloat(b)) as number;
}

function capped(bits: number): true {
  if (bits > maxBits) throw new OverflowError(`Integer is too large: more than ${maxBits} bits`);
  return true;
}

function bitLength(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return hex === '0' ? 0 : 4 * hex.length - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}

/** `a / b` of two integers, correctly rounded. */
function integerDivide(a: bigint, b: bigint): number {
  if (b === 0n) throw new ZeroDivisionError('division by zero');
  const [x, y] = [Number(a), Number(b)];
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return x / y;
  const negative = a < 0n !== b < 0n;
  const [top, bottom] = [a < 0n ? -a : a, b < 0n ? -b : b];
  // A quotient of 66 bits or more, its last bit set when something is left over, rounds as the exact one does.
  const shift = 66 - (bitLength(top) - bitLength(bottom));
  const [n, d] = shift > 0 ? [top << BigInt(shift), bottom] : [top, bottom << BigInt(-shift)];
  // In two steps, since 2 ** -shift alone may be out of range.
  const half = Math.trunc(shift / 2);
  const quotient = Number((n / d) | (n % d === 0n ? 0n : 1n)) * 2 ** -half * 2 ** (half - shift);
  if (quotient === Number.POSITIVE_INFINITY) throw new OverflowError('integer division result too large for a float');
  return negative ? -quotient : quotient;
}

function complexBinary(op: BinaryOperator, a: Complex, b: Complex): Complex {
  if (op === '+') return complex.add(a, b);
  if (op === '-') return complex.subtract(a, b);
  if (op === '*') return complex.multiply(a, b);
  return op === '/' ? complex.pythonDivide(a, b) : complex.pythonPower(a, b);
}
