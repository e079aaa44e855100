import { type Expression, isIntegerText, type NdArrayValue, numberOf, typedElements, type Value } from 'vernier';
import { callKind, isInteger, type Kind, kindOfDType, operatorKind } from './kinds.ts';
import { functionSteps, operatorSteps, type Step } from './reference.ts';
import { keptBy, movedBy, roundedBy } from './step-error.ts';
import { wholeResult } from './whole-result.ts';

/** What the analysis says of a case. */
export interface Bound {
  /** Conditions met on the way, as labels. */
  readonly notes: ReadonlySet<string>;
  /** How far two correct implementations may be apart in each element of the result that they may differ in at all. */
  readonly distances: readonly Distance[];
}

export interface Distance {
  readonly absolute: number;
  readonly relative: number;
}

/** A node's value: type on the legacy side, type where literals are floats, elements, and how far sides may be apart. */
interface Cell {
  readonly kind: Kind;
  readonly modern: Kind;
  readonly values: Float64Array;
  readonly slack: Float64Array;
}

/** Thrown where the analysis ends: values it does not model, or after which the numbers mean nothing. */
class Unknown extends Error {}

/**
 * A first-order running error analysis of an expression on its actual bindings, after Wilkinson, with the derivative of
 * each step taken by difference: a step's result may differ by what its operands' differences do to it, plus the
 * rounding that IEEE 754 does not fix. As long as operands are equal to the bit, + - * / and sqrt are equal too; a call
 * of the mathematical library may be 2 units in the last place off on each side.
 */
export function boundError(tree: Expression, bindings: ReadonlyMap<string, Value>): Bound {
  const notes = new Set<string>();
  try {
    const { kind, modern, values, slack } = new Analysis(bindings, notes).evaluate(tree);
    if (kind !== modern) notes.add('integer:dtype');
    // Up to there a float equals an integer; beyond, it is another type of number.
    const isFloat = isInteger(kind) && !isInteger(modern);
    if (isFloat && values.some((value) => Math.abs(value) >= 2 ** 53)) notes.add('integer:large');
    const distances = Array.from(slack, (absolute, i) => distance(absolute, values[i] as number));
    return { notes, distances: distances.filter(({ absolute }) => absolute > 0) };
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return { notes, distances: [] };
  }
}

/** The side that is compared against may be the smaller one of the two. */
function distance(absolute: number, value: number): Distance {
  const least = Math.abs(value) - absolute;
  return { absolute, relative: least > 0 ? absolute / least : Number.POSITIVE_INFINITY };
}

class Analysis {
  readonly #bindings: ReadonlyMap<string, Value>;
  readonly #notes: Set<string>;

  constructor(bindings: ReadonlyMap<string, Value>, notes: Set<string>) {
    this.#bindings = bindings;
    this.#notes = notes;
  }

