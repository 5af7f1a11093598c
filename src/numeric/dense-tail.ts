/**
 * The last rows of a sparse matrix, where its factor is full: what the columns before them leave is gathered in a dense matrix, and factored there.
 *
 * A crossed model has such rows, of the levels of the factor that has fewer. Row by row all would be reached through lists of places.
 */

/** Fewer rows are not worth it, and more take too much memory. */
const fewestRows = 64;
const mostRows = 2000;
/** So much of what could be in a column of them is there. */
const fullShare = 0.6;

/** The first of the last columns that are nearly full, given where the numbers of each begin; the number of columns if they are too few. */
export function tailStart(starts: Int32Array): number {
  const size = starts.length - 1;
  let first = size;
  while (
    first > Math.max(0, size - mostRows) &&
    starts[first]! - starts[first - 1]! >= fullShare * (size - first + 1)
  )
    first--;
  return size - first < fewestRows ? size : first;
}

/** A symmetric matrix, and then its lower factor in its place. */
export class DenseTail {
  private readonly size: number;
  /** Row by row; what is above the diagonal is not looked at. */
  private readonly values: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.values = new Float64Array(size * size);
  }

  clear(): void {
    this.values.fill(0);
  }

  set(row: number, column: number, value: number): void {
    this.values[row * this.size + column] = value;
  }

  get(row: number, column: number): number {
    return this.values[row * this.size + column]!;
  }

  /** Takes vv' away, v having `values` from `from` to `to` at these ascending rows less `shift`. */
  subtractSquare(rows: Int32Array, values: Float64Array, from: number, to: number, shift: number): void {
    const { size, values: own } = this;
    let p = from;
    // Two rows at once, so that places and values are read half as often.
    for (; p + 1 < to; p += 2) {
      const base = (rows[p]! - shift) * size - shift;
      const next = (rows[p + 1]! - shift) * size - shift;
      const [value, nextValue] = [values[p]!, values[p + 1]!];
      for (let q = from; q <= p; q++) {
        const column = rows[q]!;
        const other = values[q]!;
        own[base + column]! -= value * other;
        own[next + column]! -= nextValue * other;
      }
      own[next + rows[p + 1]!]! -= nextValue * nextValue;
    }
    if (p === to) return;
    const base = (rows[p]! - shift) * size - shift;
    const value = values[p]!;
    for (let q = from; q <= p; q++) own[base + rows[q]!]! -= value * values[q]!;
  }

  /** False if it is not positive definite in floating point. */
  factor(): boolean {
    const { size, values } = this;
    for (let i = 0; i < size; i++) {
      const row = i * size;
      for (let j = 0; j <= i; j++) {
        const other = j * size;
        let rest = values[row + j]!;
        for (let k = 0; k < j; k++) rest -= values[row + k]! * values[other + k]!;
        if (j < i) values[row + j] = rest / values[other + j]!;
        else if (rest > 0 && rest < Infinity) values[row + i] = Math.sqrt(rest);
        else return false;
      }
    }
    return true;
  }
}
