/**
 * The density of the outcomes with every latent integrated out, as a function of the values of the slots (standard deviations,
 * correlations, sampled locations), from cross-products alone, with its gradient.
 *
 *     G = Σ_c ω_c [D y]'[D y]_c - Σ_levels E'ME              the chain is gone (`pattern-workspace.ts`)
 *     H = C'GC + Π,   C: coefficients of the dense latents, and of the sampled locations in the outcome's column
 *     log p = const - Σ_c n_c log σ_c - ½ Σ log|B| - ½ log|Q| - ½ (h_yy - r'Q⁻¹r),   H = [Q r; r' h_yy]
 *
 * Cost: of the order of p² for each pattern and p³/6, whatever the number of rows, and of levels where these are pooled.
 * Source: Lindley & Smith (1972); Bates et al. (2015), equations 34 to 41.
 */

import {
  borderedCholesky,
  solveLowerBordered,
  solveLowerTransposedBordered,
} from "../../numeric/bordered-cholesky.ts";
import { log } from "../../numeric/logarithm.ts";
import { type PatternTable, squaresLength } from "../../structure/patterns.ts";
import type { Entry, MarginalRecipe } from "./marginal-recipe.ts";
import { Coefficients, PatternWorkspace } from "./pattern-workspace.ts";

export class MarginalLikelihood {
  readonly recipe: MarginalRecipe;
  readonly coefficients: Coefficients;
  /** ω = 1/σ² of each class, in the outcome's unit. */
  readonly weights: Float64Array;
  /** Dense latents. */
  readonly denseCount: number;
  /** The Cholesky factor of H, (denseCount + 1)², row by row; its last row holds the solution. */
  readonly factor: Float64Array;
  private readonly workspaces: readonly PatternWorkspace[];
  /** G, width², lower triangle and, after evaluating, both. */
  private readonly products: Float64Array;
  /** C by columns: of dense latents, then of the outcome. */
  private readonly columns: readonly (readonly Entry[])[];
  private readonly columnScales: readonly Float64Array[];
  private readonly priorPrecision: Float64Array;
  private readonly scratch: Float64Array;
  private readonly spread: Float64Array;
  private readonly squares: Float64Array;
  private readonly row: Float64Array;
  private readonly triangle: Float64Array;

  constructor(recipe: MarginalRecipe) {
    this.recipe = recipe;
    const { dense, width, tables, links, locations } = recipe;
    this.coefficients = new Coefficients(links);
    this.weights = new Float64Array(recipe.classes.length);
    this.workspaces = tables.map(({ links: of }) => new PatternWorkspace(of, links, 0));
    this.products = new Float64Array(width * width);
    this.denseCount = dense.columns;
    const size = dense.columns + 1;
    this.factor = new Float64Array(size * size);
    const outcome: Entry[] = [{ row: width - 1, column: dense.columns, scale: 1, value: -1 }, ...locations];
    this.columns = Array.from({ length: size }, (_, k) =>
      k === dense.columns ? outcome : dense.entries.filter((entry) => entry.column === k),
    );
    this.columnScales = this.columns.map((entries) => new Float64Array(entries.length));
    this.priorPrecision = priorPrecisionOf(recipe);
    const most = Math.max(1, ...tables.map(({ size }) => size));
    this.scratch = new Float64Array(most * width);
    this.spread = new Float64Array(most * width);
    this.squares = new Float64Array(most * most);
    this.row = new Float64Array(width);
    this.triangle = new Float64Array((width * (width + 1)) / 2);
  }

