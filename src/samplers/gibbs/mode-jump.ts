/**
 * A jump between modes: where the posterior of the scales has modes apart, (τ small, σ large) and (τ large, σ small), updates of one block
 * after another never leave the one that they are in. Given nothing but the data, all that the marginal density is of is proposed from the
 * mixture that was fitted to it (`exploration/`), and taken with probability
 *
 *     min(1, w(φ') / w(φ)),   w(φ) = p(φ | y) / q(φ)
 *
 * with all else integrated out, and then all else is drawn from its exact conditional given φ'. This is Metropolis's rule for the proposal
 * q(φ') p(rest' | φ', y) of the whole position (Liu 2001, §5.4.2): the update is its own reverse.
 */

import { MarginalDensity } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModelRecipe } from "../../linear-gaussian/marginal-model.ts";
import { NestedEffectsDraw } from "../../linear-gaussian/nested-effects-draw.ts";
import { exp } from "../../numeric/exponential.ts";
import { MixtureSampler, type TMixture } from "../exploration/t-mixture.ts";
import type { Update, UpdateContext, UpdateHead } from "./update.ts";

export interface ModeJumpRecipe extends UpdateHead {
  readonly kind: "mode jump";
  /** The blocks that are proposed, and those that are drawn given them, in words. */
  readonly proposed: string;
  readonly along: string;
  readonly model: MarginalModelRecipe;
  readonly proposal: TMixture;
  /** What is drawn given the rest: a stretch of the position, and where its values are in a draw of the marginal model. */
  readonly drawn: readonly DrawnStretch[];
  /** Modes that were found. */
  readonly modes: number;
}

/** A stretch of the position, and where its values are in a draw. */
export interface DrawnStretch {
  readonly offset: number;
  readonly places: readonly number[];
}

/** Proposals of an update. */
const tries = 3;

export class ModeJump implements Update {
  acceptance = 0;
  private readonly recipe: ModeJumpRecipe;
  private readonly context: UpdateContext;
  private readonly density: MarginalDensity;
  private readonly joint: NestedEffectsDraw;
  private readonly sampler: MixtureSampler;
  private readonly present: Float64Array;
  private readonly proposed: Float64Array;
  private readonly whole: Float64Array;
  private readonly draw: Float64Array;

  constructor(recipe: ModeJumpRecipe, context: UpdateContext) {
    const { model, proposal } = recipe;
    this.recipe = recipe;
    this.context = context;
    this.density = new MarginalDensity(model);
    this.joint = new NestedEffectsDraw(this.density.likelihood, model.innermost);
    this.sampler = new MixtureSampler(proposal);
    this.present = new Float64Array(model.sampled.length);
    this.proposed = new Float64Array(model.sampled.length);
    this.whole = new Float64Array(model.hyperparameterDensity.dimension);
    this.draw = new Float64Array(model.hyperparameterDensity.width);
  }

  update(): void {
    const { density, sampler, present, proposed } = this;
    const { position, stream } = this.context;
    const { sampled } = this.recipe.model;
    for (let i = 0; i < sampled.length; i++) present[i] = position[sampled[i]!]!;
    let weight = density.value(present) - sampler.logDensity(present);
    let hasMoved = false;
    this.acceptance = 0;
    for (let t = 0; t < tries; t++) {
      const logProposal = sampler.draw(stream, proposed);
      const other = density.value(proposed) - logProposal;
      const ratio = this.ratioOf(other, weight);
      this.acceptance += ratio / tries;
      if (!(stream.uniform() < ratio)) continue;
      present.set(proposed);
      weight = other;
      hasMoved = true;
    }
    if (hasMoved) this.place();
  }

  /** min(1, e^(other - present)); a density that is not a number counts as zero. */
  ratioOf(other: number, present: number): number {
    if (!(other > -Infinity)) return 0;
    return other >= present || Number.isNaN(present) ? 1 : exp(other - present);
  }

  /** The scales where they were proposed, and all else drawn given them. */
  private place(): void {
    const { density, joint, present, whole, draw, recipe } = this;
    const { position, stream } = this.context;
    density.complete(present, joint, stream, whole);
    density.hyperparameters.constrain(whole, draw);
    for (let i = 0; i < present.length; i++) position[recipe.model.sampled[i]!] = present[i]!;
    for (const { offset, places } of recipe.drawn)
      for (let k = 0; k < places.length; k++) position[offset + k] = draw[places[k]!]!;
  }
}
