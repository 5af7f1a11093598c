/**
 * Rows that stand for the rows of a group: r + 1 of them, where the scatter of r columns has full rank, with whole numbers c of observations
 * that add up to n. With w_i = √c_i, Q the other columns of a Householder reflection whose first is w / |w|, and S = LL',
 *
 *   √c_i (v_i - m)' = (Q L')_i   so that   Σ c_i (v_i - m) = 0,   Σ c_i (v_i - m)(v_i - m)' = L Q'Q L' = S
 *
 * A group of n rows has a scatter of rank n - 1 at most, so there are always enough observations.
 */

/** What one such row is: observations, and v - m in each column. */
export interface SpreadRow {
  readonly count: number;
  readonly deviations: Float64Array;
}

/** What is left of a column's scatter is rounding if it is a smaller part of all of it. */
const leastPart = 1e-14;

/** Rows for n observations whose scatter is `triangle`, the lower triangle of r × r numbers row by row from `start` on. */
export function spreadRows(n: number, size: number, triangle: Float64Array, start: number): SpreadRow[] {
  const factor = factorOf(size, triangle, start, n - 1);
  const rank = factor.length;
  const rows = rank + 1;
  const share = Math.floor(n / rows);
  const counts = Float64Array.from({ length: rows }, (_, i) => share + Number(i < n - share * rows));
  return Array.from(counts, (count, i) => {
    const deviations = new Float64Array(size);
    for (let k = 0; k < rank; k++) {
      const entry = reflected(counts, n, i, k + 1) / Math.sqrt(count);
      for (let a = 0; a < size; a++) deviations[a]! += entry * factor[k]![a]!;
    }
    return { count, deviations };
  });
}

/** Element (i, k) of I - 2uu' / u'u with u = w / |w| - e_0, whose first column is w / |w|; |w|² is n. */
function reflected(counts: Float64Array, n: number, i: number, k: number): number {
  const unit = (j: number): number => Math.sqrt(counts[j]! / n) - Number(j === 0);
  const first = Math.sqrt(counts[0]! / n);
  // u'u = 2 - 2 w_0 / |w|; of one row alone the reflection is nothing.
  const half = 1 - first;
  return Number(i === k) - (half === 0 ? 0 : (unit(i) * unit(k)) / half);
}

/** The columns of L with S = LL', the column of the largest part that is left first (Higham 2002, §10.3); not more than `most`. */
function factorOf(size: number, triangle: Float64Array, start: number, most: number): Float64Array[] {
  const at = (a: number, b: number): number =>
    triangle[start + (a >= b ? (a * (a + 1)) / 2 + b : (b * (b + 1)) / 2 + a)]!;
  const left = Float64Array.from({ length: size }, (_, a) => at(a, a));
  const isDone = new Array<boolean>(size).fill(false);
  const columns: Float64Array[] = [];
  while (columns.length < most) {
    let pivot = -1;
    let largest = leastPart;
    for (let a = 0; a < size; a++) {
      const part = isDone[a] || !(at(a, a) > 0) ? 0 : left[a]! / at(a, a);
      if (part > largest) [pivot, largest] = [a, part];
    }
    if (pivot < 0) break;
    isDone[pivot] = true;
    const root = Math.sqrt(left[pivot]!);
    const column = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      if (isDone[a] && a !== pivot) continue;
      let rest = at(a, pivot);
      for (const before of columns) rest -= before[a]! * before[pivot]!;
      column[a] = a === pivot ? root : rest / root;
      left[a]! -= column[a]! * column[a]!;
    }
    columns.push(column);
  }
  return columns;
}
