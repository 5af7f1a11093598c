/**
 * Exact draws of everything that was integrated out, given the values: dense latents from their joint normal distribution, then the
 * levels of the nesting from the outside in, each given what it is nested in.
 *
 * With H = [Q r; ·] = LL': dense t = L⁻ᵀ(L⁻¹r + ε). A level has u = L⁻ᵀ(V w + ε) with V = L⁻¹T' and
 * w = Σ ω (E·[-coefficients; 1] - Z'Z_outer b_outer); of a level with mean children (see `statistics/patterns.ts`) only its own
 * effects are kept, the children are drawn given them. Source: Gelfand & Smith (1990) for the composition; Bates et al. (2015).
 */

import type { RandomStream } from "../numeric/random-stream.ts";
import type { MarginalLikelihood } from "./marginal-likelihood.ts";
import type { LatentBlock } from "./marginal-recipe.ts";
import { PatternWorkspace } from "./pattern-workspace.ts";
import type { Stage, StagePattern } from "./statistics/patterns.ts";

export class JointDraw {
  private readonly likelihood: MarginalLikelihood;
  /** What is left of the outcome: its products with (dense columns, outcome) are those of the residuals. */
  private readonly residual: Float64Array;
  /** For each stage a workspace for each shape of its patterns, by their nested factors. */
  private readonly workspaces: readonly ReadonlyMap<string, PatternWorkspace>[];
  /** For each stage its levels, pattern by pattern. */
  private readonly levels: readonly (readonly Int32Array[])[];
  /** Coefficients of each nested factor's raw columns, level by level. */
  private readonly effects: readonly Float64Array[];
  private readonly products: Float64Array;
  private readonly scratch: Float64Array;
  /** The innermost nested factor whose effects are wanted. */
  private readonly innermost: number;

  /** `innermost`: nested factors of the nesting inside of this one are not drawn. */
  constructor(likelihood: MarginalLikelihood, innermost = 0) {
    const { nestedFactors, stages } = likelihood.recipe;
    this.likelihood = likelihood;
    this.innermost = innermost;
    this.residual = new Float64Array(likelihood.recipe.width).fill(1);
    this.workspaces = stages.map(({ patterns }) => workspacesOf(patterns, nestedFactors));
    this.levels = stages.map((stage, s) => (s < innermost ? [] : levelsByPattern(stage)));
    this.effects = stages.map(
      ({ patternOf }, s) => new Float64Array(patternOf.length * nestedFactors[s]!.rows),
    );
    let most = 1;
    for (const { patterns } of stages) for (const { size } of patterns) most = Math.max(most, size);
    this.products = new Float64Array(most);
    const latents = this.workspaces.flatMap((shapes) => [...shapes.values()].map((one) => one.latentCount));
    this.scratch = new Float64Array(Math.max(1, ...latents));
  }

  /** Puts a draw into `position`; the likelihood has been evaluated at the values. */
  draw(stream: RandomStream, position: Float64Array): void {
    const { dense } = this.likelihood;
    dense.draw(stream);
    dense.drawInto(position);
    for (let i = 0; i < dense.raw.length; i++) this.residual[i] = -dense.raw[i]!;
    const { stages, unattached } = this.likelihood.recipe;
    for (let s = stages.length - 1; s >= this.innermost; s--) this.drawStage(s, stages[s]!, stream, position);
    for (const { offset, stride, factor, levels } of unattached) {
      for (let j = 0; j < levels; j++) position[offset + j * stride] = factor * stream.normal();
    }
  }

  private drawStage(s: number, stage: Stage, stream: RandomStream, position: Float64Array): void {
    const { weights, coefficients, recipe } = this.likelihood;
    const { places, columns } = recipe.nestedFactors[s]!;
    for (let k = 0; k < stage.patterns.length; k++) {
      const pattern = stage.patterns[k]!;
      const workspace = this.workspaces[s]!.get(pattern.key)!;
      workspace.compute(pattern.products, 0, weights, coefficients, false);
      const levels = this.levels[s]![k]!;
      if (
        workspace.latentCount === 1 &&
        workspace.size === 1 &&
        weights.length === 1 &&
        pattern.outer === 0
      ) {
        this.drawScalars(s, stage, workspace, levels, stream, position);
        continue;
      }
      for (let i = 0; i < levels.length; i++) {
        const j = levels[i]!;
        this.residualProducts(s, stage, pattern, j);
        const first = this.drawOwn(workspace, columns, stream);
        for (let m = 0; m < columns; m++) {
          const { offset, stride, factor } = places[m]!;
          position[offset + j * stride] = factor * this.scratch[first + m]!;
        }
        if (s > this.innermost) this.keepEffects(s, j, first);
      }
    }
  }

  /** Levels of one effect each, with one column, one class and nothing outside: u = (V ω E·residual + ε) / L. */
  private drawScalars(
    s: number,
    { products, starts }: Stage,
    { half, factor }: PatternWorkspace,
    levels: Int32Array,
    stream: RandomStream,
    position: Float64Array,
  ): void {
    const { residual, likelihood } = this;
    const { offset, stride, factor: own } = likelihood.recipe.nestedFactors[s]!.places[0]!;
    const width = residual.length;
    const deviation = 1 / factor[0]!;
    const scaled = half[0]! * likelihood.weights[0]! * deviation;
    for (let i = 0; i < levels.length; i++) {
      const j = levels[i]!;
      const start = starts[j]!;
      let product = 0;
      for (let e = 0; e < width; e++) product += products[start + e]! * residual[e]!;
      const effect = scaled * product + deviation * stream.normal();
      position[offset + j * stride] = own * effect;
      if (s > this.innermost) this.effects[s]![j] = likelihood.coefficients.matrices[s]![0]! * effect;
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
    const { parents, nestedFactors } = this.likelihood.recipe;
    const row = (c * (size + outer) + a) * (size + outer) + size;
    let sum = 0;
    let column = 0;
    let level = j;
    for (let outside = s + 1; outside < nestedFactors.length; outside++) {
      level = parents[outside - 1]![level]!;
      const { rows } = nestedFactors[outside]!;
      for (let k = 0; k < rows; k++) {
        sum += products[row + column++]! * this.effects[outside]![level * rows + k]!;
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
    const { rows, columns } = this.likelihood.recipe.nestedFactors[s]!;
    const matrix = this.likelihood.coefficients.matrices[s]!;
    for (let a = 0; a < rows; a++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += matrix[a * columns + k]! * this.scratch[first + k]!;
      this.effects[s]![j * rows + a] = sum;
    }
  }
}

function workspacesOf(
  patterns: readonly StagePattern[],
  blocks: readonly LatentBlock[],
): ReadonlyMap<string, PatternWorkspace> {
  const workspaces = new Map<string, PatternWorkspace>();
  for (const { key, nestedFactors, outer } of patterns) {
    if (!workspaces.has(key)) workspaces.set(key, new PatternWorkspace(nestedFactors, blocks, outer));
  }
  return workspaces;
}

function levelsByPattern({ patterns, patternOf }: Stage): Int32Array[] {
  const counts = new Int32Array(patterns.length);
  for (const pattern of patternOf) counts[pattern]! += 1;
  const levels = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let j = 0; j < patternOf.length; j++) levels[patternOf[j]!]![counts[patternOf[j]!]!++] = j;
  return levels;
}
