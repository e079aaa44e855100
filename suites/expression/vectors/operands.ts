import { float64Array, type NdArrayValue, ndarray, type VectorSource } from 'vernier';
import { edge, linspace, negative } from './make.ts';

const x = linspace(-2, 3, 11);
const truth = bools(true, false, true, true);

function bools(...items: readonly boolean[]): NdArrayValue {
  return ndarray('|b1', [items.length], Uint8Array.from(items, Number));
}

const pythonIntegers: VectorSource[] = [
  edge(
    'python-integer-sum',
    'Bound Python integers have no upper end.',
    'a+b',
    { a: 2n ** 63n, b: 10n ** 20n },
    'PythonInteger',
  ),
  edge(
    'python-integer-product',
    'A product of bound integers is exact beyond 2**53.',
    'a*b',
    { a: 94906267n, b: 94906267n },
    'PythonInteger',
  ),
  edge(
    'python-integer-quotient',
    'True division of large integers is rounded once.',
    'a/b',
    { a: 10n ** 23n + 1n, b: 3n },
    'PythonInteger',
  ),
  edge('python-integer-power', 'A power of bound integers is exact.', 'a**b', { a: 3n, b: 50n }, 'PythonInteger'),
  edge(
    'python-integer-negative-power',
    'A negative power of bound integers is a float.',
    'a**b',
    { a: 2n, b: -3n },
    'PythonInteger',
  ),
  edge(
    'python-integer-function',
    'A function of a bound integer gives a float64.',
    'sqrt(a)',
    { a: 16n },
    'PythonInteger',
  ),
  edge(
    'huge-integer-floor',
    'A bound integer beyond 64 bits is its own floor.',
    'floor(a)',
    { a: 2n ** 70n + 1n },
    'PythonInteger',
  ),
  edge(
    'huge-integer-magnitude',
    'The magnitude of a bound integer beyond 64 bits is exact.',
    'abs(a)',
    { a: -(2n ** 70n) },
    'PythonInteger',
  ),
  edge(
    'huge-integer-remainder',
    'Beside a float, a bound integer beyond 64 bits is a float.',
    'mod(a,b)',
    { a: 2n ** 70n + 1n, b: 2.5 },
    'PythonInteger',
  ),
  edge(
    'huge-integer-root',
    'A float power of a bound integer beyond 64 bits is a float.',
    'power(a,b)',
    { a: 2n ** 70n, b: 0.5 },
    'PythonInteger',
  ),
  edge(
    'huge-integer-angle',
    'The angle of two bound integers needs no integer that fits.',
    'arctan2(a,b)',
    { a: 2n ** 70n, b: 1n },
    'PythonInteger',
  ),
  negative(
    'huge-integer-modulus',
    'The remainder of two bound integers needs both in 64 bits.',
    'mod(a,b)',
    { a: 2n ** 70n, b: 3n },
    'PythonInteger',
  ),
  negative(
    'wide-integer-power',
    'A power of two bound integers needs both in 64 bits with a sign.',
    'power(a,b)',
    { a: 2n ** 63n + 5n, b: 2n },
    'PythonInteger',
  ),
  negative(
    'huge-integer-sine',
    'Python has no sine for an integer beyond 64 bits, and NumPy none for Python.',
    'sin(a)',
    { a: 2n ** 70n },
    'PythonInteger',
  ),
  edge(
    'integer-literal-power',
    'A power of integer literals is exact on the legacy side and a float on the modern ones: 10**23 differs.',
    '10**23',
    {},
    'IntegerLiteral',
  ),
  edge(
    'integer-literal-large',
    'An integer literal beyond 2**53 loses its last digit when it becomes a float.',
    '9007199254740993',
    {},
    'IntegerLiteral',
  ),
  edge('integer-literal-division', 'Integer literals divide truly on all sides.', '7/2', {}, 'IntegerLiteral'),
  edge(
    'integer-literal-amplified',
    'The remainder of an integer literal beyond 2**53 keeps nothing of the digit that a float loses.',
    'mod(9007199254740993+358,w+1)/2.5',
    { w: 22n },
    'IntegerLiteral',
    'Cancellation',
  ),
  edge(
    'integer-literal-zero-angle',
    'The angle of minus the integer 0 is pi, of -0.0 it is -pi.',
    'arctan2(-0,-1.0)',
    {},
    'IntegerLiteral',
    'SignedZero',
  ),
  edge(
    'integer-literal-zero-pole',
    'The reciprocal of the sine of minus the integer 0 is inf, of -0.0 it is -inf.',
    '1.0/sin(-0)',
    {},
    'IntegerLiteral',
    'SignedZero',
    'Infinity',
  ),
  edge(
    'integer-literal-negative-zero',
    'Minus the integer 0 is 0, minus the float 0 is -0.',
    '-0',
    {},
    'IntegerLiteral',
    'SignedZero',
  ),
  negative(
    'python-integer-too-large',
    'An integer too large for a float cannot be added to one.',
    'a+b',
    { a: 10n ** 400n, b: 0.5 },
    'PythonInteger',
    'Overflow',
  ),
];

