import type { Factors } from './qr.ts';

/** A step and what became of it: all reductions are of the sum of squares, relative to it. */
export interface Trial {
  readonly actual: number;
  readonly predicted: number;
  /** The derivative of half the sum of squares along the whole step, relative to the sum of squares. */
  readonly slope: number;
  /** Length of the step in the scale of the trust region. */
  readonly length: number;
}

/** The radius of a trust region and the damping that goes with it. */
export interface Region {
  readonly radius: number;
  readonly damping: number;
}

/**
 * What the linear model says of a step: the reduction of the sum of squares, and its slope at the start.
 *
 * @param norm The norm of the residuals.
 * @param cut Whether the step was cut off at the box, so that it is not the one of the damping any more.
 */
export function predict(
  { r, pivots, qtb }: Factors,
  step: Float64Array,
  { norm, damping, length, cut }: { norm: number; damping: number; length: number; cut: boolean },
): { predicted: number; slope: number } {
  const p = pivots.length;
  let square = 0;
  let product = 0;
  for (let i = 0; i < p; i += 1) {
    let sum = 0;
    for (let j = i; j < p; j += 1) sum += r[i + j * p]! * step[pivots[j]!]!;
    sum /= norm;
    square += sum * sum;
    product += sum * (qtb[i]! / norm);
  }
  if (cut) return { predicted: -2 * product - square, slope: product };
  const damped = damping * (length / norm) ** 2;
  return { predicted: square + 2 * damped, slope: -(square + damped) };
}

/**
 * The next trust region by Moré's rules (section 5 of his paper): smaller by a parabola through what is known where the
 * model was poor, twice the step where it was good.
 */
export function nextRegion({ radius, damping }: Region, { actual, predicted, slope, length }: Trial): Region {
  const ratio = ratioOf(actual, predicted);
  if (ratio <= 0.25) {
    const parabola = actual >= 0 ? 0.5 : (0.5 * slope) / (slope + 0.5 * actual);
    // -1 stands for residuals at least ten times as large.
    const factor = actual === -1 || !(parabola >= 0.1) ? 0.1 : Math.min(parabola, 0.5);
    return { radius: factor * Math.min(radius, length / 0.1), damping: damping / factor };
  }
  return damping === 0 || ratio >= 0.75 ? { radius: length / 0.5, damping: damping * 0.5 } : { radius, damping };
}

/** How much of the predicted reduction there was. */
export function ratioOf(actual: number, predicted: number): number {
  return predicted > 0 ? actual / predicted : 0;
}

/** The largest cosine between the residuals and a column of the Jacobian: zero at a minimum. */
export function steepness({ r, pivots, qtb, norms }: Factors, norm: number): number {
  const p = pivots.length;
  let largest = 0;
  for (let j = 0; j < p; j += 1) {
    const size = norms[pivots[j]!]!;
    if (size === 0) continue;
    let sum = 0;
    for (let i = 0; i <= j; i += 1) sum += r[i + j * p]! * (qtb[i]! / norm);
    largest = Math.max(largest, Math.abs(sum / size));
  }
  return largest;
}
