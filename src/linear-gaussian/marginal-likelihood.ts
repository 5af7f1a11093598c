/**
 * The density of the outcomes with every latent integrated out, as a function of the values of the slots (standard deviations,
 * correlations, sampled locations), from cross-products alone. Its gradient is in `marginal-gradient.ts`.
 *
 *     G = Σ_c ω_c [D y]'[D y]_c - Σ_levels E'ME              the chain is gone (`pattern-workspace.ts`)
 *     H = C'GC + Π,   C: coefficients of the dense latents, and of the sampled locations in the outcome's column
 *     log p = const - Σ_c n_c log σ_c - ½ Σ log|B| - ½ log|Q| - ½ (h_yy - r'Q⁻¹r),   H = [Q r; r' h_yy]
 *
 * Cost: of the order of p² for each pattern and p³/6, whatever the number of rows, and of levels where these are pooled.
 * Source: Lindley & Smith (1972); Bates et al. (2015), equations 34 to 41.
 */

import { borderedCholesky } from "../numeric/bordered-cholesky.ts";
import { log } from "../numeric/logarithm.ts";
import { Coefficients } from "./coefficients.ts";
import type { Entry, MarginalRecipe } from "./marginal-recipe.ts";
import { gapOf, PatternWorkspace } from "./pattern-workspace.ts";
import { priorPrecisionOf } from "./prior-precision.ts";
import { ResidualFloor } from "./residual-floor.ts";
import type { PatternTable } from "./statistics/patterns.ts";

export class MarginalLikelihood {
  readonly recipe: MarginalRecipe;
  readonly coefficients: Coefficients;
  /** ω = 1/σ² of each class, in the outcome's unit. */
  readonly weights: Float64Array;
  /** Dense latents. */
  readonly denseCount: number;
  /** The Cholesky factor of H, (denseCount + 1)², row by row; its last row holds the solution. */
  readonly factor: Float64Array;
  /** One for each table of patterns. */
  readonly workspaces: readonly PatternWorkspace[];
  /** G, width², lower triangle and, after evaluating, both. */
  readonly products: Float64Array;
  /** C by columns: of dense latents, then of the outcome. */
  readonly columns: readonly (readonly Entry[])[];
  /** The coefficients of `columns` at the values that were evaluated last. */
  readonly columnScales: readonly Float64Array[];
  private readonly priorPrecision: Float64Array;
  /** What `weighCross` has put together. */
  readonly scratch: Float64Array;
  private readonly row: Float64Array;
  private readonly triangle: Float64Array;
  private readonly floor: ResidualFloor | null;
  /** h_yy - r'Q⁻¹r of the last evaluation. */
  residual = 0;

  /** Without a floor, what is lost to rounding is not noticed. */
  constructor(recipe: MarginalRecipe, hasFloor = true) {
    this.recipe = recipe;
    this.floor = hasFloor ? ResidualFloor.of(recipe, () => new MarginalLikelihood(recipe, false)) : null;
    const { dense, width, tables, links, locations } = recipe;
    this.coefficients = new Coefficients(links);
    this.weights = new Float64Array(recipe.classes.length);
    this.workspaces = tables.map(({ links: of }) => new PatternWorkspace(of, links, 0, recipe.isWithin));
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
    // A level without rows has no columns, and is kept all the same.
    const areAllPooled = memberStarts[counts.length] === 0;
    if (weights.length === 1 && size === 1 && workspace.latentCount === 1 && areAllPooled) {
      return this.eliminateScalars(table);
    }
    const stride = weights.length * size * size;
    let logDeterminant = 0;
    for (let k = 0; k < counts.length; k++) {
      const isPooled = squareStarts[k]! >= 0;
      const needsShrinkage = isPooled || size === 1;
      if (!workspace.compute(products, k * stride, weights, coefficients, needsShrinkage)) return Number.NaN;
      logDeterminant += counts[k]! * workspace.logDeterminant;
      if (isPooled) this.eliminatePooled(table, squareStarts[k]!, workspace);
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
      // A precision that is none makes the sum infinite, or no number. A way out from within would make the loop half as slow again.
      logDeterminant += counts[k]! * log(precision);
      const own = weight * products[k]!;
      const shrinkage =
        weight * weight * (recipe.isWithin ? gapOf(prior, own, precision) : (t * t) / precision);
      for (let e = 0; e < triangle.length; e++) triangle[e]! += shrinkage * squares[at++]!;
    }
    if (!(logDeterminant > -Infinity && logDeterminant < Infinity)) return Number.NaN;
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
    { size, latentCount, half, shrinkage }: PatternWorkspace,
  ): void {
    const { products, scratch, row } = this;
    const { width } = this.recipe;
    const { columns, columnStarts } = table;
    const first = columnStarts[member]!;
    const count = this.weighCross(table, member);
    if (size === 1) {
      for (let k = 0; k < count; k++) {
        const start = columns[first + k]! * width;
        const left = shrinkage[0]! * scratch[k]!;
        for (let l = 0; l <= k; l++) products[start + columns[first + l]!]! -= left * scratch[l]!;
      }
      return;
    }
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
  weighCross({ columnStarts, cross, size }: PatternTable, member: number): number {
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
    this.residual = Math.max(rest, 0);
    if (this.floor?.allows(this.residual, this.weights) === false) return Number.NaN;
    return -halfLogDeterminant - 0.5 * this.residual;
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
}
