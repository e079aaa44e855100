import type { VectorSource } from 'vernier';
import { edge, linspace, logspace, ordinary } from './make.ts';

/** Shear rates or frequencies, rad/s; times, s; temperatures, degrees Celsius; molar masses, g/mol. */
const w = logspace(-2, 2, 33);
const t = logspace(-3, 3, 31);
const celsius = linspace(20, 180, 17);
const mass = logspace(3, 6, 31);

const flow: VectorSource[] = [
  ordinary(
    'carreau-yasuda',
    'Carreau-Yasuda viscosity of a shear-thinning melt.',
    'etainf+(eta0-etainf)*(1+(lam*w)**a)**((n-1)/a)',
    { eta0: 12000, etainf: 0.5, lam: 1.7, a: 1.2, n: 0.35, w },
    'Model',
  ),
  ordinary(
    'carreau',
    'Carreau viscosity (a = 2).',
    'eta0*(1+(lam*w)**2)**((n-1)/2)',
    { eta0: 8500, lam: 0.9, n: 0.42, w },
    'Model',
  ),
  edge(
    'carreau-newtonian',
    'Carreau-Yasuda with n = 1 must give eta0 exactly: anything to the power 0 is 1.',
    'etainf+(eta0-etainf)*(1+(lam*w)**a)**((n-1)/a)',
    { eta0: 100, etainf: 0, lam: 1.7, a: 2, n: 1, w },
    'Model',
  ),
  edge(
    'carreau-plateau',
    'Carreau-Yasuda far below the onset: 1+(lam w)**a rounds to 1.',
    'eta0*(1+(lam*w)**a)**((n-1)/a)',
    { eta0: 12000, lam: 1e-9, a: 2, n: 0.35, w },
    'Model',
  ),
  ordinary(
    'carreau-stored-column',
    'What RepTate stores in both columns of the Carreau-Yasuda theory: eta w / sqrt(2).',
    '(etainf+(eta0-etainf)*(1+(lam*w)**a)**((n-1)/a))*w/sqrt(2)',
    { eta0: 12000, etainf: 0.5, lam: 1.7, a: 1.2, n: 0.35, w },
    'Model',
    'IntegerLiteral',
  ),
  ordinary('cross', 'Cross viscosity.', 'eta0/(1+(K*w)**m)', { eta0: 5400, K: 0.31, m: 0.73, w }, 'Model'),
  ordinary(
    'herschel-bulkley',
    'Herschel-Bulkley viscosity of a yield-stress fluid.',
    's0/w+K*w**(n-1)',
    { s0: 14.2, K: 3.3, n: 0.51, w },
    'Model',
  ),
  ordinary('power-law', 'Power law a x**b with a negative exponent.', 'a*x**b', { a: 2300, b: -0.62, x: w }, 'Model'),
  ordinary(
    'power-law-growing',
    'Power law a x**b with exponent near 2, where pow and square differ in the last digit.',
    'a*x**b',
    { a: 0.7, b: 1.98, x: w },
    'Model',
  ),
  edge(
    'power-law-at-zero',
    'Power law with a negative exponent at both zeros is infinite, with the sign of the zero only for odd powers.',
    'a*x**b',
    { a: 1, b: -3, x: linspace(-1, 1, 3) },
    'Model',
    'SignedZero',
    'Infinity',
  ),
  ordinary(
    'ucm-startup',
    'Shear stress of the upper-convected Maxwell model in start-up.',
    'G*rate*tau*(1-exp(-t/tau))',
    { G: 1.4e4, rate: 0.3, tau: 2.2, t },
    'Model',
  ),
  ordinary(
    'ucm-extension',
    'Axial stress of the upper-convected Maxwell model in uniaxial extension.',
    '(1-2*W*exp(-(1-2*W)*t/tau))/(1-2*W)',
    { W: 0.3, tau: 2.2, t },
    'Model',
  ),
  edge(
    'ucm-extension-critical',
    'At Weissenberg number 1/2 the axial stress is 0/0: NaN, or an error for Python floats.',
    '(1-2*W*exp(-(1-2*W)*t/tau))/(1-2*W)',
    { W: linspace(0.25, 0.75, 5), tau: 2.2, t: 3 },
    'Model',
    'NotANumber',
  ),
];

