/** What is left of a matrix of n rows and p columns after its factorization A P = Q R, n >= 1. */
export interface Factors {
  /** R, p by p, column after column; below the diagonal nothing is meant. */
  readonly r: Float64Array;
  /** Column j of R is column `pivots[j]` of A. */
  readonly pivots: Int32Array;
  /** The first p elements of the transpose of Q times the right-hand side; zeros beyond the rows there are. */
  readonly qtb: Float64Array;
  /** The norms of the columns of A. */
  readonly norms: Float64Array;
}

/** Room for the factors of matrices of p columns. */
export function factorsOf(p: number): Factors {
  return {
    r: new Float64Array(p * p),
    pivots: new Int32Array(p),
    qtb: new Float64Array(p),
    norms: new Float64Array(p),
  };
}

/**
 * Householder QR factorization with column pivoting (Golub & Van Loan, Matrix Computations, 4th ed., section 5.4.2; the
 * choice of columns as in MINPACK's `qrfac`): the diagonal of R falls in size, so that its end tells the rank.
 *
 * @param a The matrix, column after column; its contents are lost.
 * @param b The right-hand side, one element a row; becomes its product with the transpose of Q.
 */
export function factorize(a: Float64Array, b: Float64Array, factors: Factors): void {
  const { r, pivots, qtb, norms } = factors;
  const p = pivots.length;
  const n = b.length;
  const left = new Float64Array(p);
  for (let j = 0; j < p; j += 1) {
    norms[j] = columnNorm(a, j * n, j * n + n);
    left[j] = norms[j]!;
    pivots[j] = j;
  }
  r.fill(0);
  qtb.fill(0);
  for (let j = 0; j < Math.min(p, n); j += 1) {
    let largest = j;
    for (let k = j + 1; k < p; k += 1) if (left[k]! > left[largest]!) largest = k;
    if (largest !== j) swapColumns(a, n, pivots, left, j, largest);
    reflect(a, b, n, j, p);
    for (let k = j + 1; k < p; k += 1) left[k] = columnNorm(a, k * n + j + 1, k * n + n);
  }
  for (let j = 0; j < p; j += 1) for (let i = 0; i <= j && i < n; i += 1) r[i + j * p] = a[i + j * n]!;
  for (let i = 0; i < Math.min(p, n); i += 1) qtb[i] = b[i]!;
}

/** Makes column j zero below the diagonal by a reflection, which is applied to the columns after it and to `b`. */
function reflect(a: Float64Array, b: Float64Array, n: number, j: number, p: number): void {
  const start = j * n;
  let norm = columnNorm(a, start + j, start + n);
  if (norm === 0) return;
  if (a[start + j]! < 0) norm = -norm;
  for (let i = j; i < n; i += 1) a[start + i] = a[start + i]! / norm;
  const head = a[start + j]! + 1;
  a[start + j] = head;
  for (let k = j + 1; k < p; k += 1) reflectColumn(a, k * n, a, start, j, n, head);
  reflectColumn(b, 0, a, start, j, n, head);
  a[start + j] = -norm;
}

function reflectColumn(
  x: Float64Array,
  at: number,
  a: Float64Array,
  start: number,
  j: number,
  n: number,
  head: number,
): void {
  let sum = 0;
  for (let i = j; i < n; i += 1) sum += a[start + i]! * x[at + i]!;
  const scale = sum / head;
  for (let i = j; i < n; i += 1) x[at + i] = x[at + i]! - scale * a[start + i]!;
}

function swapColumns(a: Float64Array, n: number, pivots: Int32Array, left: Float64Array, j: number, k: number): void {
  for (let i = 0; i < n; i += 1) {
    const kept = a[i + j * n]!;
    a[i + j * n] = a[i + k * n]!;
    a[i + k * n] = kept;
  }
  const pivot = pivots[j]!;
  pivots[j] = pivots[k]!;
  pivots[k] = pivot;
  left[k] = left[j]!;
}

/** The Euclidean norm of x[from] to x[to - 1], without overflow: computed again by parts where squares leave the range. */
export function columnNorm(x: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += x[i]! * x[i]!;
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum);
  let largest = 0;
  for (let i = from; i < to; i += 1) largest = Math.max(largest, Math.abs(x[i]!));
  if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return largest;
  sum = 0;
  for (let i = from; i < to; i += 1) sum += (x[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
