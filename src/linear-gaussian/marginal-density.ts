/**
 * The log density of what is sampled, on the unconstrained scale, with everything else integrated out:
 * log p(φ) + log p(outcomes | v(φ)), its value alone or with its gradient.
 */

import { type InstantiatedModel, instantiate } from "../density/compile.ts";
import type { LogDensity } from "../density/log-density.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { JointDraw } from "./joint-draw.ts";
import { MarginalGradient } from "./marginal-gradient.ts";
import { MarginalLikelihood } from "./marginal-likelihood.ts";
import type { MarginalModelRecipe } from "./marginal-model.ts";

export class MarginalDensity implements LogDensity {
  /** How many numbers are sampled. */
  readonly dimension: number;
  readonly likelihood: MarginalLikelihood;
  /** A draw's saved numbers at a whole position. */
  readonly constrain: InstantiatedModel["constrain"];
  /** The values of the slots at the last position that was evaluated. */
  readonly values: Float64Array;
  private readonly gradient: MarginalGradient;
  private readonly prior: LogDensity;
  private readonly sampled: Int32Array;
  private readonly start: number;
  private readonly position: Float64Array;
  private readonly priorGradient: Float64Array;
  private readonly adjoints: Float64Array;

  constructor(recipe: MarginalModelRecipe) {
    const { density, constrain } = instantiate(recipe.hyperdensity);
    this.prior = density;
    this.constrain = constrain;
    this.likelihood = new MarginalLikelihood(recipe.marginal);
    this.gradient = new MarginalGradient(this.likelihood);
    this.sampled = recipe.sampled;
    this.dimension = recipe.sampled.length;
    this.start = recipe.dimension;
    this.position = new Float64Array(recipe.hyperdensity.dimension);
    this.priorGradient = new Float64Array(recipe.hyperdensity.dimension);
    this.values = new Float64Array(recipe.marginal.valueCount);
    this.adjoints = new Float64Array(recipe.marginal.valueCount);
  }

  /** The log density alone. */
  value(position: Float64Array): number {
    const logPrior = this.placeAndRead(position);
    return logPrior + this.likelihood.evaluate(this.values);
  }

  /** log p(φ) alone, with that of outcomes which depend on φ only. */
  logPrior(position: Float64Array): number {
    return this.placeAndRead(position);
  }

  evaluate(position: Float64Array, gradient: Float64Array): number {
    const { adjoints, values, sampled, priorGradient, start } = this;
    const logPrior = this.placeAndRead(position);
    adjoints.fill(0);
    const logLikelihood = this.gradient.evaluate(values, adjoints);
    this.position.set(adjoints, start);
    this.prior.evaluate(this.position, priorGradient);
    for (let i = 0; i < sampled.length; i++) gradient[i] = priorGradient[sampled[i]!]!;
    return logPrior + logLikelihood;
  }

  /** A draw of the whole position: φ, and what is integrated out given it, by `joint`. Ends with the values at φ. */
  complete(position: Float64Array, joint: JointDraw, stream: RandomStream, whole: Float64Array): void {
    this.value(position);
    for (let i = 0; i < this.sampled.length; i++) whole[this.sampled[i]!] = position[i]!;
    joint.draw(stream, whole);
  }

  /** log p(φ), and v(φ) into `values`. */
  private placeAndRead(position: Float64Array): number {
    const { sampled, start, values, priorGradient } = this;
    for (let i = 0; i < sampled.length; i++) this.position[sampled[i]!] = position[i]!;
    this.position.fill(0, start);
    const logPrior = this.prior.evaluate(this.position, priorGradient);
    for (let k = 0; k < values.length; k++) values[k] = priorGradient[start + k]!;
    return logPrior;
  }
}
