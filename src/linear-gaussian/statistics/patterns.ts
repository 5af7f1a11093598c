/**
 * Pooling: levels of a factor whose own cross-products Z'Z are equal share everything in a marginal density but their
 * products with the dense columns, and these enter through Σ_j E_j' M E_j only. So a balanced design costs one small
 * Cholesky factor, whatever the number of levels, and an unbalanced one a factor for each distinct pattern.
 *
 * Patterns of the same shape are kept in one table of typed arrays, so that a million levels are no million objects.
 */

/** Patterns whose rows belong to the same nested factors of a nesting. */
export interface PatternTable {
  /** For each block of rows the nested factor of the nesting whose effects it belongs to; the outermost comes last. */
  readonly nestedFactors: readonly number[];
  /** Rows: columns of the nesting, block by block. */
  readonly size: number;
  /** How many levels (or contrasts) each pattern has. */
  readonly counts: Float64Array;
  /** For each pattern and class the size × size products of the rows. */
  readonly products: Float64Array;
  /**
   * What the levels of a pattern say of the dense columns, pooled: Σ_j E_j' ⊗ E_j, for each pair a ≥ b of rows (over classes and
   * rows, class by class) the lower triangle of the symmetric part, width (width + 1) / 2 numbers: of E_a'E_b + E_b'E_a, or
   * E_a'E_a where a = b. Pattern k begins at `squareStarts[k]`, which is -1 where levels are kept one by one.
   */
  readonly squares: Float64Array;
  readonly squareStarts: Int32Array;
  /** Levels kept one by one: those of pattern k are `memberStarts[k]` to before `memberStarts[k + 1]`. */
  readonly memberStarts: Int32Array;
  /** The columns, of dense ones and the outcome, that member m has products with: from `columnStarts[m]` to before `columnStarts[m + 1]`. */
  readonly columns: Int32Array;
  readonly columnStarts: Int32Array;
  /** The products of member m: classes × size × its columns, from `size · classes · columnStarts[m]`. */
  readonly cross: Float64Array;
}

/** The levels of one nested factor, for drawing its effects given those outside of it. */
export interface Stage {
  readonly patterns: readonly StagePattern[];
  /** The pattern of each level. */
  readonly patternOf: Int32Array;
  /** For each level and class its rows' products with dense columns and outcome: classes × size × width, from `starts`. */
  readonly products: Float64Array;
  readonly starts: Int32Array;
}

/** The cross-products of a level with itself and with the columns of the nested factors outside of it. */
export interface StagePattern {
  /** Patterns with equal keys have rows of the same nested factors. */
  readonly key: string;
  readonly nestedFactors: readonly number[];
  readonly size: number;
  /** Columns of the nested factors outside. */
  readonly outer: number;
  /** For each class (size + outer)² products. */
  readonly products: Float64Array;
}

export interface Reduction {
  /** Over these the marginal density is a sum. */
  readonly tables: readonly PatternTable[];
  /** One for each nested factor, innermost first. */
  readonly stages: readonly Stage[];
}

/** Numbers in the pooled evidence of a pattern. */
export function squaresLength(rows: number, width: number): number {
  return ((rows * (rows + 1)) / 2) * ((width * (width + 1)) / 2);
}
