import { float64Array, type VectorSource } from 'vernier';
import { edge, linspace, logspace, ordinary } from './make.ts';

const { NaN: nan, POSITIVE_INFINITY: inf, MAX_VALUE: max, MIN_VALUE: tiny } = Number;
const signed = linspace(-6, 6, 25);
const unit = linspace(-0.96, 0.96, 13);
const positive = logspace(-4, 4, 17);
const halves = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5];

/** A function, ordinary arguments, and the arguments where it is most likely to go wrong, with what is looked at there. */
const unary: readonly (readonly [name: string, usual: typeof signed, at: string, edges: readonly number[]])[] = [
  [
    'sin',
    signed,
    'near multiples of pi, at 1e22, at -0 and where x is its own sine',
    [Math.PI, 2 * Math.PI, 22, 1e22, -0, 1e-8, tiny, inf, nan],
  ],
  [
    'cos',
    signed,
    'near odd multiples of pi/2, at 1e22 and where the result rounds to 1',
    [Math.PI / 2, (3 * Math.PI) / 2, 11, 1e22, -0, 1e-8, tiny, -inf, nan],
  ],
  [
    'tan',
    signed,
    'beside its pole at pi/2 and at large arguments',
    [Math.PI / 2, -Math.PI / 2, Math.PI, 1e22, -0, 1e-8, inf, nan],
  ],
  [
    'arcsin',
    unit,
    'at its branch points, one step inside and one outside of them',
    [1, -1, 1 - 2 ** -53, 1 + 2 ** -52, -0, 1e-8, inf, nan],
  ],
  [
    'arccos',
    unit,
    'at its branch points, one step inside and one outside of them',
    [1, -1, 1 - 2 ** -53, 1 + 2 ** -52, -0, 1e-8, inf, nan],
  ],
  ['arctan', signed, 'at infinities, huge arguments and -0', [inf, -inf, 1e300, -0, 1e-8, tiny, nan]],
  [
    'sinh',
    signed,
    'below and above overflow, and where x is its own hyperbolic sine',
    [710.4758600739439, 711, -711, 1e-8, -0, tiny, inf, -inf, nan],
  ],
  [
    'cosh',
    signed,
    'below and above overflow, and where the result rounds to 1',
    [710.4758600739439, 711, -711, 1e-9, -0, inf, -inf, nan],
  ],
  [
    'tanh',
    signed,
    'where it saturates to 1 and where x is its own hyperbolic tangent',
    [19, 22, 1000, -1000, 1e-8, -0, tiny, inf, -inf, nan],
  ],
  [
    'arcsinh',
    signed,
    'at huge arguments, where x*x overflows, and at tiny ones, where digits cancel',
    [1e200, -1e200, max, 1e-8, -1e-8, -0, tiny, inf, nan],
  ],
  [
    'arccosh',
    logspace(0, 4, 13),
    'at its branch point 1, one step above and below, and where x*x overflows',
    [1, 1 + 2 ** -52, 1 - 2 ** -53, 1.5, 1e200, max, -2, inf, nan],
  ],
  [
    'arctanh',
    unit,
    'at its poles, one step inside and one outside of them',
    [1, -1, 1 - 2 ** -53, 1 + 2 ** -52, 1e-8, -0, tiny, nan],
  ],
  [
    'exp',
    signed,
    'at the last argument before overflow and before underflow, and beyond',
    [709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412, -0, 1e-17, inf, -inf, nan],
  ],
  [
    'log',
    positive,
    'at 1 and beside it, at zeros, below zero and at subnormals',
    [1, 1 + 2 ** -52, 1 - 2 ** -53, 0, -0, -1, tiny, max, inf, nan],
  ],
  [
    'log10',
    positive,
    'at powers of ten, zeros, below zero and at subnormals',
    [1000, 1e22, 1e23, 1e-300, 0, -0, -1, tiny, max, inf, nan],
  ],
  [
    'sqrt',
    positive,
    'at perfect squares, both zeros, below zero and at subnormals',
    [4, 2, 0, -0, -1, tiny, max, inf, -inf, nan],
  ],
  [
    'around',
    signed,
    'at halves, which go to the even neighbour, and just below a half',
    [...halves, 0.49999999999999994, -0.2, 4503599627370495.5, 1e300, -0, inf, nan],
  ],
  [
    'round',
    signed,
    'at halves, which go to the even neighbour: Math.round of JavaScript does otherwise',
    [...halves, 0.49999999999999994, -0.2, 4503599627370495.5, -0, -inf, nan],
  ],
  [
    'rint',
    signed,
    'at halves, which go to the even neighbour, and beyond 2**52',
    [...halves, 0.49999999999999994, -0.2, 9007199254740991, -0, inf, nan],
  ],
  [
    'floor',
    signed,
    'at whole numbers, just beside them and at -0',
    [3, 2.9999999999999996, -0.5, -3, -2.0000000000000004, -0, 0.5, 1e300, inf, nan],
  ],
  [
    'ceil',
    signed,
    'at whole numbers, just beside them, and where the result is -0',
    [3, 3.0000000000000004, -0.5, -3, 0.5, -0, 1e300, -inf, nan],
  ],
  [
    'trunc',
    signed,
    'at whole numbers, just beside them, and where the result is -0',
    [3, 2.9999999999999996, -0.5, -2.5, 2.5, -0, 1e300, -inf, nan],
  ],
  ['fabs', signed, 'at both zeros, infinities and NaN', [0, -0, -inf, inf, nan, -tiny, -max]],
  ['abs', signed, 'at both zeros, infinities and NaN', [0, -0, -inf, inf, nan, -tiny, -max]],
  ['deg2rad', linspace(-360, 360, 17), 'at subnormals and the largest number', [180, -0, tiny, max, inf, nan]],
  [
    'rad2deg',
    signed,
    'at subnormals, where the result is not, and where it overflows',
    [Math.PI, -0, tiny, 1e307, max, inf, nan],
  ],
];

