import { type Expression, isIntegerText, type NdArrayValue, numberOf, typedElements, type Value } from 'vernier';
import { callKind, isInteger, type Kind, kindOfDType, limits, operatorKind, roundoff } from './kinds.ts';
import { functionSteps, operatorSteps, type Step } from './reference.ts';

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

/** Legacy 2 units in the last place and modern 2, of a libm call: 8 half units. */
const libmHalfUnits = 8;
/** Half a unit on each side of an operation that is rounded once. */
const operationHalfUnits = 2;

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
    const { values, slack } = new Analysis(bindings, notes).evaluate(tree);
    const distances = Array.from(slack, (absolute, i) => ({
      absolute,
      relative: absolute / Math.abs(values[i] as number),
    }));
    return { notes, distances: distances.filter(({ absolute }) => absolute > 0) };
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return { notes, distances: [] };
  }
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
    if (kind === 'int' && !Number.isSafeInteger(value)) this.#notes.add('integer:kept');
    return { kind, modern: 'float', values: Float64Array.of(value), slack: new Float64Array(1) };
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
    return this.#step(
      step,
      callKind(
        name,
        args.map((arg) => arg.kind),
      ),
      callKind(
        name,
        args.map((arg) => arg.modern),
      ),
      a,
      b,
    );
  }

  #step(step: Step, kind: Kind, modern: Kind, a: Cell, b: Cell): Cell {
    const length = commonLength(a.values.length, b.values.length);
    const values = new Float64Array(length);
    const slack = new Float64Array(length);
    if (kind !== modern && !(isPython(kind) && isPython(modern))) this.#notes.add('integer:kept');
    // An integer beyond 2**53 is exact on the legacy side wherever no float has touched it.
    const keeps = a.kind === 'int' && b.kind === 'int' && !(a.modern === 'int' && b.modern === 'int');
    for (let i = 0; i < length; i += 1) {
      const [x, y] = [at(a.values, i), at(b.values, i)];
      const [dx, dy] = [at(a.slack, i), at(b.slack, i)];
      if (step === power && isPython(kind) && x < 0 && !Number.isInteger(y)) this.#end('complex');
      const value = isInteger(kind) ? this.#integer(step, kind, modern, x, y) : rounded(step.apply(x, y), kind);
      if (keeps && ![x, y, value].every(Number.isSafeInteger)) this.#notes.add('integer:kept');
      values[i] = value;
      slack[i] = this.#propagated(step, value, x, y, dx, dy) + this.#local(step, kind, value, dx > 0 || dy > 0);
    }
    return { kind, modern, values, slack };
  }

  /** A result in whole numbers: it wraps around at the ends of its type, and has no -0. */
  #integer(step: Step, kind: Kind, modern: Kind, x: number, y: number): number {
    const value = step.apply(x, y);
    if (!isInteger(modern) && Object.is(value, -0)) this.#notes.add('integer:zero');
    if (kind === 'int') return value + 0;
    const { most } = limits(kind);
    if (Math.abs(value) <= most && (kind !== 'uint8' || value >= 0)) return value + 0;
    if (!isInteger(modern)) this.#notes.add('integer:wraps');
    if (!(Number.isSafeInteger(x) && Number.isSafeInteger(y) && Number.isSafeInteger(value))) throw new Unknown();
    return kind === 'uint8' ? Number(BigInt.asUintN(8, BigInt(value))) : Number(BigInt.asIntN(32, BigInt(value)));
  }

  #end(note: string): never {
    this.#notes.add(note);
    throw new Unknown();
  }

  /** How far the result moves when the operands move as far as the sides may be apart. */
  #propagated(step: Step, value: number, x: number, y: number, dx: number, dy: number): number {
    if (dx === 0 && dy === 0) return 0;
    let furthest = 0;
    for (const [ex, ey] of [
      [dx, dy],
      [dx, -dy],
      [-dx, dy],
      [-dx, -dy],
    ] as const) {
      // Where the far end lies outside of the domain, the way there is walked in halves of what is left.
      for (let share = 1; share > 1e-3; share /= 2) {
        const moved = step.apply(x + share * ex, y + share * ey);
        if (Number.isFinite(moved) !== Number.isFinite(value)) {
          this.#notes.add(Number.isNaN(moved) === Number.isNaN(value) ? 'overflow-edge' : 'domain-edge');
        } else {
          if (Number.isFinite(value)) furthest = Math.max(furthest, Math.abs(moved - value));
          break;
        }
      }
    }
    if (step.rounding === 'jumps' && furthest > 2 * (dx + dy)) this.#notes.add('discontinuity');
    if (step === quotient && dy >= Math.abs(y)) {
      this.#notes.add('overflow-edge');
      return Number.POSITIVE_INFINITY;
    }
    return Math.max(furthest, step.reach?.(x, y, dx, dy) ?? 0);
  }

  /** What the step's own rounding may add. */
  #local(step: Step, kind: Kind, value: number, moved: boolean): number {
    if (!Number.isFinite(value) || isInteger(kind)) return 0;
    if (step.rounding !== 'libm' && !moved) return 0;
    const halfUnits = step.rounding === 'libm' ? libmHalfUnits : operationHalfUnits;
    const { most, least } = limits(kind);
    const size = Math.abs(value);
    if (step.rounding === 'libm') {
      if (kind === 'float32' || kind === 'float16') this.#notes.add(`precision:${kind}`);
      if (size > most * (1 - halfUnits * roundoff(kind))) this.#notes.add('overflow-edge');
    }
    // Below the normal numbers the distance of neighbours stays what it is at the smallest normal one.
    if (size < least && size > 0) this.#notes.add('underflow-edge');
    return halfUnits * roundoff(kind) * Math.max(size, size === 0 ? 0 : least);
  }
}

const power = operatorSteps.get('**') as Step;
const quotient = operatorSteps.get('/') as Step;

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
  return kind === 'float32' ? Math.fround(x) : x;
}
