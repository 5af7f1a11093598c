/**
 * Some numbers of a density given the others: where they are at their best, how wide they are there, and Laplace's approximation of the
 * integral over them (Tierney & Kadane 1986).
 *
 * Group effects and what they depend on make funnels: the effects have other places and other widths wherever the others are, so that no
 * distribution of fixed shape covers all. Given the others they are nearly normal, most often.
 */

import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor } from "../../numeric/cholesky.ts";
import { halfLogTwoPi } from "../../numeric/logarithm.ts";
import { Climb } from "./climb.ts";
import { covarianceAt, widthsOf } from "./modes.ts";

/** Plain data: it goes to every chain. */
export interface InnerBlockRecipe {
  /** Places of these numbers, and of the others, in a whole position; ascending. */
  readonly inner: readonly number[];
  readonly outer: readonly number[];
  /** Where climbs begin, and the widths of the numbers there. */
  readonly anchor: Float64Array;
  readonly widths: Float64Array;
}

/** Steps of a climb: it need not end at the top, but always at the same place. */
const mostSteps = 40;
/** Times its width at which a number is measured anew, and how often that may be. */
const muchWider = 1.5;
const mostRounds = 8;

/** The inner numbers at the outer ones that were placed last. */
export class InnerBlock implements LogDensity {
  readonly dimension: number;
  /** The mode of the inner numbers, as far as the climb came, and the Cholesky factor of their covariance, row by row. */
  readonly location: Float64Array;
  readonly factor: Float64Array;
  /** Evaluations of the density so far. */
  evaluations = 0;
  private readonly density: LogDensity;
  private readonly recipe: InnerBlockRecipe;
  private readonly whole: Float64Array;
  private readonly gradient: Float64Array;

  constructor(density: LogDensity, recipe: InnerBlockRecipe) {
    this.density = density;
    this.recipe = recipe;
    this.dimension = recipe.inner.length;
    this.location = new Float64Array(this.dimension);
    this.factor = new Float64Array(this.dimension * this.dimension);
    this.whole = new Float64Array(density.dimension);
    this.gradient = new Float64Array(density.dimension);
  }

  /**
   * Places the outer numbers; gives log ∫ over the inner ones, by Laplace's approximation. It depends on these numbers alone. Where nothing
   * is finite it is -Infinity, and location and factor are those of the anchor.
   */
  place(outer: ArrayLike<number>): number {
    const { recipe, whole, location, factor, dimension } = this;
    recipe.outer.forEach((at, k) => {
      whole[at] = outer[k]!;
    });
    let widths = recipe.widths;
    let start = recipe.anchor;
    for (let round = 0; ; round++) {
      const climb = new Climb(this, start, widths);
      if (!climb.isUsable) return this.fallBack();
      for (let step = 0; step < mostSteps && climb.step(); ) step++;
      const { covariance, logDeterminant } = covarianceAt(this, climb.position, widths);
      const found = widthsOf(covariance, dimension);
      // Where a number is much wider than it was measured by, its curvature was too small to be seen.
      const isSeen = found.every((width, k) => !(width > muchWider * widths[k]!));
      if (isSeen || round === mostRounds) {
        location.set(climb.position);
        factor.set(covariance);
        if (!choleskyFactor(factor, dimension)) return this.fallBack();
        return climb.value + 0.5 * logDeterminant + dimension * halfLogTwoPi;
      }
      start = climb.position;
      widths = found.map((width, k) => (width > muchWider * widths[k]! ? 2 * width : width));
    }
  }

  evaluate(position: Float64Array, gradient: Float64Array): number {
    const { inner } = this.recipe;
    for (let k = 0; k < inner.length; k++) this.whole[inner[k]!] = position[k]!;
    this.evaluations++;
    const value = this.density.evaluate(this.whole, this.gradient);
    for (let k = 0; k < inner.length; k++) gradient[k] = this.gradient[inner[k]!]!;
    return value;
  }

  private fallBack(): number {
    const { location, factor, dimension } = this;
    const { anchor, widths } = this.recipe;
    location.set(anchor);
    factor.fill(0);
    for (let k = 0; k < dimension; k++) factor[k * (dimension + 1)] = widths[k]!;
    return -Infinity;
  }
}
