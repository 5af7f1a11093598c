/** The sparse factor against the matrix it is of, element by element. */

import { describe, expect, it } from "vitest";
import { tailStart } from "../../src/numeric/dense-tail.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import {
  fullRowsOf,
  SparseCholesky,
  solveSparse,
  solveSparseLower,
  solveSparseLowerTransposed,
} from "../../src/numeric/sparse-cholesky.ts";
import { minimumDegreeOrder, patternOf, type SparsePattern } from "../../src/numeric/sparse-pattern.ts";

interface RandomMatrix {
  readonly pattern: SparsePattern;
  readonly below: Float64Array;
  readonly diagonal: Float64Array;
  readonly full: Float64Array[];
}

/** Diagonally dominant, so that it is positive definite. */
function randomMatrix(size: number, pairs: number, seed: number): RandomMatrix {
  const stream = createRandomStream(seed, 1);
  const pick = () => Int32Array.from({ length: pairs }, () => Math.floor(size * stream.uniform()));
  const pattern = patternOf(size, [[pick(), pick()]]);
  const below = Float64Array.from(pattern.rows, () => stream.normal());
  const diagonal = new Float64Array(size).fill(0.5);
  const full = Array.from({ length: size }, () => new Float64Array(size));
  for (let j = 0; j < size; j++) {
    for (let p = pattern.starts[j]!; p < pattern.starts[j + 1]!; p++) {
      const i = pattern.rows[p]!;
      full[i]![j] = full[j]![i] = below[p]!;
      diagonal[i]! += Math.abs(below[p]!);
      diagonal[j]! += Math.abs(below[p]!);
    }
  }
  for (let i = 0; i < size; i++) full[i]![i] = diagonal[i]!;
  return { pattern, below, diagonal, full };
}

function largestDifference(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return Math.max(...Array.from(x, (one, i) => Math.abs(one - y[i]!)));
}

describe("the sparse Cholesky factor", () => {
  it.each([
    [1, 0],
    [2, 1],
    [6, 5],
    [40, 60],
    [60, 900],
    [300, 500],
    // The last rows of these are full.
    [200, 900],
    [120, 4000],
  ])("of %i rows with %i pairs solves the equations of its matrix", (size, pairs) => {
    for (let seed = 1; seed <= 10; seed++) {
      const { pattern, below, diagonal, full } = randomMatrix(size, pairs, seed);
      const cholesky = new SparseCholesky(pattern);
      expect(cholesky.update(below, diagonal)).toBe(true);
      const stream = createRandomStream(seed, 2);
      const x = Float64Array.from({ length: size }, () => stream.normal());
      const y = Float64Array.from(full, (row) => row.reduce((sum, one, j) => sum + one * x[j]!, 0));
      solveSparse(cholesky.factor, y, new Float64Array(size));
      expect(largestDifference(x, y)).toBeLessThan(1e-12);
    }
  });

  it("is that of the rows in its order: LL' is the matrix, and its halves solve with L and L'", () => {
    const { pattern, below, diagonal, full } = randomMatrix(25, 50, 3);
    const last = new Set([4, 17]);
    const cholesky = new SparseCholesky(pattern, last);
    cholesky.update(below, diagonal);
    const { order, starts, rows, values } = cholesky.factor;
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i));
    expect([...order.slice(-2)]).toEqual([4, 17]);
    const lower = Array.from({ length: 25 }, () => new Float64Array(25));
    for (let j = 0; j < 25; j++) {
      for (let p = starts[j]!; p < starts[j + 1]!; p++) lower[rows[p]!]![j] = values[p]!;
    }
    for (let i = 0; i < 25; i++) {
      for (let j = 0; j < 25; j++) {
        const product = lower[i]!.reduce((sum, one, k) => sum + one * lower[j]![k]!, 0);
        expect(product).toBeCloseTo(full[order[i]!]![order[j]!]!, 12);
      }
    }
    const x = Float64Array.from({ length: 25 }, (_, i) => Math.sin(i));
    const forward = x.slice();
    solveSparseLower(cholesky.factor, forward);
    expect(
      largestDifference(
        lower.map((row) => row.reduce((sum, one, k) => sum + one * forward[k]!, 0)),
        x,
      ),
    ).toBeLessThan(1e-13);
    const back = x.slice();
    solveSparseLowerTransposed(cholesky.factor, back);
    const product = x.map((_, k) => lower.reduce((sum, row, i) => sum + row[k]! * back[i]!, 0));
    expect(largestDifference(product, x)).toBeLessThan(1e-13);
  });

  it("is none where the matrix is not positive definite, and serves the next one that is", () => {
    const pattern = patternOf(2, [[Int32Array.of(0), Int32Array.of(1)]]);
    const cholesky = new SparseCholesky(pattern);
    expect(cholesky.update(Float64Array.of(2), Float64Array.of(1, 1))).toBe(false);
    expect(cholesky.update(Float64Array.of(NaN), Float64Array.of(1, 1))).toBe(false);
    expect(cholesky.update(Float64Array.of(0.5), Float64Array.of(1, 1))).toBe(true);
    expect(cholesky.factor.values[2]).toBeCloseTo(Math.sqrt(0.75), 15);
  });
});

