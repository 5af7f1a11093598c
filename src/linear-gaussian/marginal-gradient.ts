/**
 * The gradient of the marginal likelihood with respect to the values of the multipliers, by going back through its steps.
 *
 *     Ḡ as of the dense block
 *     M̄ = -π,  π = Σ_j E_j Ḡ E_j'                                Ē_j = -2 M E_j Ḡ
 *     T̄ = (2 (I - AM) M̄ - n A) N,  N = T B⁻¹                     Ā = -M M̄ M - ½ n M
 *     ω̄_c = ⟨Ḡ, G_c⟩ + Σ ⟨Ē, E_c⟩ + Σ ⟨Ā, Z'Z_c⟩                σ̄_c = -(n_c + 2 ω_c ω̄_c) / σ_c
 *
 * Source: derived with the rules of Giles (2008), "Collected matrix derivative results"; finite differences agree.
 */

import { type Elimination, weighCross } from "./elimination.ts";
import type { MarginalLikelihood } from "./marginal-likelihood.ts";
import { type PatternTable, squaresLength } from "./statistics/patterns.ts";

export class MarginalGradient {
  private readonly likelihood: MarginalLikelihood;
  /** E of one level that is kept by itself, and EḠ. */
  private readonly scratch: Float64Array;
  private readonly spread: Float64Array;
  private readonly squares: Float64Array;

  constructor(likelihood: MarginalLikelihood) {
    const { tables, width } = likelihood.recipe;
    const most = tables.reduce((largest, { size }) => Math.max(largest, size), 1);
    this.likelihood = likelihood;
    this.scratch = new Float64Array(most * width);
    this.spread = new Float64Array(most * width);
    this.squares = new Float64Array(most * most);
  }

  /** log p, with its derivatives added to `adjoints` (length `valueCount`). */
  evaluate(values: Float64Array, adjoints: Float64Array): number {
    const { likelihood } = this;
    const logDensity = likelihood.evaluate(values);
    if (!Number.isFinite(logDensity)) return logDensity;
    const { recipe, eliminations, weights, coefficients } = likelihood;
    const { width } = recipe;
    const raw = likelihood.dense.pullBack(likelihood.products, adjoints);
    const weightAdjoints = new Float64Array(weights.length);
    for (let c = 0; c < weights.length; c++)
      weightAdjoints[c] = symmetricProduct(raw, recipe.totals[c]!, 0, width);
    const coefficientAdjoints = coefficients.matrices.map((matrix) => new Float64Array(matrix.length));
    for (let p = 0; p < eliminations.length; p++) {
      this.pullBackTable(recipe.tables[p]!, eliminations[p]!, raw, coefficientAdjoints, weightAdjoints);
    }
    coefficients.pullBack(coefficientAdjoints, adjoints);
    for (let c = 0; c < weights.length; c++) {
      const { value, count } = recipe.classes[c]!;
      // ω = 1/(s v)²: dω/dv = -2 ω/v
      if (value >= 0) adjoints[value]! -= (count + 2 * weights[c]! * weightAdjoints[c]!) / values[value]!;
    }
    return logDensity;
  }

  /** Pattern by pattern: π_ab = Σ_j E_a Ḡ E_b with E = Σ ω_c E_c, and what follows from it. */
  private pullBackTable(
    table: PatternTable,
    elimination: Elimination,
    raw: Float64Array,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void {
    const { counts, products, squareStarts, memberStarts, size } = table;
    const { weights, recipe } = this.likelihood;
    const stride = weights.length * size * size;
    const squares = this.squares.subarray(0, size * size);
    for (let k = 0; k < counts.length; k++) {
      elimination.compute(products, k * stride);
      squares.fill(0);
      if (squareStarts[k]! >= 0) {
        const length = squaresLength(size * weights.length, recipe.width);
        const pooled = table.squares.subarray(squareStarts[k]!, squareStarts[k]! + length);
        this.pooledSquares(pooled, elimination, raw, squares, weightAdjoints);
      }
      for (let m = memberStarts[k]!; m < memberStarts[k + 1]!; m++) {
        this.singleSquares(table, m, elimination, raw, squares, weightAdjoints);
      }
      elimination.pullBack(squares, counts[k]!, coefficientAdjoints, weightAdjoints);
    }
  }

  private pooledSquares(
    pooled: Float64Array,
    { size, shrinkage }: Elimination,
    raw: Float64Array,
    squares: Float64Array,
    weightAdjoints: Float64Array,
  ): void {
    const { weights, recipe } = this.likelihood;
    const { width } = recipe;
    const rows = size * weights.length;
    let at = 0;
    for (let a = 0; a < rows; a++) {
      const [c, i] = [Math.floor(a / size), a % size];
      for (let b = 0; b <= a; b++) {
        const [d, j] = [Math.floor(b / size), b % size];
        const sum = symmetricProduct(raw, pooled, at, width);
        at += (width * (width + 1)) / 2;
        // Pairs a ≠ b hold both orders: half of it for each.
        const half = a === b ? sum : 0.5 * sum;
        const weighted = weights[c]! * weights[d]! * half;
        squares[i * size + j]! += weighted;
        if (a !== b) squares[j * size + i]! += weighted;
        const adjoint = shrinkage[i * size + j]! * (a === b ? half : 2 * half);
        weightAdjoints[c]! -= weights[d]! * adjoint;
        weightAdjoints[d]! -= weights[c]! * adjoint;
      }
    }
  }

  private singleSquares(
    table: PatternTable,
    member: number,
    { size, shrinkage }: Elimination,
    raw: Float64Array,
    squares: Float64Array,
    weightAdjoints: Float64Array,
  ): void {
    const { spread, scratch } = this;
    const { weights, recipe } = this.likelihood;
    const { width } = recipe;
    const { columns, columnStarts, cross } = table;
    const first = columnStarts[member]!;
    const count = weighCross(table, member, weights, scratch);
    for (let a = 0; a < size; a++) {
      for (let k = 0; k < count; k++) {
        const row = columns[first + k]! * width;
        let sum = 0;
        for (let l = 0; l < count; l++) sum += raw[row + columns[first + l]!]! * scratch[a * count + l]!;
        spread[a * count + k] = sum;
      }
    }
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += scratch[b * count + k]! * spread[a * count + k]!;
        squares[a * size + b]! += sum;
      }
    }
    // Ē = -2 M E Ḡ
    const length = size * count;
    const start = size * weightAdjoints.length * first;
    for (let c = 0; c < weightAdjoints.length; c++) {
      let sum = 0;
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < size; b++) {
          const factor = shrinkage[a * size + b]!;
          for (let k = 0; k < count; k++) {
            sum += factor * cross[start + c * length + a * count + k]! * spread[b * count + k]!;
          }
        }
      }
      weightAdjoints[c]! -= 2 * sum;
    }
  }
}

/** ⟨A, S⟩ of a full symmetric A and a symmetric S of which the lower triangle begins at `start`, row by row. */
function symmetricProduct(full: Float64Array, lower: Float64Array, start: number, size: number): number {
  let sum = 0;
  let at = start;
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) sum += 2 * full[k * size + l]! * lower[at++]!;
    sum += full[k * size + k]! * lower[at++]!;
  }
  return sum;
}
