import type { Kind } from './kinds.ts';
import type { Step } from './reference.ts';

/** A step in whole numbers. */
export interface WholeResult {
  /** NaN where it wrapped around from operands that binary64 does not hold. */
  readonly value: number;
  /** It left the range of its type and came back at the other end. */
  readonly wrapped: boolean;
  /** In floats it would have been -0. */
  readonly negativeZero: boolean;
  /** In floats it would have been NaN: a remainder by zero, which is 0 in whole numbers. */
  readonly undefined: boolean;
}

const bits: Readonly<Partial<Record<Kind, number>>> = { int32: 32, int64: 64 };

/** The result of a step in the integer type `kind`: no -0, no end for Python's integers, modulo 2**n for NumPy's. */
export function wholeResult(step: Step, kind: Kind, x: number, y: number): WholeResult {
  const value = step.apply(x, y);
  const result = (whole: number, wrapped: boolean): WholeResult => ({
    value: whole + 0,
    wrapped,
    negativeZero: Object.is(value, -0),
    undefined: Number.isNaN(value),
  });
  if (Number.isNaN(value)) return result(0, false);
  if (kind === 'int') return result(value, false);
  // Steps that only round leave an integer as it is; 2**63 - 1 is read as 2**63 here and is in range all the same.
  if (step.whole === undefined || isWithin(kind, value))
    return result(kind === 'bool' ? Math.min(value, 1) : value, false);
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) return result(Number.NaN, true);
  const exact = step.whole(BigInt(x), BigInt(y));
  return result(Number(kind === 'uint8' ? BigInt.asUintN(8, exact) : BigInt.asIntN(bits[kind] as number, exact)), true);
}

function isWithin(kind: Kind, value: number): boolean {
  if (kind === 'bool') return true;
  if (kind === 'uint8') return value >= 0 && value <= 255;
  const end = 2 ** ((bits[kind] as number) - 1);
  // The lower end itself is left to exact arithmetic: -2**63 - 9 looks the same in binary64.
  return value > -end && value < end;
}
