import { allocate, type DType, type Elements } from './dtype.ts';

/**
 * What an expression computes with. A `number` is a Python float, a `bigint` a Python int, a `boolean` a Python bool:
 * they follow Python's arithmetic among themselves. Arrays and NumPy scalars are tensors and follow NumPy's.
 */
export type Operand = PythonNumber | Tensor | Foreign;
export type PythonNumber = number | bigint | boolean | Complex;

/** A Python complex. */
export class Complex {
  readonly kind = 'complex';
  readonly re: number;
  readonly im: number;

  constructor(re: number, im: number) {
    this.re = re;
    this.im = im;
  }
}

/** A NumPy array in C order, or with `scalar` a NumPy scalar, whose shape is []. */
export class Tensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: Elements;
  readonly scalar: boolean;

  constructor(dtype: DType, shape: readonly number[], data: Elements, scalar = shape.length === 0) {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
    this.scalar = scalar;
  }
}

/** A bound value that is not a number: text, nothing, a list. It can be returned, and added to its like. */
export class Foreign {
  readonly value: unknown;
  /** Python's name of its type, for messages. */
  readonly type: string;

  constructor(value: unknown, type: string) {
    this.value = value;
    this.type = type;
  }
}

export function isPythonNumber(operand: Operand): operand is PythonNumber {
  return !(operand instanceof Tensor || operand instanceof Foreign);
}

/** Number of elements of a shape. */
export function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** A NumPy scalar of one element; `im` for complex types. */
export function scalarTensor(dtype: DType, value: number | bigint, im?: number): Tensor {
  const data = allocate(dtype, 1);
  (data as { [index: number]: number | bigint })[0] = value;
  if (im !== undefined) (data as Float64Array)[1] = im;
  return new Tensor(dtype, [], data);
}

/** How Python names an operand's type. */
export function typeName(operand: Operand): string {
  if (operand instanceof Foreign) return operand.type;
  if (operand instanceof Tensor) return operand.scalar ? `numpy.${operand.dtype}` : 'numpy.ndarray';
  if (operand instanceof Complex) return 'complex';
  return { number: 'float', bigint: 'int', boolean: 'bool' }[typeof operand as 'number' | 'bigint' | 'boolean'];
}
