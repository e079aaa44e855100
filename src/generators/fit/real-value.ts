import { type Expression, numberOf } from '../expression/tree.ts';

const functions: ReadonlyMap<string, (x: number) => number> = new Map(
  (['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'exp', 'log', 'log10', 'sqrt', 'abs'] as const).map(
    (name) => [name, Math[name]] as const,
  ),
);
const inverse: ReadonlyMap<string, (x: number) => number> = new Map([
  ['arcsin', Math.asin],
  ['arccos', Math.acos],
  ['arctan', Math.atan],
]);
const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

/** The value of a model at real numbers in binary64: what data are made of. NaN for a function or name it does not know. */
export function realValue(tree: Expression, bindings: ReadonlyMap<string, number>): number {
  const of = (part: Expression) => realValue(part, bindings);
  switch (tree.kind) {
    case 'literal':
      return numberOf(tree.text);
    case 'variable':
      return bindings.get(tree.name) ?? constants.get(tree.name) ?? Number.NaN;
    case 'unary':
      return tree.operator === '-' ? -of(tree.operand) : of(tree.operand);
    case 'call':
      return (functions.get(tree.name) ?? inverse.get(tree.name))?.(of(tree.args[0]!)) ?? Number.NaN;
    default: {
      const [left, right] = [of(tree.left), of(tree.right)];
      if (tree.operator === '+') return left + right;
      if (tree.operator === '-') return left - right;
      if (tree.operator === '*') return left * right;
      return tree.operator === '/' ? left / right : left ** right;
    }
  }
}