  evaluate(node: Expression): Cell {
    if (node.kind === 'literal') return this.#literal(node.text);
    if (node.kind === 'variable') return this.#variable(node.name);
    if (node.kind === 'unary') {
      const of = this.evaluate(node.operand);
      const step = operatorSteps.get(node.operator === '-' ? 'neg' : 'pos') as Step;
      return this.#step(step, of.kind, of.modern, of, of);
    }
    if (node.kind === 'binary') {
      const [a, b] = [this.evaluate(node.left), this.evaluate(node.right)];
      const kind = operatorKind(node.operator, a.kind, b.kind);
      const modern = operatorKind(node.operator, a.modern, b.modern);
      return this.#step(operatorSteps.get(node.operator) as Step, kind, modern, a, b);
    }
    return this.#call(
      node.name,
      node.args.map((arg) => this.evaluate(arg)),
    );
  }

  #literal(text: string): Cell {
    const kind = isIntegerText(text) ? 'int' : 'float';
    const value = numberOf(text);
    const digits = kind === 'int' && !Number.isSafeInteger(value);
    if (digits) this.#notes.add('integer:kept');
    return {
      kind,
      modern: 'float',
      values: Float64Array.of(value),
      slack: Float64Array.of(digits ? keptBy(kind, value) : 0),
    };
  }

  #variable(name: string): Cell {
    const value = this.#bindings.get(name) ?? (name === 'pi' ? Math.PI : name === 'e' ? Math.E : null);
    if (typeof value === 'number') return exact('float', Float64Array.of(value));
    if (typeof value === 'bigint') return exact('int', Float64Array.of(Number(value)));
    if (typeof value === 'boolean') return exact('int', Float64Array.of(Number(value)));
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== 'ndarray')
      throw new Unknown();
    return exact(arrayKind(value), arrayElements(value));
  }

  #call(name: string, args: readonly Cell[]): Cell {
    const step = functionSteps.get(name);
    const [a, b = a] = args;
    if (step === undefined || a === undefined || b === undefined || args.length > 2) throw new Unknown();
    const kinds = args.map((arg) => arg.kind);
    const moderns = args.map((arg) => arg.modern);
    return this.#step(step, callKind(name, kinds), callKind(name, moderns), a, b);
  }

  #step(step: Step, kind: Kind, modern: Kind, a: Cell, b: Cell): Cell {
    const length = commonLength(a.values.length, b.values.length);
    const values = new Float64Array(length);
    const slack = new Float64Array(length);
    const kept = kind !== modern && !(isPython(kind) && isPython(modern));
    if (kept) this.#notes.add('integer:kept');
    // A Python integer beyond 2**53 is exact on the legacy side wherever no float has touched it.
    const exactIntegers = a.kind === 'int' && b.kind === 'int' && !(a.modern === 'int' && b.modern === 'int');
    for (let i = 0; i < length; i += 1) {
      const [x, y] = [at(a.values, i), at(b.values, i)];
      // Operands that stay whole on the legacy side lose their last digits on the way to a float.
      const whole = kept && isInteger(kind);
      const dx = at(a.slack, i) + (whole ? keptBy(kind, x) : 0);
      const dy = at(b.slack, i) + (whole ? keptBy(kind, y) : 0);
      if (step === power && isPython(kind) && x < 0 && !Number.isInteger(y)) this.#end('complex');
      const value = isInteger(kind) ? this.#whole(step, kind, modern, x, y) : rounded(step.apply(x, y), kind);
      const digits = exactIntegers && ![x, y, value].every(Number.isSafeInteger);
      if (digits) this.#notes.add('integer:kept');
      values[i] = value;
      slack[i] =
        movedBy(step, value, { x, y, dx, dy }, this.#notes) +
        roundedBy(step, kind, value, dx > 0 || dy > 0, this.#notes) +
        (kept ? keptBy(kind, value) : 0) +
        (digits ? keptBy('int', Math.max(Math.abs(x), Math.abs(y), Math.abs(value))) : 0);
      if (kept && !Number.isFinite(value) && Number.isFinite(step.apply(x, y))) this.#notes.add('integer:overflow');
    }
    return { kind, modern, values, slack };
  }

  #whole(step: Step, kind: Kind, modern: Kind, x: number, y: number): number {
    const { value, wrapped, negativeZero, undefined: undefinedInFloats } = wholeResult(step, kind, x, y);
    if (wrapped && !isInteger(modern)) this.#notes.add('integer:wraps');
    if (negativeZero && !isInteger(modern)) this.#notes.add('integer:zero');
    if (undefinedInFloats && !isInteger(modern)) this.#notes.add('integer:undefined');
    return value;
  }

  #end(note: string): never {
    this.#notes.add(note);
    throw new Unknown();
  }
}

const power = operatorSteps.get('**') as Step;

function isPython(kind: Kind): boolean {
  return kind === 'int' || kind === 'float';
}

function exact(kind: Kind, values: Float64Array): Cell {
  return { kind, modern: kind, values, slack: new Float64Array(values.length) };
}

function arrayKind(array: NdArrayValue): Kind {
  const kind = kindOfDType(array.dtype);
  if (kind === undefined) throw new Unknown();
  return kind;
}

/** Elements of an array that broadcasts trivially: of one dimension, or of one element. */
function arrayElements(array: NdArrayValue): Float64Array {
  if (array.shape.length > 1) throw new Unknown();
  const elements = array.dtype === '|b1' ? array.data : typedElements(array);
  if (elements === null) throw new Unknown();
  return Float64Array.from(elements as ArrayLike<number>, Number);
}

function commonLength(a: number, b: number): number {
  if (a !== b && a !== 1 && b !== 1) throw new Unknown();
  return a === 1 ? b : a;
}

function at(values: Float64Array, index: number): number {
  return values[values.length === 1 ? 0 : index] as number;
}

function rounded(x: number, kind: Kind): number {
  // Half precision rounds to infinity halfway beyond its largest number, 65504.
  if (kind === 'float16' && Math.abs(x) >= 65520) return x * Number.POSITIVE_INFINITY;
  return kind === 'float32' ? Math.fround(x) : x;
}