const oneArgument: VectorSource[] = unary.flatMap(([name, usual, at, edges]) => [
  ordinary(`${name}-array`, `Function ${name} over its usual range.`, `${name}(x)`, { x: usual }, 'Function'),
  edge(
    `${name}-edges`,
    `Function ${name} ${at}.`,
    `${name}(x)`,
    { x: float64Array(edges) },
    'Function',
    'SpecialArgument',
  ),
]);

const everyPair = (list: readonly number[]) => ({
  y: float64Array(list.flatMap((a) => list.map(() => a))),
  x: float64Array(list.flatMap(() => [...list])),
});

const twoArguments: VectorSource[] = [
  ordinary('arctan2-array', 'Angles in all four quadrants.', 'arctan2(y,x)', everyPair([-2, -0.5, 0.5, 3]), 'Function'),
  edge(
    'arctan2-edges',
    'All pairs of zeros and infinities: the quadrant follows the signs of zeros.',
    'arctan2(y,x)',
    everyPair([0, -0, inf, -inf, 1]),
    'Function',
    'SignedZero',
    'Infinity',
  ),
  ordinary('power-function', 'Function power of positive bases.', 'power(y,x)', { y: positive, x: 1.7 }, 'Function'),
  edge(
    'power-edges',
    'All pairs of zeros, infinities, NaN and ones: the standard says which are 1.',
    'power(y,x)',
    everyPair([0, -0, 1, -1, inf, -inf, nan]),
    'Function',
    'NotANumber',
  ),
  ordinary(
    'mod-array',
    'The remainder has the sign of the divisor, unlike % of JavaScript.',
    'mod(x,y)',
    { x: signed, y: 2.5 },
    'Function',
  ),
  ordinary(
    'mod-negative-divisor',
    'The remainder with a negative divisor is never positive.',
    'mod(x,y)',
    { x: signed, y: -2.5 },
    'Function',
  ),
  edge(
    'mod-edges',
    'Remainders of zeros, infinities and by zero: signs of zeros follow the divisor.',
    'mod(y,x)',
    everyPair([0, -0, inf, -inf, 3, -3]),
    'Function',
    'SignedZero',
    'NotANumber',
  ),
  edge(
    'mod-just-below',
    'A tiny negative number modulo 1 rounds to 1 itself.',
    'mod(x,1.0)',
    { x: float64Array([-1e-20, 1e-20, -1, 1e300]) },
    'Function',
    'Rounding',
  ),
];

/** Each function over its usual range and at the arguments where it is most likely to go wrong. */
export const functions: VectorSource[] = [...oneArgument, ...twoArguments];
