/** Residual sum of squares, normal matrix J'J and gradient J'(f - y), in binary64. */
export interface NormalEquations {
  readonly rss: number;
  readonly matrix: Float64Array;
  readonly gradient: Float64Array;
  readonly predictions: Float64Array;
}

/** What of a compiled fit is needed in binary64. */
export interface FloatFit {
  readonly n: number;
  readonly p: number;
  readonly y: Float64Array;
  floats(parameters: Float64Array, each: (row: number, results: readonly number[]) => void): void;
}

export function normalEquations(fit: FloatFit, parameters: Float64Array): NormalEquations {
  const { n, p, y } = fit;
  const matrix = new Float64Array(p * p);
  const gradient = new Float64Array(p);
  const predictions = new Float64Array(n);
  let rss = 0;
  fit.floats(parameters, (row, [value, ...slopes]) => {
    const residual = value! - y[row]!;
    predictions[row] = value!;
    rss += residual * residual;
    for (let j = 0; j < p; j += 1) {
      gradient[j] = gradient[j]! + slopes[j]! * residual;
      for (let k = 0; k <= j; k += 1) matrix[j * p + k] = matrix[j * p + k]! + slopes[j]! * slopes[k]!;
    }
  });
  for (let j = 0; j < p; j += 1) for (let k = 0; k < j; k += 1) matrix[k * p + j] = matrix[j * p + k]!;
  return { rss, matrix, gradient, predictions };
}

/**
 * The step -(A + damping * diag A)^-1 g over the parameters that are free, by Cholesky factors of A with ones on its
 * diagonal; null where it has none. The others stay.
 */
export function dampedStep(
  matrix: Float64Array,
  gradient: Float64Array,
  damping: number,
  free: readonly number[],
): Float64Array | null {
  const p = gradient.length;
  const q = free.length;
  const scale = free.map((j) => Math.sqrt(matrix[j * p + j]!) || 1);
  const l = new Float64Array(q * q);
  for (let j = 0; j < q; j += 1) {
    for (let i = j; i < q; i += 1) {
      let sum = matrix[free[i]! * p + free[j]!]! / scale[i]! / scale[j]! + (i === j ? damping : 0);
      for (let k = 0; k < j; k += 1) sum -= l[i * q + k]! * l[j * q + k]!;
      if (i > j) l[i * q + j] = sum / l[j * q + j]!;
      else if (sum > 0 && Number.isFinite(sum)) l[j * q + j] = Math.sqrt(sum);
      else return null;
    }
  }
  const x = Float64Array.from(free, (j, i) => -gradient[j]! / scale[i]!);
  for (let i = 0; i < q; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = x[i]! - l[i * q + k]! * x[k]!;
    x[i] = x[i]! / l[i * q + i]!;
  }
  for (let i = q - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < q; k += 1) x[i] = x[i]! - l[k * q + i]! * x[k]!;
    x[i] = x[i]! / l[i * q + i]!;
  }
  const step = new Float64Array(p);
  for (const [i, j] of free.entries()) step[j] = x[i]! / scale[i]!;
  return step;
}
