/**
 * Exact draws of everything that was integrated out, given the values: dense latents from their joint normal distribution, then the
 * levels of the chain from the outside in, each given what it is nested in.
 *
 * With H = [Q r; ·] = LL': dense t = L⁻ᵀ(L⁻¹r + ε). A level has u = L⁻ᵀ(V w + ε) with V = L⁻¹T' and
 * w = Σ ω (E·[-coefficients; 1] - Z'Z_outer b_outer); of a level with mean children (see `structure/patterns.ts`) only its own
 * effects are kept, the children are drawn given them. Source: Gelfand & Smith (1990) for the composition; Bates et al. (2015).
 */

import { solveLowerTransposedBordered } from "../../numeric/bordered-cholesky.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Stage, StagePattern } from "../../structure/patterns.ts";
import type { MarginalLikelihood } from "./marginal-likelihood.ts";
import { PatternWorkspace } from "./pattern-workspace.ts";

export class JointDraw {
  private readonly likelihood: MarginalLikelihood;
  private readonly dense: Float64Array;
  /** What is left of the outcome: its products with (dense columns, outcome) are those of the residuals. */
  private readonly residual: Float64Array;
  /** Workspaces by stage and pattern. */
  private readonly workspaces: readonly (readonly PatternWorkspace[])[];
  /** Coefficients of each link's raw columns, level by level. */
  private readonly effects: readonly Float64Array[];
  private readonly products: Float64Array;
  private readonly scratch: Float64Array;
  /** The innermost link whose effects are wanted. */
  private readonly innermost: number;

  /** `innermost`: links of the chain inside of this one are not drawn. */
  constructor(likelihood: MarginalLikelihood, innermost = 0) {
    const { links, stages } = likelihood.recipe;
    this.likelihood = likelihood;
    this.innermost = innermost;
    this.dense = new Float64Array(likelihood.denseCount);
    this.residual = new Float64Array(likelihood.recipe.width);
    this.workspaces = stages.map(({ patterns }, s) =>
      s < innermost
        ? []
        : patterns.map(
            ({ links: of, products, size, outer }) => new PatternWorkspace(of, links, products, size + outer),
          ),
    );
    this.effects = stages.map(({ patternOf }, s) => new Float64Array(patternOf.length * links[s]!.rows));
    const sizes = stages.flatMap(({ patterns }) => patterns.map(({ size }) => size));
    this.products = new Float64Array(Math.max(1, ...sizes));
    this.scratch = new Float64Array(Math.max(1, ...this.workspaces.flat().map((one) => one.latentCount)));
  }

  /** Puts a draw into `position`; the likelihood has been evaluated at the values. */
  draw(stream: RandomStream, position: Float64Array): void {
    this.drawDense(stream, position);
    const { stages, unattached } = this.likelihood.recipe;
    for (let s = stages.length - 1; s >= this.innermost; s--) this.drawStage(s, stages[s]!, stream, position);
    for (const { offset, stride, factor, levels } of unattached) {
      for (let j = 0; j < levels; j++) position[offset + j * stride] = factor * stream.normal();
    }
  }

  private drawDense(stream: RandomStream, position: Float64Array): void {
    const { dense, residual, likelihood } = this;
    const { factor, denseCount, recipe } = likelihood;
    const size = denseCount + 1;
    for (let k = 0; k < denseCount; k++) dense[k] = factor[denseCount * size + k]! + stream.normal();
    solveLowerTransposedBordered(factor, denseCount, dense);
    likelihood.residualWeights(dense, residual);
    const { places } = recipe.dense;
    for (let k = 0; k < denseCount; k++) {
      position[places[k]!.offset] = places[k]!.factor * dense[k]!;
    }
    if (recipe.intercept < 0) return;
    // The coordinate is that at the columns' centres.
    let own = dense[recipe.intercept]! + recipe.interceptShift;
    for (let k = 0; k < denseCount; k++) own -= recipe.interceptShares[k]! * dense[k]!;
    const place = places[recipe.intercept]!;
    position[place.offset] = place.factor * own;
  }

  private drawStage(s: number, stage: Stage, stream: RandomStream, position: Float64Array): void {
    const { likelihood } = this;
    const workspaces = this.workspaces[s]!;
    for (const workspace of workspaces) workspace.compute(likelihood.weights, likelihood.coefficients);
    const { places, columns } = likelihood.recipe.links[s]!;
    for (let j = 0; j < stage.patternOf.length; j++) {
      const pattern = stage.patternOf[j]!;
      const workspace = workspaces[pattern]!;
      this.residualProducts(s, stage, stage.patterns[pattern]!, j);
      const first = this.drawOwn(workspace, columns, stream);
      for (let k = 0; k < columns; k++) {
        const { offset, stride, factor } = places[k]!;
        position[offset + j * stride] = factor * this.scratch[first + k]!;
      }
      if (s > this.innermost) this.keepEffects(s, j, first);
    }
  }

  /** w = Σ ω (E·residual - Z'Z_outer b_outer) of one level. */
  private residualProducts(s: number, stage: Stage, pattern: StagePattern, j: number): void {
    const { products, residual, likelihood } = this;
    const { weights } = likelihood;
    const width = residual.length;
    const { size, outer } = pattern;
    const start = stage.starts[j]!;
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let c = 0; c < weights.length; c++) {
        const row = start + (c * size + a) * width;
        let product = 0;
        for (let e = 0; e < width; e++) product += stage.products[row + e]! * residual[e]!;
        if (outer > 0) product -= this.outerProduct(s, pattern, c, a, j);
        sum += weights[c]! * product;
      }
      products[a] = sum;
    }
  }

  /** Row a of Z'Z_outer times the effects of the levels that level j is nested in. */
  private outerProduct(
    s: number,
    { size, outer, products }: StagePattern,
    c: number,
    a: number,
    j: number,
  ): number {
    const { parents, links } = this.likelihood.recipe;
    const row = a * (size + outer) + size;
    let sum = 0;
    let column = 0;
    let level = j;
    for (let outside = s + 1; outside < links.length; outside++) {
      level = parents[outside - 1]![level]!;
      const { rows } = links[outside]!;
      for (let k = 0; k < rows; k++) {
        sum += products[c]![row + column++]! * this.effects[outside]![level * rows + k]!;
      }
    }
    return sum;
  }

  /** The level's own effects into the scratch, from the place that is given back: the last block, which back substitution gives first. */
  private drawOwn(workspace: PatternWorkspace, count: number, stream: RandomStream): number {
    const { scratch, products } = this;
    const { half, factor, latentCount, size } = workspace;
    const first = latentCount - count;
    for (let k = first; k < latentCount; k++) {
      let sum = stream.normal();
      for (let a = 0; a < size; a++) sum += half[k * size + a]! * products[a]!;
      scratch[k] = sum;
    }
    for (let k = latentCount - 1; k >= first; k--) {
      const value = scratch[k]! / factor[k * latentCount + k]!;
      scratch[k] = value;
      for (let l = first; l < k; l++) scratch[l]! -= factor[k * latentCount + l]! * value;
    }
    return first;
  }

  /** b = T u, for the levels inside. */
  private keepEffects(s: number, j: number, first: number): void {
    const { rows, columns } = this.likelihood.recipe.links[s]!;
    const matrix = this.likelihood.coefficients.matrices[s]!;
    for (let a = 0; a < rows; a++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += matrix[a * columns + k]! * this.scratch[first + k]!;
      this.effects[s]![j * rows + a] = sum;
    }
  }
}
