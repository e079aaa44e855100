import { float64Array, type VectorSource } from 'vernier';
import { edge, linspace, negative, ordinary } from './make.ts';

const { NaN: nan, POSITIVE_INFINITY: inf, MAX_VALUE: max, MIN_VALUE: tiny } = Number;
const x = linspace(-3, 3, 13);
const y = linspace(0.5, 6.5, 13);
const specials = float64Array([0, -0, 1, -1, inf, -inf, nan, max, tiny]);
const zerosAndInfinities = float64Array([0, -0, inf, -inf, 2]);

const each: VectorSource[] = [
  ordinary('add-arrays', 'Sum of two arrays.', 'x+y', { x, y }, 'Operator'),
  ordinary('subtract-arrays', 'Difference of two arrays.', 'x-y', { x, y }, 'Operator'),
  ordinary('multiply-arrays', 'Product of two arrays.', 'x*y', { x, y }, 'Operator'),
  ordinary('divide-arrays', 'Quotient of two arrays.', 'x/y', { x, y }, 'Operator'),
  ordinary('power-arrays', 'Power of two arrays with positive bases.', 'y**x', { x, y }, 'Operator'),
  ordinary('negate-array', 'Negative of an array.', '-x', { x }, 'Operator'),
  ordinary('plus-array', 'Unary plus leaves an array as it is.', '+x', { x }, 'Operator'),
  ordinary('add-floats', 'The sum of 0.1 and 0.2 is 0.30000000000000004.', 'a+b', { a: 0.1, b: 0.2 }, 'Operator'),
  ordinary('divide-floats', 'A quotient of two floats is rounded once.', 'a/b', { a: 1, b: 49 }, 'Operator'),
  ordinary('power-floats', 'A power of two floats.', 'a**b', { a: 1.0000001, b: 1e7 }, 'Operator'),
];

const precedence: VectorSource[] = [
  ordinary(
    'product-before-sum',
    'Multiplication binds tighter than addition.',
    'a+b*c',
    { a: 1.5, b: 2.5, c: 3.5 },
    'Precedence',
  ),
  ordinary(
    'quotient-before-difference',
    'Division binds tighter than subtraction.',
    'a-b/c',
    { a: 1.5, b: 2.5, c: 4 },
    'Precedence',
  ),
  ordinary('difference-from-left', 'Subtraction groups from the left.', 'a-b-c', { a: 10, b: 3, c: 2 }, 'Precedence'),
  ordinary('quotient-from-left', 'Division groups from the left.', 'a/b/c', { a: 10, b: 3, c: 7 }, 'Precedence'),
  ordinary('quotient-times', 'a/b*c is (a/b)*c, never a/(b*c).', 'a/b*c', { a: 10, b: 3, c: 7 }, 'Precedence'),
  ordinary(
    'sum-not-regrouped',
    'Floating-point addition must not be regrouped: (1e16+1)-1e16 is 0.',
    'a+b-a',
    { a: 1e16, b: 1 },
    'Precedence',
    'Cancellation',
  ),
  ordinary('power-from-right', '2**3**2 is 2**9.', 'a**b**c', { a: 2, b: 3, c: 2 }, 'Precedence'),
  ordinary('power-grouped-left', '(2**3)**2 is 8**2.', '(a**b)**c', { a: 2, b: 3, c: 2 }, 'Precedence'),
  edge('minus-before-power', '-2**2 is -(2**2).', '-2.0**2.0', {}, 'Precedence'),
  edge('minus-in-parentheses-power', '(-2)**2 is 4.', '(-2.0)**2.0', {}, 'Precedence'),
  edge('power-of-minus', 'An exponent may carry a sign: 2**-1.', '2.0**-1.0', {}, 'Precedence'),
  edge('power-of-minus-power', '2**-3**2 is 2**(-(3**2)).', 'a**-b**c', { a: 2, b: 3, c: 2 }, 'Precedence'),
  edge('unary-chain', 'A chain of signs, each applied in turn.', 'a--+-b', { a: 1.5, b: 0.25 }, 'Precedence'),
  edge(
    'unary-after-product',
    'A sign after a product sign belongs to the right factor.',
    'a*-b',
    { a: 1.5, b: 0.25 },
    'Precedence',
  ),
  edge(
    'unary-after-quotient',
    'A sign after a quotient sign may belong to a power.',
    'a/-b**2.0',
    { a: 1.5, b: 0.5 },
    'Precedence',
  ),
  edge('minus-minus-power', 'Two signs before a power.', '--a**b', { a: 3, b: 2 }, 'Precedence'),
  ordinary(
    'nested-parentheses',
    'Parentheses that are not needed change nothing.',
    '(((a)+((b))))',
    { a: 1.5, b: 0.25 },
    'Precedence',
  ),
  ordinary(
    'function-power',
    'A power applies to the result of a call.',
    'cos(a)**2.0+sin(a)**2.0',
    { a: 0.7 },
    'Precedence',
  ),
];