const shift: VectorSource[] = [
  ordinary(
    'wlf-log-shift',
    'Logarithm of the WLF shift factor as RepTate writes it.',
    '-B1*(T-Tr)/((B2+Tr)*(B2+T))',
    { B1: 1450, B2: 121.5, Tr: 25, T: celsius },
    'Model',
  ),
  ordinary(
    'wlf-shift',
    'WLF shift factor itself: ten to the power of the logarithm.',
    '10**(-B1*(T-Tr)/((B2+Tr)*(B2+T)))',
    { B1: 1450, B2: 121.5, Tr: 25, T: celsius },
    'Model',
    'IntegerLiteral',
  ),
  ordinary(
    'wlf-vertical-shift',
    'Vertical shift factor bT of the WLF theory.',
    '(1+a*T)*(Tr+273.15)/((1+a*Tr)*(T+273.15))',
    { a: 6.3e-4, Tr: 25, T: celsius },
    'Model',
  ),
  edge(
    'wlf-pole',
    'WLF at T = -B2 divides by zero inside an array and gives an infinity.',
    '-B1*(T-Tr)/((B2+Tr)*(B2+T))',
    { B1: 1450, B2: 120, Tr: 20, T: linspace(-122, -118, 5) },
    'Model',
    'Infinity',
  ),
  ordinary(
    'arrhenius',
    'Arrhenius shift factor between absolute temperatures.',
    'exp(Ea/8.314462618*(1/(T+273.15)-1/(Tr+273.15)))',
    { Ea: 57000, Tr: 150, T: celsius },
    'Model',
  ),
  edge(
    'arrhenius-at-reference',
    'At the reference temperature the shift factor is exactly 1.',
    'exp(Ea/8.314462618*(1/T-1/Tr))',
    { Ea: 57000, Tr: 423.15, T: 423.15 },
    'Model',
  ),
  edge(
    'arrhenius-cold',
    'Arrhenius near absolute zero overflows to infinity without stopping.',
    'exp(Ea/8.314462618*(1/T-1/Tr))',
    { Ea: 57000, Tr: 423.15, T: logspace(0, 2, 9) },
    'Model',
    'Overflow',
  ),
  ordinary(
    'vogel-fulcher',
    'Vogel-Fulcher-Tammann viscosity.',
    'eta0*exp(B/(T-T0))',
    { eta0: 1.3e-4, B: 1750, T0: -51, T: celsius },
    'Model',
  ),
];

const shapes: VectorSource[] = [
  ordinary(
    'gex',
    'Generalised exponential molar-mass distribution; the gamma function is a parameter.',
    'W0*b/(M0*gam)*(M/M0)**a*exp(-(M/M0)**b)',
    { W0: 1, a: 1.4, b: 0.9, M0: 64000, gam: 1.2254, M: mass },
    'Model',
  ),
  edge(
    'gex-tail',
    'The tail of the generalised exponential distribution underflows.',
    'W0*b/(M0*gam)*(M/M0)**a*exp(-(M/M0)**b)',
    { W0: 1, a: 1.4, b: 2, M0: 2000, gam: 1.2254, M: logspace(4, 6, 11) },
    'Model',
    'Subnormal',
  ),
  ordinary(
    'log-normal',
    'Log-normal molar-mass distribution.',
    'W0/sqrt(2*pi*s**2)*exp(-(log(M)-log(M0)-s**2)**2/(2*s**2))',
    { W0: 1, s: 0.62, M0: 64000, M: mass },
    'Model',
    'Constant',
    'IntegerLiteral',
  ),
  ordinary(
    'exponential',
    'Single exponential decay.',
    'a*exp(-x/T)',
    { a: 1000, T: 2, x: linspace(0, 20, 41) },
    'Model',
  ),
  ordinary(
    'two-exponentials',
    'Sum of a fast and a slow exponential decay.',
    'a1*exp(-x/T1)+a2*exp(-x/T2)',
    { a1: 10, T1: 0.3, a2: 2.5, T2: 7.1, x: linspace(0, 20, 41) },
    'Model',
  ),
  edge(
    'two-exponentials-cancelling',
    'Two decays of opposite sign and nearly equal rate cancel most of their digits.',
    'a1*exp(-x/T1)-a1*exp(-x/T2)',
    { a1: 10, T1: 1, T2: 1.0000001, x: linspace(0.5, 5, 10) },
    'Model',
    'Cancellation',
  ),
  ordinary(
    'polynomial-3',
    'Cubic polynomial with the parameters of the polynomial theory.',
    'A0+A1*x+A2*x**2+A3*x**3',
    { A0: 1, A1: -2.5, A2: 0.75, A3: 0.031, x: linspace(-5, 5, 21) },
    'Model',
  ),
  ordinary(
    'polynomial-10',
    'Polynomial of degree ten, the highest that RepTate offers.',
    Array.from({ length: 11 }, (_, i) => `A${i}*x**${i}`).join('+'),
    {
      ...Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`A${i}`, (i % 2 ? -1 : 1) / (i + 1)])),
      x: linspace(0.1, 2, 20),
    },
    'Model',
  ),
  ordinary(
    'polynomial-horner',
    'The same cubic in nested form: parentheses and order of operations matter.',
    'A0+x*(A1+x*(A2+x*A3))',
    { A0: 1, A1: -2.5, A2: 0.75, A3: 0.031, x: linspace(-5, 5, 21) },
    'Model',
  ),
  edge(
    'polynomial-near-root',
    'An expanded cubic near its triple root, where only rounding errors are left.',
    'x**3-3*x**2+3*x-1',
    { x: linspace(0.99999, 1.00001, 11) },
    'Model',
    'Cancellation',
  ),
  ordinary(
    'gaussian-peak',
    'Gaussian peak on a line.',
    'A0+A1*x+h*exp(-((x-c)/s)**2/2)',
    { A0: 0.2, A1: -0.01, h: 4.2, c: 3.1, s: 0.4, x: linspace(0, 6, 25) },
    'Model',
  ),
  ordinary(
    'logistic',
    'Logistic step by way of tanh.',
    'h/2*(1+tanh((x-c)/s))',
    { h: 3, c: 0.5, s: 0.25, x: linspace(0.25, 3, 21) },
    'Model',
  ),
];

/** Flow curves, shift factors, molar-mass distributions and the plain curves that users fit. */
export const materials: VectorSource[] = [...flow, ...shift, ...shapes];
