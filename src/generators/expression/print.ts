import type { Draw } from '../draw.ts';
import type { Expression } from './tree.ts';

/** How freely an expression is written. */
export interface Style {
  /** What stands between two tokens where blanks are allowed. */
  readonly gap: () => string;
  /** Whether this node gets a pair of parentheses it does not need. */
  readonly wrap: () => boolean;
}

/** The shortest writing: no blanks, no parentheses but those that are needed. */
export const plainStyle: Style = { gap: () => '', wrap: () => false };

/** A writing of a person's own: tight, airy, or with blanks and parentheses at random. */
export function randomStyle(draw: Draw): Style {
  const manner = draw.unit();
  if (manner < 0.4) return plainStyle;
  if (manner < 0.8) return { gap: () => ' ', wrap: () => false };
  return {
    gap: () => draw.pick(['', '', '', ' ', ' ', '  ', '\t']),
    wrap: () => draw.chance(0.08),
  };
}

const sum = 1;
const product = 2;
const sign = 3;
const power = 4;
const atom = 5;

/** The expression as text that parses to the same tree. */
export function printExpression(tree: Expression, style: Style = plainStyle): string {
  return print(tree, sum, style);
}

/** Prints a node where everything that binds looser than `least` needs parentheses. */
function print(node: Expression, least: number, style: Style): string {
  const text = written(node, style);
  const needed = strength(node) < least;
  return needed || style.wrap() ? `(${style.gap()}${text}${style.gap()})` : text;
}

function written(node: Expression, style: Style): string {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'variable') return node.name;
  // A sign may stand before another sign, or before a power, whose exponent may be signed again.
  if (node.kind === 'unary') return `${node.operator}${style.gap()}${print(node.operand, sign, style)}`;
  if (node.kind === 'call') {
    const args = node.args.map((arg) => print(arg, sum, style));
    return `${node.name}(${style.gap()}${args.join(`${style.gap()},${style.gap()}`)}${style.gap()})`;
  }
  const own = strength(node);
  const left = print(node.left, own === power ? atom : own, style);
  const right = print(node.right, own === power ? sign : own + 1, style);
  return `${left}${style.gap()}${node.operator}${style.gap()}${right}`;
}

function strength(node: Expression): number {
  if (node.kind === 'unary') return sign;
  if (node.kind !== 'binary') return atom;
  if (node.operator === '**') return power;
  return node.operator === '*' || node.operator === '/' ? product : sum;
}
