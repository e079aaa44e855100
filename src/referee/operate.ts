import { power } from './power.ts';
import { difference, product, quotient, type Real, sum } from './real.ts';
import { type KnownFunction, realFunctions } from './real-functions.ts';
import { Undetermined } from './undetermined.ts';

export type Operator = '+' | '-' | '*' | '/' | '**';

/** @throws {Undetermined} where the result is no real number */
export function operate(operator: Operator, a: Real, b: Real, bits: number): Real {
  switch (operator) {
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
  }
}

/** @throws {Undetermined} for a function that the referee does not know with so many arguments */
export function functionOf(name: string, args: number): KnownFunction {
  const known = realFunctions.get(name);
  if (known === undefined || known.arity !== args) {
    throw new Undetermined(`the referee knows no function ${name} of ${args} arguments`);
  }
  return known;
}