  /** log p(outcomes | values); NaN where it cannot be computed. */
  evaluate(values: Float64Array): number {
    const { recipe, weights, coefficients, workspaces } = this;
    let logDensity = recipe.logConstant;
    for (let c = 0; c < weights.length; c++) {
      const { value, scale, count } = recipe.classes[c]!;
      const deviation = value < 0 ? scale : scale * values[value]!;
      weights[c] = 1 / (deviation * deviation);
      // The unit of the outcome is in the constant.
      logDensity -= count * log(deviation);
    }
    coefficients.assemble(values);
    this.sumTotals();
    for (let p = 0; p < workspaces.length; p++) {
      logDensity -= 0.5 * this.eliminateTable(recipe.tables[p]!, workspaces[p]!);
    }
    this.assembleDense(values);
    return logDensity + this.solveDense();
  }

  /** G = Σ ω_c totals_c, lower triangle. */
  private sumTotals(): void {
    const { products, weights, recipe } = this;
    const first = recipe.totals[0]!;
    for (let e = 0; e < products.length; e++) products[e] = weights[0]! * first[e]!;
    for (let c = 1; c < weights.length; c++) {
      const totals = recipe.totals[c]!;
      for (let e = 0; e < products.length; e++) products[e]! += weights[c]! * totals[e]!;
    }
  }

  /** G -= Σ_j E_j'ME_j for every pattern; gives Σ log|B|, NaN where there is none. */
  private eliminateTable(table: PatternTable, workspace: PatternWorkspace): number {
    const { counts, products, squareStarts, memberStarts, size } = table;
    const { weights, coefficients } = this;
    if (weights.length === 1 && size === 1 && workspace.latentCount === 1 && table.columns.length === 0) {
      return this.eliminateScalars(table);
    }
    const stride = weights.length * size * size;
    let logDeterminant = 0;
    for (let k = 0; k < counts.length; k++) {
      if (!workspace.compute(products, k * stride, weights, coefficients)) return Number.NaN;
      logDeterminant += counts[k]! * workspace.logDeterminant;
      if (squareStarts[k]! >= 0) this.eliminatePooled(table, squareStarts[k]!, workspace);
      for (let m = memberStarts[k]!; m < memberStarts[k + 1]!; m++) {
        this.eliminateSingle(table, m, workspace);
      }
    }
    return logDeterminant;
  }

  /**
   * The same for patterns of one number each, all pooled: B = P + t²ω Z'Z, M = t²/B, G -= ω² Σ_k M_k squares_k. The squares of a
   * pattern are the lower triangle of G's shape, so that they are added up in its order.
   */
  private eliminateScalars({ links, counts, products, squares }: PatternTable): number {
    const { coefficients, recipe, triangle } = this;
    const { width } = recipe;
    const weight = this.weights[0]!;
    const t = coefficients.matrices[links[0]!]![0]!;
    const prior = recipe.links[links[0]!]!.precisions[0]!;
    const scaled = t * t * weight;
    let logDeterminant = 0;
    triangle.fill(0);
    let at = 0;
    for (let k = 0; k < counts.length; k++) {
      const precision = prior + scaled * products[k]!;
      if (!(precision > 0 && precision < Infinity)) return Number.NaN;
      logDeterminant += counts[k]! * log(precision);
      const shrinkage = (scaled * weight) / precision;
      for (let e = 0; e < triangle.length; e++) triangle[e]! += shrinkage * squares[at++]!;
    }
    let e = 0;
    for (let row = 0; row < width; row++) {
      for (let l = 0; l <= row; l++) this.products[row * width + l]! -= triangle[e++]!;
    }
    return logDeterminant;
  }

  private eliminatePooled(
    { squares }: PatternTable,
    start: number,
    { size, shrinkage }: PatternWorkspace,
  ): void {
    const { products, weights } = this;
    const { width } = this.recipe;
    const rows = size * weights.length;
    let at = start;
    for (let a = 0; a < rows; a++) {
      const left = weights[Math.floor(a / size)]!;
      const own = (a % size) * size;
      for (let b = 0; b <= a; b++) {
        const factor = left * weights[Math.floor(b / size)]! * shrinkage[own + (b % size)]!;
        for (let k = 0; k < width; k++) {
          const row = k * width;
          for (let l = 0; l <= k; l++) products[row + l]! -= factor * squares[at++]!;
        }
      }
    }
  }

