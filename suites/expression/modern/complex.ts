import { OverflowError, ZeroDivisionError } from './errors.ts';
import { Complex } from './operand.ts';
import { roundHalfEven } from './real.ts';

/** Complex arithmetic and functions. Branch cuts and formulas after W. Kahan, "Branch cuts for complex elementary functions" (1987). */

const of = (re: number, im: number): Complex => new Complex(re, im);
export const add = (a: Complex, b: Complex): Complex => of(a.re + b.re, a.im + b.im);
export const subtract = (a: Complex, b: Complex): Complex => of(a.re - b.re, a.im - b.im);
export const negate = (a: Complex): Complex => of(-a.re, -a.im);
export const modulus = (a: Complex): number => Math.hypot(a.re, a.im);
const timesI = (a: Complex): Complex => of(-a.im, a.re);
const overI = (a: Complex): Complex => of(a.im, -a.re);
const one = of(1, 0);

export function multiply(a: Complex, b: Complex): Complex {
  return of(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
}

/** Smith's method, which CPython and NumPy use; a zero divisor gives infinities and NaN. */
export function divide(a: Complex, b: Complex): Complex {
  if (b.re === 0 && b.im === 0) return of(a.re / Math.abs(b.re), a.im / Math.abs(b.re));
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const divisor = b.re + b.im * ratio;
    return of((a.re + a.im * ratio) / divisor, (a.im - a.re * ratio) / divisor);
  }
  const ratio = b.re / b.im;
  const divisor = b.re * ratio + b.im;
  return of((a.re * ratio + a.im) / divisor, (a.im * ratio - a.re) / divisor);
}

/** Whole exponents up to 100 by squaring, the rest in polar form, as CPython does. */
export function power(base: Complex, exponent: Complex): Complex {
  if (isZero(exponent)) return one;
  if (isZero(base)) {
    if (exponent.im !== 0 || exponent.re < 0) return of(Number.NaN, Number.NaN);
    return of(0, 0);
  }
  if (isWhole(exponent)) {
    const positive = wholePower(base, Math.abs(exponent.re));
    return exponent.re < 0 ? divide(one, positive) : positive;
  }
  const { length, phase } = polarPower(base, exponent);
  return length === 0 && !Number.isFinite(phase) ? of(0, 0) : polar(length, phase);
}

function polarPower(base: Complex, exponent: Complex): { readonly length: number; readonly phase: number } {
  const size = modulus(base);
  const angle = Math.atan2(base.im, base.re);
  const length = size ** exponent.re / (exponent.im === 0 ? 1 : Math.exp(angle * exponent.im));
  const phase = angle * exponent.re + (exponent.im === 0 ? 0 : exponent.im * Math.log(size));
  return { length, phase };
}

const polar = (length: number, phase: number): Complex => of(length * Math.cos(phase), length * Math.sin(phase));
const isInfinite = (x: number): boolean => Math.abs(x) === Number.POSITIVE_INFINITY;
const isZero = ({ re, im }: Complex): boolean => re === 0 && im === 0;
const isWhole = ({ re, im }: Complex): boolean => im === 0 && Number.isInteger(re) && Math.abs(re) <= 100;

function wholePower(base: Complex, exponent: number): Complex {
  let result = one;
  let square = base;
  for (let bit = 1; bit <= exponent; bit *= 2) {
    if (exponent & bit) result = multiply(result, square);
    square = multiply(square, square);
  }
  return result;
}

/** Python's own `/` and `**` raise where NumPy answers infinities. */
export function pythonDivide(a: Complex, b: Complex): Complex {
  if (b.re === 0 && b.im === 0) throw new ZeroDivisionError('complex division by zero');
  return divide(a, b);
}

export function pythonPower(a: Complex, b: Complex): Complex {
  const result = isZero(a) || isZero(b) || isWhole(b) ? power(a, b) : pythonPolarPower(a, b);
  // What CPython's math library calls a domain error: a power of zero, one that fell to zero, the sine of an infinity.
  const isDomainError =
    (isZero(a) && !isZero(b) && (b.im !== 0 || b.re < 0)) ||
    (isWhole(b) && b.re < 0 && isZero(wholePower(a, -b.re))) ||
    result === null;
  if (isDomainError) throw new ZeroDivisionError('0.0 to a negative or complex power');
  // As its _Py_ADJUST_ERANGE2: an infinity is an overflow wherever it comes from, a NaN is none.
  if (isInfinite(result.re) || isInfinite(result.im)) throw new OverflowError('complex exponentiation');
  return result;
}

