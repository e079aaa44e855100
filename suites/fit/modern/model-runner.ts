import { type Kernel, kernels } from './kernels.ts';
import type { Model } from './model.ts';
import type { Instruction } from './program.ts';

type Step = readonly [kernel: Kernel, out: Float64Array, a: Float64Array, b: Float64Array];

/** A model with room for a number of observations: computes all predictions, and all their derivatives, at a time. */
export class ModelRunner {
  readonly #model: Model;
  readonly #length: number;
  readonly #registers: readonly Float64Array[];
  readonly #once: readonly Step[];
  readonly #forValue: readonly Step[];
  readonly #forSlopes: readonly Step[];

  constructor(model: Model, length: number) {
    this.#model = model;
    this.#length = length;
    this.#registers = model.varies.map((varies) => new Float64Array(varies ? length : 1));
    for (const [register, value] of model.literals) this.#registers[register]![0] = value;
    const step = ({ operation, out, a, b }: Instruction): Step => [
      kernels.get(operation)!,
      this.#registers[out]!,
      this.#registers[a]!,
      this.#registers[b]!,
    ];
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
    this.#model.parameters.forEach((register, index) => {
      this.#registers[register]![0] = parameters[index]!;
    });
    run(this.#forValue);
    copy(this.#registers[this.#model.value]!, out, 0, this.#length);
  }

  /**
   * The derivatives at the parameters of the last prediction: one column a parameter, columns one after another. A
   * product of zero and infinity, which is no number, is an inner derivative that vanishes: zero.
   */
  differentiate(columns: Float64Array): void {
    run(this.#forSlopes);
    this.#model.slopes.forEach((register, index) => {
      const start = index * this.#length;
      if (register === null) columns.fill(0, start, start + this.#length);
      else copy(this.#registers[register]!, columns, start, this.#length);
    });
    for (let i = 0; i < columns.length; i += 1) if (Number.isNaN(columns[i])) columns[i] = 0;
  }
}

function run(steps: readonly Step[]): void {
  for (const [kernel, out, a, b] of steps) kernel(out, a, b);
}

function copy(from: Float64Array, to: Float64Array, start: number, length: number): void {
  if (from.length === length) to.set(from, start);
  else to.fill(from[0]!, start, start + length);
}
