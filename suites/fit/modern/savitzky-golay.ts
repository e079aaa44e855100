import { ValueError } from '../../expression/modern/errors.ts';

/** Smoothed samples: those with a whole window about them, and those of the half windows at the ends. */
export interface Smoothed {
  readonly inside: Float64Array;
  readonly ends: Float64Array;
}

/**
 * The filter of A. Savitzky and M. Golay (1964): a polynomial fitted to the window about each sample; at the ends the
 * polynomial of the first and of the last whole window.
 *
 * @throws {ValueError} for a window that is even or longer than the data, and an order that is not below it
 */
export function smooth(y: Float64Array, window: number, order: number): Smoothed {
  if (!Number.isInteger(window) || window < 1 || window % 2 === 0) throw new ValueError('window must be odd');
  if (window > y.length) throw new ValueError('window must not be longer than the data');
  if (!(order >= 0 && order < window)) throw new ValueError('order must be less than the window');
  const half = (window - 1) / 2;
  const basis = polynomials(half, order);
  const at = (first: number, place: number) => {
    let sum = 0;
    for (const q of basis) {
      let part = 0;
      for (let i = 0; i < window; i += 1) part += q[i]! * y[first + i]!;
      sum += part * q[place]!;
    }
    return sum;
  };
  const last = y.length - window;
  const places = Array.from({ length: half }, (_, i) => i);
  return {
    inside: Float64Array.from({ length: last + 1 }, (_, first) => at(first, half)),
    ends: Float64Array.from([...places.map((i) => at(0, i)), ...places.map((i) => at(last, half + 1 + i))]),
  };
}

/** Polynomials up to an order on -half … half that are orthonormal there: by Gram and Schmidt, twice for the last digits. */
function polynomials(half: number, order: number): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let power = 0; power <= order; power += 1) {
    const previous = basis.at(-1);
    const next = Float64Array.from(
      { length: 2 * half + 1 },
      (_, i) => (previous?.[i] ?? 1) * (previous ? i - half : 1),
    );
    for (let round = 0; round < 2; round += 1) {
      for (const q of basis) {
        const along = dot(q, next);
        for (let i = 0; i < next.length; i += 1) next[i]! -= along * q[i]!;
      }
    }
    const size = Math.sqrt(dot(next, next));
    basis.push(next.map((one) => one / size));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