/** Null where the angle is infinite. */
function pythonPolarPower(a: Complex, b: Complex): Complex | null {
  const { length, phase } = polarPower(a, b);
  return isInfinite(phase) ? null : polar(length, phase);
}

export function sqrt(z: Complex): Complex {
  if (z.re === 0 && z.im === 0) return of(0, z.im);
  if (Math.abs(z.im) === Number.POSITIVE_INFINITY) return of(Number.POSITIVE_INFINITY, z.im);
  const size = Math.sqrt((Math.abs(z.re) + modulus(z)) / 2);
  const other = Math.abs(z.im) / (2 * size);
  const sign = z.im < 0 || Object.is(z.im, -0) ? -1 : 1;
  return z.re >= 0 ? of(size, sign * other) : of(other, sign * size);
}

export const log = (z: Complex): Complex => of(Math.log(modulus(z)), Math.atan2(z.im, z.re));
export const log10 = (z: Complex): Complex => of(Math.log10(modulus(z)), Math.atan2(z.im, z.re) / Math.LN10);
export const exp = (z: Complex): Complex =>
  of(Math.exp(z.re) * Math.cos(z.im), z.im === 0 ? z.im : Math.exp(z.re) * Math.sin(z.im));
export const sinh = (z: Complex): Complex => of(Math.sinh(z.re) * Math.cos(z.im), Math.cosh(z.re) * Math.sin(z.im));
export const cosh = (z: Complex): Complex => of(Math.cosh(z.re) * Math.cos(z.im), Math.sinh(z.re) * Math.sin(z.im));

export function tanh(z: Complex): Complex {
  if (Math.abs(z.re) > 20)
    return of(Math.sign(z.re), (4 * Math.sin(z.im) * Math.cos(z.im)) / Math.exp(2 * Math.abs(z.re)));
  const tangent = Math.tan(z.im);
  const beta = 1 + tangent * tangent;
  const s = Math.sinh(z.re);
  const rho = Math.sqrt(1 + s * s);
  const divisor = 1 + beta * s * s;
  return of((beta * rho * s) / divisor, tangent / divisor);
}

export const sin = (z: Complex): Complex => overI(sinh(timesI(z)));
export const cos = (z: Complex): Complex => cosh(timesI(z));
export const tan = (z: Complex): Complex => overI(tanh(timesI(z)));

export function arcsin(z: Complex): Complex {
  const below = sqrt(subtract(one, z));
  const above = sqrt(add(one, z));
  return of(
    Math.atan2(z.re, below.re * above.re - below.im * above.im),
    Math.asinh(below.re * above.im - below.im * above.re),
  );
}

export function arccos(z: Complex): Complex {
  const below = sqrt(subtract(one, z));
  const above = sqrt(add(one, z));
  return of(2 * Math.atan2(below.re, above.re), Math.asinh(above.re * below.im - above.im * below.re));
}

export function arccosh(z: Complex): Complex {
  const below = sqrt(subtract(z, one));
  const above = sqrt(add(z, one));
  return of(Math.asinh(below.re * above.re + below.im * above.im), 2 * Math.atan2(below.im, above.re));
}

export function arctanh(z: Complex): Complex {
  const gap = (1 - z.re) * (1 - z.re) + z.im * z.im;
  return of(Math.log1p((4 * z.re) / gap) / 4, Math.atan2(2 * z.im, (1 - z.re) * (1 + z.re) - z.im * z.im) / 2);
}

export const arcsinh = (z: Complex): Complex => overI(arcsin(timesI(z)));
export const arctan = (z: Complex): Complex => overI(arctanh(timesI(z)));

const round = (z: Complex): Complex => of(roundHalfEven(z.re), roundHalfEven(z.im));

/** NumPy's operators on complex arrays. */
export const operations: ReadonlyMap<string, (a: Complex, b: Complex) => Complex> = new Map([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['**', power],
  ['power', power],
]);

/** NumPy's functions that are defined for complex arrays, `abs` apart, which is real. */
export const functions: ReadonlyMap<string, (z: Complex) => Complex> = new Map([
  ['sin', sin],
  ['cos', cos],
  ['tan', tan],
  ['arcsin', arcsin],
  ['arccos', arccos],
  ['arctan', arctan],
  ['sinh', sinh],
  ['cosh', cosh],
  ['tanh', tanh],
  ['arcsinh', arcsinh],
  ['arccosh', arccosh],
  ['arctanh', arctanh],
  ['exp', exp],
  ['log', log],
  ['log10', log10],
  ['sqrt', sqrt],
  ['around', round],
  ['round', round],
  ['rint', round],
]);
