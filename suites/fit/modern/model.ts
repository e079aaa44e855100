import { ValueError } from '../../expression/modern/errors.ts';
import { parse } from '../../expression/modern/parse.ts';
import type { Tree } from '../../expression/modern/tree.ts';
import { type Dual, slopesOf } from './derivatives.ts';
import { type Instruction, ProgramWriter, type Register } from './program.ts';

/** A model as straight-line code: its value first, then its derivative by each parameter. */
export interface Model {
  readonly varies: readonly boolean[];
  readonly literals: readonly (readonly [Register, number])[];
  readonly parameters: readonly Register[];
  /** The predictors that it uses, by name. */
  readonly predictors: readonly (readonly [string, Register])[];
  /** What to compute once a fit, for a value, and after it for the derivatives there. */
  readonly once: readonly Instruction[];
  readonly forValue: readonly Instruction[];
  readonly forSlopes: readonly Instruction[];
  readonly value: Register;
  /** The derivative by each parameter; null where the model does not depend on it. */
  readonly slopes: readonly (Register | null)[];
}

/**
 * Compiles an expression of the parameters and predictors.
 *
 * @throws {ValueError} when the grammar refuses it or it uses a name that is neither
 */
export function compileModel(text: string, parameters: readonly string[], predictors: readonly string[]): Model {
  const write = new ProgramWriter();
  const names = new Map<string, Dual>();
  const places = new Map<string, Register>();
  const used = new Set<string>();
  for (const name of predictors) {
    const value = write.input(true, 'once');
    places.set(name, value);
    names.set(name, { value, slopes: new Map() });
  }
  const slots = parameters.map((name, index) => {
    const value = write.input(false, 'parameters');
    names.set(name, { value, slopes: new Map([[index, write.literal(1)]]) });
    return value;
  });
  const tree = parse(text);
  for (const name of namesIn(tree)) if (!names.has(name)) throw new ValueError(`Missing variable(s): ${name}`);
  for (const name of namesIn(tree)) used.add(name);
  const values = new Map<Tree, Register>();
  const value = writeValue(write, tree, names, values);
  const valueLength = write.body.length;
  const { slopes } = writeSlopes(write, tree, names, values);
  return {
    varies: write.registers.map((register) => register.varies),
    literals: write.registers.flatMap(({ literal }, at) => (literal === null ? [] : [[at, literal] as const])),
    parameters: slots,
    predictors: [...places].filter(([name]) => used.has(name) && !parameters.includes(name)),
    once: write.once,
    forValue: write.body.slice(0, valueLength),
    forSlopes: write.body.slice(valueLength),
    value,
    slopes: parameters.map((_, index) => slopes.get(index) ?? null),
  };
}

function namesIn(tree: Tree, found = new Set<string>()): ReadonlySet<string> {
  if (tree.kind === 'variable') found.add(tree.name);
  for (const operand of operandsOf(tree)) namesIn(operand, found);
  return found;
}

function operandsOf(tree: Tree): readonly Tree[] {
  if (tree.kind === 'unary') return [tree.of];
  if (tree.kind === 'binary') return [tree.left, tree.right];
  return tree.kind === 'call' ? tree.args : [];
}

/** Values before slopes, since a trial point that is refused needs no slopes. */
function writeValue(
  write: ProgramWriter,
  tree: Tree,
  names: ReadonlyMap<string, Dual>,
  values: Map<Tree, Register>,
): Register {
  const operands = operandsOf(tree).map((operand) => writeValue(write, operand, names, values));
  const value = valueHere(write, tree, names, operands);
  values.set(tree, value);
  return value;
}

function valueHere(
  write: ProgramWriter,
  tree: Tree,
  names: ReadonlyMap<string, Dual>,
  operands: readonly Register[],
): Register {
  const [a, b] = operands as readonly [Register, Register];
  if (tree.kind === 'number') return write.literal(tree.value);
  if (tree.kind === 'variable') return names.get(tree.name)!.value;
  if (tree.kind === 'unary') return tree.op === '-' ? write.negate(a) : a;
  const operation = operationOf(tree);
  if (operation === '**') {
    const exponent = write.registers[b]!.literal;
    if (exponent === 2) return write.apply('*', a, a);
    if (exponent === 3) return write.apply('*', write.apply('*', a, a), a);
  }
  return write.apply(operation, a, b ?? a);
}

function operationOf(tree: Tree): string {
  if (tree.kind === 'unary') return tree.op === '-' ? 'negate' : 'identity';
  if (tree.kind === 'binary') return tree.op;
  return tree.kind === 'call' ? (tree.function === 'power' ? '**' : tree.function) : '';
}

function writeSlopes(
  write: ProgramWriter,
  tree: Tree,
  names: ReadonlyMap<string, Dual>,
  values: ReadonlyMap<Tree, Register>,
): Dual {
  if (tree.kind === 'variable') return names.get(tree.name)!;
  const operands = operandsOf(tree).map((operand) => writeSlopes(write, operand, names, values));
  if (tree.kind === 'unary' && tree.op === '+') return operands[0]!;
  const value = values.get(tree)!;
  return { value, slopes: slopesOf(write, operationOf(tree), value, operands) };
}
