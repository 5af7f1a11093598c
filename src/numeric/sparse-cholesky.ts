/**
 * The Cholesky factor of a sparse symmetric matrix, PAP' = LL', and solutions with it.
 *
 * The order, the elimination tree and the places of L are found once from the pattern; values are factored row by row, each row being the
 * solution of a triangular system whose places are the nodes from which the tree leads to it. The last rows are factored as a dense matrix
 * where they are nearly full. Source: Davis (2006), Direct Methods for Sparse Linear Systems, ch. 4. By hand: no kept package has it for Node
 * and browsers alike.
 */

import { DenseTail, tailStart } from "./dense-tail.ts";
import { minimumDegreeOrder, type SparsePattern } from "./sparse-pattern.ts";

/** L and the order as plain data. Row and column k of L are those of `order[k]`. */
export interface SparseFactor {
  readonly order: Int32Array;
  /** Column by column: the diagonal first, then the rows below it, ascending. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

/** Factors matrices of one pattern. */
export class SparseCholesky {
  readonly factor: SparseFactor;
  private readonly size: number;
  /** Of each row k of the matrix in its new order: the places of what is left of the diagonal, and where its values are in the pattern's. */
  private readonly rowStarts: Int32Array;
  private readonly columns: Int32Array;
  private readonly sources: Int32Array;
  private readonly diagonal: Int32Array;
  private readonly parents: Int32Array;
  private readonly filled: Int32Array;
  private readonly marks: Int32Array;
  private readonly stack: Int32Array;
  private readonly work: Float64Array;
  /** The first row of those that are factored as a dense matrix. */
  private readonly tailStart: number;
  private readonly tail: DenseTail;
  /** Of each column where its rows of the tail begin. */
  private readonly headEnds: Int32Array;

  /** Rows of `last` are eliminated last, in their order. */
  constructor(pattern: SparsePattern, last: ReadonlySet<number> = new Set()) {
    const { size } = pattern;
    const order = minimumDegreeOrder(pattern, last);
    const rows = permutedRows(pattern, order);
    this.size = size;
    this.rowStarts = rows.starts;
    this.columns = rows.columns;
    this.sources = rows.sources;
    this.diagonal = order;
    this.parents = eliminationTree(size, rows.starts, rows.columns);
    this.filled = new Int32Array(size);
    this.marks = new Int32Array(size).fill(-1);
    this.stack = new Int32Array(size);
    this.work = new Float64Array(size);
    const starts = this.columnStarts();
    const count = starts[size]!;
    this.tailStart = tailStart(starts);
    this.tail = new DenseTail(size - this.tailStart);
    this.headEnds = new Int32Array(size);
    this.factor = { order, starts, rows: new Int32Array(count), values: new Float64Array(count) };
  }

  /**
   * Factors the matrix with these values below the diagonal, as the pattern has them, and these on it. False if it is not positive
   * definite in floating point; then the factor holds nothing of use.
   */
  update(below: Float64Array, diagonal: Float64Array): boolean {
    this.filled.fill(0);
    this.marks.fill(-1);
    for (let k = 0; k < this.tailStart; k++) {
      if (!this.updateRow(k, below, diagonal[this.diagonal[k]!]!)) {
        this.work.fill(0);
        return false;
      }
    }
    return this.tailStart === this.size || this.updateTail(below, diagonal);
  }

  private updateRow(k: number, below: Float64Array, own: number): boolean {
    const { starts, rows, values } = this.factor;
    const { size, work, filled, stack } = this;
    const top = this.reach(k);
    let pivot = own;
    for (let p = this.rowStarts[k]!; p < this.rowStarts[k + 1]!; p++)
      work[this.columns[p]!] = below[this.sources[p]!]!;
    for (let t = top; t < size; t++) {
      const j = stack[t]!;
      const start = starts[j]!;
      const end = start + filled[j]!;
      const value = work[j]! / values[start]!;
      work[j] = 0;
      for (let p = start + 1; p < end; p++) work[rows[p]!]! -= values[p]! * value;
      pivot -= value * value;
      rows[end] = k;
      values[end] = value;
      filled[j]!++;
    }
    if (!(pivot > 0 && pivot < Infinity)) return false;
    rows[starts[k]!] = k;
    values[starts[k]!] = Math.sqrt(pivot);
    filled[k] = 1;
    return true;
  }

