/**
 * Eigenvalues and eigenvectors of a small dense symmetric matrix, A = Σₖ λₖ·uₖ·uₖᵀ.
 *
 * Householder reflections make the matrix tridiagonal, and implicit QL steps with Wilkinson's shift make that diagonal.
 * About 4n³ multiplications. Source: Golub & Van Loan (2013), Matrix Computations, 4th ed., §8.3; Dubrulle, Martin &
 * Wilkinson (1968), Numerische Mathematik 12:377. Eigenvectors are kept as rows, so that what a step changes is
 * contiguous. Only + - × ÷ and square roots: the same bits in every engine.
 */

// Wilkinson's shift needs two or three steps for an eigenvalue; this many are a matrix that is broken.
const mostSteps = 60;
// The largest element being 1, elements whose squares are smaller are zeros; 1/square stays finite.
const smallestSquare = 1e-290;

/**
 * Turns the symmetric `matrix` (n×n, row by row) into its orthonormal eigenvectors, one a row, with their eigenvalues in
 * `values` (n), in no particular order. False, with nothing of use in either, if an element is not finite.
 */
export function symmetricEigen(matrix: Float64Array, size: number, values: Float64Array): boolean {
  let largest = 0;
  for (let k = 0; k < matrix.length; k++) {
    const absolute = Math.abs(matrix[k]);
    if (!(absolute < Infinity)) return false;
    largest = Math.max(largest, absolute);
  }
  // Scaled, so that no square overflows.
  const scale = largest > 0 ? largest : 1;
  for (let k = 0; k < matrix.length; k++) matrix[k] /= scale;
  const offDiagonal = new Float64Array(size);
  tridiagonalize(matrix, size, values, offDiagonal);
  for (let i = 0; i < size; i++) {
    if (!isolate(i, matrix, size, values, offDiagonal)) return false;
  }
  for (let i = 0; i < size; i++) values[i] *= scale;
  return true;
}

/** A = Q·T·Qᵀ: the tridiagonal T goes into `diagonal` and `offDiagonal` (Tᵢ,ᵢ₊₁ at i), Qᵀ takes the place of A. */
function tridiagonalize(
  matrix: Float64Array,
  size: number,
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): void {
  const factors = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    diagonal[k] = matrix[k * size + k];
    offDiagonal[k] = matrix[k * size + k + 1];
    if (k < size - 2) factors[k] = reflectRest(matrix, size, k, offDiagonal);
  }
  if (size > 0) diagonal[size - 1] = matrix[size * size - 1];
  accumulate(matrix, size, factors);
}

/**
 * One reflection H = I - f·vvᵀ with H·x = α·e₁ for x, row k right of the diagonal: v takes the place of x, α goes into
 * `offDiagonal`, and the rest of the matrix becomes H·B·H. Returns f, zero if there is nothing to reflect.
 */
function reflectRest(matrix: Float64Array, size: number, k: number, offDiagonal: Float64Array): number {
  const first = k + 1;
  const row = k * size;
  let tail = 0;
  for (let j = first + 1; j < size; j++) tail += matrix[row + j] * matrix[row + j];
  if (tail < smallestSquare) return 0;
  const x = matrix[row + first];
  // α = -sign(x₁)·|x|;  v = x - α·e₁;  f = 2/|v|²
  const norm = Math.sqrt(x * x + tail);
  const alpha = x > 0 ? -norm : norm;
  const v = x - alpha;
  const factor = 2 / (v * v + tail);
  matrix[row + first] = v;
  offDiagonal[k] = alpha;
  // q = f·Bv - ½f²(vᵀBv)·v;  B ← B - vqᵀ - qvᵀ
  const q = new Float64Array(size);
  let product = 0;
  for (let i = first; i < size; i++) {
    let total = 0;
    for (let j = first; j < size; j++) total += matrix[i * size + j] * matrix[row + j];
    q[i] = factor * total;
    product += matrix[row + i] * q[i];
  }
  for (let i = first; i < size; i++) q[i] -= 0.5 * factor * product * matrix[row + i];
  for (let i = first; i < size; i++) {
    const vi = matrix[row + i];
    for (let j = first; j < size; j++) matrix[i * size + j] -= vi * q[j] + q[i] * matrix[row + j];
  }
  return factor;
}

