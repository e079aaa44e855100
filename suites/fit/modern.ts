/** The modern side in TypeScript: the same formulas and methods as the legacy side, without NumPy and SciPy. */
import { type Curves, model as formula } from './modern/rheology.ts';

export { interpolate } from './modern/cubic-spline.ts';
export { fit } from './modern/fit.ts';
export { smooth } from './modern/savitzky-golay.ts';
export { integrate } from './modern/stress-growth.ts';

/** A formula of RepTate's theories at all x. */
export function model(name: string, x: Float64Array, parameters: Float64Array): Curves {
  return formula(name, x, parameters);
}

/** The same: there is but one of them here, where the JAX side has two. */
export const compiled_model = model;

/** The running integral of samples, by trapezoids. */
export function accumulate(x: Float64Array, y: Float64Array): Float64Array {
  const sums = new Float64Array(y.length);
  for (let i = 1; i < y.length; i += 1) sums[i] = sums[i - 1]! + ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return sums;
}
