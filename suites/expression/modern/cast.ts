import { allocate, type DType, type Elements, floatFor, isComplex, isInteger, isWide, weakType } from './dtype.ts';
import { OverflowError } from './errors.ts';
import { roundToHalf } from './half.ts';
import type { Operation } from './loops.ts';
import { Complex, Foreign, type Operand, type PythonNumber, scalarTensor, Tensor, typeName } from './operand.ts';
import { asFloat } from './python.ts';

/** The elements of a tensor as another type; the tensor's own when it has that type. */
export function cast(tensor: Tensor, dtype: DType): Elements {
  if (tensor.dtype === dtype) return tensor.data;
  const source = tensor.data;
  if (isComplex(dtype)) return isComplex(tensor.dtype) ? numbersInto(dtype, source) : pairs(dtype, source);
  if (isWide(dtype)) {
    const out = allocate(dtype, source.length) as BigInt64Array;
    for (let i = 0; i < out.length; i++) out[i] = BigInt(source[i]!);
    return out;
  }
  return numbersInto(dtype, source);
}

function numbersInto(dtype: DType, source: Elements): Elements {
  const out = allocate(dtype, isComplex(dtype) ? source.length / 2 : source.length) as Float64Array;
  for (let i = 0; i < out.length; i++) out[i] = Number(source[i]!);
  if (dtype === 'f2') roundHalves(out);
  return out;
}

function pairs(dtype: DType, source: Elements): Elements {
  const out = allocate(dtype, source.length) as Float64Array;
  for (let i = 0; i < source.length; i++) out[2 * i] = Number(source[i]!);
  return out;
}

/** Elements that were computed in float32 or wider, brought to float16. */
export function roundHalves(elements: Elements): void {
  for (let i = 0; i < elements.length; i++) elements[i] = roundToHalf(elements[i] as number);
}

/**
 * An operand as NumPy's `asarray` sees it.
 *
 * @throws {TypeError} for what is not numbers, and for an integer beyond 64 bits
 */
export function asTensor(operand: Operand, role: string): Tensor {
  if (operand instanceof Tensor) return operand;
  if (operand instanceof Foreign) return listTensor(operand, role);
  if (operand instanceof Complex) return scalarTensor('c16', operand.re, operand.im);
  if (typeof operand === 'number') return scalarTensor('f8', operand);
  if (typeof operand === 'boolean') return scalarTensor('b1', Number(operand));
  if (BigInt.asIntN(64, operand) === operand) return scalarTensor('i8', operand);
  if (BigInt.asUintN(64, operand) === operand) return scalarTensor('u8', operand);
  throw new TypeError(`${role} does not support an int of more than 64 bits`);
}

/** A bound list of plain numbers becomes an array beside one, as in NumPy. */
function listTensor(foreign: Foreign, role: string): Tensor {
  const items: unknown[] = Array.isArray(foreign.value) ? foreign.value : [undefined];
  const types = new Set(items.map((item) => typeof item));
  const dtype = types.has('number') || types.size === 0 ? 'f8' : types.has('bigint') ? 'i8' : 'b1';
  if ([...types].some((type) => type !== 'number' && type !== 'bigint' && type !== 'boolean'))
    throw new TypeError(`${role} does not support ${typeName(foreign)}`);
  const data = allocate(dtype, items.length);
  items.forEach((item, i) => {
    data[i] = dtype === 'i8' ? BigInt(item as bigint) : Number(item);
  });
  return new Tensor(dtype, [items.length], data);
}

/** Both as tensors; a Python number beside a tensor takes the tensor's size (NEP 50). */
export function asTensors(op: Operation, a: Operand, b: Operand, role: string): [Tensor, Tensor] {
  if (isWeak(a) && isWeak(b)) {
    // Two Python numbers: the wider kind decides, and an integer has to fit only where both are integers.
    const beside = a instanceof Complex || b instanceof Complex ? 'c16' : bothIntegers(op, a, b) ? 'i8' : 'f8';
    return [weakTensor(op, a, beside), weakTensor(op, b, beside)];
  }
  if (isWeak(a)) {
    const right = asTensor(b, role);
    return [weakTensor(op, a, right.dtype), right];
  }
  const left = asTensor(a, role);
  return [left, isWeak(b) ? weakTensor(op, b, left.dtype) : asTensor(b, role)];
}

const bothIntegers = (op: Operation, a: Operand, b: Operand) =>
  op !== 'arctan2' && typeof a === 'bigint' && typeof b === 'bigint';

function isWeak(operand: Operand): operand is Exclude<PythonNumber, boolean> {
  return typeof operand === 'number' || typeof operand === 'bigint' || operand instanceof Complex;
}

function weakTensor(op: Operation, value: Exclude<PythonNumber, boolean>, beside: DType): Tensor {
  if (value instanceof Complex) return scalarTensor(weakType('complex', beside), value.re, value.im);
  const dtype = typeof value === 'number' ? weakType('float', beside) : weakIntegerType(op, beside);
  if (isInteger(dtype)) return fitting(value as bigint, dtype);
  if (isComplex(dtype)) return scalarTensor(dtype, asFloat(value), 0);
  const tensor = scalarTensor(dtype, asFloat(value));
  if (dtype === 'f2') roundHalves(tensor.data);
  return tensor;
}

/** Operations that turn integers into floats do so before the integer has to fit. */
function weakIntegerType(op: Operation, beside: DType): DType {
  const dtype = weakType('integer', beside);
  if (!isInteger(dtype)) return dtype;
  if (op === '/') return 'f8';
  return op === 'arctan2' ? floatFor(dtype) : dtype;
}

function fitting(value: bigint, dtype: DType): Tensor {
  const tensor = scalarTensor(dtype, isWide(dtype) ? value : Number(value));
  if (BigInt(tensor.data[0]!) !== value) throw new OverflowError(`Python integer ${value} out of bounds for ${dtype}`);
  return tensor;
}
