/**
 * The lower factor L of a symmetric matrix A = L L', row after row; null when A is not positive definite (Golub & Van
 * Loan, Matrix Computations, 4th ed., algorithm 4.2.1).
 */
export function cholesky(a: Float64Array, p: number): Float64Array | null {
  const l = new Float64Array(p * p);
  for (let j = 0; j < p; j += 1) {
    for (let i = j; i < p; i += 1) {
      let sum = a[i * p + j]!;
      for (let k = 0; k < j; k += 1) sum -= l[i * p + k]! * l[j * p + k]!;
      if (i > j) l[i * p + j] = sum / l[j * p + j]!;
      else if (sum > 0 && Number.isFinite(sum)) l[j * p + j] = Math.sqrt(sum);
      else return null;
    }
  }
  return l;
}

/** Solves L x = b for the lower factor L. */
export function solveLower(l: Float64Array, b: Float64Array): Float64Array {
  const p = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < p; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = x[i]! - l[i * p + k]! * x[k]!;
    x[i] = x[i]! / l[i * p + i]!;
  }
  return x;
}

/** Solves L L' x = b. */
export function solveCholesky(l: Float64Array, b: Float64Array): Float64Array {
  const p = b.length;
  const x = solveLower(l, b);
  for (let i = p - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < p; k += 1) x[i] = x[i]! - l[k * p + i]! * x[k]!;
    x[i] = x[i]! / l[i * p + i]!;
  }
  return x;
}
