/**
 * Pooling the levels of a crossed factor. Levels with equal products with themselves form a pattern; where it pays, Σ_j E_j' ⊗ E_j over a
 * pattern's levels is kept for the dense columns, so that what integrating the factor out takes away from their
 * cross-products costs nothing by level. Only the outcome's part changes while other factors' effects do.
 */

import type { LevelPatterns } from "./equal-levels.ts";

/** What the levels of a pattern have in common with dense columns. */
export interface PooledSquares {
  /** Where a pattern's squares begin; -1 where its levels are added up one by one. */
  readonly squareStarts: Int32Array;
  /**
   * For each pair a ≥ b of columns the lower triangle, row by row, of Σ_j sym E_a'E_b over dense columns and outcome: of
   * E_a'E_b + E_b'E_a, or E_a'E_a where a = b. The outcome's row, the last, is left empty.
   */
  readonly squares: Float64Array;
}

/** Products level by level, of R columns. */
export interface LevelProducts {
  /** For each level R × R. */
  readonly own: Float64Array;
  readonly outcome: Float64Array;
  /** Those with dense columns: of level j R numbers for each of `places[starts[j] .. starts[j + 1]]`. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float64Array;
}

/** What adding to scattered places costs beside adding to one after another. */
const scatterCost = 3;

/** Squares for the patterns of which they are fewer operations than the levels one by one. */
export function poolPatterns(
  { patternOf, patternCounts }: LevelPatterns,
  { starts, places, values }: LevelProducts,
  width: number,
  rawCount: number,
): PooledSquares {
  const triangle = ((rawCount + 1) * (rawCount + 2)) / 2;
  const length = ((width * (width + 1)) / 2) * triangle;
  const singleCosts = new Float64Array(patternCounts.length);
  patternOf.forEach((p, j) => {
    const count = starts[j + 1]! - starts[j]! + 1;
    singleCosts[p]! += width * count * (width + (count + 1) / 2);
  });
  let total = 0;
  const squareStarts = Int32Array.from(patternCounts, (_, p) => {
    if (length > scatterCost * singleCosts[p]!) return -1;
    total += length;
    return total - length;
  });
  const squares = new Float64Array(total);
  patternOf.forEach((p, j) => {
    let first = squareStarts[p]!;
    if (first < 0) return;
    for (let a = 0; a < width; a++) {
      for (let b = 0; b <= a; b++, first += triangle) {
        for (let e = starts[j]!; e < starts[j + 1]!; e++) {
          const row = first + (places[e]! * (places[e]! + 1)) / 2;
          const [ea, eb] = [values[e * width + a]!, values[e * width + b]!];
          for (let f = starts[j]!; f <= e; f++) {
            const both = ea * values[f * width + b]!;
            squares[row + places[f]!]! += a === b ? both : both + eb * values[f * width + a]!;
          }
        }
      }
    }
  });
  return { squareStarts, squares };
}
