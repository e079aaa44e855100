import { Acceleration } from './acceleration.ts';
import { gaussNewtonStep, scaledNorm } from './damping.ts';
import { columnNorm, type Factors, factorize } from './qr.ts';
import { nextRegion, predict, ratioOf, steepness } from './trust-region.ts';
import type { Part, Workspace } from './workspace.ts';

/** Residuals of n observations as a function of p parameters. */
export interface Residuals {
  /** Prediction minus observation, into `out`. */
  evaluate(parameters: Float64Array, out: Float64Array): void;
  /** Their derivatives at the parameters of the last evaluation, into the columns of the workspace. */
  differentiate(): void;
}

/** A box that the answer must lie in; ends may be infinite. */
export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Settings {
  /** Relative reduction of the sum of squares, actual and predicted, below which the search ends. */
  readonly ftol: number;
  /** Radius of the trust region, relative to the scaled parameters, below which it does. */
  readonly xtol: number;
  /** Relative change of every parameter below which the last steps after it are over. */
  readonly last: number;
  readonly maxEvaluations: number;
  /** Radius of the first trust region, relative to the scaled start. */
  readonly firstRadius: number;
}

/** `stalled`: no step of any length reduces the sum of squares although its derivatives promise it. */
export type Status = 'converged' | 'max-evaluations' | 'stalled';

/** Where a search ended. The arrays are those of its workspace. */
export interface Minimum {
  readonly parameters: Float64Array;
  readonly residuals: Float64Array;
  /** The norm of the residuals. */
  readonly norm: number;
  readonly status: Status;
  readonly evaluations: number;
  readonly iterations: number;
  /** The factors of the Jacobian there; null when it was not made, or lacks parameters held at the box. */
  readonly factors: Factors | null;
  /** Whether the last evaluation was of this answer. */
  readonly isLast: boolean;
  /** A parameter stands at an end of the box, or its derivatives have vanished on the way: another way may lead lower. */
  readonly isDoubtful: boolean;
}

/** A whole Gauss-Newton step longer than this, relative to the parameters, where no step is of use: the fit stalled. */
const farFromMinimum = 1e-6;
/** The sum of squares is flat at its minimum: this relative growth of its root is rounding, not a step too far. */
const rounding = 1e-10;
/** A derivative below this share of the largest it was says nothing any more. */
const vanished = 1e-6;
/** Evaluations a parameter after which steps are bent: an easy fit is over by then. */
const patience = 15;

/**
 * One search from a start: Levenberg-Marquardt with a trust region scaled by the largest norm that each column of the
 * Jacobian had (Moré 1978, see `Damper`; MINPACK's `lmder`; Nocedal & Wright, Numerical Optimization, 2nd ed., section
 * 10.3). Parameters at an end of the box that the gradient holds there stay out of a step, and a step is cut off at the
 * box: gradient projection with an active set (D. P. Bertsekas, SIAM J. Control Optim. 20, 1982, 221-246).
 */
export class Search {
  readonly #problem: Residuals;
  readonly #box: Box | null;
  readonly #settings: Settings;
  readonly #room: Workspace;
  #part: Part;
  #x: Float64Array;
  #trial: Float64Array;
  #residuals: Float64Array;
  #trialResiduals: Float64Array;
  #norm: number;
  #radius = 0;
  #damping = 0;
  #evaluations = 1;
  #iterations = 0;
  /** Whether the last evaluation was at x, and the factors are of the Jacobian at x. */
  #isAtX = true;
  #isLinear = false;
  /** Made when the search takes long. */
  #acceleration: Acceleration | null = null;

