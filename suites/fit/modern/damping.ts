import { columnNorm, type Factors } from './qr.ts';

const smallest = 2.2250738585072014e-308;

/**
 * Finds the Levenberg-Marquardt parameter: the damping with which the step just fills the trust region |D step| <= radius,
 * to a tenth of it, or 0 when the whole Gauss-Newton step lies within. Works on the factors of the Jacobian alone, by
 * Newton's method on 1/|D step| within brackets (J. J. Moré, "The Levenberg-Marquardt algorithm: implementation and
 * theory", in Numerical Analysis, Lecture Notes in Mathematics 630, Springer 1978, sections 4 and 5; MINPACK's `lmpar`;
 * Nocedal & Wright, Numerical Optimization, 2nd ed., section 10.3).
 */
export class Damper {
  readonly #work: Float64Array;
  readonly #damped: DampedFactors;

  constructor(p: number) {
    this.#work = new Float64Array(p);
    this.#damped = new DampedFactors(p);
  }

  /**
   * @param guess The damping of the step before.
   * @param step Becomes where to go, from the parameters.
   * @returns the damping
   */
  find(factors: Factors, scale: Float64Array, step: Float64Array, radius: number, guess: number): number {
    const rank = gaussNewtonStep(factors, step);
    let length = scaledNorm(step, scale);
    let excess = length - radius;
    if (excess <= 0.1 * radius) return 0;
    let low = 0;
    if (rank === step.length) low = excess / radius / this.#slope(factors, factors.r, scale, step, length);
    const gradient = this.#gradient(factors, scale);
    let high = gradient / radius || smallest / Math.min(radius, 0.1);
    let damping = Math.min(Math.max(guess, low), high) || gradient / length;
    for (let turn = 1; ; turn += 1) {
      if (damping === 0) damping = Math.max(smallest, 0.001 * high);
      this.#damped.solve(factors, scale, Math.sqrt(damping), step);
      length = scaledNorm(step, scale);
      const before = excess;
      excess = length - radius;
      const near = Math.abs(excess) <= 0.1 * radius;
      if (near || (low === 0 && excess <= before && before < 0) || turn === 10) return damping;
      const correction = excess / radius / this.#slope(factors, this.#damped.s, scale, step, length);
      if (excess > 0) low = Math.max(low, damping);
      if (excess < 0) high = Math.min(high, damping);
      damping = Math.max(low, damping + correction);
    }
  }

  /**
   * Solves (J'J + damping * D D) x = b in place, with the damping that was found last; false where that is singular.
   */
  solve({ r, pivots }: Factors, damping: number, b: Float64Array): boolean {
    const s = damping === 0 ? r : this.#damped.s;
    const p = b.length;
    const x = Float64Array.from(pivots, (j) => b[j]!);
    solveTransposed(s, x);
    for (let j = p - 1; j >= 0; j -= 1) {
      for (let k = j + 1; k < p; k += 1) x[j] = x[j]! - s[j + k * p]! * x[k]!;
      x[j] = x[j]! / s[j + j * p]!;
    }
    for (let j = 0; j < p; j += 1) b[pivots[j]!] = x[j]!;
    return x.every(Number.isFinite);
  }

  /** The square of |S'⁻¹ P' D (D step)| / |D step|, which Newton's method divides by. */
  #slope({ pivots }: Factors, s: Float64Array, scale: Float64Array, step: Float64Array, length: number): number {
    const work = this.#work;
    for (let j = 0; j < work.length; j += 1) {
      const size = scale[pivots[j]!]!;
      work[j] = size * ((size * step[pivots[j]!]!) / length);
    }
    solveTransposed(s, work);
    return columnNorm(work, 0, work.length) ** 2;
  }

  /** The norm of D⁻¹ J'r. */
  #gradient({ r, pivots, qtb }: Factors, scale: Float64Array): number {
    const work = this.#work;
    const p = work.length;
    for (let j = 0; j < p; j += 1) {
      let sum = 0;
      for (let i = 0; i <= j; i += 1) sum += r[i + j * p]! * qtb[i]!;
      work[j] = sum / scale[pivots[j]!]!;
    }
    return columnNorm(work, 0, p);
  }
}

/** Solves R P' step = -Q'b, leaving parameters at rest that the rank does not reach; returns the rank. */
export function gaussNewtonStep({ r, pivots, qtb }: Factors, step: Float64Array): number {
  const p = pivots.length;
  let rank = 0;
  while (rank < p && r[rank + rank * p] !== 0) rank += 1;
  for (let j = rank; j < p; j += 1) step[pivots[j]!] = 0;
  for (let j = rank - 1; j >= 0; j -= 1) {
    let sum = -qtb[j]!;
    for (let k = j + 1; k < rank; k += 1) sum -= r[j + k * p]! * step[pivots[k]!]!;
    step[pivots[j]!] = sum / r[j + j * p]!;
  }
  return rank;
}

function solveTransposed(r: Float64Array, x: Float64Array): void {
  const p = x.length;
  for (let j = 0; j < p; j += 1) {
    let sum = x[j]!;
    for (let i = 0; i < j; i += 1) sum -= r[i + j * p]! * x[i]!;
    x[j] = sum / r[j + j * p]!;
  }
}

export function scaledNorm(x: Float64Array, scale: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j += 1) sum += (x[j]! * scale[j]!) ** 2;
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum);
  return columnNorm(
    x.map((value, j) => value * scale[j]!),
    0,
    x.length,
  );
}

/** The factor S of R'R + damping * D D = S'S, by plane rotations of the diagonal into R (MINPACK's `qrsolv`). */
class DampedFactors {
  readonly s: Float64Array;
  readonly #p: number;
  readonly #diagonal: Float64Array;
  readonly #right: Float64Array;

  constructor(p: number) {
    this.#p = p;
    this.s = new Float64Array(p * p);
    this.#diagonal = new Float64Array(p);
    this.#right = new Float64Array(p);
  }

  solve({ r, pivots, qtb }: Factors, scale: Float64Array, root: number, step: Float64Array): void {
    const p = this.#p;
    this.s.set(r);
    this.#right.set(qtb);
    for (let j = 0; j < p; j += 1) this.#rotateIn(j, root * scale[pivots[j]!]!);
    const s = this.s;
    const x = this.#right;
    for (let j = p - 1; j >= 0; j -= 1) {
      let sum = x[j]!;
      for (let k = j + 1; k < p; k += 1) sum -= s[j + k * p]! * x[k]!;
      x[j] = s[j + j * p] === 0 ? 0 : sum / s[j + j * p]!;
    }
    for (let j = 0; j < p; j += 1) step[pivots[j]!] = -x[j]!;
  }

  /** Adds the row that has `value` in column `first` and is empty elsewhere. */
  #rotateIn(first: number, value: number): void {
    const p = this.#p;
    const s = this.s;
    const row = this.#diagonal.fill(0);
    row[first] = value;
    let right = 0;
    for (let k = first; k < p; k += 1) {
      if (row[k] === 0) continue;
      const length = Math.hypot(s[k + k * p]!, row[k]!);
      const cos = s[k + k * p]! / length;
      const sin = row[k]! / length;
      for (let j = k; j < p; j += 1) {
        const above = s[k + j * p]!;
        s[k + j * p] = cos * above + sin * row[j]!;
        row[j] = cos * row[j]! - sin * above;
      }
      const above = this.#right[k]!;
      this.#right[k] = cos * above + sin * right;
      right = cos * right - sin * above;
    }
  }
}
