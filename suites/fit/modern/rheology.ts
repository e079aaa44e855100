import { ValueError } from '../../expression/modern/errors.ts';
import { gamma } from './gamma.ts';

/** What a formula gives: one array, or several by name. */
export type Curves = Float64Array | Readonly<Record<string, Float64Array>>;

type Formula = (x: Float64Array, p: readonly number[]) => Curves;

const gasConstant = 8.314462618;
const kelvin = 273.15;

/** RepTate's formulas by name; x and the parameters in the order in which the legacy side takes them. */
const formulas: ReadonlyMap<string, Formula> = new Map<string, Formula>([
  ['maxwell-frequency', (w, p) => spectrum(w, modes(p[0]!, p[1]!, p.slice(2)), 0, (x) => x * x)],
  ['maxwell-time', maxwellTime],
  ['debye', (w, p) => spectrum(w, modes(p[1]!, p[2]!, p.slice(3)), p[0]!, () => 1)],
  ['havriliak-negami', havriliakNegami],
  [
    'carreau-yasuda',
    (w, [eta0, etainf, lam, a, n]) =>
      each(w, (x) => etainf! + (eta0! - etainf!) * (1 + (lam! * x) ** a!) ** ((n! - 1) / a!)),
  ],
  ['wlf', wlf],
  [
    'arrhenius',
    (T, [Ea, Tref]) => each(T, (x) => Math.exp((Ea! / gasConstant) * (1 / (x + kelvin) - 1 / (Tref! + kelvin)))),
  ],
  ['polynomial', (x, A) => each(x, (one) => A.reduce((sum, a, i) => sum + a * one ** i, 0))],
  ['power-law', (x, [a, b]) => each(x, (one) => a! * one ** b!)],
  [
    'two-exponentials',
    (x, [a1, T1, a2, T2]) => each(x, (one) => a1! * Math.exp(-one / T1!) + a2! * Math.exp(-one / T2!)),
  ],
  ['gex', gex],
  ['log-normal', logNormal],
  ['ucm-shear', (t, [G, tau, rate]) => each(t, (x) => G! * rate! * tau! * (1 - Math.exp(-x / tau!)))],
  ['ucm-extension', ucmExtension],
]);

/** @throws {ValueError} for a name that is no formula */
export function model(name: string, x: Float64Array, parameters: ArrayLike<number>): Curves {
  const formula = formulas.get(name);
  if (formula === undefined) throw new ValueError(`There is no formula "${name}"`);
  return formula(x, Array.from(parameters));
}

const each = (x: Float64Array, f: (one: number) => number): Float64Array => x.map(f);

/** Relaxation times, even on a logarithmic scale, and what each weighs. */
function modes(low: number, high: number, logs: readonly number[]): readonly (readonly [number, number])[] {
  const step = logs.length > 1 ? (high - low) / (logs.length - 1) : 0;
  return logs.map((log, i) => {
    const exponent = i === logs.length - 1 && i > 0 ? high : low + i * step;
    return [1 / 10 ** exponent, 10 ** log];
  });
}

function spectrum(
  w: Float64Array,
  all: ReturnType<typeof modes>,
  first: number,
  power: (wt: number) => number,
): Curves {
  const sum = (start: number, term: (wt: number, g: number) => number) =>
    each(w, (x) => all.reduce((total, [tau, g]) => total + term(x * tau, g), start));
  return {
    storage: sum(first, (wt, g) => (g * power(wt)) / (1 + wt * wt)),
    loss: sum(0, (wt, g) => (g * wt) / (1 + wt * wt)),
  };
}

function maxwellTime(t: Float64Array, [low, high, ...logs]: readonly number[]): Curves {
  const all = modes(low!, high!, logs);
  return each(t, (x) => all.reduce((total, [tau, g]) => total + g * Math.exp(-x / tau), 0));
}

/** delta / (1 + (i w tau)^alpha)^gamma, by modulus and angle. */
function havriliakNegami(w: Float64Array, [delta, tau, alpha, power]: readonly number[]): Curves {
  const at = (x: number): readonly [number, number] => {
    const size = (x * tau!) ** alpha!;
    const angle = (Math.PI / 2) * alpha!;
    const [real, imaginary] = [1 + size * Math.cos(angle), size * Math.sin(angle)];
    const modulus = delta! * Math.hypot(real, imaginary) ** -power!;
    const turn = power! * Math.atan2(imaginary, real);
    return [modulus * Math.cos(turn), modulus * Math.sin(turn)];
  };
  return { storage: each(w, (x) => at(x)[0]), loss: each(w, (x) => at(x)[1]) };
}

function wlf(T: Float64Array, [Tr, B1, B2, logalpha]: readonly number[]): Curves {
  const alpha = 10 ** logalpha!;
  return {
    aT: each(T, (x) => 10 ** ((-B1! * (x - Tr!)) / ((B2! + Tr!) * (B2! + x)))),
    bT: each(T, (x) => ((1 + alpha * x) * (Tr! + kelvin)) / ((1 + alpha * Tr!) * (x + kelvin))),
  };
}

function gex(M: Float64Array, [W0, M0, a, b]: readonly number[]): Curves {
  const scale = (W0! * b!) / (M0! * gamma((a! + 1) / b!));
  return each(M, (x) => scale * (x / M0!) ** a! * Math.exp(-((x / M0!) ** b!)));
}

function logNormal(M: Float64Array, [W0, M0, sigma]: readonly number[]): Curves {
  return each(M, (x) => {
    const off = Math.log(x) - Math.log(M0!) - sigma! * sigma!;
    return (W0! / Math.sqrt(2 * Math.PI * sigma! * sigma!)) * Math.exp(-(off * off) / (2 * sigma! * sigma!));
  });
}

function ucmExtension(t: Float64Array, [G, tau, rate]: readonly number[]): Curves {
  const w = tau! * rate!;
  return each(t, (x) => {
    const along = (1 - 2 * w * Math.exp((-(1 - 2 * w) * x) / tau!)) / (1 - 2 * w);
    return G! * (along - (1 + w * Math.exp((-(1 + w) * x) / tau!)) / (1 + w));
  });
}
