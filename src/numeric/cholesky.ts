/**
 * The Cholesky factor of a small dense symmetric matrix, A = L·Lᵀ, and products and solutions with it.
 *
 * Matrices are n×n, row by row: element (i, j) is at i·n + j. Only the lower triangle of a factor is read.
 * Vectors have length n. Nothing is allocated; results go where the caller says. With A an inverse mass matrix, the
 * momentum p = L⁻ᵀ·z of standard normal z has the covariance A⁻¹, and the velocity is A·p. By hand for speed, as every transition
 * calls for it: a solution by ml-matrix takes 3 to 4 times as long for 2 to 20 unknowns, and allocates.
 *
 * Source: Golub & Van Loan (2013), Matrix Computations, 4th ed., §3.1 and §4.2.
 */

/**
 * Turns the symmetric `matrix` into its lower factor, in place, with zeros above the diagonal. False if the matrix
 * is not positive definite (or has a NaN); `matrix` then holds nothing of use.
 */
export function choleskyFactor(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      // Lᵢⱼ = (Aᵢⱼ - Σₖ Lᵢₖ·Lⱼₖ) / Lⱼⱼ over k < j
      let rest = matrix[row + j];
      for (let k = 0; k < j; k++) rest -= matrix[row + k] * matrix[other + k];
      if (j < i) matrix[row + j] = rest / matrix[other + j];
      else if (rest > 0 && rest < Infinity) matrix[row + i] = Math.sqrt(rest);
      else return false;
    }
    for (let j = i + 1; j < size; j++) matrix[row + j] = 0;
  }
  return true;
}

/** result = L·vector; `result` may be `vector`. */
export function multiplyLower(
  factor: Float64Array,
  size: number,
  vector: Float64Array,
  result: Float64Array,
): void {
  for (let i = size - 1; i >= 0; i--) {
    let total = 0;
    for (let j = 0; j <= i; j++) total += factor[i * size + j] * vector[j];
    result[i] = total;
  }
}

/** result = A·vector for a full symmetric matrix (both triangles are read); `result` must not be `vector`. */
export function multiplySymmetric(
  matrix: Float64Array,
  size: number,
  vector: Float64Array,
  result: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    let total = 0;
    for (let j = 0; j < size; j++) total += matrix[i * size + j] * vector[j];
    result[i] = total;
  }
}

/** Solves L·x = vector; x takes the place of `vector`. Rows of the factor are `stride` apart. */
export function solveLower(factor: Float64Array, size: number, vector: Float64Array, stride = size): void {
  for (let i = 0; i < size; i++) {
    let rest = vector[i];
    for (let j = 0; j < i; j++) rest -= factor[i * stride + j] * vector[j];
    vector[i] = rest / factor[i * stride + i];
  }
}

/** Solves Lᵀ·x = vector; x takes the place of `vector`. Rows of the factor are `stride` apart. */
export function solveLowerTransposed(
  factor: Float64Array,
  size: number,
  vector: Float64Array,
  stride = size,
): void {
  for (let i = size - 1; i >= 0; i--) {
    const x = vector[i] / factor[i * stride + i];
    vector[i] = x;
    for (let j = 0; j < i; j++) vector[j] -= factor[i * stride + j] * x;
  }
}

/** Solves A·x = vector with A's factor; x takes the place of `vector`. */
export function choleskySolve(factor: Float64Array, size: number, vector: Float64Array): void {
  solveLower(factor, size, vector);
  solveLowerTransposed(factor, size, vector);
}
