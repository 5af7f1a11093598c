/**
 * Roots of small symmetric matrices whose digits matter: of a positive semidefinite A an upper triangular R with A = R'R, and of
 * P + (RT)'(RT) its factor by rotations, which keeps twice the digits that a Cholesky factorization keeps of the sum.
 *
 * Source: Golub & Van Loan (2013), §4.2.8 for semidefinite matrices; §6.5.2 and §5.1.8 for updating a factor by Givens rotations.
 */

/** A pivot that is a smaller share of its diagonal element is rounding. */
const rounding = 1e-13;

/**
 * Turns the symmetric `matrix` (size², both triangles) into R, in place, with rows of zeros where A is rank deficient: where a pivot
 * is a smaller share of its diagonal element than `negligible`.
 */
export function semidefiniteRoot(matrix: Float64Array, size: number, negligible = rounding): void {
  for (let k = 0; k < size; k++) {
    const diagonal = matrix[k * size + k];
    let pivot = diagonal;
    for (let i = 0; i < k; i++) pivot -= matrix[i * size + k] * matrix[i * size + k];
    const isRank = pivot > negligible * diagonal;
    const root = isRank ? Math.sqrt(pivot) : 0;
    for (let j = k + 1; j < size; j++) {
      let rest = matrix[k * size + j];
      for (let i = 0; i < k; i++) rest -= matrix[i * size + k] * matrix[i * size + j];
      matrix[k * size + j] = isRank ? rest / root : 0;
    }
    matrix[k * size + k] = root;
    for (let j = 0; j < k; j++) matrix[k * size + j] = 0;
  }
}

/**
 * Adds the row vector v to a factor: L L' becomes L L' + v'v. `factor` is lower triangular, size², row by row; `row` is used up.
 */
export function rotateInto(factor: Float64Array, size: number, row: Float64Array): void {
  for (let k = 0; k < size; k++) {
    const other = row[k];
    if (other === 0) continue;
    const own = factor[k * size + k];
    const length = Math.sqrt(own * own + other * other);
    const cosine = own / length;
    const sine = other / length;
    factor[k * size + k] = length;
    for (let i = k + 1; i < size; i++) {
      const below = factor[i * size + k];
      factor[i * size + k] = cosine * below + sine * row[i];
      row[i] = cosine * row[i] - sine * below;
    }
  }
}
