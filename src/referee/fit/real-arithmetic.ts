import { power } from '../power.ts';
import { rationalOf } from '../rational.ts';
import { difference, negative, product, quotient, type Real, sum } from '../real.ts';
import { realFunctions } from '../real-functions.ts';
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
          return sum(a, b, bits);
        case '-':
          return difference(a, b, bits);
        case '*':
          return product(a, b, bits);
        case '/':
          return quotient(a, b, bits);
        case '**':
          return power(a, b, bits);
        default: {
          const known = realFunctions.get(name);
          if (known === undefined || known.arity !== of.length)
            throw new Undetermined(`the referee knows no function ${name} of ${of.length} arguments`);
          return known.of(of, bits, false);
        }
      }
    },
  };
}
