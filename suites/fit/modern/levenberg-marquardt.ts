import { dampedStep, gaussNewtonStep, scaledNorm } from './damping.ts';
import { columnNorm, type Factors, factorize, factorsOf } from './qr.ts';

/** Residuals of n observations as a function of p parameters. */
export interface Residuals {
  readonly observations: number;
  /** Prediction minus observation, into `out`. */
  evaluate(parameters: Float64Array, out: Float64Array): void;
  /** Their derivatives at the parameters of the last evaluation, one column a parameter. */
  differentiate(columns: Float64Array): void;
}

/** A box that the answer must lie in; ends may be infinite. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Settings {
  /** Relative reduction of the sum of squares, actual and predicted, below which the fit has converged. */
  readonly ftol: number;
  /** Radius of the trust region, relative to the scaled parameters, below which it has. */
  readonly xtol: number;
  /** Cosine of the angle between residuals and any column of the Jacobian below which it has. */
  readonly gtol: number;
  readonly maxEvaluations: number;
  /** Radius of the first trust region, relative to the scaled start. */
  readonly firstRadius: number;
}

/** `stalled`: no step of any length reduces the sum of squares although its derivatives promise it. */
export type Status = 'converged' | 'max-evaluations' | 'stalled';

export interface Minimum {
  readonly parameters: Float64Array;
  readonly residuals: Float64Array;
  readonly status: Status;
  readonly evaluations: number;
  readonly iterations: number;
}

/** A whole Gauss-Newton step longer than this, relative to the parameters, where no step is of use: the fit stalled. */
const farFromMinimum = 1e-6;
/** The sum of squares is flat at its minimum: this relative growth of its root is rounding, not a step too far. */
const rounding = 1e-10;

/**
 * The parameters within the box that make the sum of squared residuals least, near the start: Levenberg-Marquardt with a
 * trust region scaled by the largest norm that each column of the Jacobian had (Moré 1978, see `dampedStep`; MINPACK's
 * `lmder`; Nocedal & Wright, Numerical Optimization, 2nd ed., section 10.3). Parameters at an end of the box that the
 * gradient holds there stay out of a step, and a step is cut off at the box: gradient projection with an active set
 * (D. P. Bertsekas, SIAM J. Control Optim. 20, 1982, 221-246).
 */
export function minimize(problem: Residuals, start: Float64Array, box: Box | null, settings: Settings): Minimum {
  return new Search(problem, start, box, settings).run();
}

class Search {
  readonly #problem: Residuals;
  readonly #box: Box | null;
  readonly #settings: Settings;
  readonly #columns: Float64Array;
  readonly #right: Float64Array;
  readonly #scale: Float64Array;
  #x: Float64Array;
  #residuals: Float64Array;
  #trial: Float64Array;
  #trialResiduals: Float64Array;
  #norm: number;
  #radius = 0;
  #damping = 0;
  #evaluations = 1;
  #iterations = 0;
  /** Whether the last evaluation was at x, which derivatives are taken at. */
  #isAtX = true;
  /** The parameters that may move, `#free`, stand at the front. */
  readonly #places: Int32Array;
  #free: Int32Array;
  #freeScale: Float64Array;
  #factors: Factors;
  #step: Float64Array;

