import { describe, expect, it } from 'vitest';
import { Derivatives } from './derivatives.ts';
import { floatArithmetic } from './float-arithmetic.ts';
import { Program } from './program.ts';
import { Tape } from './tape.ts';

/** f, f' and f'' of a function of one variable, at a number. */
function derivativesAt(write: (tape: Tape, u: number) => number, at: number): readonly number[] {
  const tape = new Tape();
  const derivatives = new Derivatives(tape);
  const f = write(tape, tape.variable('u'));
  const first = derivatives.of(f, 'u');
  const program = new Program(tape, [f, first, derivatives.of(first, 'u')], new Set(['u']));
  let found: readonly number[] = [];
  program.with(
    floatArithmetic,
    1,
    () => 0,
  )(
    () => at,
    (_, results) => {
      found = results;
    },
  );
  return found;
}

const functions: readonly (readonly [name: string, at: number])[] = [
  ...'sin cos tan arcsin asin arccos acos arctan atan sinh cosh tanh arcsinh asinh arctanh atanh exp expm1 log log1p log10 log2 sqrt abs fabs deg2rad radians rad2deg degrees'
    .split(' ')
    .map((name): [string, number] => [name, 0.4]),
  ['arccosh', 1.7],
  ['acosh', 1.7],
  ['abs', -0.3],
  ['arctan', -2.5],
];

const composed: readonly (readonly [name: string, write: (t: Tape, u: number) => number])[] = [
  ['u ** 3', (t, u) => t.power(u, t.number(3n))],
  ['u ** 2.5', (t, u) => t.power(u, t.number(2.5))],
  ['3 ** u', (t, u) => t.power(t.number(3n), u)],
  ['u ** u', (t, u) => t.power(u, u)],
  ['1 / (1 + u ** -2)', (t, u) => t.divide(t.number(1n), t.add(t.number(1n), t.power(u, t.number(-2n))))],
  ['arctan2(u, 1 + u)', (t, u) => t.call('arctan2', u, t.add(t.number(1n), u))],
  ['hypot(u, 2)', (t, u) => t.call('hypot', u, t.number(2n))],
  [
    'exp(-u * u) * sin(3 - u)',
    (t, u) => t.multiply(t.call('exp', t.negate(t.multiply(u, u))), t.call('sin', t.subtract(t.number(3n), u))),
  ],
];

describe('derivatives', () => {
  const cases = [
    ...functions.map(([name, at]) => [name, (t: Tape, u: number) => t.call(name, u), at] as const),
    ...composed.map(([name, write]) => [name, write, 0.7] as const),
  ];
  it.each(cases)('of %s are those that differences tend to', (_, write, at) => {
    const h = 1e-4;
    const [, first, second] = derivativesAt(write, at);
    const [[left, leftSlope], [right, rightSlope]] = [derivativesAt(write, at - h), derivativesAt(write, at + h)];
    expect(first).toBeCloseTo((right! - left!) / (2 * h), 5);
    expect(second).toBeCloseTo((rightSlope! - leftSlope!) / (2 * h), 5);
  });
});
