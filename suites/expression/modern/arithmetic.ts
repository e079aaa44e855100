import { asTensor, asTensors } from './cast.ts';
import { promote } from './dtype.ts';
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
  const operation = op === '**' && !(isScalar(left) && isScalar(right)) ? 'power' : op;
  // NumPy squares for `array ** 2`, and makes its bools int8 for that where any other power of them would be int64.
  if (operation === 'power' && right === 2n && left instanceof Tensor && left.dtype === 'b1')
    return applyOperation(operation, left, asTensor(true, role));
  return applyOperation(operation, ...asTensors(operation, left, right, role));
}

/** NumPy computes with its scalars apart from its arrays; the difference shows in `** 0.5`. */
function isScalar(operand: Operand): boolean {
  return operand instanceof Tensor ? operand.scalar : isPythonNumber(operand);
}

export function unary(op: '+' | '-', operand: Operand): Operand {
  if (isPythonNumber(operand)) return pythonUnary(op, operand);
  if (operand instanceof Tensor) return applySign(op, operand);
  throw new TypeError(`bad operand type for unary ${op}: '${operand.type}'`);
}

export function call(name: string, args: readonly Operand[]): Operand {
  const [first, second] = args;
  if (second === undefined && typeof first === 'bigint' && isHuge(first)) return ofHuge(name, first);
  if (second === undefined) return applyFunction(name, asTensor(first!, `ufunc '${name}'`));
  const [a, b] = asTensors(name as 'mod' | 'arctan2' | 'power', first!, second, `ufunc '${name}'`);
  // NumPy's function, unlike its operator, takes no square root of float16.
  const half = name === 'power' && promote(a.dtype, b.dtype) === 'f2';
  return applyOperation(half ? '**' : (name as 'mod' | 'arctan2' | 'power'), a, b);
}

/** Beyond 64 bits NumPy keeps Python's own integer, and has only what Python's integers have. */
const isHuge = (integer: bigint) => BigInt.asIntN(64, integer) !== integer && BigInt.asUintN(64, integer) !== integer;

function ofHuge(name: string, integer: bigint): Operand {
  if (name === 'abs') return integer < 0n ? -integer : integer;
  if (name === 'floor' || name === 'ceil' || name === 'trunc') return integer;
  throw new TypeError(`ufunc '${name}' does not support an int of more than 64 bits`);
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
