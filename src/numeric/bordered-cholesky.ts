/**
 * The Cholesky factor of a matrix with a border: of H = [Q r; r' h] the factor of Q, with the solution of L·x = r below it.
 *
 * H is (n + 1)×(n + 1), row by row, of which the lower triangle is read; the corner h is left as it is. So a least-squares
 * problem in normal equations is factored and solved in one pass. Source: Golub & Van Loan (2013), §4.2 and §5.3.
 */

/** Turns the leading n×n part of `matrix` into L and its last row into x' = (L⁻¹r)', in place. False if Q is not positive definite. */
export function borderedCholesky(matrix: Float64Array, n: number): boolean {
  const size = n + 1;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    const last = i < n ? i : n - 1;
    for (let j = 0; j <= last; j++) {
      const other = j * size;
      let rest = matrix[row + j];
      for (let k = 0; k < j; k++) rest -= matrix[row + k] * matrix[other + k];
      if (j < i) matrix[row + j] = rest / matrix[other + j];
      else if (rest > 0 && rest < Infinity) matrix[row + i] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}
