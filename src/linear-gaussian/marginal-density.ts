/**
 * The log density of what is sampled, on the unconstrained scale, with everything else integrated out:
 * log p(φ) + log p(outcomes | v(φ)), its value alone or with its gradient.
 */

import type { LogDensity } from "../density/log-density.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { Hyperparameters } from "./hyperparameters.ts";
import { MarginalGradient } from "./marginal-gradient.ts";
import { MarginalLikelihood } from "./marginal-likelihood.ts";
import type { MarginalModelRecipe } from "./marginal-model.ts";
import type { NestedEffectsDraw } from "./nested-effects-draw.ts";

/** Those of this thread. */
const densities = new WeakMap<MarginalModelRecipe, MarginalDensity>();

/**
 * The density of a recipe, one for all who ask in a thread, with one workspace: they take turns. What was compiled while it was explored is not
 * compiled again for its chains.
 */
export function marginalDensityOf(recipe: MarginalModelRecipe): MarginalDensity {
  const known = densities.get(recipe) ?? new MarginalDensity(recipe);
  densities.set(recipe, known);
  return known;
}

export class MarginalDensity implements LogDensity {
  /** How many numbers are sampled. */
  readonly dimension: number;
  readonly likelihood: MarginalLikelihood;
  /** Those at the last position that was evaluated. */
  readonly hyperparameters: Hyperparameters;
  private readonly gradient: MarginalGradient;
  private readonly adjoints: Float64Array;
  /** Whether the likelihood was evaluated last at the position that the hyperparameters have. */
  private isAtPosition = false;

  constructor(recipe: MarginalModelRecipe) {
    this.hyperparameters = new Hyperparameters(recipe);
    this.likelihood = new MarginalLikelihood(recipe.marginal);
    this.gradient = new MarginalGradient(this.likelihood);
    this.dimension = recipe.sampled.length;
    this.adjoints = new Float64Array(recipe.marginal.valueCount);
  }

  /** The log density alone. */
  value(position: Float64Array): number {
    const logDensity = this.logPrior(position) + this.likelihood.evaluate(this.hyperparameters.values);
    this.isAtPosition = true;
    return logDensity;
  }

  /** log p(φ) alone, with that of outcomes which depend on φ only. */
  logPrior(position: Float64Array): number {
    const { hyperparameters } = this;
    this.isAtPosition = false;
    // A few numbers are copied faster one by one.
    for (let i = 0; i < position.length; i++) hyperparameters.position[i] = position[i]!;
    return hyperparameters.evaluate();
  }

  evaluate(position: Float64Array, gradient: Float64Array): number {
    const { adjoints, hyperparameters } = this;
    const logPrior = this.logPrior(position);
    adjoints.fill(0);
    const logLikelihood = this.gradient.evaluate(hyperparameters.values, adjoints);
    hyperparameters.pullBack(adjoints, gradient);
    return logPrior + logLikelihood;
  }

  /** A draw of the whole position: φ, and what is integrated out given it, by `joint`. Ends with the values at φ. */
  complete(
    position: Float64Array,
    joint: NestedEffectsDraw,
    stream: RandomStream,
    whole: Float64Array,
  ): void {
    if (!this.isEvaluatedAt(position)) this.value(position);
    this.hyperparameters.drawInto(whole);
    joint.draw(stream, whole);
  }

  /** What a chain proposed last it has often moved to. */
  private isEvaluatedAt(position: Float64Array): boolean {
    const known = this.hyperparameters.position;
    let isSame = this.isAtPosition;
    for (let i = 0; isSame && i < known.length; i++) isSame = known[i] === position[i];
    return isSame;
  }
}
