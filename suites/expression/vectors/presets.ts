import type { VectorSource } from 'vernier';
import { edge, linspace, logspace, ordinary } from './make.ts';

const x = linspace(0, 10, 21);

/** The expressions that RepTate ships: presets of its algebraic-expression theory, defaults of its tools, views from its .ini files. */
export const presets: VectorSource[] = [
  ordinary(
    'preset-line',
    'The default of the algebraic-expression theory.',
    'A0+A1*x',
    { A0: 0.5, A1: 1.75, x },
    'Preset',
  ),
  ordinary('preset-sine', 'The preset sine wave.', 'A0*sin(A1*x)', { A0: 2, A1: 1.3, x }, 'Preset'),
  ordinary(
    'preset-sine-phase',
    'The preset sine wave with a phase.',
    'A0*sin(A1*x+A2)',
    { A0: 2, A1: 1.3, A2: 0.7, x },
    'Preset',
  ),
  ordinary(
    'preset-decay',
    'A decay as users write it on top of the presets.',
    'A0*exp(-A1*x)',
    { A0: 2, A1: 0.5, x },
    'Preset',
  ),
  edge(
    'preset-line-integers',
    'The default with whole-number parameters typed without a point: results stay integers.',
    'A0+A1*x',
    { A0: 3n, A1: 2n, x: 5n },
    'Preset',
    'PythonInteger',
  ),
  edge(
    'preset-line-no-parameters',
    'All parameters zero: the product of zero and a number is a signed zero.',
    'A0+A1*x',
    { A0: 0, A1: 0, x },
    'Preset',
    'SignedZero',
  ),
  ordinary(
    'tool-identity-x',
    'The default of the evaluate tool returns the column itself.',
    'x',
    { x, y: x },
    'Preset',
  ),
  ordinary(
    'tool-identity-y',
    'The default of the evaluate tool returns the other column itself.',
    'y',
    { x, y: logspace(-1, 1, 5) },
    'Preset',
  ),
  ordinary(
    'view-scaled-time',
    'A view of the universal viewer: time over the square of the number of beads plus one.',
    't/(N+1)**2',
    { t: logspace(-1, 4, 21), N: 25 },
    'Preset',
    'View',
  ),
  ordinary(
    'view-mean-displacement',
    'A view of the universal viewer: mean of two displacement columns.',
    '0.5*(MSD0+MSD2)',
    { MSD0: logspace(-1, 2, 11), MSD2: logspace(-2, 3, 11) },
    'Preset',
    'View',
  ),
  ordinary(
    'view-scaled-modulus',
    'A view of the universal viewer: product before quotient, from the left.',
    'Gt*8/N',
    { Gt: logspace(5, 2, 11), N: 30n },
    'Preset',
    'View',
    'PythonInteger',
  ),
  ordinary(
    'view-logarithm',
    'A logarithmic view of a column.',
    'log10(abs(y))',
    { y: linspace(-3, 4, 8) },
    'Preset',
    'View',
  ),
];
