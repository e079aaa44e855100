import { floatDivide, floatPower } from './python.ts';
import { modulo, numpyPower, realFunctions, realPower } from './real.ts';
import type { BinaryOperator, Tree } from './tree.ts';

/** A compiled expression over floats only. `slots` holds the variables in the order of their names. */
export type ScalarCode = (slots: ArrayLike<number>) => number;

/** Thrown when a Python float leaves the real numbers (`(-2.0) ** 0.5`): the caller evaluates with complex numbers then. */
export class NotReal extends Error {
  override readonly name = 'NotReal';
}

/**
 * Closures over a slots array, one a node. Whether a node is a Python float (which raises on `1 / 0`) or a NumPy one
 * (which answers an infinity) is known when compiling: what a function has touched is NumPy's.
 */
interface Compiled {
  readonly code: ScalarCode;
  readonly numpy: boolean;
}

/** Every variable a Python float. */
export function compileScalar(tree: Tree, variables: readonly string[]): ScalarCode {
  return compile(tree, new Map(variables.map((name, slot) => [name, slot]))).code;
}

function compile(tree: Tree, slots: ReadonlyMap<string, number>): Compiled {
  switch (tree.kind) {
    case 'number': {
      const value = tree.value;
      return { code: () => value, numpy: false };
    }
    case 'variable': {
      const slot = slots.get(tree.name)!;
      return { code: (values) => values[slot]!, numpy: false };
    }
    case 'unary': {
      const { code, numpy } = compile(tree.of, slots);
      return { code: tree.op === '-' ? (values) => -code(values) : code, numpy };
    }
    case 'binary': {
      const [left, right] = [compile(tree.left, slots), compile(tree.right, slots)];
      const numpy = left.numpy || right.numpy;
      return { code: binary(tree.op, left.code, right.code, numpy), numpy };
    }
    case 'call': {
      const [first, second] = tree.args.map((argument) => compile(argument, slots).code);
      return {
        code: second ? functionOfTwo(tree.function, first!, second) : functionOfOne(tree.function, first!),
        numpy: true,
      };
    }
  }
}

function binary(op: BinaryOperator, left: ScalarCode, right: ScalarCode, numpy: boolean): ScalarCode {
  switch (op) {
    case '+':
      return (values) => left(values) + right(values);
    case '-':
      return (values) => left(values) - right(values);
    case '*':
      return (values) => left(values) * right(values);
    case '/':
      return numpy ? (values) => left(values) / right(values) : (values) => floatDivide(left(values), right(values));
    case '**':
      return numpy
        ? (values) => realPower(left(values), right(values))
        : (values) => real(floatPower(left(values), right(values)));
  }
}

function real(value: number | object): number {
  if (typeof value === 'number') return value;
  throw new NotReal('The result is complex');
}

/** `Math.exp` and its like are called by name where that lets V8 inline them; the rest through the table. */
function functionOfOne(name: string, of: ScalarCode): ScalarCode {
  switch (name) {
    case 'exp':
      return (values) => Math.exp(of(values));
    case 'log':
      return (values) => Math.log(of(values));
    case 'sqrt':
      return (values) => Math.sqrt(of(values));
    case 'sin':
      return (values) => Math.sin(of(values));
    case 'cos':
      return (values) => Math.cos(of(values));
    default: {
      const kernel = realFunctions.get(name)!;
      return (values) => kernel(of(values));
    }
  }
}

function functionOfTwo(name: string, first: ScalarCode, second: ScalarCode): ScalarCode {
  if (name === 'mod') return (values) => modulo(first(values), second(values));
  if (name === 'power') return (values) => numpyPower(first(values), second(values));
  return (values) => Math.atan2(first(values), second(values));
}
