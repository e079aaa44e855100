import { numpyPower, realFunctions } from '../../expression/modern/real.ts';

/** What one instruction does: element by element; an operand of length one stands for all elements. */
export type Kernel = (out: Float64Array, a: Float64Array, b: Float64Array) => void;

/**
 * The kernels by name. The four operations and `exp` have loops of their own, since a call of a function for each element
 * takes longer than their arithmetic.
 */
export const kernels: ReadonlyMap<string, Kernel> = new Map<string, Kernel>([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['negate', negate],
  ['exp', exponential],
  ['**', pairwise(numpyPower)],
  ['arctan2', pairwise(Math.atan2)],
  ['mod', pairwise((x, y) => x - Math.floor(x / y) * y)],
  ['sign', elementwise(Math.sign)],
  ['power-log', pairwise(powerLog)],
  ...[...realFunctions].filter(([name]) => name !== 'exp').map(([name, f]): [string, Kernel] => [name, elementwise(f)]),
]);

/** `power * ln(base)`, the derivative of a power by its exponent, with its limit 0 where the power is 0. */
function powerLog(base: number, power: number): number {
  return power === 0 ? 0 : power * Math.log(base);
}

function add(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const n = out.length;
  if (a.length < n) add(out, b, a);
  else if (b.length === n) for (let i = 0; i < n; i += 1) out[i] = a[i]! + b[i]!;
  else for (let i = 0, y = b[0]!; i < n; i += 1) out[i] = a[i]! + y;
}

function multiply(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const n = out.length;
  if (a.length < n) multiply(out, b, a);
  else if (b.length === n) for (let i = 0; i < n; i += 1) out[i] = a[i]! * b[i]!;
  else for (let i = 0, y = b[0]!; i < n; i += 1) out[i] = a[i]! * y;
}

function subtract(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const n = out.length;
  if (a.length < n) for (let i = 0, x = a[0]!; i < n; i += 1) out[i] = x - b[i]!;
  else if (b.length < n) for (let i = 0, y = b[0]!; i < n; i += 1) out[i] = a[i]! - y;
  else for (let i = 0; i < n; i += 1) out[i] = a[i]! - b[i]!;
}

function divide(out: Float64Array, a: Float64Array, b: Float64Array): void {
  const n = out.length;
  if (a.length < n) for (let i = 0, x = a[0]!; i < n; i += 1) out[i] = x / b[i]!;
  else if (b.length < n) for (let i = 0, y = b[0]!; i < n; i += 1) out[i] = a[i]! / y;
  else for (let i = 0; i < n; i += 1) out[i] = a[i]! / b[i]!;
}

function negate(out: Float64Array, a: Float64Array): void {
  for (let i = 0; i < out.length; i += 1) out[i] = -a[i]!;
}

function exponential(out: Float64Array, a: Float64Array): void {
  for (let i = 0; i < out.length; i += 1) out[i] = Math.exp(a[i]!);
}

function elementwise(f: (x: number) => number): Kernel {
  return (out, a) => {
    for (let i = 0; i < out.length; i += 1) out[i] = f(a[i]!);
  };
}

function pairwise(f: (x: number, y: number) => number): Kernel {
  return (out, a, b) => {
    const stepA = a.length < out.length ? 0 : 1;
    const stepB = b.length < out.length ? 0 : 1;
    for (let i = 0; i < out.length; i += 1) out[i] = f(a[i * stepA]!, b[i * stepB]!);
  };
}
