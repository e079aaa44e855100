import { binary, call, unary } from './arithmetic.ts';
import type { Operand } from './operand.ts';
import type { Tree } from './tree.ts';

/** A compiled expression over operands of any kind. */
export type OperandCode = (slots: readonly Operand[]) => Operand;

/** Closures over a slots array, one a node; operands are evaluated left to right, as Python does. */
export function compileOperands(tree: Tree, variables: readonly string[]): OperandCode {
  const slots = new Map(variables.map((name, slot) => [name, slot]));
  const compile = (node: Tree): OperandCode => {
    switch (node.kind) {
      case 'number': {
        const value = node.value;
        return () => value;
      }
      case 'variable': {
        const slot = slots.get(node.name)!;
        return (values) => values[slot]!;
      }
      case 'unary': {
        const { op } = node;
        const of = compile(node.of);
        return (values) => unary(op, of(values));
      }
      case 'binary': {
        const { op } = node;
        const [left, right] = [compile(node.left), compile(node.right)];
        return (values) => binary(op, left(values), right(values));
      }
      case 'call': {
        const name = node.function;
        const args = node.args.map(compile);
        return (values) =>
          call(
            name,
            args.map((argument) => argument(values)),
          );
      }
    }
  };
  return compile(tree);
}
