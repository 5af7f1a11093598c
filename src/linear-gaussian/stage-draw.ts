/**
 * Draws of the effects of one nested factor, given the dense columns and the levels that its own are nested in: level by level with
 * w = Σ ω (E·[-coefficients; 1] - Z'Z_outer b_outer). Of a level with mean children (see `statistics/patterns.ts`) only its own
 * effects are kept, the children are drawn given them.
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import { sortByNumber } from "../numeric/sort-by-number.ts";
import { eliminationOf } from "./choose-elimination.ts";
import type { DrawnLevels, Elimination } from "./elimination.ts";
import type { MarginalLikelihood } from "./marginal-likelihood.ts";
import type { Stage, StagePattern } from "./statistics/patterns.ts";

export class StageDraw {
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
  /** Of each pattern; all write what is left of the outcome, and the latents, into the same two arrays. */
  private readonly drawn: readonly DrawnLevels[];

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
    const { columns } = likelihood.recipe.nestedFactors[s]!;
    const most = (count: (levels: number, size: number) => number): number =>
      patterns.reduce((all, { size }, k) => Math.max(all, count(this.levels[k]!.length, size)), 0);
    const residuals = new Float64Array(most((levels, size) => levels * likelihood.weights.length * size));
    const latents = new Float64Array(most((levels) => levels * columns));
    this.drawn = patterns.map(({ products }, k) => {
      return { count: this.levels[k]!.length, products, residuals, latents };
    });
  }

  /** Draws the effects into their places of the model's position. */
  draw(stream: RandomStream, position: Float64Array): void {
    const { eliminations, levels, stage, drawn } = this;
    for (let k = 0; k < eliminations.length; k++) {
      const pattern = stage.patterns[k]!;
      const { residuals, latents } = drawn[k]!;
      this.readResiduals(pattern, levels[k]!, residuals);
      eliminations[k]!.drawLevels(drawn[k]!, stream);
      this.place(levels[k]!, latents, position);
      if (this.isOuter) this.keepEffects(levels[k]!, latents);
    }
  }

  /** E·residual - Z'Z_outer b_outer of each level. */
  private readResiduals(pattern: StagePattern, levels: Int32Array, residuals: Float64Array): void {
    const { residual, stage, likelihood } = this;
    const { products: all, starts } = stage;
    const { size, outer } = pattern;
    const width = residual.length;
    const rows = likelihood.weights.length * size;
    for (let i = 0, at = 0; i < levels.length; i++) {
      let from = starts[levels[i]!]!;
      for (let row = 0; row < rows; row++) {
        let product = 0;
        for (let e = 0; e < width; e++) product += all[from++]! * residual[e]!;
        if (outer > 0) product -= this.outerProduct(levels[i]!, pattern, row);
        residuals[at++] = product;
      }
    }
  }

  /** A row of Z'Z_outer, of a class and in it of a row of the pattern, times the effects of the levels that level j is nested in. */
  private outerProduct(j: number, { size, outer, products }: StagePattern, row: number): number {
    const { parents, nestedFactors } = this.likelihood.recipe;
    const stride = size + outer;
    const inClass = row % size;
    let at = (((row - inClass) / size) * stride + inClass) * stride + size;
    let sum = 0;
    let level = j;
    for (let outside = this.s + 1; outside < nestedFactors.length; outside++) {
      level = parents[outside - 1]![level]!;
      const { rows } = nestedFactors[outside]!;
      for (let k = 0; k < rows; k++) sum += products[at++]! * this.effects[outside]![level * rows + k]!;
    }
    return sum;
  }

  private place(levels: Int32Array, latents: Float64Array, position: Float64Array): void {
    const { likelihood, s } = this;
    const { places, columns } = likelihood.recipe.nestedFactors[s]!;
    for (let m = 0; m < columns; m++) {
      const { offset, stride, factor } = places[m]!;
      for (let i = 0; i < levels.length; i++)
        position[offset + levels[i]! * stride] = factor * latents[i * columns + m]!;
    }
  }

  /** b = T u, for the levels inside. */
  private keepEffects(levels: Int32Array, latents: Float64Array): void {
    const { likelihood, s } = this;
    const { rows, columns } = likelihood.recipe.nestedFactors[s]!;
    const matrix = likelihood.coefficients.matrices[s]!;
    for (let i = 0; i < levels.length; i++) {
      for (let a = 0; a < rows; a++) {
        let sum = 0;
        for (let k = 0; k < columns; k++) sum += matrix[a * columns + k]! * latents[i * columns + k]!;
        this.effects[s]![levels[i]! * rows + a] = sum;
      }
    }
  }
}
