import type { Ball } from './ball.ts';
import { pi } from './kernels.ts';
import { logarithm, power, root } from './power.ts';
import { rational } from './rational.ts';
import { absolute, difference, isExactly, product, quotient, type Real, sign, sum, toBall } from './real.ts';
import * as ball from './transcendental.ts';
import { modulo, rounded, roundings } from './whole-numbers.ts';

/** @param given Whether all arguments are inputs or literals. */
export type RealFunction = (args: readonly Real[], bits: number, given: boolean) => Real;

export interface KnownFunction {
  readonly arity: 1 | 2;
  readonly of: RealFunction;
}

const zero = rational(0n);
const unit = rational(1n);

const ofOne = (of: (x: Real, bits: number) => Real): KnownFunction => ({ arity: 1, of: ([x], bits) => of(x!, bits) });
const ofTwo = (of: (a: Real, b: Real, bits: number) => Real): KnownFunction => ({
  arity: 2,
  of: ([a, b], bits) => of(a!, b!, bits),
});

/** A function whose value at one fraction is a fraction: 0 to 0, 0 to 1 or 1 to 0. Elsewhere it is not rational. */
function known(of: ball.BallFunction, at: bigint, value: bigint): KnownFunction {
  return ofOne((x, bits) => (isExactly(x, at) ? rational(value) : of(toBall(x, bits), bits)));
}

/** Multiplies by the real pi, not by a binary64 near it. */
const byPi = (factor: (x: Real, circle: Ball, bits: number) => Real) =>
  ofOne((x, bits) => (sign(x) === 0 ? zero : factor(x, pi(bits + 8), bits)));

const spellings: readonly (readonly [names: string, KnownFunction])[] = [
  ['sin', known(ball.sin, 0n, 0n)],
  ['cos', known(ball.cos, 0n, 1n)],
  ['tan', known(ball.tan, 0n, 0n)],
  ['arcsin asin', known(ball.asin, 0n, 0n)],
  ['arccos acos', known(ball.acos, 1n, 0n)],
  ['arctan atan', known(ball.atan, 0n, 0n)],
  ['sinh', known(ball.sinh, 0n, 0n)],
  ['cosh', known(ball.cosh, 0n, 1n)],
  ['tanh', known(ball.tanh, 0n, 0n)],
  ['arcsinh asinh', known(ball.asinh, 0n, 0n)],
  ['arccosh acosh', known(ball.acosh, 1n, 0n)],
  ['arctanh atanh', known(ball.atanh, 0n, 0n)],
  ['exp', known(ball.exp, 0n, 1n)],
  ['log', known(ball.log, 1n, 0n)],
  ['expm1', ofOne((x, bits) => (sign(x) === 0 ? zero : difference(ball.exp(toBall(x, bits), bits), unit, bits)))],
  ['log1p', ofOne((x, bits) => (sign(x) === 0 ? zero : ball.log(toBall(sum(x, unit, bits), bits), bits)))],
  ['log10', ofOne(logarithm(10n))],
  ['log2', ofOne(logarithm(2n))],
  ['sqrt', ofOne(root)],
  ['abs fabs', ofOne(absolute)],
  ['deg2rad radians', byPi((x, circle, bits) => quotient(product(x, circle, bits), rational(180n), bits))],
  ['rad2deg degrees', byPi((x, circle, bits) => quotient(product(x, rational(180n), bits), circle, bits))],
  ['power pow', ofTwo(power)],
  ['arctan2 atan2', ofTwo((y, x, bits) => angle(y, x, bits))],
  ['hypot', ofTwo((a, b, bits) => root(sum(product(a, a, bits), product(b, b, bits), bits), bits))],
];

function angle(y: Real, x: Real, bits: number): Real {
  // The sign of a zero decides at the cut; to the right of it there is none.
  if (sign(y) === 0 && sign(x) === 1) return zero;
  return ball.atan2(toBall(y, bits), toBall(x, bits), bits);
}

/** The functions that the referee knows, by their names in NumPy and in C. */
export const realFunctions: ReadonlyMap<string, KnownFunction> = new Map([
  ...spellings.flatMap(([names, of]) => names.split(' ').map((name): [string, KnownFunction] => [name, of])),
  ...[...roundings].map(([name, rounding]): [string, KnownFunction] => [
    name,
    { arity: 1, of: ([x], _bits, given) => rounded(name, rounding, x!, given) },
  ]),
  ['mod', { arity: 2, of: ([a, b], bits, given) => modulo(a!, b!, given, bits) }],
]);
