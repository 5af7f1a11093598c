/**
 * Integrating out the latents of nested levels, pattern by pattern, and drawing them. With A = Σ_c ω_c Z'Z_c (ω = 1/σ²),
 * coefficients T and prior precision P, for every level
 *
 *     B = P + T'AT = LL',   V = L⁻¹T',   M = V'V = T B⁻¹ T'
 *     log p gains -½ log|B|,   D'D loses E'ME      with E = Z'[D y]
 *     u | w ~ N(L⁻ᵀV w, B⁻¹),   w = Σ_c ω_c Z'(what is left of the outcome)
 *
 * There are two classes of it: numbers where a pattern has one row and one latent, matrices everywhere else. Which it is, is
 * settled when patterns are met first (`choose-elimination.ts`); who uses one does not ask.
 *
 * Source: Woodbury's identity; Bates, Mächler, Bolker & Walker (2015), equations 34 to 36, block by block.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import type { Coefficients } from "./coefficients.ts";
import type { MarginalRecipe } from "./marginal-recipe.ts";
import type { PatternTable } from "./statistics/patterns.ts";

/** What all eliminations of a likelihood are computed from: the numbers are those of its last evaluation. */
export interface NestingValues {
  readonly recipe: MarginalRecipe;
  readonly coefficients: Coefficients;
  /** ω = 1/σ² of each class. */
  readonly weights: Float64Array;
}

/** What rows the patterns of a table, or of a shape in a stage, have. */
export interface PatternShape {
  /** For each block of rows the nested factor of the nesting; the outermost comes last. */
  readonly nestedFactors: readonly number[];
  /** Columns of the nested factors outside, which follow the pattern's own rows in its cross-products; none in tables. */
  readonly outer: number;
}

/** The elimination of patterns of one shape. */
export interface Elimination {
  /** Rows: columns of the nesting. */
  readonly size: number;
  /** M of the pattern computed last, size × size; where totals are within levels M - A⁻¹ = -P / (A B), which is no difference. */
  readonly shrinkage: Float64Array;
  /**
   * Factors the pattern whose cross-products (classes × stride × stride, with stride rows of its own and outside) begin at `start`.
   * False if B is not positive definite: a flat prior on what the data do not tell.
   */
  compute(products: Float64Array, start: number): boolean;
  /** G -= Σ_j E_j'ME_j over all levels of a table, in the lower triangle G; gives Σ log|B|, NaN where there is none. */
  eliminate(table: PatternTable, remaining: Float64Array): number;
  /**
   * Of the pattern computed last adds the adjoints of coefficients and weights: `squares` holds π_ab = Σ_j E_a Ḡ E_b, so that
   * M̄ = -π, and `count` levels have the determinant. T̄ = (2 (I - AM) M̄ - count · A) N,  Ā = -M M̄ M - ½ count · M, N = T B⁻¹.
   */
  pullBack(
    squares: Float64Array,
    count: number,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void;
  /** Draws the own latents of some levels, those of the outermost of the pattern's nested factors. */
  drawLevels(drawn: DrawnLevels, stream: RandomStream): void;
}

/** Levels of one pattern that are drawn together. */
export interface DrawnLevels {
  readonly count: number;
  /** Cross-products of the pattern. */
  readonly products: Float64Array;
  /** What is left of the outcome, Z'(…), by level, class and row. */
  readonly residuals: Float64Array;
  /** Filled level by level. */
  readonly latents: Float64Array;
}

/** E = Σ ω_c E_c of one level that is kept by itself, into `result`: size × its columns, of which there are as many as it gives. */
export function weighCross(
  { columnStarts, cross, size }: PatternTable,
  member: number,
  weights: Float64Array,
  result: Float64Array,
): number {
  const count = columnStarts[member + 1]! - columnStarts[member]!;
  const length = size * count;
  const start = size * weights.length * columnStarts[member]!;
  for (let e = 0; e < length; e++) result[e] = weights[0]! * cross[start + e]!;
  for (let c = 1; c < weights.length; c++) {
    for (let e = 0; e < length; e++) result[e]! += weights[c]! * cross[start + c * length + e]!;
  }
  return count;
}
