import { Damper } from './damping.ts';
import { type Factors, factorsOf } from './qr.ts';

/** Arrays that a search works in. Making them anew would take as long as a small fit. */
export class Workspace {
  readonly n: number;
  readonly p: number;
  /** The Jacobian, one column a parameter, and the residuals as one more column. */
  readonly columns: Float64Array;
  readonly scale: Float64Array;
  /** The parameters that may move stand at the front: their places, and their scales. */
  readonly places: Int32Array;
  readonly x: [Float64Array, Float64Array];
  readonly residuals: [Float64Array, Float64Array];
  readonly #parts: (Part | undefined)[] = [];

  /** @param columns Room for the Jacobian of p columns and one more, n numbers each. */
  constructor(n: number, p: number, columns: Float64Array) {
    this.n = n;
    this.p = p;
    this.columns = columns;
    this.scale = new Float64Array(p);
    this.places = new Int32Array(p);
    this.x = [new Float64Array(p), new Float64Array(p)];
    this.residuals = [new Float64Array(n), new Float64Array(n)];
  }

  /** Room for steps of `count` parameters. */
  part(count: number): Part {
    this.#parts[count] ??= {
      factors: factorsOf(count),
      scale: new Float64Array(count),
      step: new Float64Array(count),
      damper: new Damper(count),
    };
    return this.#parts[count];
  }
}

/** What a step of some of the parameters is computed in. */
export interface Part {
  readonly factors: Factors;
  readonly scale: Float64Array;
  readonly step: Float64Array;
  readonly damper: Damper;
}
