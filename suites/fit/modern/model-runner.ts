import { type Kernel, kernels } from './kernels.ts';
import type { Model } from './model.ts';
import type { Instruction } from './program.ts';

interface Step {
  readonly kernel: Kernel;
  readonly out: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** A model with room for a number of observations: computes all predictions, and all their derivatives, at a time. */
export class ModelRunner {
  readonly #model: Model;
  readonly #length: number;
  readonly #registers: readonly Float64Array[];
  readonly #once: readonly Step[];
  readonly #forValue: readonly Step[];
  readonly #forSlopes: readonly Step[];
  /** The derivatives: one column a parameter, columns one after another, and room for one more. */
  readonly columns: Float64Array;

  constructor(model: Model, length: number) {
    this.#model = model;
    this.#length = length;
    this.columns = new Float64Array(length * (model.parameters.length + 1));
    const registers: Float64Array[] = model.varies.map((varies) => new Float64Array(varies ? length : 1));
    // What is computed for a derivative anyway is computed in its column.
    const computed = new Set(model.forSlopes.map(({ out }) => out));
    model.slopes.forEach((register, at) => {
      if (register === null || !model.varies[register] || !computed.delete(register)) return;
      registers[register] = this.columns.subarray(at * length, at * length + length);
    });
    this.#registers = registers;
    for (const [register, value] of model.literals) this.#registers[register]![0] = value;
    const step = ({ operation, out, a, b }: Instruction): Step => ({
      kernel: kernels.get(operation)!,
      out: this.#registers[out]!,
      a: this.#registers[a]!,
      b: this.#registers[b]!,
    });
    this.#once = model.once.map(step);
    this.#forValue = model.forValue.map(step);
    this.#forSlopes = model.forSlopes.map(step);
  }

  /** Takes the data of a fit. */
  load(data: ReadonlyMap<string, Float64Array>): void {
    for (const [name, register] of this.#model.predictors) this.#registers[register]!.set(data.get(name)!);
    run(this.#once);
  }

  /** The predictions with these parameters, into `out`. */
  predict(parameters: Float64Array, out: Float64Array): void {
    const registers = this.#model.parameters;
    for (let j = 0; j < registers.length; j += 1) this.#registers[registers[j]!]![0] = parameters[j]!;
    run(this.#forValue);
    this.predictions(out);
  }

  /** Those of the last parameters again. */
  predictions(out: Float64Array): void {
    copy(this.#registers[this.#model.value]!, out, 0, this.#length);
  }

  /** Puts the derivatives at the parameters of the last prediction into `columns`. */
  differentiate(): void {
    run(this.#forSlopes);
    const { slopes } = this.#model;
    const n = this.#length;
    for (let j = 0; j < slopes.length; j += 1) {
      const register = slopes[j] ?? null;
      const from = register === null ? null : this.#registers[register]!;
      if (from === null) this.columns.fill(0, j * n, j * n + n);
      else if (from.buffer !== this.columns.buffer || from.byteOffset !== this.columns.byteOffset + 8 * j * n)
        copy(from, this.columns, j * n, n);
    }
  }
}

function run(steps: readonly Step[]): void {
  for (let at = 0; at < steps.length; at += 1) {
    const { kernel, out, a, b } = steps[at]!;
    kernel(out, a, b);
  }
}

function copy(from: Float64Array, to: Float64Array, start: number, length: number): void {
  if (from.length === length) to.set(from, start);
  else to.fill(from[0]!, start, start + length);
}
