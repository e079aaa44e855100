import type { Value } from '../../value/value.ts';
import { type Expression, integerOf, isIntegerText, nodes } from './tree.ts';

/** Bits an integer of a shrunk case may have: Python prints at most 4,300 digits, which are 14,284 bits, unless asked. */
const printedBits = 10_000;

/** Beyond 64 bits NumPy turns to arrays of Python objects, which is not arithmetic that a grammar of numbers means. */
export const machineBits = 63;

/**
 * Whether no integer of the expression outgrows a machine. Python's integers have no end: `x**x` of a bound 10**20, or
 * a tower of whole powers, would take all memory on a side that keeps integers.
 */
export function hasModestIntegers(
  tree: Expression,
  bindings: ReadonlyMap<string, Value>,
  maxBits: number = printedBits,
): boolean {
  return nodes(tree).every((node) => (integerBits(node, bindings) ?? 0) <= maxBits);
}

/** An upper bound of the bits of the integer that the node stands for; null when it is not a Python integer. */
function integerBits(node: Expression, bindings: ReadonlyMap<string, Value>): number | null {
  if (node.kind === 'literal') return isIntegerText(node.text) ? bitsOf(integerOf(node.text)) : null;
  if (node.kind === 'variable') {
    const value = bindings.get(node.name);
    return typeof value === 'bigint' ? bitsOf(value) : typeof value === 'boolean' ? 1 : null;
  }
  if (node.kind === 'unary') return integerBits(node.operand, bindings);
  // Some functions leave integers as they are; taking all of them for such ones is on the safe side.
  if (node.kind === 'call') return node.args.length === 1 ? integerBits(node.args[0] as Expression, bindings) : null;
  const left = integerBits(node.left, bindings);
  const right = integerBits(node.right, bindings);
  if (left === null || right === null || node.operator === '/') return null;
  if (node.operator === '**') return left * 2 ** Math.min(right, 64);
  return node.operator === '*' ? left + right : Math.max(left, right) + 1;
}

function bitsOf(n: bigint): number {
  return (n < 0n ? -n : n).toString(2).length;
}
