/**
 * Exact draws of everything that was integrated out, given the values: dense latents from their joint normal distribution, then the
 * levels of the nesting from the outside in, each given what it is nested in (`stage-draw.ts`).
 *
 * With H = [Q r; ·] = LL': dense t = L⁻ᵀ(L⁻¹r + ε). Source: Gelfand & Smith (1990) for the composition; Bates et al. (2015).
 */

import { createFork, type RandomStream } from "../numeric/random-stream.ts";
import type { MarginalLikelihood } from "./marginal-likelihood.ts";
import { StageDraw } from "./stage-draw.ts";

export class NestedEffectsDraw {
  private readonly likelihood: MarginalLikelihood;
  private readonly residual: Float64Array;
  /** Outermost first. */
  private readonly stages: readonly StageDraw[];
  /** How many of them are drawn by the stream of the chain. */
  private readonly noticed: number;
  private readonly fork = createFork();

  /**
   * Nested factors of the nesting inside of `innermost` are not drawn; those inside of `apart` by a fork of the stream, which they do
   * not move on.
   */
  constructor(likelihood: MarginalLikelihood, innermost = 0, apart = innermost) {
    const { nestedFactors, stages, width } = likelihood.recipe;
    this.likelihood = likelihood;
    this.residual = new Float64Array(width).fill(1);
    const effects = stages.map(
      ({ patternOf }, s) => new Float64Array(patternOf.length * nestedFactors[s]!.rows),
    );
    this.stages = Array.from(stages.keys())
      .slice(innermost)
      .reverse()
      .map((s) => new StageDraw(likelihood, s, this.residual, effects, s > innermost));
    this.noticed = stages.length - apart;
  }

  /** Puts a draw into `position`; the likelihood has been evaluated at the values. */
  draw(stream: RandomStream, position: Float64Array): void {
    const { likelihood, residual, stages, noticed } = this;
    const { dense, recipe } = likelihood;
    dense.draw(stream);
    dense.drawInto(position);
    for (let i = 0; i < dense.raw.length; i++) residual[i] = -dense.raw[i]!;
    for (let k = 0; k < noticed; k++) stages[k]!.draw(stream, position);
    for (const { offset, stride, factor, levels } of recipe.unattached) {
      for (let j = 0; j < levels; j++) position[offset + j * stride] = factor * stream.normal();
    }
    if (noticed === stages.length) return;
    const fork = this.fork(stream);
    for (let k = noticed; k < stages.length; k++) stages[k]!.draw(fork, position);
  }
}