  /** The rows of the tail: what is in the columns before it, then what these leave of it. */
  private updateTail(below: Float64Array, diagonal: Float64Array): boolean {
    const { starts, rows, values } = this.factor;
    const { size, filled, tail, tailStart: first, headEnds } = this;
    for (let j = 0; j < first; j++) headEnds[j] = starts[j]! + filled[j]!;
    tail.clear();
    for (let k = first; k < size; k++) {
      this.updateTailRow(k, below);
      tail.set(k - first, k - first, diagonal[this.diagonal[k]!]!);
      rows[starts[k]!] = k;
      filled[k] = 1;
    }
    for (let j = 0; j < first; j++)
      tail.subtractSquare(rows, values, headEnds[j]!, starts[j]! + filled[j]!, first);
    if (!tail.factor()) return false;
    for (let j = first; j < size; j++) {
      for (let p = starts[j]!; p < starts[j + 1]!; p++) values[p] = tail.get(rows[p]! - first, j - first);
    }
    return true;
  }

  /** What row k of the tail has in the columns before it; the rest goes as it is into the tail. */
  private updateTailRow(k: number, below: Float64Array): void {
    const { starts, rows, values } = this.factor;
    const { size, work, filled, stack, tail, tailStart: first, headEnds } = this;
    const top = this.reach(k);
    for (let p = this.rowStarts[k]!; p < this.rowStarts[k + 1]!; p++)
      work[this.columns[p]!] = below[this.sources[p]!]!;
    for (let t = top; t < size; t++) {
      const j = stack[t]!;
      const start = starts[j]!;
      const end = start + filled[j]!++;
      rows[end] = k;
      if (j >= first) tail.set(k - first, j - first, work[j]!);
      else {
        const value = work[j]! / values[start]!;
        const headEnd = headEnds[j]!;
        for (let p = start + 1; p < headEnd; p++) work[rows[p]!]! -= values[p]! * value;
        values[end] = value;
      }
      work[j] = 0;
    }
  }

  /** How many numbers each column of L has, added up. */
  private columnStarts(): Int32Array {
    const { size } = this;
    const starts = new Int32Array(size + 1);
    for (let k = 0; k < size; k++) {
      starts[k + 1]!++;
      for (let t = this.reach(k); t < size; t++) starts[this.stack[t]! + 1]!++;
    }
    for (let k = 0; k < size; k++) starts[k + 1]! += starts[k]!;
    return starts;
  }

