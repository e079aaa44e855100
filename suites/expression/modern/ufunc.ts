import { broadcastShape, spread } from './broadcast.ts';
import { cast, roundHalves } from './cast.ts';
import * as complex from './complex.ts';
import { allocate, type DType, floatFor, isComplex, isFloat, promote } from './dtype.ts';
import { integerLoop, type Operation, realLoops } from './loops.ts';
import { Complex, sizeOfShape, Tensor } from './operand.ts';
import { realFunctions, singleFunctions } from './real.ts';

/** Elementwise operations on tensors, with NumPy's choice of types. */

/** Functions that leave integers as they are; `around` makes a bool a float16. */
const integerKeeping: ReadonlySet<string> = new Set(['floor', 'ceil', 'trunc', 'around', 'round', 'abs']);
const booleanKeeping: ReadonlySet<string> = new Set(['floor', 'ceil', 'trunc', 'abs']);

/** @throws {TypeError} when the function is not defined for the tensor's type */
export function applyFunction(name: string, tensor: Tensor): Tensor {
  if (isComplex(tensor.dtype)) return applyComplex(name, tensor);
  if (!isFloat(tensor.dtype) && (tensor.dtype === 'b1' ? booleanKeeping : integerKeeping).has(name)) {
    return new Tensor(tensor.dtype, tensor.shape, name === 'abs' ? magnitudes(tensor) : tensor.data.slice());
  }
  const dtype = floatFor(tensor.dtype);
  const kernel = (dtype === 'f8' ? undefined : singleFunctions.get(name)) ?? realFunctions.get(name)!;
  const source = cast(tensor, dtype);
  const out = allocate(dtype, source.length);
  for (let i = 0; i < out.length; i++) out[i] = kernel(source[i] as number);
  if (dtype === 'f2') roundHalves(out);
  return new Tensor(dtype, tensor.shape, out);
}

function magnitudes(tensor: Tensor): Tensor['data'] {
  const out = tensor.data.slice();
  for (let i = 0; i < out.length; i++) if (out[i]! < 0) out[i] = -out[i]!;
  return out;
}

function applyComplex(name: string, tensor: Tensor): Tensor {
  const kernel = complex.functions.get(name);
  const source = tensor.data as Float64Array;
  const element = (i: number) => new Complex(source[2 * i]!, source[2 * i + 1]!);
  if (name === 'abs') {
    const dtype = floatFor(tensor.dtype);
    const sizes = allocate(dtype, source.length / 2);
    for (let i = 0; i < sizes.length; i++) sizes[i] = complex.modulus(element(i));
    return new Tensor(dtype, tensor.shape, sizes);
  }
  if (!kernel) throw new TypeError(`ufunc '${name}' not supported for the input types`);
  const out = allocate(tensor.dtype, source.length / 2);
  for (let i = 0; i < out.length / 2; i++) {
    const value = kernel(element(i));
    out[2 * i] = value.re;
    out[2 * i + 1] = value.im;
  }
  return new Tensor(tensor.dtype, tensor.shape, out);
}

/** @throws {TypeError} for types the operation is not defined for, {ValueError} for shapes that do not match */
export function applyOperation(op: Operation, a: Tensor, b: Tensor): Tensor {
  const dtype = resultType(op, a.dtype, b.dtype);
  const shape = broadcastShape(a.shape, b.shape);
  const width = isComplex(dtype) ? 2 : 1;
  const left = spread(cast(a, dtype), a.shape, shape, width);
  const right = spread(cast(b, dtype), b.shape, shape, width);
  const out = allocate(dtype, sizeOfShape(shape));
  if (dtype === 'b1') {
    for (let i = 0; i < out.length; i++) {
      const [x, y] = [left.data[i * left.step] as number, right.data[i * right.step] as number];
      out[i] = op === '+' ? x | y : x & y;
    }
  } else if (isComplex(dtype)) {
    const kernel = complex.operations.get(op)!;
    const [x, y] = [left.data as Float64Array, right.data as Float64Array];
    for (let i = 0; i < out.length / 2; i++) {
      const [at, bt] = [2 * i * left.step, 2 * i * right.step];
      const value = kernel(new Complex(x[at]!, x[at + 1]!), new Complex(y[bt]!, y[bt + 1]!));
      out[2 * i] = value.re;
      out[2 * i + 1] = value.im;
    }
  } else if (isFloat(dtype)) {
    const loop = op === 'power' && isRoot(b, shape) ? rootLoop : realLoops[op];
    loop(left.data as Float64Array, left.step, right.data as Float64Array, right.step, out as Float64Array);
    if (dtype === 'f2') roundHalves(out);
  } else {
    integerLoop(op as '+', left.data, left.step, right.data, right.step, out);
  }
  return new Tensor(dtype, shape, out);
}

/** NumPy takes the square root when one exponent 0.5 serves a whole loop; it differs from the power at -0 and -inf. */
function isRoot(exponent: Tensor, shape: readonly number[]): boolean {
  const alone = exponent.shape.length === 0 || (exponent.data.length === 1 && sizeOfShape(shape) > 1);
  return alone && Number(exponent.data[0]) === 0.5;
}

function rootLoop(a: Float64Array, aStep: number, _b: Float64Array, _bStep: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i * aStep]!);
}

function resultType(op: Operation, a: DType, b: DType): DType {
  if (op === 'arctan2' || op === 'mod') {
    if (isComplex(a) || isComplex(b)) throw new TypeError(`ufunc '${op}' not supported for the input types`);
    if (op === 'arctan2') return promote(floatFor(a), floatFor(b));
  }
  const common = promote(a, b);
  if (op === '/' && !isFloat(common) && !isComplex(common)) return 'f8';
  if (common !== 'b1') return common;
  if (op === '-') throw new TypeError('numpy boolean subtract, the `-` operator, is not supported');
  return op === '+' || op === '*' ? 'b1' : 'i1';
}

/** @throws {TypeError} for bool */
export function applySign(op: '+' | '-', tensor: Tensor): Tensor {
  if (tensor.dtype === 'b1')
    throw new TypeError(`The numpy boolean ${op === '-' ? 'negative' : 'positive'} is not supported`);
  const out = tensor.data.slice();
  if (op === '-') for (let i = 0; i < out.length; i++) out[i] = -out[i]!;
  return new Tensor(tensor.dtype, tensor.shape, out);
}
