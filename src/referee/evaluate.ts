import { sizeOfBall } from './ball.ts';
import type { RealBindings, RealExpression } from './expression.ts';
import { functionOf, operate } from './operate.ts';
import { bitLength, rationalOf } from './rational.ts';
import { negative, type Real } from './real.ts';
import { Undetermined } from './undetermined.ts';

/** Nodes of a tree that are computed: what keeps a question from taking minutes. */
const mostNodes = 2000;

/** |x| of a binary64 is below 2^1024. */
const largestSize = 1024;

/**
 * The value of a real function on exact numbers, exactly or within a ball.
 *
 * @param bits Binary digits that intermediate results keep.
 * @throws {Undetermined} where it has no real value, leaves the range of floats, or is not decided on purpose
 * @throws {TooWide} where more bits may decide
 */
export function evaluate(expression: RealExpression, bindings: RealBindings, bits: number): Real {
  let nodes = 0;
  const value = (node: RealExpression): Real => {
    nodes += 1;
    if (nodes > mostNodes) throw new Undetermined(`the expression has more than ${mostNodes} parts`);
    return withinRange(of(node));
  };
  const of = (node: RealExpression): Real => {
    switch (node.kind) {
      case 'number':
        return given(node.value, 'a literal');
      case 'variable': {
        const bound = bindings.get(node.name);
        if (bound === undefined) throw new Undetermined(`"${node.name}" has no value`);
        return given(bound, `"${node.name}"`);
      }
      case 'unary':
        return node.operator === '-' ? negative(value(node.operand)) : value(node.operand);
      case 'binary':
        return operate(node.operator, value(node.left), value(node.right), bits);
      case 'call':
        return functionOf(node.name, node.args.length).of(node.args.map(value), bits, node.args.every(isGiven));
    }
  };
  return value(expression);
}

function given(value: number | bigint, what: string): Real {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Undetermined(`${what} is ${value}`);
  return rationalOf(value);
}

function isGiven(node: RealExpression): boolean {
  return node.kind === 'unary' ? isGiven(node.operand) : node.kind === 'number' || node.kind === 'variable';
}

/**
 * Once floats have overflowed they say nothing about the real number any more. What is far below them all goes on as
 * next to zero: its bits would fill the memory, and no float can tell it from zero.
 */
function withinRange(x: Real): Real {
  const size = x.kind === 'ball' ? sizeOfBall(x) : bitLength(x.num) - bitLength(x.den);
  if (size > largestSize) throw new Undetermined('an intermediate result is beyond the range of binary64');
  return x.kind === 'ball' && x.exp < nextToZero.exp && size < nextToZero.exp ? nextToZero : x;
}

const nextToZero = { kind: 'ball', mid: 0n, rad: 1n, exp: -8192 } as const;
