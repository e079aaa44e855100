import type { Elements } from './dtype.ts';
import { ValueError } from './errors.ts';
import { modulo, realPower } from './real.ts';

/** An elementwise operation of two arrays. `**` is that of two NumPy scalars, `power` NumPy's function and its array operator. */
export type Operation = '+' | '-' | '*' | '/' | '**' | 'power' | 'mod' | 'arctan2';

/** Fills `out[i]` from `a[i * aStep]` and `b[i * bStep]`. */
type Loop<T> = (a: T, aStep: number, b: T, bStep: number, out: T) => void;

/** One loop an operation, so that each is compiled for its own arithmetic. */
export const realLoops: Readonly<Record<Operation, Loop<Float64Array>>> = {
  '+': (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * aStep]! + b[i * bStep]!;
  },
  '-': (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * aStep]! - b[i * bStep]!;
  },
  '*': (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * aStep]! * b[i * bStep]!;
  },
  '/': (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * aStep]! / b[i * bStep]!;
  },
  '**': (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = realPower(a[i * aStep]!, b[i * bStep]!);
  },
  power: (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = realPower(a[i * aStep]!, b[i * bStep]!);
  },
  mod: (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = modulo(a[i * aStep]!, b[i * bStep]!);
  },
  arctan2: (a, aStep, b, bStep, out) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.atan2(a[i * aStep]!, b[i * bStep]!);
  },
};

/** Integers of any size: computed exactly, wrapped by the array they are written to. */
export function integerLoop(
  op: IntegerOperation,
  a: Elements,
  aStep: number,
  b: Elements,
  bStep: number,
  out: Elements,
): void {
  const kernel = integerKernels[op];
  const wide = out instanceof BigInt64Array || out instanceof BigUint64Array;
  for (let i = 0; i < out.length; i++) {
    const value = kernel(BigInt(a[i * aStep]!), BigInt(b[i * bStep]!));
    if (wide) out[i] = value;
    else (out as Int32Array)[i] = Number(BigInt.asIntN(32, value));
  }
}

type IntegerOperation = '+' | '-' | '*' | '**' | 'power' | 'mod';

const integerKernels: Readonly<Record<IntegerOperation, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '**': integerPower,
  power: integerPower,
  mod: (a, b) => {
    if (b === 0n) return 0n;
    const rest = a % b;
    return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
  },
};

/** Modulo 2^64, which any narrower integer's wrapping agrees with. */
function integerPower(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new ValueError('Integers to negative integer powers are not allowed.');
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = BigInt.asIntN(64, result * square);
    square = BigInt.asIntN(64, square * square);
  }
  return result;
}