const others: VectorSource[] = [
  edge('bool-times-float', 'Truth values multiply as 0 and 1.', 'x*2.5', { x: truth }, 'Bool'),
  edge('bool-sum', 'The sum of truth values is their or.', 'x+x', { x: truth }, 'Bool'),
  edge(
    'bool-product',
    'The product of truth values is their and.',
    'x*y',
    { x: truth, y: bools(true, true, false, true) },
    'Bool',
  ),
  edge('bool-python', 'A bound Python truth value counts as an integer.', 'a+b', { a: true, b: 2.5 }, 'Bool'),
  negative('bool-plus', 'Unary plus of truth values is refused by NumPy.', '+x', { x: truth }, 'Bool', 'TypeMismatch'),
  negative(
    'bool-negate',
    'The negative of truth values is refused by NumPy.',
    '-x',
    { x: truth },
    'Bool',
    'TypeMismatch',
  ),
  negative(
    'bool-subtract',
    'The difference of truth values is refused by NumPy.',
    'x-x',
    { x: truth },
    'Bool',
    'TypeMismatch',
  ),
  edge('empty-array', 'An empty array stays empty.', 'x*2.0+1.0', { x: float64Array([]) }, 'Broadcast'),
  edge(
    'length-one-array',
    'An array of one element spreads over a longer one.',
    'x+y',
    { x: float64Array([10]), y: x },
    'Broadcast',
  ),
  edge(
    'matrix-plus-row',
    'A row spreads over the rows of a matrix.',
    'm+r',
    { m: float64Array([1, 2, 3, 4, 5, 6], [2, 3]), r: float64Array([10, 20, 30]) },
    'Broadcast',
  ),
  edge(
    'matrix-plus-column',
    'A column spreads over the columns of a matrix.',
    'm*c',
    { m: float64Array([1, 2, 3, 4, 5, 6], [2, 3]), c: float64Array([10, 20], [2, 1]) },
    'Broadcast',
  ),
  edge(
    'zero-dimensional',
    'An array without dimensions acts as a number.',
    'x+z',
    { x, z: float64Array([0.5], []) },
    'Broadcast',
  ),
  negative(
    'shape-mismatch',
    'Arrays of different lengths do not add.',
    'x+y',
    { x: float64Array([1, 2, 3]), y: float64Array([1, 2]) },
    'Broadcast',
    'ShapeMismatch',
  ),
  negative(
    'shape-mismatch-function',
    'Arrays of different lengths have no common angle.',
    'arctan2(x,y)',
    { x: float64Array([1, 2, 3]), y: float64Array([1, 2]) },
    'Broadcast',
    'ShapeMismatch',
  ),
];

/** Python's own integers and truth values, and arrays that spread over each other. */
export const operands: VectorSource[] = [...pythonIntegers, ...others];
