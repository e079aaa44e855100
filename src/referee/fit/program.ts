import type { Spot, Tape, TapeStep } from './tape.ts';

/** What a program needs to know of numbers of one kind. */
export interface Arithmetic<T> {
  literal(value: number | bigint): T;
  operate(step: TapeStep, of: readonly T[]): T;
}

/**
 * The steps of a tape that some results need, for many rows of data: those that depend on no datum are taken once for
 * each set of parameters, those that depend on no parameter once for each row.
 */
export class Program {
  readonly #tape: Tape;
  readonly #results: readonly Spot[];
  /** What depends on neither parameters nor data, on parameters alone, on data alone, on both. */
  readonly #spots: readonly [free: Spot[], once: Spot[], perRow: Spot[], both: Spot[]] = [[], [], [], []];

  constructor(tape: Tape, results: readonly Spot[], parameters: ReadonlySet<string>) {
    this.#tape = tape;
    this.#results = results;
    const needed = neededFor(tape, results);
    const kinds = new Uint8Array(tape.steps.length);
    for (const [spot, { op, name, of }] of tape.steps.entries()) {
      const own = op === 'variable' ? (parameters.has(name) ? 1 : 2) : 0;
      kinds[spot] = of.reduce((kind, part) => kind | kinds[part]!, own);
      if (needed[spot] === 1) this.#spots[kinds[spot]!]!.push(spot);
    }
  }

  /** Steps that each set of parameters costs for each row. */
  get cost(): number {
    return this.#spots[3].length;
  }

  /** Ready to be run with numbers of one kind on these rows. */
  with<T>(arithmetic: Arithmetic<T>, rows: number, datum: (row: number, name: string) => T): Runner<T> {
    const { steps } = this.#tape;
    const [free, once, perRow, both] = this.#spots;
    const run = (spots: readonly Spot[], values: T[], variable: (name: string) => T): void => {
      for (const spot of spots) {
        const step = steps[spot]!;
        if (step.op === 'number') values[spot] = arithmetic.literal(step.value);
        else if (step.op === 'variable') values[spot] = variable(step.name);
        else {
          const parts = step.of.map((part) => values[part]!);
          values[spot] = arithmetic.operate(step, parts);
        }
      }
    };
    const constants: T[] = [];
    run(free, constants, () => arithmetic.literal(0));
    const known = Array.from({ length: rows }, (_, row) => {
      const values = constants.slice();
      run(perRow, values, (name) => datum(row, name));
      return perRow.map((spot) => values[spot]!);
    });
    return (parameter, each) => {
      const values = constants.slice();
      run(once, values, parameter);
      for (let row = 0; row < rows; row += 1) {
        for (const [i, spot] of perRow.entries()) values[spot] = known[row]![i]!;
        run(both, values, parameter);
        const results = this.#results.map((spot) => values[spot]!);
        each(row, results);
      }
    };
  }
}

/** Computes the results of all rows for one set of parameters. */
export type Runner<T> = (parameter: (name: string) => T, each: (row: number, results: readonly T[]) => void) => void;

function neededFor({ steps }: Tape, results: readonly Spot[]): Uint8Array {
  const needed = new Uint8Array(steps.length);
  for (const spot of results) needed[spot] = 1;
  for (let spot = steps.length - 1; spot >= 0; spot -= 1) {
    if (needed[spot] === 1) for (const part of steps[spot]!.of) needed[part] = 1;
  }
  return needed;
}
