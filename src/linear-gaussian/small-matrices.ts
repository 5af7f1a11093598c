/** Factors and inverses of matrices of a few rows, row by row; nothing is allocated. */

import { log } from "../numeric/logarithm.ts";

/** Turns the lower triangle of the size × size matrix at `first` into its Cholesky factor; the log determinant, or NaN. */
export function choleskyAt(matrices: Float64Array, first: number, size: number): number {
  let logDeterminant = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrices[first + i * size + j]!;
      for (let k = 0; k < j; k++) rest -= matrices[first + i * size + k]! * matrices[first + j * size + k]!;
      if (j < i) matrices[first + i * size + j] = rest / matrices[first + j * size + j]!;
      else if (rest > 0) {
        logDeterminant += log(rest);
        matrices[first + i * size + i] = Math.sqrt(rest);
      } else return Number.NaN;
    }
  }
  return logDeterminant;
}

/** The inverse of a square matrix by elimination with row pivots, in `scratch` (size²); log|det|, -Infinity for a singular one. */
export function invertSmall(
  matrix: Float64Array,
  size: number,
  inverse: Float64Array,
  scratch: Float64Array,
): number {
  for (let e = 0; e < size * size; e++) {
    scratch[e] = matrix[e]!;
    inverse[e] = e % (size + 1) === 0 ? 1 : 0;
  }
  let logDeterminant = 0;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) {
      if (Math.abs(scratch[i * size + k]!) > Math.abs(scratch[pivot * size + k]!)) pivot = i;
    }
    const divisor = scratch[pivot * size + k]!;
    if (divisor === 0) return -Infinity;
    logDeterminant += log(Math.abs(divisor));
    for (let j = 0; j < size; j++) {
      swapAndDivide(scratch, pivot * size + j, k * size + j, divisor);
      swapAndDivide(inverse, pivot * size + j, k * size + j, divisor);
    }
    for (let i = 0; i < size; i++) {
      const factor = i === k ? 0 : scratch[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) {
        scratch[i * size + j]! -= factor * scratch[k * size + j]!;
        inverse[i * size + j]! -= factor * inverse[k * size + j]!;
      }
    }
  }
  return logDeterminant;
}

function swapAndDivide(matrix: Float64Array, from: number, to: number, divisor: number): void {
  const value = matrix[from]!;
  matrix[from] = matrix[to]!;
  matrix[to] = value / divisor;
}