const special: VectorSource[] = [
  edge(
    'add-specials',
    'Sums of special values with infinity: inf-inf is NaN, NaN stays.',
    'x+y',
    { x: specials, y: inf },
    'NotANumber',
    'Infinity',
  ),
  edge(
    'multiply-specials',
    'Products of special values with zero: inf*0 is NaN, signs of zeros follow the factors.',
    'x*y',
    { x: specials, y: -0 },
    'NotANumber',
    'SignedZero',
  ),
  edge(
    'divide-specials',
    'Quotients of special values by a zero inside an array: infinities by sign, 0/0 is NaN.',
    'x/y',
    { x: specials, y: float64Array([0, 0, 0, 0, 0, 0, 0, -0, -0]) },
    'NotANumber',
    'Infinity',
  ),
  edge(
    'power-specials-zero',
    'Anything, NaN included, to the power 0 is 1.',
    'x**y',
    { x: specials, y: 0 },
    'NotANumber',
  ),
  edge(
    'power-one-specials',
    'One to any power, NaN and infinities included, is 1: JavaScript alone says NaN.',
    '1.0**y',
    { y: specials },
    'NotANumber',
  ),
  edge(
    'power-minus-one-infinity',
    'Minus one to an infinite power is 1: JavaScript alone says NaN.',
    'x**y',
    { x: -1, y: float64Array([inf, -inf, 2, 3]) },
    'Infinity',
  ),
  edge(
    'power-zero-negative',
    'Zeros of both signs and infinities to odd and even negative powers.',
    'x**-3.0',
    { x: zerosAndInfinities },
    'SignedZero',
    'Infinity',
  ),
  edge(
    'power-negative-fraction',
    'A negative base to a fractional power is NaN inside an array.',
    'x**0.5',
    { x },
    'NotANumber',
  ),
  edge(
    'power-half-infinity',
    'NumPy takes a power of one half for a square root: (-inf)**0.5 is NaN and (-0)**0.5 is -0.',
    'x**y',
    { x: zerosAndInfinities, y: 0.5 },
    'SignedZero',
    'Infinity',
  ),
  edge(
    'multiply-overflow',
    'A product just below and just above the largest number.',
    'x*y',
    { x: float64Array([max, 1e200, 1e154]), y: float64Array([1.0000000000000002, 1e109, 1.3407807929942596e154]) },
    'Overflow',
  ),
  edge(
    'multiply-underflow',
    'A product that is subnormal, and one that is zero.',
    'x*y',
    { x: float64Array([tiny, 1e-200, 1e-160]), y: float64Array([0.5, 1e-200, 1e-160]) },
    'Subnormal',
  ),
  edge(
    'divide-subnormal',
    'A subnormal divided by a subnormal is exact.',
    'x/y',
    { x: float64Array([3 * tiny, 1e-310]), y: tiny },
    'Subnormal',
  ),
  edge('negate-zero', 'The negative of zero is -0, of NaN is NaN.', '-x', { x: specials }, 'SignedZero'),
  edge(
    'subtract-equal',
    'A number minus itself is +0.',
    'x-x',
    { x: float64Array([1.5, -0, 1e308, tiny]) },
    'SignedZero',
  ),
  edge(
    'divide-python-floats-inf',
    'An infinite Python float divides without an error.',
    'a/b',
    { a: inf, b: -2 },
    'Infinity',
  ),
  negative('divide-by-zero', 'A Python float divided by zero raises.', 'a/b', { a: 1.5, b: 0 }, 'ZeroDivision'),
  negative('divide-by-negative-zero', 'Division by -0 raises as well.', 'a/b', { a: 1.5, b: -0 }, 'ZeroDivision'),
  negative('divide-zero-by-zero', '0/0 of Python floats raises and is not NaN.', 'a/b', { a: 0, b: 0 }, 'ZeroDivision'),
  negative(
    'divide-integers-by-zero',
    'A Python integer divided by zero raises.',
    'a/b',
    { a: 7n, b: 0n },
    'ZeroDivision',
    'PythonInteger',
  ),
  negative(
    'power-zero-to-negative',
    'A zero to a negative power raises for Python floats.',
    'a**b',
    { a: 0, b: -1 },
    'ZeroDivision',
  ),
  negative(
    'power-float-overflow',
    'A power of Python floats that overflows raises.',
    'a**b',
    { a: 1e200, b: 2 },
    'Overflow',
  ),
  edge(
    'multiply-float-overflow',
    'A product of Python floats that overflows is an infinity and raises nothing.',
    'a*b',
    { a: 1e200, b: 1e200 },
    'Overflow',
  ),
  edge(
    'power-complex',
    'A negative Python float to a fractional power is a complex number.',
    'a**b',
    { a: -8, b: 0.5 },
    'Complex',
  ),
];

/** Each operator, how they bind, and what they do with special values. */
export const operators: VectorSource[] = [...each, ...precedence, ...special];
