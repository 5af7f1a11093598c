/** φ, what is sampled, on the unconstrained scale: its log prior and the values of the slots. */

import { type InstantiatedModel, instantiate } from "../density/compile.ts";
import type { CollapsedGibbsRecipe } from "./collapsed-model.ts";

export class Hyperparameters {
  /** φ; owned here, changed by whoever moves it, who then evaluates. */
  readonly position: Float64Array;
  /** The values of the slots where `evaluate` was called last. */
  readonly values: Float64Array;
  /** A draw's saved numbers at a whole position. */
  readonly constrain: InstantiatedModel["constrain"];
  private readonly density: InstantiatedModel["density"];
  private readonly sampled: Int32Array;
  private readonly start: number;
  private readonly droppedConstant: number;
  private readonly whole: Float64Array;
  private readonly gradient: Float64Array;

  constructor({ hyperdensity, sampled, dimension, collapsed, droppedConstant }: CollapsedGibbsRecipe) {
    const { density, constrain } = instantiate(hyperdensity);
    this.density = density;
    this.constrain = constrain;
    this.sampled = sampled;
    this.start = dimension;
    this.droppedConstant = droppedConstant;
    this.position = new Float64Array(sampled.length);
    this.values = new Float64Array(collapsed.valueCount);
    this.whole = new Float64Array(hyperdensity.dimension);
    this.gradient = new Float64Array(hyperdensity.dimension);
  }

  /** log p(φ) with the Jacobian of its constraints; sets `values`. */
  evaluate(): number {
    const { position, sampled, whole, gradient, values, start } = this;
    for (let i = 0; i < sampled.length; i++) whole[sampled[i]!] = position[i]!;
    const logPrior = this.density.evaluate(whole, gradient);
    // The density is log p(φ) + Σ a_k v_k at a = 0.
    for (let k = 0; k < values.length; k++) values[k] = gradient[start + k]!;
    return logPrior + this.droppedConstant;
  }

  /** φ into its places of the model's position. */
  drawInto(whole: Float64Array): void {
    const { position, sampled } = this;
    for (let i = 0; i < sampled.length; i++) whole[sampled[i]!] = position[i]!;
  }
}
