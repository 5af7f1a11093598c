/**
 * Eigenvalues and eigenvectors of a small dense symmetric matrix, A = Σₖ λₖ·uₖ·uₖᵀ: those of ml-matrix, by the reflections and implicit QL
 * steps of EISPACK's tred2 and tql2. They take only + - × ÷ and square roots: the same bits in every engine.
 */

import { EigenvalueDecomposition, Matrix } from "ml-matrix";

// What is smaller beside the largest element is zero: the steps divide by elements next to zeros, and 1/element stays finite.
const negligible = 1e-100;

/**
 * Turns the symmetric `matrix` (n×n, row by row) into its orthonormal eigenvectors, one a row, with their eigenvalues in
 * `values` (n), ascending. False, with nothing of use in either, if an element is not finite.
 */
export function symmetricEigen(matrix: Float64Array, size: number, values: Float64Array): boolean {
  if (!matrix.every(Number.isFinite)) return false;
  if (size === 0) return true;
  const largest = matrix.reduce((most, element) => Math.max(most, Math.abs(element)), 0);
  // Scaled, so that no square overflows.
  const scaled = matrix.map((element) => (Math.abs(element) > negligible * largest ? element / largest : 0));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(size, size, scaled),
    { assumeSymmetric: true },
  );
  for (let k = 0; k < size; k++) {
    values[k] = largest * realEigenvalues[k];
    for (let i = 0; i < size; i++) matrix[k * size + i] = eigenvectorMatrix.get(i, k);
  }
  return true;
}
