import { type Damper, scaledNorm } from './damping.ts';
import type { Residuals } from './levenberg-marquardt.ts';
import type { Factors } from './qr.ts';

/** Where the second derivative along a step is taken, as a share of it. */
const share = 0.1;
/** A bend longer than this share of its step is no correction of it. */
const mostBend = 0.75;

/** A step to be bent. */
export interface Bend {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly factors: Factors;
  readonly scale: Float64Array;
  readonly places: Int32Array;
  readonly damper: Damper;
  readonly damping: number;
  /** Becomes the step with half of its acceleration added. */
  readonly step: Float64Array;
}

/**
 * Bends steps along a curved valley: geodesic acceleration (M. K. Transtrum and J. P. Sethna, "Improvements to the
 * Levenberg-Marquardt algorithm for nonlinear least-squares minimization", arXiv:1201.5885, section 4). A straight step
 * in such a valley soon stands on its wall, and the trust region shrinks to steps that never end.
 */
export class Acceleration {
  readonly #jacobian: Float64Array;
  readonly #probe: Float64Array;
  readonly #point: Float64Array;
  readonly #n: number;

  constructor(n: number, p: number) {
    this.#n = n;
    this.#jacobian = new Float64Array(n * p);
    this.#probe = new Float64Array(n);
    this.#point = new Float64Array(p);
  }

  /** Keeps the Jacobian, which its factorization destroys. */
  keep(columns: Float64Array, count: number): void {
    this.#jacobian.set(columns.subarray(0, count * this.#n));
  }

  /** Costs one evaluation of the model. The step stays as it is where the bend is too long, or has no value. */
  bend(problem: Residuals, { x, residuals, factors, scale, places, damper, damping, step }: Bend): void {
    this.#point.set(x);
    for (let j = 0; j < step.length; j += 1) {
      const place = places[j]!;
      this.#point[place] = x[place]! + share * step[j]!;
    }
    problem.evaluate(this.#point, this.#probe);
    const turn = this.#turn(residuals, step);
    if (!damper.solve(factors, damping, turn)) return;
    if (!(2 * scaledNorm(turn, scale) <= mostBend * scaledNorm(step, scale))) return;
    for (let j = 0; j < step.length; j += 1) step[j] = step[j]! - turn[j]! / 2;
  }

  /** J'w with w the second derivative of the residuals along the step. */
  #turn(residuals: Float64Array, step: Float64Array): Float64Array {
    const [n, count] = [this.#n, step.length];
    const turn = new Float64Array(count);
    for (let i = 0; i < n; i += 1) {
      let along = 0;
      for (let j = 0; j < count; j += 1) along += this.#jacobian[i + j * n]! * step[j]!;
      const second = (2 / share) * ((this.#probe[i]! - residuals[i]!) / share - along);
      for (let j = 0; j < count; j += 1) turn[j] = turn[j]! + this.#jacobian[i + j * n]! * second;
    }
    return turn;
  }
}
