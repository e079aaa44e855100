import { functionOf, operate } from '../operate.ts';
import { rationalOf } from '../rational.ts';
import { negative, type Real } from '../real.ts';
import { Undetermined } from '../undetermined.ts';
import type { Arithmetic } from './program.ts';

/** Balls of so many bits, and fractions while they are exact and short. */
export function realArithmetic(bits: number): Arithmetic<Real> {
  return {
    literal(value) {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new Undetermined(`a literal is ${value}`);
      return rationalOf(value);
    },
    operate({ op, name }, of) {
      const [a, b] = of as [Real, Real];
      switch (op) {
        case 'negate':
          return negative(a);
        case '+':
        case '-':
        case '*':
        case '/':
        case '**':
          return operate(op, a, b, bits);
        default:
          return functionOf(name, of.length).of(of, bits, false);
      }
    },
  };
}
