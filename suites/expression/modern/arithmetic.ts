import { asTensor, asTensors, cast } from './cast.ts';
import { isComplex, isFloat, promote } from './dtype.ts';
import { Foreign, isPythonNumber, type Operand, Tensor, typeName } from './operand.ts';
import { pythonBinary, pythonUnary } from './python.ts';
import type { BinaryOperator } from './tree.ts';
import { applyFunction, applyOperation, applySign } from './ufunc.ts';

/** The three things an expression does, for operands of any kind: who computes, Python or NumPy, is decided here. */

/** @throws Python's errors, by name */
export function binary(op: BinaryOperator, left: Operand, right: Operand): Operand {
  if (isPythonNumber(left) && isPythonNumber(right)) return pythonBinary(op, left, right);
  if (!(left instanceof Tensor || right instanceof Tensor)) return foreignBinary(op, left, right);
  const role = `unsupported operand type(s) for ${op}: ${typeName(left)} and ${typeName(right)}:`;
  const [a, b] = asTensors(left, right, role);
  if (op === '**' && isRoot(left, b)) {
    const dtype = promote(a.dtype, b.dtype);
    return applyFunction('sqrt', new Tensor(dtype, a.shape, cast(a, dtype)));
  }
  return applyOperation(op, a, b);
}

/** NumPy takes the square root for `array ** 0.5`, which differs from the power at -0 and -inf; not for its scalars. */
function isRoot(left: Operand, exponent: Tensor): boolean {
  if (!(left instanceof Tensor) || left.scalar || exponent.shape.length > 0) return false;
  return (isFloat(exponent.dtype) || isComplex(exponent.dtype)) && exponent.data[0] === 0.5 && !exponent.data[1];
}

export function unary(op: '+' | '-', operand: Operand): Operand {
  if (isPythonNumber(operand)) return pythonUnary(op, operand);
  if (operand instanceof Tensor) return applySign(op, operand);
  throw new TypeError(`bad operand type for unary ${op}: '${operand.type}'`);
}

export function call(name: string, args: readonly Operand[]): Operand {
  const [first, second] = args;
  if (second === undefined) return applyFunction(name, asTensor(first!, `ufunc '${name}'`));
  const [a, b] = asTensors(first!, second, `ufunc '${name}'`);
  return applyOperation(name === 'power' ? '**' : (name as 'mod' | 'arctan2'), a, b);
}

/** Text and lists join with `+`; nothing else is defined for what is not a number. */
function foreignBinary(op: BinaryOperator, left: Operand, right: Operand): Operand {
  if (op === '+' && left instanceof Foreign && right instanceof Foreign && left.type === right.type) {
    const [a, b] = [left.value, right.value];
    if (typeof a === 'string' && typeof b === 'string') return new Foreign(a + b, left.type);
    if (Array.isArray(a) && Array.isArray(b)) return new Foreign([...a, ...b], left.type);
  }
  throw new TypeError(`unsupported operand type(s) for ${op}: '${typeName(left)}' and '${typeName(right)}'`);
}
