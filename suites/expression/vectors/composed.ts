import { float64Array, numericArray, type VectorSource } from 'vernier';
import { edge, linspace, logspace, ordinary } from './make.ts';

const signed = linspace(-6, 6, 25);
const positive = logspace(-4, 4, 17);

/** Functions of functions, of plain numbers, and where the last digits of one are all that another is left with. */
export const composed: VectorSource[] = [
  ordinary('exp-of-log', 'Nested calls.', 'exp(log(x))', { x: positive }, 'Function'),
  ordinary('log-scalar', 'A function of a Python float gives a NumPy scalar.', 'log(x)', { x: 10 }, 'Function'),
  ordinary('function-of-constant-expression', 'A call without variables.', 'cos(2*pi/3)', {}, 'Function', 'Constant'),
  edge(
    'scalar-log-zero',
    'The logarithm of a Python float 0 is -inf here, where Python itself raises.',
    'log(x)',
    { x: 0 },
    'Function',
    'Infinity',
  ),
  edge(
    'scalar-exp-overflow',
    'The exponential of a large Python float is inf here, where Python itself raises.',
    'exp(x)',
    { x: 1000 },
    'Function',
    'Overflow',
  ),
  edge(
    'divide-by-numpy-zero',
    'Dividing by a NumPy scalar zero gives an infinity, where Python floats raise.',
    '1.0/sin(x)',
    { x: 0 },
    'Function',
    'Infinity',
  ),
  edge(
    'sum-of-sine-squares',
    'A value that should be 1 within one rounding, at many arguments.',
    'sin(x)**2.0+cos(x)**2.0-1.0',
    { x: signed },
    'Function',
    'Cancellation',
  ),
  edge(
    'sine-of-large-exponential',
    'The sine of a number near 1e5 amplifies the last digit of an exponential a hundred thousand times.',
    'sin(exp(x))',
    { x: linspace(8, 14, 25) },
    'Function',
    'Cancellation',
  ),
  edge(
    'sine-of-huge-exponential',
    'No digit of the sine of an exponential near 1e17 is certain: the exponential is rounded to multiples of 16.',
    'sin(exp(x))',
    { x: linspace(38, 41, 25) },
    'Function',
    'Cancellation',
  ),
  edge(
    'cosine-of-single-exponential',
    'In single precision few digits are left of the cosine of an exponential near 3000.',
    'cos(exp(x))',
    { x: numericArray(Float32Array.from([7, 7.25, 7.5, 7.75, 8, 8.25, 8.5])) },
    'Function',
    'Float32',
    'Cancellation',
  ),
  edge(
    'root-of-cancelled',
    'The root of what is left of 1 has a real value or none, as the last digits fall.',
    'sqrt(sin(x)**2.0+cos(x)**2.0-1.0)',
    { x: linspace(-6, 6, 49) },
    'Function',
    'Cancellation',
    'NotANumber',
  ),
  edge(
    'reciprocal-of-cancelled',
    'The reciprocal of what is left of 1 is infinite or huge, as the last digits fall.',
    '1.0/(sin(x)**2.0+cos(x)**2.0-1.0)',
    { x: linspace(-6, 6, 49) },
    'Function',
    'Cancellation',
    'Infinity',
  ),
  edge(
    'floor-of-product',
    'A jump at the last digit: 0.1*3 is above 0.3, so the floor of ten times it is 3.',
    'floor(x*10.0)',
    { x: float64Array([0.30000000000000004, 0.3, 0.7, 0.1]) },
    'Function',
    'Rounding',
  ),
  edge(
    'nested-domain-error',
    'A NaN made inside travels to the end.',
    'exp(sqrt(x))+1.0',
    { x: float64Array([-1, 0, 1]) },
    'Function',
    'NotANumber',
  ),
];
