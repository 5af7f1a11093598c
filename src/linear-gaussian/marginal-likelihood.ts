/**
 * The density of the outcomes with every latent integrated out, as a function of the values of the multipliers (standard deviations,
 * correlations, sampled locations), from cross-products alone. Its gradient is in `marginal-gradient.ts`.
 *
 *     G = Σ_c ω_c [D y]'[D y]_c - Σ_levels E'ME              the nesting is gone (`elimination.ts`)
 *     H = C'GC + Π,   C: coefficients of the dense latents, and of the sampled locations in the outcome's column
 *     log p = const - Σ_c n_c log σ_c - ½ Σ log|B| - ½ log|Q| - ½ (h_yy - r'Q⁻¹r),   H = [Q r; r' h_yy]
 *
 * Cost: of the order of p² for each pattern and p³/6, whatever the number of rows, and of levels where these are pooled.
 * Source: Lindley & Smith (1972); Bates et al. (2015), equations 34 to 41.
 */

import { log } from "../numeric/logarithm.ts";
import { eliminationOf } from "./choose-elimination.ts";
import { Coefficients } from "./coefficients.ts";
import { DenseBlock } from "./dense-block.ts";
import type { Elimination, NestingValues } from "./elimination.ts";
import type { MarginalRecipe } from "./marginal-recipe.ts";
import { ResidualFloor } from "./residual-floor.ts";

export class MarginalLikelihood implements NestingValues {
  readonly recipe: MarginalRecipe;
  readonly coefficients: Coefficients;
  /** ω = 1/σ² of each class, in the outcome's unit. */
  readonly weights: Float64Array;
  readonly dense: DenseBlock;
  /** One for each table of patterns. */
  readonly eliminations: readonly Elimination[];
  /** G, the lower triangle row by row. */
  readonly products: Float64Array;
  private readonly floor: ResidualFloor | null;

  /** Without a floor, what is lost to rounding is not noticed. */
  constructor(recipe: MarginalRecipe, hasFloor = true) {
    this.recipe = recipe;
    this.floor = hasFloor ? ResidualFloor.of(recipe, () => new MarginalLikelihood(recipe, false)) : null;
    const { width, tables, nestedFactors } = recipe;
    this.coefficients = new Coefficients(nestedFactors);
    this.weights = new Float64Array(recipe.classes.length);
    this.eliminations = tables.map((table) =>
      eliminationOf({ nestedFactors: table.nestedFactors, outer: 0 }, this),
    );
    this.products = new Float64Array((width * (width + 1)) / 2);
    this.dense = new DenseBlock(recipe);
  }

  /** log p(outcomes | values); NaN where it cannot be computed. */
  evaluate(values: Float64Array): number {
    const { recipe, weights, coefficients, eliminations, products, dense } = this;
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
    for (let p = 0; p < eliminations.length; p++) {
      logDensity -= 0.5 * eliminations[p]!.eliminate(recipe.tables[p]!, products);
    }
    dense.setValues(values);
    logDensity += dense.solve(products);
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
}
