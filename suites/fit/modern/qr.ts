/** What is left of a matrix of p columns after its factorization A P = Q R, and room to make it. */
export interface Factors {
  /** R, p by p, column after column; zeros below the diagonal. */
  readonly r: Float64Array;
  /** Column j of R is column `pivots[j]` of A. */
  readonly pivots: Int32Array;
  /** The first p elements of the transpose of Q times the right-hand side; zeros beyond the rows there are. */
  readonly qtb: Float64Array;
  /** The norms of the columns of A. */
  readonly norms: Float64Array;
  /** Norms of what is left of each column, now and when last computed. */
  readonly left: Float64Array;
}

/** Room for the factors of matrices of p columns. */
export function factorsOf(p: number): Factors {
  return {
    r: new Float64Array(p * p),
    pivots: new Int32Array(p),
    qtb: new Float64Array(p),
    norms: new Float64Array(p),
    left: new Float64Array(2 * p),
  };
}

/**
 * Householder QR factorization with column pivoting (Golub & Van Loan, Matrix Computations, 4th ed., section 5.4.2; the
 * choice of columns and the update of their norms as in MINPACK's `qrfac`): the diagonal of R falls in size, so that its
 * end tells the rank.
 *
 * @param a A Jacobian of n rows and p columns, column after column, and after them the right-hand side as one more
 *   column; lost.
 */
export function factorize(a: Float64Array, n: number, factors: Factors): void {
  const { r, pivots, qtb, norms, left } = factors;
  const p = pivots.length;
  const steps = Math.min(n, p);
  for (let j = 0; j < p; j += 1) {
    const norm = normOrZeros(a, j * n, j * n + n);
    norms[j] = norm;
    left[j] = norm;
    left[p + j] = norm;
    pivots[j] = j;
  }
  for (let j = 0; j < steps; j += 1) {
    let largest = j;
    for (let k = j + 1; k < p; k += 1) if (left[k]! > left[largest]!) largest = k;
    if (largest !== j) swapColumns(a, n, factors, j, largest);
    reflect(a, n, j, p);
    for (let k = j + 1; k < p; k += 1) shorten(a, n, left, j, k, p);
  }
  for (let j = 0; j < p; j += 1) for (let i = 0; i < p; i += 1) r[i + j * p] = i <= j && i < n ? a[i + j * n]! : 0;
  for (let i = 0; i < p; i += 1) qtb[i] = i < n ? a[i + p * n]! : 0;
}

/**
 * The norm of a column of derivatives. A product of zero and infinity in it, which is no number, is an inner derivative
 * that vanishes: it becomes zero.
 */
function normOrZeros(a: Float64Array, from: number, to: number): number {
  const norm = columnNorm(a, from, to);
  if (!Number.isNaN(norm)) return norm;
  for (let i = from; i < to; i += 1) if (Number.isNaN(a[i])) a[i] = 0;
  return columnNorm(a, from, to);
}

/** Makes column j zero below the diagonal by a reflection, and applies that to the columns after it. */
function reflect(a: Float64Array, n: number, j: number, p: number): void {
  const start = j * n;
  const size = columnNorm(a, start + j, start + n);
  if (size === 0) return;
  const diagonal = a[start + j]!;
  const norm = diagonal < 0 ? -size : size;
  // The reflection is I - v v' / scale with v the column, its head grown by the norm; divided by it where squares overflow.
  const unit = size > 1e-140 && size < 1e140 ? 1 : norm;
  if (unit !== 1) for (let i = j; i < n; i += 1) a[start + i] = a[start + i]! / unit;
  const head = (diagonal + norm) / unit;
  a[start + j] = head;
  const scale = (norm / unit) * head;
  let k = j + 1;
  for (; k < p; k += 2) reflectTwo(a, start, k * n, n, j, scale);
  if (k === p) reflectOne(a, start, k * n, n, j, scale);
  a[start + j] = -norm;
}

function reflectOne(a: Float64Array, v: number, x: number, n: number, j: number, scale: number): void {
  let sum = 0;
  for (let i = j; i < n; i += 1) sum += a[v + i]! * a[x + i]!;
  sum /= scale;
  for (let i = j; i < n; i += 1) a[x + i] = a[x + i]! - sum * a[v + i]!;
}

/** Two columns at once: half as many reads of the reflection. */
function reflectTwo(a: Float64Array, v: number, x: number, n: number, j: number, scale: number): void {
  const y = x + n;
  let sum = 0;
  let other = 0;
  for (let i = j; i < n; i += 1) {
    const head = a[v + i]!;
    sum += head * a[x + i]!;
    other += head * a[y + i]!;
  }
  sum /= scale;
  other /= scale;
  for (let i = j; i < n; i += 1) {
    const head = a[v + i]!;
    a[x + i] = a[x + i]! - sum * head;
    a[y + i] = a[y + i]! - other * head;
  }
}

/** Takes row j off the norm of column k; computes it again where too many of its digits have cancelled. */
function shorten(a: Float64Array, n: number, left: Float64Array, j: number, k: number, p: number): void {
  const norm = left[k]!;
  if (norm === 0) return;
  const share = a[j + k * n]! / norm;
  const shorter = norm * Math.sqrt(Math.max(0, 1 - share * share));
  const ratio = shorter / left[p + k]!;
  left[k] = shorter;
  if (0.05 * ratio * ratio > Number.EPSILON) return;
  left[k] = columnNorm(a, k * n + j + 1, k * n + n);
  left[p + k] = left[k]!;
}

function swapColumns(a: Float64Array, n: number, { pivots, left }: Factors, j: number, k: number): void {
  for (let i = 0; i < n; i += 1) {
    const kept = a[i + j * n]!;
    a[i + j * n] = a[i + k * n]!;
    a[i + k * n] = kept;
  }
  const pivot = pivots[j]!;
  pivots[j] = pivots[k]!;
  pivots[k] = pivot;
  left[k] = left[j]!;
  left[pivots.length + k] = left[pivots.length + j]!;
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
