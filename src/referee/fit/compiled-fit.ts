import { ballOf } from '../ball.ts';
import { rationalOf } from '../rational.ts';
import type { Real } from '../real.ts';
import { Undetermined } from '../undetermined.ts';
import { Derivatives } from './derivatives.ts';
import type { FitQuestion } from './fit-question.ts';
import { floatArithmetic } from './float-arithmetic.ts';
import { Program, type Runner } from './program.ts';
import { realArithmetic } from './real-arithmetic.ts';
import { Tape } from './tape.ts';

/** Most observations times parameters that are looked at. */
const mostEntries = 200_000;

/** A question with its model and derivatives written down, ready to be run in either arithmetic. */
export class CompiledFit {
  readonly question: FitQuestion;
  readonly n: number;
  readonly p: number;
  readonly y: Float64Array;
  readonly #slopes: Program;
  readonly #curves: Program;
  readonly #index: ReadonlyMap<string, number>;
  #floats: Runner<number> | null = null;
  #curved: Runner<number> | null = null;
  readonly #reals = new Map<number, Runner<Real>>();

  /** @throws {Undetermined} for models and data that the referee would not stand for */
  constructor(question: FitQuestion) {
    const { model, parameters, data, y } = question;
    this.question = question;
    [this.n, this.p] = [y.length, parameters.length];
    this.y = Float64Array.from(y);
    this.#index = new Map(parameters.map((name, j) => [name, j]));
    if (this.n * this.p > mostEntries) throw new Undetermined(`there are more than ${mostEntries} derivatives`);
    if (this.#index.size !== this.p) throw new Undetermined('two parameters have one name');
    const columns = [...data.values(), this.y];
    if (columns.some((column) => column.length !== this.n)) throw new Undetermined('the data are not as many as y');
    if (!columns.every((column) => Array.from(column).every(Number.isFinite)))
      throw new Undetermined('the data are not finite');
    const tape = new Tape();
    const derivatives = new Derivatives(tape);
    const f = tape.write(model);
    for (const { op, name } of tape.steps) {
      if (op === 'variable' && !this.#index.has(name) && !data.has(name))
        throw new Undetermined(`"${name}" has no value`);
    }
    const first = parameters.map((name) => derivatives.of(f, name));
    const second = first.flatMap((slope, j) => parameters.slice(0, j + 1).map((name) => derivatives.of(slope, name)));
    const names = new Set(parameters);
    this.#slopes = new Program(tape, [f, ...first], names);
    this.#curves = new Program(tape, [f, ...first, ...second], names);
  }

  /** What one pass over the data in many digits costs, in steps of about a microsecond or more. */
  get cost(): number {
    return this.n * (this.#slopes.cost + (this.p * (this.p + 3)) / 2);
  }

  /** Value and derivatives of each row, in binary64. */
  floats(parameters: Float64Array, each: (row: number, results: readonly number[]) => void): void {
    this.#floats ??= this.#slopes.with(floatArithmetic, this.n, (row, name) => this.#datum(row, name));
    this.#floats((name) => parameters[this.#index.get(name)!]!, each);
  }

  /** The same and, after them, the second derivatives by j and k <= j. */
  curves(parameters: Float64Array, each: (row: number, results: readonly number[]) => void): void {
    this.#curved ??= this.#curves.with(floatArithmetic, this.n, (row, name) => this.#datum(row, name));
    this.#curved((name) => parameters[this.#index.get(name)!]!, each);
  }

  /** Value and derivatives of each row, in balls of so many bits. */
  reals(parameters: readonly Real[], bits: number, each: (row: number, results: readonly Real[]) => void): void {
    let runner = this.#reals.get(bits);
    if (runner === undefined) {
      const datum = (row: number, name: string) => ballOf(rationalOf(this.#datum(row, name)), bits);
      runner = this.#slopes.with(realArithmetic(bits), this.n, datum);
      this.#reals.set(bits, runner);
    }
    runner((name) => parameters[this.#index.get(name)!]!, each);
  }

  #datum(row: number, name: string): number {
    return this.question.data.get(name)![row]!;
  }
}
