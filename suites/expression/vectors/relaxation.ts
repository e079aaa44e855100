import type { VectorSource } from 'vernier';
import { type Bindings, edge, linspace, logspace, ordinary } from './make.ts';

/** Angular frequencies of an oscillatory test, rad/s; times of a step test, s. */
const w = logspace(-2, 2, 33);
const t = logspace(-3, 3, 31);

/** Moduli (Pa) and relaxation times (s) of a polymer melt's spectrum, slow modes last. */
const spectrum = [
  [82000, 0.0012],
  [41500, 0.017],
  [15300, 0.21],
  [3120, 2.6],
  [287, 31],
] as const;

function modes(count: number): Bindings {
  const parameters = spectrum.slice(0, count).flatMap(([G, tau], i) => [
    [`G${i}`, G],
    [`tau${i}`, tau],
  ]);
  return Object.fromEntries(parameters);
}

const sumOf = (count: number, term: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => term(i)).join('+');
const storage = (i: number): string => `G${i}*(w*tau${i})**2/(1+(w*tau${i})**2)`;
const loss = (i: number): string => `G${i}*w*tau${i}/(1+(w*tau${i})**2)`;
const relaxing = (i: number): string => `G${i}*exp(-t/tau${i})`;

const maxwell: VectorSource[] = [1, 2, 3, 5].flatMap((n) => [
  ordinary(
    `maxwell-storage-${n}`,
    `Storage modulus of ${n} Maxwell mode(s) over four decades of frequency.`,
    sumOf(n, storage),
    { ...modes(n), w },
    'Model',
  ),
  ordinary(
    `maxwell-loss-${n}`,
    `Loss modulus of ${n} Maxwell mode(s) over four decades of frequency.`,
    sumOf(n, loss),
    { ...modes(n), w },
    'Model',
  ),
  ordinary(
    `maxwell-time-${n}`,
    `Stress relaxation modulus of ${n} Maxwell mode(s) over six decades of time.`,
    sumOf(n, relaxing),
    { ...modes(n), t },
    'Model',
  ),
]);

const linear: VectorSource[] = [
  ordinary(
    'maxwell-tan-delta',
    'Loss tangent of one Maxwell mode is 1/(w tau), written as the quotient of the moduli.',
    `(${loss(0)})/(${storage(0)})`,
    { ...modes(1), w },
    'Model',
  ),
  ordinary(
    'complex-viscosity',
    'Complex viscosity from the moduli of two modes by a root of squares.',
    `sqrt((${sumOf(2, storage)})**2+(${sumOf(2, loss)})**2)/w`,
    { ...modes(2), w },
    'Model',
  ),
  edge(
    'maxwell-far-below',
    'Storage modulus where (w tau)**2 is subnormal: the power must not flush to zero.',
    storage(0),
    { G0: 1, tau0: 1, w: logspace(-160, -150, 11) },
    'Model',
    'Subnormal',
  ),
  edge(
    'maxwell-far-above',
    'Storage modulus where (w tau)**2 overflows: inf/inf is NaN on all sides.',
    storage(0),
    { G0: 1e5, tau0: 1, w: logspace(150, 158, 9) },
    'Model',
    'Overflow',
  ),
  edge(
    'maxwell-relaxed',
    'Relaxation modulus down to underflow, where the exponential is subnormal and then zero.',
    relaxing(0),
    { G0: 1, tau0: 1, t: linspace(700, 760, 13) },
    'Model',
    'Subnormal',
  ),
  ordinary(
    'retardation-creep',
    'Creep strain with two retardation modes and flow.',
    's0*(J0+J1*(1-exp(-t/tau1))+J2*(1-exp(-t/tau2))+t/eta0)',
    { s0: 120, J0: 1.1e-5, J1: 2.3e-5, tau1: 0.4, J2: 7.9e-5, tau2: 18, eta0: 41000, t },
    'Model',
  ),
  edge(
    'retardation-early',
    'Creep from short times on: a digit of 1-exp(-t/tau) cancels.',
    'J*(1-exp(-t/tau))',
    { J: 1, tau: 1, t: logspace(-1, 1, 13) },
    'Model',
    'Cancellation',
  ),
  ordinary(
    'rouse-3',
    'First three Rouse modes of the relaxation modulus.',
    'G*(exp(-2*t/tR)+exp(-8*t/tR)+exp(-18*t/tR))',
    { G: 2.1e5, tR: 4.7, t },
    'Model',
  ),
  ordinary(
    'reptation-odd-modes',
    'Doi-Edwards tube survival, first three odd modes.',
    '8/pi**2*(exp(-t/td)+exp(-9*t/td)/9+exp(-25*t/td)/25)',
    { td: 12.5, t },
    'Model',
    'Constant',
  ),
  ordinary(
    'kww',
    'Stretched exponential (Kohlrausch-Williams-Watts).',
    'A*exp(-(t/tau)**beta)',
    { A: 3.2, tau: 0.8, beta: 0.45, t },
    'Model',
  ),
  ordinary(
    'debye-storage',
    'Real permittivity of two Debye modes.',
    'einf+d1/(1+(w*t1)**2)+d2/(1+(w*t2)**2)',
    { einf: 2.4, d1: 5.1, t1: 0.03, d2: 1.7, t2: 2.2, w },
    'Model',
  ),
  ordinary(
    'debye-loss',
    'Imaginary permittivity of two Debye modes.',
    'd1*w*t1/(1+(w*t1)**2)+d2*w*t2/(1+(w*t2)**2)',
    { d1: 5.1, t1: 0.03, d2: 1.7, t2: 2.2, w },
    'Model',
  ),
  ordinary(
    'havriliak-negami',
    'Real part of the Havriliak-Negami function, written with real functions.',
    'd*(1+2*(w*t0)**a*cos(pi*a/2)+(w*t0)**(2*a))**(-g/2)*cos(g*arctan(sin(pi*a/2)/((w*t0)**-a+cos(pi*a/2))))',
    { d: 4, t0: 0.5, a: 0.8, g: 0.6, w },
    'Model',
    'Constant',
  ),
];

/** Linear viscoelasticity and dielectric relaxation: sums of modes over the frequencies and times of real files. */
export const relaxation: VectorSource[] = [...maxwell, ...linear];