/** The product of the reflections, the last first, in place of the vectors v in the rows of `matrix`. */
function accumulate(matrix: Float64Array, size: number, factors: Float64Array): void {
  for (let k = size - 1; k >= 0; k--) {
    const row = k * size;
    const factor = factors[k];
    for (let i = k + 1; i < size; i++) {
      if (factor === 0) break;
      // Zᵢ ← Zᵢ - f(Zᵢv)·vᵀ
      let total = 0;
      for (let j = k + 1; j < size; j++) total += matrix[i * size + j] * matrix[row + j];
      total *= factor;
      for (let j = k + 1; j < size; j++) matrix[i * size + j] -= total * matrix[row + j];
    }
    for (let j = 0; j < size; j++) {
      matrix[row + j] = 0;
      if (j > k) matrix[j * size + k] = 0;
    }
    matrix[row + k] = 1;
  }
}

/** QL steps until element `at` of the diagonal is an eigenvalue, those before it being so already. */
function isolate(
  at: number,
  vectors: Float64Array,
  size: number,
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): boolean {
  for (let step = 0; step < mostSteps; step++) {
    let end = at;
    while (end < size - 1 && !isNegligible(end, diagonal, offDiagonal)) end++;
    if (end === at) return true;
    stepQL(at, end, vectors, size, diagonal, offDiagonal);
  }
  return false;
}

function isNegligible(i: number, diagonal: Float64Array, offDiagonal: Float64Array): boolean {
  const neighbours = Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]);
  // Elements are at most about n here; next to zeros, what is below ε² counts as zero too.
  return Math.abs(offDiagonal[i]) <= Number.EPSILON * Math.max(neighbours, Number.EPSILON);
}

/** One implicit QL step on the block from `start` to `end`, as rotations of neighbours from its end up. */
function stepQL(
  start: number,
  end: number,
  vectors: Float64Array,
  size: number,
  diagonal: Float64Array,
  offDiagonal: Float64Array,
): void {
  // The shift: the eigenvalue of the leading 2×2 block that is nearer to its first element.
  const slope = (diagonal[start + 1] - diagonal[start]) / (2 * offDiagonal[start]);
  const root = Math.sqrt(slope * slope + 1);
  const shift = diagonal[start] - offDiagonal[start] / (slope + (slope < 0 ? -root : root));
  let g = diagonal[end] - shift;
  let sine = 1;
  let cosine = 1;
  let correction = 0;
  for (let i = end - 1; i >= start; i--) {
    const f = sine * offDiagonal[i];
    const b = cosine * offDiagonal[i];
    const r = Math.sqrt(f * f + g * g);
    offDiagonal[i + 1] = r;
    if (r === 0) {
      // The block has come apart at i + 1.
      diagonal[i + 1] -= correction;
      offDiagonal[end] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = diagonal[i + 1] - correction;
    const t = (diagonal[i] - g) * sine + 2 * cosine * b;
    correction = sine * t;
    diagonal[i + 1] = g + correction;
    g = cosine * t - b;
    rotateRows(vectors, size, i, sine, cosine);
  }
  diagonal[start] -= correction;
  offDiagonal[start] = g;
  offDiagonal[end] = 0;
}

/** (zᵢ, zᵢ₊₁) ← (c·zᵢ - s·zᵢ₊₁, s·zᵢ + c·zᵢ₊₁) for the rows z. */
function rotateRows(vectors: Float64Array, size: number, i: number, sine: number, cosine: number): void {
  const row = i * size;
  const next = row + size;
  for (let j = 0; j < size; j++) {
    const one = vectors[row + j];
    const other = vectors[next + j];
    vectors[next + j] = sine * one + cosine * other;
    vectors[row + j] = cosine * one - sine * other;
  }
}
