/**
 * Draws of the effects of one nested factor, given the dense columns and the levels that its own are nested in: level by level with
 * w = Σ ω (E·[-coefficients; 1] - Z'Z_outer b_outer). Of a level with mean children (see `statistics/patterns.ts`) only its own
 * effects are kept, the children are drawn given them.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { eliminationOf } from "./choose-elimination.ts";
import type { Elimination, LevelsDrawn } from "./elimination.ts";
import type { MarginalLikelihood } from "./marginal-likelihood.ts";
import { sortByNumber } from "./statistics/equal-levels.ts";
import type { Stage, StagePattern } from "./statistics/patterns.ts";

export class StageDraw implements LevelsDrawn {
  private readonly likelihood: MarginalLikelihood;
  /** The nested factor's number. */
  private readonly s: number;
  private readonly stage: Stage;
  /** What is left of the outcome: its products with (dense columns, outcome) are those of the residuals. */
  private readonly residual: Float64Array;
  /** Coefficients of each nested factor's raw columns, level by level. */
  private readonly effects: readonly Float64Array[];
  /** Whether what is inside is drawn, for which effects are kept. */
  private readonly isOuter: boolean;
  /** For each pattern, of which those with equal keys have one in common. */
  private readonly eliminations: readonly Elimination[];
  private readonly levels: readonly Int32Array[];
  private pattern: StagePattern;
  private position: Float64Array = new Float64Array(0);

  constructor(
    likelihood: MarginalLikelihood,
    s: number,
    residual: Float64Array,
    effects: readonly Float64Array[],
    isOuter: boolean,
  ) {
    this.likelihood = likelihood;
    this.s = s;
    this.stage = likelihood.recipe.stages[s]!;
    this.residual = residual;
    this.effects = effects;
    this.isOuter = isOuter;
    const { patterns } = this.stage;
    const byKey = new Map(patterns.map((pattern) => [pattern.key, eliminationOf(pattern, likelihood)]));
    this.eliminations = patterns.map(({ key }) => byKey.get(key)!);
    const { places, starts } = sortByNumber(this.stage.patternOf, patterns.length);
    this.levels = patterns.map((_, k) => places.subarray(starts[k], starts[k + 1]));
    this.pattern = patterns[0]!;
  }

  /** Draws the effects into their places of the model's position. */
  draw(stream: RandomStream, position: Float64Array): void {
    const { eliminations, levels, stage } = this;
    this.position = position;
    for (let k = 0; k < eliminations.length; k++) {
      this.pattern = stage.patterns[k]!;
      eliminations[k]!.drawLevels(this.pattern.products, levels[k]!, this, stream);
    }
  }

  product(j: number, c: number, a: number): number {
    const { residual, stage, pattern } = this;
    const { products } = stage;
    const width = residual.length;
    const row = stage.starts[j]! + (c * pattern.size + a) * width;
    let product = 0;
    for (let e = 0; e < width; e++) product += products[row + e]! * residual[e]!;
    return pattern.outer > 0 ? product - this.outerProduct(j, c, a) : product;
  }

  /** Row a of Z'Z_outer times the effects of the levels that level j is nested in. */
  private outerProduct(j: number, c: number, a: number): number {
    const { parents, nestedFactors } = this.likelihood.recipe;
    const { size, outer, products } = this.pattern;
    const row = (c * (size + outer) + a) * (size + outer) + size;
    let sum = 0;
    let column = 0;
    let level = j;
    for (let outside = this.s + 1; outside < nestedFactors.length; outside++) {
      level = parents[outside - 1]![level]!;
      const { rows } = nestedFactors[outside]!;
      for (let k = 0; k < rows; k++) {
        sum += products[row + column++]! * this.effects[outside]![level * rows + k]!;
      }
    }
    return sum;
  }

  keep(j: number, latents: Float64Array, first: number): void {
    const { s, position, likelihood } = this;
    const { places, rows, columns } = likelihood.recipe.nestedFactors[s]!;
    for (let m = 0; m < columns; m++) {
      const { offset, stride, factor } = places[m]!;
      position[offset + j * stride] = factor * latents[first + m]!;
    }
    if (!this.isOuter) return;
    // b = T u, for the levels inside
    const matrix = likelihood.coefficients.matrices[s]!;
    for (let a = 0; a < rows; a++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += matrix[a * columns + k]! * latents[first + k]!;
      this.effects[s]![j * rows + a] = sum;
    }
  }
}
