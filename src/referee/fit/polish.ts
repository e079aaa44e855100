import { negate } from '../ball.ts';
import { toBall } from '../real.ts';
import { TooWide, Undetermined } from '../undetermined.ts';
import type { CompiledFit } from './compiled-fit.ts';
import { floatOf, middle, minus, type Point, plus, pointOf, sizeOf, solve, times, zero } from './points.ts';

/** A minimum in many digits. */
export interface Minimum {
  readonly parameters: readonly Point[];
  /** The size of each parameter as a power of two; of one that is 0, of what would matter to the predictions. */
  readonly units: readonly number[];
  readonly rss: Point;
}

/** Steps in many digits that may still be taken over all attempts, each with its cost. */
export interface Budget {
  left: number;
}

const mostSteps = 40;
/** Steps that may fail to be shorter than the one before. */
const mostLonger = 3;
/** A parameter this far below what would matter to the predictions is 0 to them. */
const asGoodAsZero = 64;

/**
 * The minimum next to a place, by Newton's method in so many bits: gradient and J'J in that arithmetic, the second
 * derivatives of the model in binary64, where residuals make them small; so that each step gains about the digits of a
 * binary64 that the problem's condition leaves.
 *
 * @throws {TooWide} when more bits may help @throws {Undetermined} when it does not converge, or costs too much
 */
export function polish(fit: CompiledFit, start: readonly Point[], bits: number, budget: Budget): Minimum {
  let here = start.map((value) => middle(value, bits));
  let before = Number.POSITIVE_INFINITY;
  let longer = 0;
  for (let step = 0; step < mostSteps; step += 1) {
    if (budget.left < fit.cost) throw new Undetermined('its minimum costs too much to find');
    budget.left -= fit.cost;
    const at = equationsAt(fit, here, bits);
    const units = here.map((value, j) => Math.max(sizeOf(value), at.reach[j]! - asGoodAsZero));
    const { move, isDown } = newtonStep(fit, here, at, bits);
    here = here.map((value, j) => minus(value, move[j]!, bits));
    const size = Math.max(...move.map((part, j) => sizeOf(part) - units[j]!));
    if (size <= -0.75 * bits || (size >= before - 1 && size <= -0.5 * bits)) {
      if (!isDown) throw new Undetermined('where the search for its minimum ends is none, by the second derivatives');
      return { parameters: here, units, rss: at.rss };
    }
    if (size >= before) longer += 1;
    if (longer > mostLonger) break;
    before = size;
  }
  if (before <= -0.2 * bits) throw new TooWide('its minimum is too flat for the digits at hand');
  throw new Undetermined('the search for its minimum does not converge');
}

interface Equations {
  readonly matrix: Point[][];
  readonly gradient: Point[];
  readonly rss: Point;
  /** How large a change of each parameter is that would change all predictions by themselves, as a power of two. */
  readonly reach: readonly number[];
}

function equationsAt(fit: CompiledFit, here: readonly Point[], bits: number): Equations {
  const { p, y } = fit;
  const matrix: Point[][] = Array.from({ length: p }, () => new Array<Point>(p).fill(zero));
  const gradient: Point[] = new Array<Point>(p).fill(zero);
  let rss = zero;
  fit.reals(here, bits, (row, [value, ...slopes]) => {
    const residual = minus(middle(toBall(value!, bits), bits), pointOf(y[row]!), bits);
    rss = plus(rss, times(residual, residual, bits), bits);
    const columns = slopes.map((slope) => middle(toBall(slope, bits), bits));
    for (let j = 0; j < p; j += 1) {
      const slope = columns[j]!;
      if (slope.mid === 0n) continue;
      gradient[j] = plus(gradient[j]!, times(slope, residual, bits), bits);
      for (let k = 0; k <= j; k += 1) matrix[j]![k] = plus(matrix[j]![k]!, times(slope, columns[k]!, bits), bits);
    }
  });
  for (let j = 0; j < p; j += 1) for (let k = 0; k < j; k += 1) matrix[k]![j] = matrix[j]![k]!;
  const scale = Math.max(...Array.from(y, (one) => sizeOf(pointOf(one))), -1022) + Math.ceil(Math.log2(fit.n) / 2);
  const reach = matrix.map((rowOf, j) => scale - Math.floor(sizeOf(rowOf[j]!) / 2));
  return { matrix, gradient, rss, reach };
}

interface Step {
  readonly move: readonly Point[];
  /** Whether the sum of squares bends upwards in every direction. */
  readonly isDown: boolean;
}

/** H^-1 g, by Gauss and Newton where the whole second derivative is not that of a minimum. */
function newtonStep(fit: CompiledFit, here: readonly Point[], { matrix, gradient }: Equations, bits: number): Step {
  const loss = bits / 2;
  const curved = curvature(fit, here);
  const whole = curved && matrix.map((row, j) => row.map((entry, k) => plus(entry, curved[j]![k]!, bits)));
  const step = whole && solve(whole, gradient, bits, loss);
  if (step !== null) return { move: step, isDown: true };
  const plain = solve(matrix, gradient, bits, loss);
  if (plain === null) throw new TooWide('the data do not determine its parameters, or hardly');
  return { move: plain, isDown: false };
}

/** The sum of residuals times second derivatives; null where it has no finite value. */
function curvature(fit: CompiledFit, here: readonly Point[]): Point[][] | null {
  const { p, y } = fit;
  const sums = new Float64Array((p * (p + 1)) / 2);
  fit.curves(Float64Array.from(here, floatOf), (row, results) => {
    const residual = results[0]! - y[row]!;
    for (let at = 0; at < sums.length; at += 1) sums[at] = sums[at]! + residual * results[1 + p + at]!;
  });
  if (!sums.every(Number.isFinite)) return null;
  const at = (j: number, k: number) => pointOf(sums[j >= k ? (j * (j + 1)) / 2 + k : (k * (k + 1)) / 2 + j]!);
  return here.map((_, j) => here.map((__, k) => at(j, k)));
}

/** How far apart two places are in the units of one, as a power of two. */
export function apart(a: readonly Point[], b: readonly Point[], units: readonly number[], bits: number): number {
  return Math.max(...a.map((value, j) => sizeOf(plus(value, negate(b[j]!), bits)) - units[j]!));
}