  private eliminateSingle(
    table: PatternTable,
    member: number,
    { size, latentCount, half }: PatternWorkspace,
  ): void {
    const { products, scratch, row } = this;
    const { width } = this.recipe;
    const { columns, columnStarts } = table;
    const first = columnStarts[member]!;
    const count = this.weighCross(table, member);
    for (let m = 0; m < latentCount; m++) {
      for (let k = 0; k < count; k++) row[k] = 0;
      for (let a = 0; a < size; a++) {
        const factor = half[m * size + a]!;
        if (factor === 0) continue;
        for (let k = 0; k < count; k++) row[k]! += factor * scratch[a * count + k]!;
      }
      for (let k = 0; k < count; k++) {
        const left = row[k]!;
        const start = columns[first + k]! * width;
        for (let l = 0; l <= k; l++) products[start + columns[first + l]!]! -= left * row[l]!;
      }
    }
  }

  /** E = Σ ω_c E_c of one level into the scratch, size × its columns; gives their number. */
  private weighCross({ columnStarts, cross, size }: PatternTable, member: number): number {
    const { scratch, weights } = this;
    const count = columnStarts[member + 1]! - columnStarts[member]!;
    const length = size * count;
    const start = size * weights.length * columnStarts[member]!;
    for (let e = 0; e < length; e++) scratch[e] = weights[0]! * cross[start + e]!;
    for (let c = 1; c < weights.length; c++) {
      for (let e = 0; e < length; e++) scratch[e]! += weights[c]! * cross[start + c * length + e]!;
    }
    return count;
  }

  /** H = C'GC + Π, lower triangle. */
  private assembleDense(values: Float64Array): void {
    const { columns, columnScales, products, factor, priorPrecision } = this;
    const { width } = this.recipe;
    const size = columns.length;
    for (let k = 0; k < size; k++) {
      const entries = columns[k]!;
      for (let e = 0; e < entries.length; e++) {
        const { scale, value } = entries[e]!;
        columnScales[k]![e] = value < 0 ? scale : scale * values[value]!;
      }
    }
    for (let k = 0; k < size; k++) {
      for (let l = 0; l <= k; l++) {
        let sum = priorPrecision[k * size + l]!;
        for (let e = 0; e < columns[k]!.length; e++) {
          const a = columns[k]![e]!.row;
          const scale = columnScales[k]![e]!;
          for (let f = 0; f < columns[l]!.length; f++) {
            const b = columns[l]![f]!.row;
            const product = a >= b ? products[a * width + b]! : products[b * width + a]!;
            sum += scale * columnScales[l]![f]! * product;
          }
        }
        factor[k * size + l] = sum;
      }
    }
  }

  /** -½ log|Q| - ½ (h_yy - r'Q⁻¹r) */
  private solveDense(): number {
    const { factor, denseCount } = this;
    const size = denseCount + 1;
    const last = denseCount * size;
    if (!borderedCholesky(factor, denseCount)) return Number.NaN;
    let halfLogDeterminant = 0;
    let rest = factor[last + denseCount]!;
    for (let k = 0; k < denseCount; k++) {
      halfLogDeterminant += log(factor[k * size + k]!);
      rest -= factor[last + k]! * factor[last + k]!;
    }
    // Rounding may take a sum of squares that is nothing below zero.
    return -halfLogDeterminant - 0.5 * Math.max(rest, 0);
  }

  /** What multiplies (dense columns, outcome) in the residuals at dense latents `t`: minus their coefficients, and 1. */
  residualWeights(t: Float64Array, result: Float64Array): void {
    const { columns, columnScales, denseCount } = this;
    result.fill(0);
    for (let k = 0; k <= denseCount; k++) {
      const factor = k === denseCount ? 1 : -t[k]!;
      for (let e = 0; e < columns[k]!.length; e++)
        result[columns[k]![e]!.row]! += factor * columnScales[k]![e]!;
    }
  }