  /** Puts the columns where row k of L differs from 0 into the stack, from the returned place to its end, in an order in which they can be solved. */
  private reach(k: number): number {
    const { marks, parents, stack, size } = this;
    let top = size;
    marks[k] = k;
    for (let p = this.rowStarts[k]!; p < this.rowStarts[k + 1]!; p++) {
      let length = 0;
      for (let j = this.columns[p]!; marks[j] !== k; j = parents[j]!) {
        stack[length++] = j;
        marks[j] = k;
      }
      while (length > 0) stack[--top] = stack[--length]!;
    }
    return top;
  }
}

/** The rows of the lower triangle of PAP', with the places of their values. */
function permutedRows({ size, starts, rows }: SparsePattern, order: Int32Array) {
  const places = new Int32Array(size);
  order.forEach((node, k) => {
    places[node] = k;
  });
  const rowStarts = new Int32Array(size + 1);
  const each = (visit: (row: number, column: number, source: number) => void): void => {
    for (let j = 0; j < size; j++) {
      for (let p = starts[j]!; p < starts[j + 1]!; p++) {
        const [a, b] = [places[j]!, places[rows[p]!]!];
        visit(Math.max(a, b), Math.min(a, b), p);
      }
    }
  };
  each((row) => {
    rowStarts[row + 1]!++;
  });
  for (let k = 0; k < size; k++) rowStarts[k + 1]! += rowStarts[k]!;
  const next = rowStarts.slice();
  const columns = new Int32Array(rows.length);
  const sources = new Int32Array(rows.length);
  each((row, column, source) => {
    columns[next[row]!] = column;
    sources[next[row]!++] = source;
  });
  return { starts: rowStarts, columns, sources };
}

/** The parent of each column: the first row below the diagonal where its column of L differs from 0; -1 for none. */
function eliminationTree(size: number, starts: Int32Array, columns: Int32Array): Int32Array {
  const parents = new Int32Array(size).fill(-1);
  const ancestors = new Int32Array(size).fill(-1);
  for (let k = 0; k < size; k++) {
    for (let p = starts[k]!; p < starts[k + 1]!; p++) {
      let j = columns[p]!;
      while (j !== -1 && j < k) {
        const next = ancestors[j]!;
        ancestors[j] = k;
        if (next === -1) parents[j] = k;
        j = next;
      }
    }
  }
  return parents;
}

/** How many of the last rows are in every column before them, by fours. */
export function fullRowsOf({ starts, rows }: SparseFactor): number {
  const size = starts.length - 1;
  /** Of the columns so far, how many of the last rows all have. */
  let shared = size;
  let columns = 0;
  do {
    const start = starts[columns]!;
    const end = starts[++columns]! - 1;
    let own = 0;
    while (end - own > start && rows[end - own] === size - 1 - own) own++;
    shared = Math.min(shared, own);
  } while (shared < size - columns);
  // What one column has in common with all, each that comes after it has filled in.
  return 4 * Math.floor((size - columns) / 4);
}

/**
 * Turns x, in the order of the factor, into L⁻¹x. The last `full` rows, which every column before them has (`fullRowsOf`), are summed up after those
 * columns, four at a time: a number in memory that each column changes has to wait for the column before. The sums and their order are the same, and so
 * are the bits.
 */
export function solveSparseLower(factor: SparseFactor, x: Float64Array, full = 0): void {
  const first = x.length - full;
  solveColumns(factor, x, 0, first, full);
  for (let fromEnd = full; fromEnd > 0; fromEnd -= 4) sumFourRows(factor, x, first, fromEnd);
  solveColumns(factor, x, first, x.length, 0);
}

/** Columns but for so many of their last rows. */
function solveColumns(
  { starts, rows, values }: SparseFactor,
  x: Float64Array,
  from: number,
  to: number,
  without: number,
): void {
  for (let j = from; j < to; j++) {
    const start = starts[j]!;
    const end = starts[j + 1]! - without;
    const value = x[j]! / values[start]!;
    x[j] = value;
    for (let p = start + 1; p < end; p++) x[rows[p]!]! -= values[p]! * value;
  }
}

/** What columns before `first` take off the row that is so far from the end, and off the next three. */
function sumFourRows(
  { starts, values }: SparseFactor,
  x: Float64Array,
  first: number,
  fromEnd: number,
): void {
  const row = x.length - fromEnd;
  let [a, b, c, d] = [x[row]!, x[row + 1]!, x[row + 2]!, x[row + 3]!];
  for (let j = 0; j < first; j++) {
    const at = starts[j + 1]! - fromEnd;
    const value = x[j]!;
    a -= values[at]! * value;
    b -= values[at + 1]! * value;
    c -= values[at + 2]! * value;
    d -= values[at + 3]! * value;
  }
  x[row] = a;
  x[row + 1] = b;
  x[row + 2] = c;
  x[row + 3] = d;
}

/** Turns x, in the order of the factor, into L⁻ᵀx. */
export function solveSparseLowerTransposed({ starts, rows, values }: SparseFactor, x: Float64Array): void {
  for (let j = x.length - 1; j >= 0; j--) {
    const start = starts[j]!;
    const end = starts[j + 1]!;
    let rest = x[j]!;
    for (let p = start + 1; p < end; p++) rest -= values[p]! * x[rows[p]!]!;
    x[j] = rest / values[start]!;
  }
}

/** Turns x, in the order of the matrix, into A⁻¹x; `work` has its length. */
export function solveSparse(factor: SparseFactor, x: Float64Array, work: Float64Array): void {
  const { order } = factor;
  for (let k = 0; k < order.length; k++) work[k] = x[order[k]!]!;
  solveSparseLower(factor, work);
  solveSparseLowerTransposed(factor, work);
  for (let k = 0; k < order.length; k++) x[order[k]!] = work[k]!;
}
