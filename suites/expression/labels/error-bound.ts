import { type Expression, isIntegerText, type NdArrayValue, numberOf, typedElements, type Value } from 'vernier';
import { callKind, isInteger, type Kind, kindOfDType, limits, operatorKind, roundoff } from './kinds.ts';
import { functionSteps, operatorSteps, type Step } from './reference.ts';

/** What the analysis says of a case. */
export interface Bound {
  /** Conditions met on the way, as labels. */
  readonly notes: ReadonlySet<string>;
  /** The largest relative distance that two correct implementations may have in an element of the result; 0 when none. */
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
    let relative = 0;
    values.forEach((value, i) => {
      const apart = slack[i] as number;
      if (apart > 0) relative = Math.max(relative, apart / Math.abs(value));
    });
    return { notes, relative: Number.isNaN(relative) ? 0 : relative };
  } catch (error) {
    if (!(error instanceof Unknown)) throw error;
    return { notes, relative: 0 };
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
    for (let i = 0; i < length; i += 1) {
      const [x, y] = [at(a.values, i), at(b.values, i)];
      const [dx, dy] = [at(a.slack, i), at(b.slack, i)];
      const value = rounded(step.apply(x, y), kind);
      values[i] = value;
      slack[i] = this.#propagated(step, value, x, y, dx, dy) + this.#local(step, kind, value, dx > 0 || dy > 0);
    }
    if (isInteger(kind)) this.#checkIntegers(kind, modern, values);
    return { kind, modern, values, slack };
  }

  /** How far the result moves when the operands move as far as the sides may be apart. */
  #propagated(step: Step, value: number, x: number, y: number, dx: number, dy: number): number {
    if (dx === 0 && dy === 0) return 0;
    let furthest = 0;
    for (const [p, q] of [
      [x + dx, y + dy],
      [x + dx, y - dy],
      [x - dx, y + dy],
      [x - dx, y - dy],
    ] as const) {
      const moved = step.apply(p, q);
      if (Number.isNaN(moved) !== Number.isNaN(value)) this.#notes.add('domain-edge');
      else if (Number.isFinite(moved) !== Number.isFinite(value)) this.#notes.add('overflow-edge');
      else if (Number.isFinite(value)) furthest = Math.max(furthest, Math.abs(moved - value));
    }
    if (step.rounding === 'jumps' && furthest > 2 * (dx + dy)) this.#notes.add('discontinuity');
    return furthest;
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

  /** Notes where integer arithmetic gives what floats would not: other types, other digits, wrap-around, no -0. */
  #checkIntegers(kind: Kind, modern: Kind, values: Float64Array): void {
    const { most } = limits(kind);
    const kept = !isInteger(modern);
    if (kept && (kind !== 'int' || values.some((x) => x === 0 || !Number.isSafeInteger(x))))
      this.#notes.add('integer:kept');
    if (values.every((x) => Math.abs(x) <= most && !(kind === 'uint8' && x < 0))) return;
    this.#notes.add('integer:wraps');
    throw new Unknown();
  }
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