  /**
   * log p, with its derivatives added to `adjoints` (length `valueCount`).
   */
  evaluateGradient(values: Float64Array, adjoints: Float64Array): number {
    const logDensity = this.evaluate(values);
    if (!Number.isFinite(logDensity)) return logDensity;
    const { recipe, workspaces, weights, coefficients } = this;
    const { width } = recipe;
    const dense = this.denseAdjoint();
    const raw = this.pullBackDense(dense, adjoints);
    const weightAdjoints = new Float64Array(weights.length);
    for (let c = 0; c < weights.length; c++)
      weightAdjoints[c] = symmetricProduct(raw, recipe.totals[c]!, width);
    const coefficientAdjoints = coefficients.matrices.map((matrix) => new Float64Array(matrix.length));
    for (let p = 0; p < workspaces.length; p++) {
      this.pullBackTable(recipe.tables[p]!, workspaces[p]!, raw, coefficientAdjoints, weightAdjoints);
    }
    coefficients.pullBack(coefficientAdjoints, adjoints);
    for (let c = 0; c < weights.length; c++) {
      const { value, count } = recipe.classes[c]!;
      // ω = 1/(s v)²: dω/dv = -2 ω/v
      if (value >= 0) adjoints[value]! -= (count + 2 * weights[c]! * weightAdjoints[c]!) / values[value]!;
    }
    return logDensity;
  }

  /** ∂log p/∂H = -½ ([Q⁻¹ 0; 0 0] + [β; -1][β; -1]'), (denseCount + 1)², with β = Q⁻¹r. */
  private denseAdjoint(): Float64Array {
    const { factor, denseCount } = this;
    const size = denseCount + 1;
    const adjoint = new Float64Array(size * size);
    const column = new Float64Array(denseCount);
    for (let k = 0; k < denseCount; k++) {
      column.fill(0);
      column[k] = 1;
      solveLowerBordered(factor, denseCount, column);
      solveLowerTransposedBordered(factor, denseCount, column);
      for (let l = 0; l < denseCount; l++) adjoint[k * size + l] = -0.5 * column[l]!;
    }
    const solution = new Float64Array(size);
    for (let k = 0; k < denseCount; k++) solution[k] = factor[denseCount * size + k]!;
    solveLowerTransposedBordered(factor, denseCount, solution);
    solution[denseCount] = -1;
    for (let k = 0; k < size; k++) {
      for (let l = 0; l < size; l++) adjoint[k * size + l]! -= 0.5 * solution[k]! * solution[l]!;
    }
    return adjoint;
  }

  /** ∂log p/∂G = C H̄ C', width²; adds the adjoints of C's values: C̄ = 2 G C H̄. */
  private pullBackDense(dense: Float64Array, adjoints: Float64Array): Float64Array {
    const { columns, columnScales, products } = this;
    const { width } = this.recipe;
    const size = columns.length;
    const raw = new Float64Array(width * width);
    const spread = new Float64Array(width * size);
    for (let k = 0; k < size; k++) {
      for (let e = 0; e < columns[k]!.length; e++) {
        const row = columns[k]![e]!.row;
        const scale = columnScales[k]![e]!;
        for (let l = 0; l < size; l++) spread[row * size + l]! += scale * dense[k * size + l]!;
      }
    }
    for (let l = 0; l < size; l++) {
      for (let e = 0; e < columns[l]!.length; e++) {
        const { row, scale, value } = columns[l]![e]!;
        const factor = columnScales[l]![e]!;
        for (let a = 0; a < width; a++) raw[a * width + row]! += factor * spread[a * size + l]!;
        if (value < 0) continue;
        let sum = 0;
        for (let a = 0; a < width; a++) {
          const product = a >= row ? products[a * width + row]! : products[row * width + a]!;
          sum += product * spread[a * size + l]!;
        }
        adjoints[value]! += 2 * scale * sum;
      }
    }
    return raw;
  }

