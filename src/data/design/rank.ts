/**
 * Which columns of a design are combinations of those before them.
 *
 * Gram-Schmidt from left to right, each column orthogonalized twice (Giraud et al. 2005, Comput. Math. Appl. 50), as R's
 * `lm` goes from left to right; a column of which less than 10⁻⁹ of its length is left is dependent. (R: 10⁻⁷, which
 * takes uncentered cubes of years for dependent.) Rows that are equal count once, so that designs of factors are small
 * here, whatever the number of rows. Cost: distinct rows × columns². ml-matrix has no decomposition that goes from left to right.
 */

const tolerance = 1e-9;

export interface DependentColumn {
  readonly column: number;
  /** The columns that it combines, with weights that matter; empty for a column of zeros. */
  readonly on: readonly number[];
}

/** `matrix` is row-major, rows × columns, and is not changed. */
export function findDependentColumns(matrix: Float64Array, columns: number): DependentColumn[] {
  const rows = matrix.length / columns;
  const dependent: DependentColumn[] = [];
  const basis: {
    readonly column: number;
    readonly direction: Float64Array;
    readonly weights: readonly number[];
  }[] = [];
  for (let column = 0; column < columns; column++) {
    const rest = new Float64Array(rows);
    for (let row = 0; row < rows; row++) rest[row] = matrix[row * columns + column]!;
    const length = norm(rest);
    if (length === 0) {
      dependent.push({ column, on: [] });
      continue;
    }
    for (let row = 0; row < rows; row++) rest[row]! /= length;
    const weights = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach(({ direction }, k) => {
        weights[k]! += project(rest, direction);
      });
    }
    const left = norm(rest);
    if (left >= tolerance) {
      for (let row = 0; row < rows; row++) rest[row]! /= left;
      basis.push({ column, direction: rest, weights: [...weights, left] });
    } else {
      const triangle = basis.map((vector) => vector.weights);
      const coefficients = solveUpper(triangle, weights);
      const on = basis.filter((_, k) => Math.abs(coefficients[k]!) > 1e-6);
      dependent.push({ column, on: on.map((vector) => vector.column) });
    }
  }
  return dependent;
}

/** The rows of a row-major matrix without those that are equal to an earlier one, bit for bit. */
export function distinctRows(matrix: Float64Array, columns: number): Float64Array {
  const words = new Int32Array(matrix.buffer, matrix.byteOffset, 2 * matrix.length);
  const width = 2 * columns;
  const isSame = (a: number, b: number) => {
    for (let i = 0; i < width; i++) if (words[a * width + i] !== words[b * width + i]) return false;
    return true;
  };
  const kept: number[] = [];
  const byHash = new Map<number, number[]>();
  for (let row = 0; row < matrix.length / columns; row++) {
    let hash = 0;
    for (let i = row * width; i < (row + 1) * width; i++)
      hash = Math.imul(hash ^ words[i]!, 0x9e3779b1) ^ (hash >>> 15);
    const alike = byHash.get(hash);
    if (alike?.some((other) => isSame(other, row))) continue;
    if (alike) alike.push(row);
    else byHash.set(hash, [row]);
    kept.push(row);
  }
  const distinct = new Float64Array(kept.length * columns);
  kept.forEach((row, i) => {
    distinct.set(matrix.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return distinct;
}

/** Takes its part along the unit vector `direction` out of `vector`, and returns how long that part was. */
function project(vector: Float64Array, direction: Float64Array): number {
  let along = 0;
  for (let i = 0; i < vector.length; i++) along += vector[i]! * direction[i]!;
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * direction[i]!;
  return along;
}

/** R c = w, where column k of R is `columns[k]`, of k + 1 entries; columns are of unit length. */
function solveUpper(columns: readonly (readonly number[])[], w: readonly number[]): number[] {
  const c = [...w];
  for (let k = columns.length - 1; k >= 0; k--) {
    c[k]! /= columns[k]![k]!;
    for (let i = 0; i < k; i++) c[i]! -= columns[k]![i]! * c[k]!;
  }
  return c;
}

function norm(vector: Float64Array): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let squares = 0;
  for (const value of vector) squares += (value / largest) * (value / largest);
  return largest * Math.sqrt(squares);
}