  constructor(problem: Residuals, start: Float64Array, box: Box | null, settings: Settings, room: Workspace) {
    this.#problem = problem;
    this.#box = box;
    this.#settings = settings;
    this.#room = room;
    this.#part = room.part(room.p);
    [this.#x, this.#trial] = room.x;
    [this.#residuals, this.#trialResiduals] = room.residuals;
    this.#x.set(start);
    room.scale.fill(0);
    problem.evaluate(this.#x, this.#residuals);
    this.#norm = columnNorm(this.#residuals, 0, room.n);
  }

  run(): Minimum | null {
    if (!Number.isFinite(this.#norm)) return null;
    const { ftol, xtol } = this.#settings;
    let status = this.#search(ftol, xtol);
    // What stalls was not at its minimum yet: a valley of little slope is followed as far as rounding lets it.
    if (status === 'stalled') status = this.#search(Number.EPSILON, Number.EPSILON);
    const whole = this.#isLinear && this.#part.step.length === this.#room.p;
    return {
      parameters: this.#x,
      residuals: this.#residuals,
      norm: this.#norm,
      status,
      evaluations: this.#evaluations,
      iterations: this.#iterations,
      factors: whole ? this.#part.factors : null,
      isLast: this.#isAtX,
      isDoubtful: this.#isDoubtful(),
    };
  }

  #isDoubtful(): boolean {
    const { scale, places } = this.#room;
    const { norms } = this.#part.factors;
    if (this.#isLinear && norms.some((norm, j) => norm < vanished * scale[places[j]!]!)) return true;
    return this.#box !== null && this.#x.some((x, j) => x <= this.#box!.lower[j]! || x >= this.#box!.upper[j]!);
  }

  #search(ftol: number, xtol: number): Status {
    let status: Status | null = null;
    while (status === null) {
      status = this.#linearize() ? 'converged' : this.#advance(ftol, xtol);
      this.#iterations += 1;
    }
    return status === 'converged' ? this.#finish() : status;
  }

  /** Factors of the Jacobian at x, and the scales; true when no parameter may move or nothing is left to reduce. */
  #linearize(): boolean {
    const { columns, n, p, scale, places } = this.#room;
    if (!this.#isAtX) this.#problem.evaluate(this.#x, this.#trialResiduals);
    if (!this.#isAtX) this.#evaluations += 1;
    this.#isAtX = true;
    this.#problem.differentiate();
    const count = this.#box === null ? p : this.#chooseFree(this.#box);
    if (this.#box === null) for (let j = 0; j < p; j += 1) places[j] = j;
    this.#part = this.#room.part(count);
    columns.set(this.#residuals, count * n);
    if (this.#evaluations > patience * (p + 1)) this.#acceleration ??= new Acceleration(n, p);
    this.#acceleration?.keep(columns, count);
    factorize(columns, n, this.#part.factors);
    this.#isLinear = true;
    for (let j = 0; j < count; j += 1) {
      const place = places[j]!;
      scale[place] = Math.max(scale[place]!, this.#part.factors.norms[j]!) || 1;
      this.#part.scale[j] = scale[place];
    }
    if (this.#iterations === 0) this.#radius = this.#settings.firstRadius * (scaledNorm(this.#x, scale) || 1);
    return count === 0 || this.#norm === 0 || steepness(this.#part.factors, this.#norm) === 0;
  }

  /** Moves the columns of the parameters that may move to the front, and counts them. */
  #chooseFree(box: Box): number {
    const { columns, n, p, places } = this.#room;
    let count = 0;
    for (let j = 0; j < p; j += 1) {
      if (!this.#mayMove(box, j)) continue;
      if (j !== count) columns.copyWithin(count * n, j * n, j * n + n);
      places[count] = j;
      count += 1;
    }
    return count;
  }

  #mayMove({ lower, upper }: Box, j: number): boolean {
    const { columns, n } = this.#room;
    const [low, high, x] = [lower[j]!, upper[j]!, this.#x[j]!];
    if (low < x && x < high) return true;
    let slope = 0;
    for (let i = 0; i < n; i += 1) slope += columns[i + j * n]! * this.#residuals[i]!;
    return (x > low || slope < 0) && (x < high || slope > 0);
  }

  /** Tries steps until one reduces the sum of squares; the status when the search ends with it. */
  #advance(ftol: number, xtol: number): Status | null {
    const { factors, scale, step, damper } = this.#part;
    for (;;) {
      this.#damping = damper.find(factors, scale, step, this.#radius, this.#damping);
      this.#bend();
      const cut = this.#move();
      const length = scaledNorm(step, scale);
      if (this.#iterations === 0) this.#radius = Math.min(this.#radius, length);
      const norm = this.#tryStep();
      const actual = 0.1 * norm < this.#norm ? 1 - (norm / this.#norm) ** 2 : -1;
      const { predicted, slope } = predict(factors, step, { norm: this.#norm, damping: this.#damping, length, cut });
      const ratio = ratioOf(actual, predicted);
      const region = nextRegion({ radius: this.#radius, damping: this.#damping }, { actual, predicted, slope, length });
      this.#radius = region.radius;
      this.#damping = region.damping;
      const accepted = ratio >= 1e-4;
      if (accepted) this.#accept(norm);
      if (Math.abs(actual) <= ftol && predicted <= ftol && ratio <= 2) return 'converged';
      if (this.#radius <= xtol * scaledNorm(this.#x, this.#room.scale)) return 'converged';
      if (this.#evaluations >= this.#settings.maxEvaluations) return 'max-evaluations';
      if (accepted) return null;
    }
  }

  /**
   * Whole Gauss-Newton steps as long as each is shorter than the one before: they are known to more digits than the sum
   * of squares shows, which at its minimum changes with the square of the parameters' error only.
   */
  #finish(): Status {
    let before = Number.POSITIVE_INFINITY;
    for (;;) {
      if (this.#linearize()) return 'converged';
      const { factors, scale, step } = this.#part;
      if (gaussNewtonStep(factors, step) < step.length) return 'converged';
      this.#move();
      const length = scaledNorm(step, scale);
      const isOver = !(length < 0.9 * before) || this.#isSmall(step);
      if (isOver || this.#evaluations >= this.#settings.maxEvaluations) return 'converged';
      const norm = this.#tryStep();
      if (!(norm <= this.#norm * (1 + rounding))) {
        const isFar = length > farFromMinimum * scaledNorm(this.#x, this.#room.scale);
        return isFar && steepness(factors, this.#norm) > farFromMinimum ? 'stalled' : 'converged';
      }
      this.#accept(norm);
      before = length;
    }
  }

  #isSmall(step: Float64Array): boolean {
    const { places } = this.#room;
    for (let j = 0; j < step.length; j += 1)
      if (Math.abs(step[j]!) > this.#settings.last * Math.abs(this.#x[places[j]!]!)) return false;
    return true;
  }

  /** The norm of the residuals at the trial point. */
  #tryStep(): number {
    this.#problem.evaluate(this.#trial, this.#trialResiduals);
    this.#evaluations += 1;
    this.#isAtX = false;
    return columnNorm(this.#trialResiduals, 0, this.#room.n);
  }

  /** Once the search takes long: a step that stays within the box is bent. */
  #bend(): void {
    if (this.#acceleration === null || !this.#staysInside()) return;
    const at = { x: this.#x, residuals: this.#residuals, places: this.#room.places, damping: this.#damping };
    this.#acceleration.bend(this.#problem, { ...this.#part, ...at });
    this.#evaluations += 1;
    this.#isAtX = false;
  }

  #staysInside(): boolean {
    const { step } = this.#part;
    const { places } = this.#room;
    if (this.#box === null) return true;
    const { lower, upper } = this.#box;
    return step.every((move, j) => {
      const wanted = this.#x[places[j]!]! + move;
      return lower[places[j]!]! <= wanted && wanted <= upper[places[j]!]!;
    });
  }

  /** Sets the trial point, and the step to what is left of it within the box; true when something was cut off. */
  #move(): boolean {
    const { step } = this.#part;
    const { places } = this.#room;
    this.#trial.set(this.#x);
    let cut = false;
    for (let j = 0; j < step.length; j += 1) {
      const place = places[j]!;
      const wanted = this.#x[place]! + step[j]!;
      this.#trial[place] = wanted;
      if (this.#box === null) continue;
      const [low, high] = [this.#box.lower[place]!, this.#box.upper[place]!];
      if (low <= wanted && wanted <= high) continue;
      const end = wanted < low ? low : high;
      // A careful search goes half of the way at first: where it comes to stand at an end is not the work of one long step.
      const isFirst = this.#settings.firstRadius < 1 && this.#iterations < 4;
      const allowed = isFirst ? (this.#x[place]! + end) / 2 : end;
      cut = true;
      this.#trial[place] = allowed;
      step[j] = allowed - this.#x[place]!;
    }
    return cut;
  }

  #accept(norm: number): void {
    [this.#x, this.#trial] = [this.#trial, this.#x];
    [this.#residuals, this.#trialResiduals] = [this.#trialResiduals, this.#residuals];
    this.#norm = norm;
    this.#isAtX = true;
    this.#isLinear = false;
  }
}