  constructor(problem: Residuals, start: Float64Array, box: Box | null, settings: Settings) {
    const [n, p] = [problem.observations, start.length];
    this.#problem = problem;
    this.#box = box;
    this.#settings = settings;
    this.#columns = new Float64Array(n * p);
    this.#right = new Float64Array(n);
    this.#scale = new Float64Array(p);
    this.#x = start.slice();
    this.#trial = new Float64Array(p);
    this.#residuals = new Float64Array(n);
    this.#trialResiduals = new Float64Array(n);
    this.#places = new Int32Array(p);
    this.#free = this.#places;
    this.#freeScale = new Float64Array(p);
    this.#factors = factorsOf(p);
    this.#step = new Float64Array(p);
    problem.evaluate(this.#x, this.#residuals);
    this.#norm = columnNorm(this.#residuals, 0, n);
  }

  run(): Minimum {
    let status: Status | null = null;
    while (status === null) {
      status = this.#linearize() ? 'converged' : this.#advance();
      this.#iterations += 1;
    }
    if (status === 'converged') status = this.#finish();
    return {
      parameters: this.#x,
      residuals: this.#residuals,
      status,
      evaluations: this.#evaluations,
      iterations: this.#iterations,
    };
  }

  /** Factors of the Jacobian at x, and the scales; true when x is a minimum to the first order. */
  #linearize(): boolean {
    this.#problem.differentiate(this.#columns);
    this.#chooseFree();
    if (this.#free.length === 0 || this.#norm === 0) return true;
    this.#right.set(this.#residuals);
    factorize(this.#columns.subarray(0, this.#free.length * this.#right.length), this.#right, this.#factors);
    const { norms } = this.#factors;
    const first = this.#iterations === 0;
    for (let j = 0; j < this.#free.length; j += 1) {
      const parameter = this.#free[j]!;
      this.#scale[parameter] = Math.max(this.#scale[parameter]!, norms[j]!) || 1;
      this.#freeScale[j] = this.#scale[parameter]!;
    }
    if (first) this.#radius = this.#settings.firstRadius * (scaledNorm(this.#x, this.#scale) || 1);
    return this.#steepest() <= this.#settings.gtol;
  }

  /** Moves the columns of the parameters that may move to the front. */
  #chooseFree(): void {
    const [n, p] = [this.#right.length, this.#x.length];
    let count = 0;
    for (let j = 0; j < p; j += 1) {
      if (!this.#mayMove(j)) continue;
      if (j !== count) this.#columns.copyWithin(count * n, j * n, j * n + n);
      this.#places[count] = j;
      count += 1;
    }
    if (count !== this.#free.length) {
      this.#free = this.#places.subarray(0, count);
      this.#factors = factorsOf(count);
      this.#step = new Float64Array(count);
      this.#freeScale = new Float64Array(count);
    }
  }

  #mayMove(j: number): boolean {
    if (this.#box === null) return true;
    const [low, high, x] = [this.#box.lower[j]!, this.#box.upper[j]!, this.#x[j]!];
    if (low < x && x < high) return true;
    const n = this.#right.length;
    let slope = 0;
    for (let i = 0; i < n; i += 1) slope += this.#columns[i + j * n]! * this.#residuals[i]!;
    return low < high && (x > low || slope < 0) && (x < high || slope > 0);
  }

  /** The largest cosine between the residuals and a column of the Jacobian. */
  #steepest(): number {
    const { r, pivots, qtb, norms } = this.#factors;
    const p = pivots.length;
    let largest = 0;
    for (let j = 0; j < p; j += 1) {
      const norm = norms[pivots[j]!]!;
      if (norm === 0) continue;
      let sum = 0;
      for (let i = 0; i <= j; i += 1) sum += r[i + j * p]! * (qtb[i]! / this.#norm);
      largest = Math.max(largest, Math.abs(sum / norm));
    }
    return largest;
  }

  /** Tries steps until one reduces the sum of squares; the status when the search ends with it. */
  #advance(): Status | null {
    const { ftol, xtol, maxEvaluations } = this.#settings;
    const scale = this.#freeScale;
    for (;;) {
      const guess = this.#damping;
      this.#damping = dampedStep({ factors: this.#factors, scale, step: this.#step }, this.#radius, guess);
      const cut = this.#move();
      const length = scaledNorm(this.#step, scale);
      if (this.#iterations === 0) this.#radius = Math.min(this.#radius, length);
      const norm = this.#tryStep();
      const actual = 0.1 * norm < this.#norm ? 1 - (norm / this.#norm) ** 2 : -1;
      const { predicted, slope } = this.#predict(length, cut);
      const ratio = predicted > 0 ? actual / predicted : 0;
      this.#adjustRadius({ actual, ratio, slope, length, grew: norm });
      const accepted = ratio >= 1e-4;
      if (accepted) this.#accept(norm);
      const size = scaledNorm(this.#x, this.#scale);
      if (Math.abs(actual) <= ftol && predicted <= ftol && ratio <= 2) return 'converged';
      if (this.#radius <= xtol * size) return 'converged';
      if (this.#evaluations >= maxEvaluations) return 'max-evaluations';
      if (accepted) return null;
    }
  }

  /**
   * Whole Gauss-Newton steps as long as each is less than half the one before: they are known to more digits than the sum
   * of squares shows, which at its minimum changes with the square of the parameters' error only.
   */
  #finish(): Status {
    let before = Number.POSITIVE_INFINITY;
    for (;;) {
      if (!this.#isAtX) this.#problem.evaluate(this.#x, this.#trialResiduals);
      if (!this.#isAtX) this.#evaluations += 1;
      if (this.#linearize() || gaussNewtonStep(this.#factors, this.#step) < this.#free.length) return 'converged';
      this.#move();
      const length = scaledNorm(this.#step, this.#freeScale);
      const size = scaledNorm(this.#x, this.#scale);
      const atNoise = !(length < 0.9 * before) || length <= Number.EPSILON * size;
      if (atNoise || this.#evaluations >= this.#settings.maxEvaluations) return 'converged';
      const norm = this.#tryStep();
      if (!(norm <= this.#norm * (1 + rounding))) {
        const lost = length > farFromMinimum * size && this.#steepest() > farFromMinimum;
        return lost ? 'stalled' : 'converged';
      }
      this.#accept(norm);
      before = length;
    }
  }

  /** The norm of the residuals at the trial point. */
  #tryStep(): number {
    this.#problem.evaluate(this.#trial, this.#trialResiduals);
    this.#evaluations += 1;
    this.#isAtX = false;
    return columnNorm(this.#trialResiduals, 0, this.#trialResiduals.length);
  }

  /** Sets the trial point, and the step to what is left of it within the box; true when something was cut off. */
  #move(): boolean {
    this.#trial.set(this.#x);
    let cut = false;
    for (let j = 0; j < this.#free.length; j += 1) {
      const parameter = this.#free[j]!;
      const wanted = this.#x[parameter]! + this.#step[j]!;
      const low = this.#box?.lower[parameter] ?? Number.NEGATIVE_INFINITY;
      const high = this.#box?.upper[parameter] ?? Number.POSITIVE_INFINITY;
      const allowed = wanted < low ? low : wanted > high ? high : wanted;
      this.#trial[parameter] = allowed;
      if (allowed === wanted) continue;
      cut = true;
      this.#step[j] = allowed - this.#x[parameter]!;
    }
    return cut;
  }

  /** What the linear model says of the step: the relative reduction of the sum of squares, and its slope at the start. */
  #predict(length: number, cut: boolean): { predicted: number; slope: number } {
    const { r, pivots, qtb } = this.#factors;
    const p = pivots.length;
    let [square, product] = [0, 0];
    for (let i = 0; i < p; i += 1) {
      let sum = 0;
      for (let j = i; j < p; j += 1) sum += r[i + j * p]! * this.#step[pivots[j]!]!;
      sum /= this.#norm;
      square += sum * sum;
      product += sum * (qtb[i]! / this.#norm);
    }
    if (cut) return { predicted: -2 * product - square, slope: product };
    const damped = this.#damping * (length / this.#norm) ** 2;
    return { predicted: square + 2 * damped, slope: -(square + damped) };
  }

  /** Moré's rules: shrinks by a parabola through what is known where the model was poor, doubles where it was good. */
  #adjustRadius(trial: { actual: number; ratio: number; slope: number; length: number; grew: number }): void {
    const { actual, ratio, slope, length } = trial;
    if (ratio <= 0.25) {
      let factor = actual >= 0 ? 0.5 : (0.5 * slope) / (slope + 0.5 * actual);
      if (!(0.1 * trial.grew < this.#norm) || !(factor >= 0.1)) factor = 0.1;
      factor = Math.min(factor, 0.5);
      this.#radius = factor * Math.min(this.#radius, length / 0.1);
      this.#damping /= factor;
    } else if (this.#damping === 0 || ratio >= 0.75) {
      this.#radius = length / 0.5;
      this.#damping *= 0.5;
    }
  }

  #accept(norm: number): void {
    [this.#x, this.#trial] = [this.#trial, this.#x];
    [this.#residuals, this.#trialResiduals] = [this.#trialResiduals, this.#residuals];
    this.#norm = norm;
    this.#isAtX = true;
  }
}
