import { Undetermined } from '../undetermined.ts';
import type { Spot, Tape, TapeStep } from './tape.ts';

/** The derivative of a function of `u` with value `f`, by `u`. */
type Slope = (t: Tape, u: Spot, f: Spot) => Spot;

const one = (t: Tape) => t.number(1n);
const square = (t: Tape, u: Spot) => t.multiply(u, u);
const inverse = (t: Tape, u: Spot) => t.divide(one(t), u);
const overRoot = (t: Tape, u: Spot) => inverse(t, t.call('sqrt', u));
const onePlusSquare = (t: Tape, u: Spot) => t.add(one(t), square(t, u));
const oneMinusSquare = (t: Tape, u: Spot) => t.subtract(one(t), square(t, u));

const spellings: readonly (readonly [names: string, Slope])[] = [
  ['exp', (_, _u, f) => f],
  ['expm1', (t, _, f) => t.add(f, one(t))],
  ['log', inverse],
  ['log1p', (t, u) => inverse(t, t.add(one(t), u))],
  ['log10', (t, u) => inverse(t, t.multiply(u, t.call('log', t.number(10n))))],
  ['log2', (t, u) => inverse(t, t.multiply(u, t.call('log', t.number(2n))))],
  ['sqrt', (t, _, f) => inverse(t, t.multiply(t.number(2n), f))],
  ['sin', (t, u) => t.call('cos', u)],
  ['cos', (t, u) => t.negate(t.call('sin', u))],
  ['tan', (t, _, f) => onePlusSquare(t, f)],
  ['arcsin asin', (t, u) => overRoot(t, oneMinusSquare(t, u))],
  ['arccos acos', (t, u) => t.negate(overRoot(t, oneMinusSquare(t, u)))],
  ['arctan atan', (t, u) => inverse(t, onePlusSquare(t, u))],
  ['sinh', (t, u) => t.call('cosh', u)],
  ['cosh', (t, u) => t.call('sinh', u)],
  ['tanh', (t, _, f) => oneMinusSquare(t, f)],
  ['arcsinh asinh', (t, u) => overRoot(t, onePlusSquare(t, u))],
  ['arccosh acosh', (t, u) => overRoot(t, t.subtract(square(t, u), one(t)))],
  ['arctanh atanh', (t, u) => inverse(t, oneMinusSquare(t, u))],
  ['abs fabs', (t, u, f) => t.divide(u, f)],
  ['deg2rad radians', (t) => t.call('deg2rad', one(t))],
  ['rad2deg degrees', (t) => t.call('rad2deg', one(t))],
];

const slopes: ReadonlyMap<string, Slope> = new Map(
  spellings.flatMap(([names, slope]) => names.split(' ').map((name): [string, Slope] => [name, slope])),
);

/** Writes derivatives by variables onto a tape, by the chain rule, each once. */
export class Derivatives {
  readonly #tape: Tape;
  readonly #known = new Map<string, Spot>();

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** @throws {Undetermined} where a function has no derivative that the referee would stand for */
  of(f: Spot, name: string): Spot {
    const key = `${f} ${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#derive(f, this.#tape.steps[f]!, name);
    this.#known.set(key, found);
    return found;
  }

  #derive(f: Spot, step: TapeStep, name: string): Spot {
    const t = this.#tape;
    if (step.op === 'number') return t.number(0n);
    if (step.op === 'variable') return t.number(step.name === name ? 1n : 0n);
    const [u, v] = step.of as [Spot, Spot];
    const inner = step.of.map((part) => this.of(part, name));
    if (inner.every((part) => t.isZero(part))) return t.number(0n);
    const [du, dv] = inner as [Spot, Spot];
    switch (step.op) {
      case 'negate':
        return t.negate(du);
      case '+':
        return t.add(du, dv);
      case '-':
        return t.subtract(du, dv);
      case '*':
        return t.add(t.multiply(du, v), t.multiply(u, dv));
      case '/':
        return t.divide(t.subtract(du, t.multiply(f, dv)), v);
      case '**':
        return this.#ofPower(f, [u, v], [du, dv]);
      case 'call':
        return this.#ofCall(f, step, inner);
    }
  }

  #ofPower(f: Spot, [u, v]: [Spot, Spot], [du, dv]: [Spot, Spot]): Spot {
    const t = this.#tape;
    if (t.isZero(dv)) {
      const { op, value } = t.steps[v]!;
      const less =
        op === 'number' ? t.number(typeof value === 'bigint' ? value - 1n : value - 1) : t.subtract(v, one(t));
      return t.multiply(t.multiply(v, t.power(u, less)), du);
    }
    const grows = t.multiply(dv, t.call('log', u));
    return t.multiply(f, t.isZero(du) ? grows : t.add(grows, t.divide(t.multiply(v, du), u)));
  }

  #ofCall(f: Spot, { name, of }: TapeStep, inner: readonly Spot[]): Spot {
    const t = this.#tape;
    const [u, v] = of as [Spot, Spot];
    const [du, dv] = inner as [Spot, Spot];
    if ((name === 'arctan2' || name === 'atan2') && of.length === 2)
      return t.divide(t.subtract(t.multiply(v, du), t.multiply(u, dv)), t.add(square(t, u), square(t, v)));
    if (name === 'hypot' && of.length === 2) return t.divide(t.add(t.multiply(u, du), t.multiply(v, dv)), f);
    const slope = of.length === 1 ? slopes.get(name) : undefined;
    if (slope === undefined) throw new Undetermined(`the referee takes no derivative of ${name}`);
    return t.multiply(slope(t, u, f), du);
  }
}
