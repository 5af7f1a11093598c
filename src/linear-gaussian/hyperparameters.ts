/** φ, what is sampled, on the unconstrained scale: its log prior and the values of the multipliers, with the derivatives of both. */

import { type DensityRecipe, type InstantiatedModel, instantiate } from "../density/compile.ts";

/** What generated code is needed, and where φ is in a position; plain data. */
export interface HyperparametersRecipe {
  /** The priors of what is sampled, with the values of the multipliers; its position is the model's, and then the adjoints. */
  readonly hyperparameterDensity: DensityRecipe;
  /** Numbers of the model's own position. */
  readonly dimension: number;
  /** The places in the position that are sampled: φ. */
  readonly sampled: Int32Array;
}

export class Hyperparameters {
  /** φ; owned here, changed by whoever moves it, who then evaluates. */
  readonly position: Float64Array;
  /** The values of the multipliers where `evaluate` was called last. */
  readonly values: Float64Array;
  /** A draw's saved numbers at a whole position. */
  readonly constrain: InstantiatedModel["constrain"];
  private readonly density: InstantiatedModel["density"];
  private readonly sampled: Int32Array;
  private readonly start: number;
  /** The model's position, and after it the adjoints: 0 between two calls. */
  private readonly whole: Float64Array;
  private readonly gradient: Float64Array;

  constructor({ hyperparameterDensity, sampled, dimension }: HyperparametersRecipe) {
    const { density, constrain } = instantiate(hyperparameterDensity);
    this.density = density;
    this.constrain = constrain;
    this.sampled = sampled;
    this.start = dimension;
    this.position = new Float64Array(sampled.length);
    this.values = new Float64Array(hyperparameterDensity.dimension - dimension);
    this.whole = new Float64Array(hyperparameterDensity.dimension);
    this.gradient = new Float64Array(hyperparameterDensity.dimension);
  }

  /** log p(φ) with the Jacobian of its constraints, but without constants; sets `values`. */
  evaluate(): number {
    const { sampled, position, whole, gradient, values, start } = this;
    for (let i = 0; i < sampled.length; i++) whole[sampled[i]!] = position[i]!;
    const logPrior = this.density.evaluate(whole, gradient);
    // The density is log p(φ) + Σ a_k v_k(φ), at a = 0.
    for (let k = 0; k < values.length; k++) values[k] = gradient[start + k]!;
    return logPrior;
  }

  /** The gradient of log p(φ) + L(v(φ)) where `evaluate` was called last, from the adjoints ∂L/∂v. */
  pullBack(adjoints: Float64Array, result: Float64Array): void {
    const { sampled, whole, gradient, start } = this;
    whole.set(adjoints, start);
    this.density.evaluate(whole, gradient);
    whole.fill(0, start);
    for (let i = 0; i < sampled.length; i++) result[i] = gradient[sampled[i]!]!;
  }

  /** φ into its places of the model's position. */
  drawInto(whole: Float64Array): void {
    const { position, sampled } = this;
    for (let i = 0; i < sampled.length; i++) whole[sampled[i]!] = position[i]!;
  }
}
