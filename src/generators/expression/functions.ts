/**
 * Where a number lies, roughly: what a function needs of its argument to return a number, and what is known of its
 * result. `any` is every sign and size, `small` within about 20 of zero, `exponent` what it is reasonable to raise to.
 */
export type Domain = 'any' | 'small' | 'positive' | 'unit' | 'above-one' | 'exponent';

/** A function of the grammar. */
export interface FunctionShape {
  /** The domain of each argument. */
  readonly takes: readonly Domain[];
  readonly gives: Domain;
}

const shape = (takes: readonly Domain[], gives: Domain): FunctionShape => ({ takes, gives });

/** The functions that RepTate's expressions may call, by their NumPy names. */
export const numpyFunctions: Readonly<Record<string, FunctionShape>> = {
  sin: shape(['any'], 'unit'),
  cos: shape(['any'], 'unit'),
  tan: shape(['any'], 'any'),
  arcsin: shape(['unit'], 'small'),
  arccos: shape(['unit'], 'positive'),
  arctan: shape(['any'], 'small'),
  arctan2: shape(['any', 'any'], 'small'),
  sinh: shape(['small'], 'any'),
  cosh: shape(['small'], 'above-one'),
  tanh: shape(['any'], 'unit'),
  arcsinh: shape(['any'], 'small'),
  arccosh: shape(['above-one'], 'positive'),
  arctanh: shape(['unit'], 'any'),
  exp: shape(['small'], 'positive'),
  log: shape(['positive'], 'small'),
  log10: shape(['positive'], 'small'),
  sqrt: shape(['positive'], 'positive'),
  power: shape(['positive', 'exponent'], 'positive'),
  around: shape(['any'], 'any'),
  round: shape(['any'], 'any'),
  rint: shape(['any'], 'any'),
  floor: shape(['any'], 'any'),
  ceil: shape(['any'], 'any'),
  trunc: shape(['any'], 'any'),
  fabs: shape(['any'], 'positive'),
  abs: shape(['any'], 'positive'),
  deg2rad: shape(['any'], 'any'),
  rad2deg: shape(['any'], 'any'),
  mod: shape(['any', 'positive'], 'any'),
};

/** Whether every number of domain `given` serves where `wanted` is asked for. */
export function serves(given: Domain, wanted: Domain): boolean {
  if (given === wanted || wanted === 'any') return true;
  if (wanted === 'positive') return given === 'above-one';
  return wanted === 'small' && given === 'unit';
}