  /** Pattern by pattern: π_ab = Σ_j E_a Ḡ E_b with E = Σ ω_c E_c, and what follows from it. */
  private pullBackTable(
    table: PatternTable,
    workspace: PatternWorkspace,
    raw: Float64Array,
    coefficientAdjoints: readonly Float64Array[],
    weightAdjoints: Float64Array,
  ): void {
    const { counts, products, squareStarts, memberStarts, size } = table;
    const { weights, coefficients } = this;
    const stride = weights.length * size * size;
    const squares = this.squares.subarray(0, size * size);
    for (let k = 0; k < counts.length; k++) {
      workspace.compute(products, k * stride, weights, coefficients);
      squares.fill(0);
      if (squareStarts[k]! >= 0) {
        const length = squaresLength(size * weights.length, this.recipe.width);
        const pooled = table.squares.subarray(squareStarts[k]!, squareStarts[k]! + length);
        this.pooledSquares(pooled, workspace, raw, squares, weightAdjoints);
      }
      for (let m = memberStarts[k]!; m < memberStarts[k + 1]!; m++) {
        this.singleSquares(table, m, workspace, raw, squares, weightAdjoints);
      }
      workspace.pullBack(squares, counts[k]!, coefficientAdjoints, weightAdjoints);
    }
  }

  private pooledSquares(
    pooled: Float64Array,
    { size, shrinkage }: PatternWorkspace,
    raw: Float64Array,
    squares: Float64Array,
    weightAdjoints: Float64Array,
  ): void {
    const { weights } = this;
    const { width } = this.recipe;
    const rows = size * weights.length;
    let at = 0;
    for (let a = 0; a < rows; a++) {
      const [c, i] = [Math.floor(a / size), a % size];
      for (let b = 0; b <= a; b++) {
        const [d, j] = [Math.floor(b / size), b % size];
        // ⟨Ḡ, ·⟩ with a symmetric matrix of which there is the lower triangle
        let sum = 0;
        for (let k = 0; k < width; k++) {
          for (let l = 0; l < k; l++) sum += 2 * raw[k * width + l]! * pooled[at++]!;
          sum += raw[k * width + k]! * pooled[at++]!;
        }
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
    { size, shrinkage }: PatternWorkspace,
    raw: Float64Array,
    squares: Float64Array,
    weightAdjoints: Float64Array,
  ): void {
    const { scratch, spread } = this;
    const { width } = this.recipe;
    const { columns, columnStarts, cross } = table;
    const first = columnStarts[member]!;
    const count = this.weighCross(table, member);
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

/** ⟨A, S⟩ of a full symmetric A and the lower triangle of a symmetric S. */
function symmetricProduct(full: Float64Array, lower: Float64Array, size: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) sum += 2 * full[k * size + l]! * lower[k * size + l]!;
    sum += full[k * size + k]! * lower[k * size + k]!;
  }
  return sum;
}

/**
 * Π, (denseCount + 1)²: the prior precision of the dense latents, where the intercept's coordinate is t' = t + Σ shares · t_k - shift;
 * the outcome's column has what the shift makes.
 */
function priorPrecisionOf({
  dense,
  intercept,
  interceptShares,
  interceptShift,
}: MarginalRecipe): Float64Array {
  const size = dense.columns + 1;
  const prior = new Float64Array(size * size);
  for (let k = 0; k < dense.columns; k++) {
    if (k !== intercept) prior[k * size + k] = dense.precisions[k]!;
  }
  if (intercept < 0) return prior;
  // p · (t' - Σ shares t_k + shift)²; the outcome's coordinate is -1
  const row = Float64Array.from({ length: size }, (_, k) => {
    if (k === intercept) return 1;
    return k === dense.columns ? -interceptShift : -interceptShares[k]!;
  });
  const precision = dense.precisions[intercept]!;
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < size; l++) prior[k * size + l]! += precision * row[k]! * row[l]!;
  }
  return prior;
}
