import { numericArray, type VectorSource } from 'vernier';
import { edge, linspace, negative, ordinary } from './make.ts';

const single = numericArray(Float32Array.from([-2.5, -0.1, 0, 0.3, 1, 7.25, 1e10]));
const positiveSingle = numericArray(Float32Array.from([0.001, 0.1, 0.3, 1, 2.5, 7.25, 88]));
const long = numericArray(BigInt64Array.from([-7n, -1n, 0n, 1n, 2n, 5n, 1000000n]));
const whole = numericArray(Int32Array.from([-7, -1, 0, 1, 2, 5, 46341]));
const byte = numericArray(Uint8Array.from([0, 1, 2, 100, 200, 255]));
const singles: VectorSource[] = [
  ordinary(
    'float32-times-float',
    'A Python float does not widen a float32 array.',
    'a*x',
    { a: 0.1, x: single },
    'Float32',
  ),
  ordinary('float32-plus-literal', 'A literal does not widen a float32 array.', 'x+0.1', { x: single }, 'Float32'),
  ordinary(
    'float32-with-float64',
    'A float64 array widens a float32 array.',
    'x+y',
    { x: single, y: linspace(0, 1, 7) },
    'Float32',
  ),
  ordinary(
    'float32-quotient',
    'Quotients of float32 are rounded to float32.',
    '1.0/x',
    { x: positiveSingle },
    'Float32',
  ),
  ordinary('float32-exp', 'The exponential in single precision.', 'exp(x)', { x: positiveSingle }, 'Float32'),
  ordinary(
    'float32-log-sqrt',
    'Logarithm and root in single precision.',
    'log(x)*sqrt(x)',
    { x: positiveSingle },
    'Float32',
  ),
  ordinary(
    'float32-trigonometry',
    'Sine and cosine in single precision.',
    'sin(x)+cos(x)',
    { x: positiveSingle },
    'Float32',
  ),
  ordinary('float32-power', 'A power in single precision.', 'x**1.5', { x: positiveSingle }, 'Float32'),
  edge(
    'float32-overflow',
    'float32 overflows at 3.4e38, far below float64.',
    'x*x',
    { x: numericArray(Float32Array.from([1e19, 1e20, 1e-30, -1e25])) },
    'Float32',
    'Overflow',
  ),
  edge(
    'float32-large-literal',
    'A literal beyond the range of float32 becomes infinite beside a float32 array.',
    'x*1e39',
    { x: numericArray(Float32Array.from([1, 0.5, -2])) },
    'Float32',
    'Overflow',
  ),
  edge(
    'float32-exp-overflow',
    'The single-precision exponential overflows at 88.7.',
    'exp(x)',
    { x: numericArray(Float32Array.from([88, 89, -104, -103])) },
    'Float32',
    'Overflow',
  ),
  edge(
    'float32-sum-not-widened',
    'One is lost beside 2**24 in float32.',
    'x+1.0',
    { x: numericArray(Float32Array.from([16777216, 16777218, 1])) },
    'Float32',
    'Rounding',
  ),
];

const integers: VectorSource[] = [
  ordinary('int64-times-float', 'An int64 array times a float is float64.', 'a*x', { a: 0.5, x: long }, 'IntegerArray'),
  ordinary(
    'int64-quotient',
    'Division of int64 arrays is true division.',
    'x/y',
    { x: long, y: numericArray(BigInt64Array.from([2n, 3n, 5n, 7n, 11n, 13n, 17n])) },
    'IntegerArray',
  ),
  ordinary('int64-sum', 'The sum of two int64 arrays stays int64.', 'x+x', { x: long }, 'IntegerArray'),
  ordinary('int32-plus-int64', 'int32 and int64 give int64.', 'x+y', { x: whole, y: long }, 'IntegerArray'),
  ordinary(
    'int64-function',
    'A function of an int64 array is computed in float64.',
    'sqrt(abs(x))',
    { x: long },
    'IntegerArray',
  ),
  edge(
    'int64-times-literal',
    'An integer literal keeps an int64 array on the legacy side; the moderns read a float.',
    '2*x',
    { x: long },
    'IntegerArray',
    'IntegerLiteral',
  ),
  edge(
    'int64-squared-literal',
    'A square of an int64 array by an integer literal.',
    'x**2',
    { x: long },
    'IntegerArray',
    'IntegerLiteral',
  ),
  edge(
    'int64-wraps',
    'int64 multiplication wraps around silently.',
    'x*x',
    { x: numericArray(BigInt64Array.from([3037000500n, 2n ** 62n, -3n])) },
    'IntegerArray',
    'Overflow',
  ),
  edge(
    'int64-beyond-doubles',
    'int64 sums beyond 2**53 are exact.',
    'x+y',
    {
      x: numericArray(BigInt64Array.from([2n ** 53n, 2n ** 53n + 1n, -(2n ** 60n)])),
      y: numericArray(BigInt64Array.from([1n, 1n, 1n])),
    },
    'IntegerArray',
  ),
  edge(
    'int64-negate-smallest',
    'The negative of the smallest int64 is itself.',
    '-x',
    { x: numericArray(BigInt64Array.from([-(2n ** 63n), 5n])) },
    'IntegerArray',
    'Overflow',
  ),
  edge('int32-wraps', 'int32 multiplication wraps around at 2**31.', 'x*x', { x: whole }, 'IntegerArray', 'Overflow'),
  edge(
    'int64-divide-by-zero',
    'Integer arrays divided by zero give infinities and NaN in float64.',
    'x/y',
    { x: long, y: numericArray(BigInt64Array.from([0n, 0n, 0n, 1n, 0n, 2n, 4n])) },
    'IntegerArray',
    'Infinity',
  ),
  edge(
    'int64-mod-zero',
    'The remainder of integers by zero is 0, where floats give NaN.',
    'mod(x,y)',
    { x: long, y: numericArray(BigInt64Array.from([0n, 3n, 0n, -3n, 0n, 2n, 7n])) },
    'IntegerArray',
  ),
  edge(
    'int64-floor',
    'Rounding functions leave int64 arrays as they are.',
    'floor(x)+ceil(x)+trunc(x)',
    { x: long },
    'IntegerArray',
  ),
  negative(
    'int64-negative-power',
    'An int64 array to a negative integer power raises on the legacy side; a float exponent does not.',
    'x**-1',
    { x: numericArray(BigInt64Array.from([1n, 2n, 4n])) },
    'IntegerArray',
    'IntegerLiteral',
    'DomainError',
  ),
  negative(
    'int64-array-negative-power',
    'An int64 array to an int64 power that is negative raises.',
    'x**y',
    { x: numericArray(BigInt64Array.from([2n, 3n])), y: numericArray(BigInt64Array.from([2n, -1n])) },
    'IntegerArray',
    'DomainError',
  ),
  edge('uint8-wraps', 'uint8 sums wrap around at 256.', 'x+x', { x: byte }, 'IntegerArray', 'Overflow'),
  edge('uint8-negate', 'The negative of a uint8 wraps around.', '-x', { x: byte }, 'IntegerArray', 'Overflow'),
  edge(
    'uint8-half-precision',
    'A function of a uint8 array is computed in half precision.',
    'sqrt(x)',
    { x: byte },
    'IntegerArray',
    'HalfPrecision',
  ),
  edge(
    'int32-function',
    'A function of an int32 array is computed in float64.',
    'exp(-abs(x))',
    { x: whole },
    'IntegerArray',
  ),
];

/** Arrays of single precision and of whole numbers. */
export const dtypes: VectorSource[] = [...singles, ...integers];
