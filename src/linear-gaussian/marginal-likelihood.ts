/**
 * The density of the outcomes with every latent integrated out, as a function of the values of the multipliers (standard deviations,
 * correlations, sampled locations), from cross-products alone. Its gradient is in `marginal-gradient.ts`.
 *
 *     G = Σ_c ω_c [D y]'[D y]_c - Σ_levels E'ME              the nesting is gone (`pattern-workspace.ts`)
 *     H = C'GC + Π,   C: coefficients of the dense latents, and of the sampled locations in the outcome's column
 *     log p = const - Σ_c n_c log σ_c - ½ Σ log|B| - ½ log|Q| - ½ (h_yy - r'Q⁻¹r),   H = [Q r; r' h_yy]
 *
 * Cost: of the order of p² for each pattern and p³/6, whatever the number of rows, and of levels where these are pooled.
 * Source: Lindley & Smith (1972); Bates et al. (2015), equations 34 to 41.
 */

import { log } from "../numeric/logarithm.ts";
import { Coefficients } from "./coefficients.ts";
import { DenseBlock } from "./dense-block.ts";
import type { MarginalRecipe } from "./marginal-recipe.ts";
import { gapOf, PatternWorkspace } from "./pattern-workspace.ts";
import { ResidualFloor } from "./residual-floor.ts";
import type { PatternTable } from "./statistics/patterns.ts";

export class MarginalLikelihood {
  readonly recipe: MarginalRecipe;
  readonly coefficients: Coefficients;
  /** ω = 1/σ² of each class, in the outcome's unit. */
  readonly weights: Float64Array;
  readonly dense: DenseBlock;
  /** One for each table of patterns. */
  readonly workspaces: readonly PatternWorkspace[];
  /** G, the lower triangle row by row. */
  readonly products: Float64Array;
  /** What `weighCross` has put together. */
  readonly scratch: Float64Array;
  private readonly row: Float64Array;
  private readonly triangle: Float64Array;
  private readonly floor: ResidualFloor | null;

  /** Without a floor, what is lost to rounding is not noticed. */
  constructor(recipe: MarginalRecipe, hasFloor = true) {
    this.recipe = recipe;
    this.floor = hasFloor ? ResidualFloor.of(recipe, () => new MarginalLikelihood(recipe, false)) : null;
    const { width, tables, nestedFactors } = recipe;
    this.coefficients = new Coefficients(nestedFactors);
    this.weights = new Float64Array(recipe.classes.length);
    this.workspaces = tables.map(
      ({ nestedFactors: of }) => new PatternWorkspace(of, nestedFactors, 0, recipe.isWithin),
    );
    this.products = new Float64Array((width * (width + 1)) / 2);
    this.dense = new DenseBlock(recipe);
    const most = Math.max(1, ...tables.map(({ size }) => size));
    this.scratch = new Float64Array(most * width);
    this.row = new Float64Array(width);
    this.triangle = new Float64Array(this.products.length);
  }

  /** log p(outcomes | values); NaN where it cannot be computed. */
  evaluate(values: Float64Array): number {
    const { recipe, weights, coefficients, workspaces, dense } = this;
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
    dense.setValues(values);
    logDensity += dense.solve(this.products);
    return this.floor?.allows(dense.residual, weights) === false ? Number.NaN : logDensity;
  }

  /** h - r'Q⁻¹r of the last evaluation. */
  get residual(): number {
    return this.dense.residual;
  }

  /** G = Σ ω_c totals_c */
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
  private eliminateScalars({ nestedFactors, counts, products, squares }: PatternTable): number {
    const { coefficients, recipe, triangle, products: remaining } = this;
    const weight = this.weights[0]!;
    const t = coefficients.matrices[nestedFactors[0]!]![0]!;
    const prior = recipe.nestedFactors[nestedFactors[0]!]!.precisions[0]!;
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
    for (let e = 0; e < triangle.length; e++) remaining[e]! -= triangle[e]!;
    return logDeterminant;
  }

  private eliminatePooled(
    { squares }: PatternTable,
    start: number,
    { size, shrinkage }: PatternWorkspace,
  ): void {
    const { products, weights } = this;
    const rows = size * weights.length;
    let at = start;
    for (let a = 0; a < rows; a++) {
      const left = weights[Math.floor(a / size)]!;
      const own = (a % size) * size;
      for (let b = 0; b <= a; b++) {
        const factor = left * weights[Math.floor(b / size)]! * shrinkage[own + (b % size)]!;
        for (let e = 0; e < products.length; e++) products[e]! -= factor * squares[at++]!;
      }
    }
  }

  private eliminateSingle(
    table: PatternTable,
    member: number,
    { size, latentCount, half, shrinkage }: PatternWorkspace,
  ): void {
    const { products, scratch, row } = this;
    const { columns, columnStarts } = table;
    const first = columnStarts[member]!;
    const count = this.weighCross(table, member);
    if (size === 1) {
      for (let k = 0; k < count; k++) {
        const start = (columns[first + k]! * (columns[first + k]! + 1)) >> 1;
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
        const start = (columns[first + k]! * (columns[first + k]! + 1)) >> 1;
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
}
