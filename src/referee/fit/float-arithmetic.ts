import { Undetermined } from '../undetermined.ts';
import type { Arithmetic } from './program.ts';
import type { TapeStep } from './tape.ts';

type OfOne = (x: number) => number;

const spellings: readonly (readonly [names: string, OfOne])[] = [
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['arcsin asin', Math.asin],
  ['arccos acos', Math.acos],
  ['arctan atan', Math.atan],
  ['sinh', Math.sinh],
  ['cosh', Math.cosh],
  ['tanh', Math.tanh],
  ['arcsinh asinh', Math.asinh],
  ['arccosh acosh', Math.acosh],
  ['arctanh atanh', Math.atanh],
  ['exp', Math.exp],
  ['expm1', Math.expm1],
  ['log', Math.log],
  ['log1p', Math.log1p],
  ['log10', Math.log10],
  ['log2', Math.log2],
  ['sqrt', Math.sqrt],
  ['abs fabs', Math.abs],
  ['deg2rad radians', (x) => (x * Math.PI) / 180],
  ['rad2deg degrees', (x) => (x * 180) / Math.PI],
];

const functions: ReadonlyMap<string, OfOne> = new Map(
  spellings.flatMap(([names, of]) => names.split(' ').map((name): [string, OfOne] => [name, of])),
);

/** IEEE double arithmetic with the functions of the machine: good to start from, not to rule by. */
export const floatArithmetic: Arithmetic<number> = {
  literal: Number,
  operate({ op, name }: TapeStep, of: readonly number[]): number {
    const [a, b] = of as [number, number];
    switch (op) {
      case 'negate':
        return -a;
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        return a / b;
      case '**':
        return a ** b;
      default:
        return call(name, of);
    }
  },
};

function call(name: string, of: readonly number[]): number {
  const [a, b] = of as [number, number];
  if (of.length === 2 && (name === 'arctan2' || name === 'atan2')) return Math.atan2(a, b);
  if (of.length === 2 && name === 'hypot') return Math.hypot(a, b);
  const known = of.length === 1 ? functions.get(name) : undefined;
  if (known === undefined) throw new Undetermined(`the referee knows no function ${name} of ${of.length} arguments`);
  return known(a);
}
