import type { ProgramWriter, Register } from './program.ts';

/** A register and its derivative by each parameter it depends on. */
export interface Dual {
  readonly value: Register;
  readonly slopes: ReadonlyMap<number, Register>;
}

type Slope = (write: ProgramWriter, value: Register, ...operands: readonly Register[]) => Register;

/** The derivative of each function of one argument `u` with value `f`. Those that are not here are flat between steps. */
const slopesOfOne: ReadonlyMap<string, Slope> = new Map<string, Slope>([
  ['exp', (_, f) => f],
  ['log', (w, _, u) => w.divide(w.literal(1), u!)],
  ['log10', (w, _, u) => w.divide(w.literal(Math.LOG10E), u!)],
  ['sqrt', (w, f) => w.divide(w.literal(0.5), f)],
  ['sin', (w, _, u) => w.apply('cos', u!)],
  ['cos', (w, _, u) => w.negate(w.apply('sin', u!))],
  ['tan', (w, f) => w.add(w.literal(1), w.multiply(f, f))],
  ['arcsin', (w, _, u) => w.divide(w.literal(1), w.apply('sqrt', oneMinusSquare(w, u!)))],
  ['arccos', (w, _, u) => w.divide(w.literal(-1), w.apply('sqrt', oneMinusSquare(w, u!)))],
  ['arctan', (w, _, u) => w.divide(w.literal(1), onePlusSquare(w, u!))],
  ['sinh', (w, _, u) => w.apply('cosh', u!)],
  ['cosh', (w, _, u) => w.apply('sinh', u!)],
  ['tanh', (w, f) => oneMinusSquare(w, f)],
  ['arcsinh', (w, _, u) => w.divide(w.literal(1), w.apply('sqrt', onePlusSquare(w, u!)))],
  ['arccosh', (w, _, u) => w.divide(w.literal(1), w.apply('sqrt', w.subtract(w.multiply(u!, u!), w.literal(1))))],
  ['arctanh', (w, _, u) => w.divide(w.literal(1), oneMinusSquare(w, u!))],
  ['abs', (w, _, u) => w.apply('sign', u!)],
  ['fabs', (w, _, u) => w.apply('sign', u!)],
  ['deg2rad', (w) => w.literal(Math.PI / 180)],
  ['rad2deg', (w) => w.literal(180 / Math.PI)],
]);

/** The derivatives of what takes two operands `u` and `v`, by the first and by the second. */
const slopesOfTwo: ReadonlyMap<string, readonly [Slope, Slope]> = new Map<string, readonly [Slope, Slope]>([
  ['*', [(_, _f, _u, v) => v!, (_, _f, u) => u!]],
  ['/', [(w, _, _u, v) => w.divide(w.literal(1), v!), (w, f, _, v) => w.negate(w.divide(f, v!))]],
  ['**', [slopeByBase, (w, f, u) => w.apply('power-log', u!, f)]],
  [
    'arctan2',
    [
      (w, _, u, v) => w.divide(v!, sumOfSquares(w, u!, v!)),
      (w, _, u, v) => w.negate(w.divide(u!, sumOfSquares(w, u!, v!))),
    ],
  ],
  ['mod', [(w) => w.literal(1), (w, _, u, v) => w.negate(w.apply('floor', w.divide(u!, v!)))]],
]);

function slopeByBase(w: ProgramWriter, _: Register, u?: Register, v?: Register): Register {
  const exponent = w.registers[v!]!.literal;
  // x**2 and x**3 are products: their slopes need no power either.
  if (exponent === 2) return w.multiply(v!, u!);
  if (exponent === 3) return w.multiply(v!, w.multiply(u!, u!));
  return w.multiply(v!, w.apply('**', u!, w.subtract(v!, w.literal(1))));
}

function oneMinusSquare(w: ProgramWriter, u: Register): Register {
  return w.subtract(w.literal(1), w.multiply(u, u));
}

function onePlusSquare(w: ProgramWriter, u: Register): Register {
  return w.add(w.literal(1), w.multiply(u, u));
}

function sumOfSquares(w: ProgramWriter, u: Register, v: Register): Register {
  return w.add(w.multiply(u, u), w.multiply(v, v));
}

/**
 * The derivative of an operation's value by the parameters, from those of its operands: the chain rule of forward
 * automatic differentiation (Nocedal & Wright, Numerical Optimization, 2nd ed., section 8.2), written down as
 * instructions instead of carried out, so that one pass over the data serves all of them.
 */
export function slopesOf(
  write: ProgramWriter,
  operation: string,
  value: Register,
  operands: readonly Dual[],
): Map<number, Register> {
  const slopes = new Map<number, Register>();
  const registers = operands.map((operand) => operand.value);
  operands.forEach(({ slopes: inner }, at) => {
    if (inner.size === 0) return;
    const outer = outerSlope(write, operation, at, value, registers);
    for (const [parameter, slope] of inner) {
      const term = write.multiply(outer, slope);
      const others = slopes.get(parameter);
      slopes.set(parameter, others === undefined ? term : write.add(others, term));
    }
  });
  return slopes;
}

function outerSlope(
  write: ProgramWriter,
  operation: string,
  at: number,
  value: Register,
  operands: readonly Register[],
): Register {
  if (operation === '+') return write.literal(1);
  if (operation === '-') return write.literal(at === 0 ? 1 : -1);
  if (operation === 'negate') return write.literal(-1);
  const slope = operands.length === 1 ? slopesOfOne.get(operation) : slopesOfTwo.get(operation)?.[at];
  return slope === undefined ? write.literal(0) : slope(write, value, ...operands);
}