describe("the order of elimination", () => {
  it("fills nothing of a chain, of a tree, or of levels that share a few", () => {
    const chain = patternOf(50, [
      [Int32Array.from({ length: 49 }, (_, i) => i), Int32Array.from({ length: 49 }, (_, i) => i + 1)],
    ]);
    expect(new SparseCholesky(chain).factor.rows).toHaveLength(50 + 49);
    const tree = patternOf(63, [
      [Int32Array.from({ length: 62 }, (_, i) => i + 1), Int32Array.from({ length: 62 }, (_, i) => i >> 1)],
    ]);
    expect(new SparseCholesky(tree).factor.rows).toHaveLength(63 + 62);
    // 400 persons who each answered 5 items
    const persons = Int32Array.from({ length: 2000 }, (_, k) => Math.floor(k / 5));
    const items = Int32Array.from({ length: 2000 }, (_, k) => 400 + (k % 5));
    const crossed = patternOf(405, [[persons, items]]);
    expect(new SparseCholesky(crossed).factor.rows).toHaveLength(400 * 6 + 15);
  });

  it("has each row once, those of many neighbours last", () => {
    const { pattern } = randomMatrix(200, 300, 5);
    const hub = Int32Array.from({ length: 200 }, (_, i) => i);
    const columns = new Int32Array(pattern.rows.length);
    for (let j = 0; j < 200; j++) columns.fill(j, pattern.starts[j], pattern.starts[j + 1]);
    const order = minimumDegreeOrder(
      patternOf(200, [
        [pattern.rows, columns],
        [hub, new Int32Array(200).fill(7)],
      ]),
    );
    expect(new Set(order).size).toBe(200);
    expect(order[199]).toBe(7);
  });
});

describe("the dense tail of a factor", () => {
  it("begins where columns are nearly full, if they are many enough", () => {
    // 200 columns with 10 numbers each below the diagonal, and full ones behind them.
    const startsOf = (full: number): Int32Array => {
      const counts = [
        ...new Array<number>(200).fill(11),
        ...Array.from({ length: full }, (_, k) => full - k),
      ];
      const starts = new Int32Array(counts.length + 1);
      counts.forEach((count, k) => {
        starts[k + 1] = starts[k]! + count;
      });
      return starts;
    };
    expect(tailStart(startsOf(100))).toBe(200);
    expect(tailStart(startsOf(50))).toBe(250);
  });

  it("of levels that cross solves the equations, after a matrix that was not positive definite, too", () => {
    const [persons, items] = [300, 90];
    const size = persons + items;
    const stream = createRandomStream(3, 1);
    const pick = (from: number, count: number) =>
      Int32Array.from({ length: 4000 }, () => from + Math.floor(count * stream.uniform()));
    const pattern = patternOf(size, [[pick(0, persons), pick(persons, items)]]);
    const below = Float64Array.from(pattern.rows, () => stream.normal());
    const diagonal = new Float64Array(size).fill(90);
    const cholesky = new SparseCholesky(pattern);
    expect(tailStart(cholesky.factor.starts)).toBe(persons);
    const spoilt = diagonal.slice();
    spoilt[size - 1] = -1;
    expect(cholesky.update(below, spoilt)).toBe(false);
    expect(cholesky.update(below, diagonal)).toBe(true);
    const x = Float64Array.from({ length: size }, () => stream.normal());
    const y = x.map((own, i) => own * diagonal[i]!);
    for (let j = 0; j < size; j++) {
      for (let p = pattern.starts[j]!; p < pattern.starts[j + 1]!; p++) {
        const i = pattern.rows[p]!;
        y[i]! += below[p]! * x[j]!;
        y[j]! += below[p]! * x[i]!;
      }
    }
    solveSparse(cholesky.factor, y, new Float64Array(size));
    expect(largestDifference(x, y)).toBeLessThan(1e-12);
  });
});

describe("rows that all columns before them have", () => {
  /** Every one of the last numbers has to do with all, and neighbours with each other. */
  function bordered(size: number, last: number) {
    const stream = createRandomStream(size, last);
    const pairs = Array.from({ length: size }, (_, i) => i).flatMap((i) => [
      ...(i > 0 ? [[i, i - 1] as const] : []),
      ...Array.from({ length: last }, (_, k) => [size - 1 - k, i] as const).filter(([a, b]) => a !== b),
    ]);
    const pattern = patternOf(size, [
      [Int32Array.from(pairs, ([a]) => a), Int32Array.from(pairs, ([, b]) => b)],
    ]);
    const below = Float64Array.from(pattern.rows, () => stream.normal());
    const cholesky = new SparseCholesky(
      pattern,
      new Set(Array.from({ length: last }, (_, k) => size - last + k)),
    );
    expect(cholesky.update(below, new Float64Array(size).fill(4 * size))).toBe(true);
    return { factor: cholesky.factor, stream };
  }

  it.each([
    [9, 0],
    [9, 1],
    [40, 4],
    [40, 5],
    [61, 7],
    [61, 11],
  ])("are counted, and summed up apart with the same bits (%i rows, %i of them)", (size, last) => {
    const { factor, stream } = bordered(size, last);
    const full = fullRowsOf(factor);
    expect(full % 4).toBe(0);
    expect(full).toBeGreaterThan(last - 4);
    const { starts, rows } = factor;
    for (let j = 0; j < size - full; j++) {
      const own = [...rows.subarray(starts[j], starts[j + 1])];
      for (let k = size - full; k < size; k++) expect(own).toContain(k);
    }
    const plain = Float64Array.from({ length: size }, () => stream.normal());
    const apart = plain.slice();
    solveSparseLower(factor, plain);
    solveSparseLower(factor, apart, full);
    expect(apart).toEqual(plain);
  });

  it("are none where a column has no last row", () => {
    const cholesky = new SparseCholesky(patternOf(5, [[Int32Array.of(1, 3), Int32Array.of(0, 2)]]));
    cholesky.update(new Float64Array(2).fill(0.1), new Float64Array(5).fill(1));
    expect(fullRowsOf(cholesky.factor)).toBe(0);
  });
});
