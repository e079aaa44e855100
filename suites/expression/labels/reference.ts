/** The operators and functions of the grammar on binary64 numbers, plainly: the middle of the error analysis. */

export type RealFunction = (a: number, b: number) => number;

/** NumPy's remainder: the sign of the divisor. */
function mod(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

/** To the nearest whole number, halves to the even one. */
function rint(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The power of the C standard, which knows that 1 to any power is 1. */
function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && Math.abs(b) === Number.POSITIVE_INFINITY)) return 1;
  return a ** b;
}

/** How one step may differ between two correct implementations. */
export interface Step {
  readonly apply: RealFunction;
  /**
   * `same`: no rounding, or one that IEEE 754 fixes, so equal operands give equal bits. `libm`: each side may be off by
   * 2 units in the last place. `jumps`: as `same`, and the result jumps at certain arguments.
   */
  readonly rounding: 'same' | 'libm' | 'jumps';
  /** How far the result may move at most, where operands move too far for a difference to tell; else 0. */
  readonly reach?: (a: number, b: number, da: number, db: number) => number;
  /** The step in whole numbers, for what wraps around. */
  readonly whole?: (a: bigint, b: bigint) => bigint;
}

const same = (apply: RealFunction): Step => ({ apply, rounding: 'same' });
const libm = (apply: RealFunction): Step => ({ apply, rounding: 'libm' });
const jumps = (apply: RealFunction): Step => ({ apply, rounding: 'jumps' });

/** A periodic function whose argument is uncertain by a tenth of a radian or more may be anywhere in its range. */
const periodic = (apply: RealFunction, range: number): Step => ({
  ...libm(apply),
  reach: (_a, _b, da) => (da > 0.1 ? range : 0),
});

/** Nothing is certain of a power whose base may be zero. Whole powers that wrap have exponents below 64 * 64. */
const powers: Step = {
  ...libm(power),
  reach: (a, _b, da) => (da > 0 && da >= Math.abs(a) ? Number.POSITIVE_INFINITY : 0),
  whole: (a, b) => (b >= 0n && b < 4096n ? a ** b : 0n),
};

/** Binary and unary operators; a unary one ignores its second operand. */
export const operatorSteps: ReadonlyMap<string, Step> = new Map([
  ['+', { ...same((a, b) => a + b), whole: (a, b) => a + b }],
  ['-', { ...same((a, b) => a - b), whole: (a, b) => a - b }],
  ['*', { ...same((a, b) => a * b), whole: (a, b) => a * b }],
  ['/', same((a, b) => a / b)],
  ['**', powers],
  ['neg', { ...same((a) => -a), whole: (a) => -a }],
  ['pos', same((a) => a)],
]);

export const functionSteps: ReadonlyMap<string, Step> = new Map([
  ['sin', periodic(Math.sin, 2)],
  ['cos', periodic(Math.cos, 2)],
  ['tan', periodic(Math.tan, Number.POSITIVE_INFINITY)],
  ['arcsin', libm(Math.asin)],
  ['arccos', libm(Math.acos)],
  ['arctan', libm(Math.atan)],
  ['arctan2', libm(Math.atan2)],
  ['sinh', libm(Math.sinh)],
  ['cosh', libm(Math.cosh)],
  ['tanh', libm(Math.tanh)],
  ['arcsinh', libm(Math.asinh)],
  ['arccosh', libm(Math.acosh)],
  ['arctanh', libm(Math.atanh)],
  ['exp', libm(Math.exp)],
  ['log', libm(Math.log)],
  ['log10', libm(Math.log10)],
  ['sqrt', same(Math.sqrt)],
  ['power', powers],
  ['around', jumps(rint)],
  ['round', jumps(rint)],
  ['rint', jumps(rint)],
  ['floor', jumps(Math.floor)],
  ['ceil', jumps(Math.ceil)],
  ['trunc', jumps(Math.trunc)],
  ['fabs', same(Math.abs)],
  ['abs', same(Math.abs)],
  ['deg2rad', libm((x) => x * (Math.PI / 180))],
  ['rad2deg', libm((x) => x * (180 / Math.PI))],
  // So may a remainder when the dividend is uncertain by a tenth of the divisor.
  [
    'mod',
    { ...jumps(mod), reach: (a, b, da, db) => (da + Math.abs(a / b) * db > 0.1 * Math.abs(b) ? Math.abs(b) : 0) },
  ],
]);
