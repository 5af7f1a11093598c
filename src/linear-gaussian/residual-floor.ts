/**
 * How small a penalized sum of squares can be, by which a density is told apart from rounding.
 *
 * Where all standard deviations of the residuals are tiny beside the effects, the matrices that are eliminated for nested levels are nearly
 * singular, and the sum of squares that is left, a difference of numbers that are many orders larger, may be lost to rounding. The
 * density then has spikes where it should be next to nothing, and an exploration finds them. But whatever the effects,
 *
 *     Σ_c ω_c |r_c|² ≥ min_{c ∈ S} (ω_c / ω'_c) · min_b Σ_{c ∈ S} ω'_c |r_c(b)|²
 *
 * for any set S of classes, and the right side can be had once, at moderate weights ω', where no digit is lost. S are the classes of the
 * greatest weights.
 */

import type { MarginalRecipe } from "./marginal-recipe.ts";

/** A likelihood, and the sum of squares that it came to. */
export interface Squares {
  evaluate(values: Float64Array): number;
  readonly residual: number;
}

/**
 * The standard deviations of residuals of S, of the other residuals and of effects, in units of the outcome. At the greater of the first the
 * prior of the effects may outweigh rows that are nearly equal within levels; at the smallest it does so only for rows that are equal to three
 * digits more, and rounding is some 1e-9 still.
 */
const moderate = [1e-2, 1e-3, 2.5e-4];
const negligible = 1e3;
const free = 3;
/** A tenth, for rounding in what is compared and what the extrapolation leaves: spikes are orders of magnitude below. */
const caution = 0.1;
/** What rounding at moderate weights may add, a part of the outcome's squares. */
const rounding = 1e-8;
/** A sum of squares that is a larger part of the weighted outcome's is no difference of large numbers. */
const largePart = 1e-2;

export class ResidualFloor {
  private readonly recipe: MarginalRecipe;
  private readonly moderately: Squares;
  /** By the classes of S, as bits. */
  private readonly floors = new Map<number, number>();
  private readonly order: Int32Array;

  /** `moderately` is a likelihood of the same recipe, without a floor. Null where nothing is known. */
  static of(recipe: MarginalRecipe, moderately: () => Squares): ResidualFloor | null {
    const { classes, nestedFactors, dense, locations } = recipe;
    // What is within levels is kept apart from what is between: no digit is lost at any ratio of variances.
    if (recipe.isWithin || locations.length > 0 || classes.length > 30) return null;
    const deviations = new Set(classes.map(({ value }) => value));
    const scales = [dense, ...nestedFactors].flatMap(({ entries }) => entries.map(({ value }) => value));
    if (scales.some((value) => value >= 0 && deviations.has(value)) || deviations.has(-1)) return null;
    return new ResidualFloor(recipe, moderately());
  }

  private constructor(recipe: MarginalRecipe, moderately: Squares) {
    this.recipe = recipe;
    this.moderately = moderately;
    this.order = Int32Array.from(recipe.classes, (_, c) => c);
  }

  /** Whether a sum of squares can be that small under these weights. */
  allows(residual: number, weights: Float64Array): boolean {
    const { recipe, order } = this;
    const { totals } = recipe;
    let whole = 0;
    for (let c = 0; c < weights.length; c++) whole += weights[c]! * totals[c]![totals[c]!.length - 1]!;
    if (residual > largePart * whole) return true;
    // All digits are lost.
    if (!(residual > 0) && whole > 0) return false;
    if (order.length > 1) order.sort((a, b) => weights[b]! - weights[a]!);
    let classes = 0;
    for (let k = 0; k < order.length; k++) {
      const c = order[k]!;
      classes |= 1 << c;
      if (residual < weights[c]! * this.floorOf(classes)) return false;
    }
    return true;
  }

  /** min_b Σ_{c ∈ S} |r_c(b)|², or somewhat less. */
  private floorOf(classes: number): number {
    const known = this.floors.get(classes);
    if (known !== undefined) return known;
    let floor = 0;
    for (const deviation of moderate) {
      const least = this.leastAt(classes, deviation);
      // Not a number where nothing can be computed
      if (least > floor) floor = least;
    }
    this.floors.set(classes, floor);
    return floor;
  }

  /** A lower bound of it by what is found at ω' = 1/σ²; of no use where it is below 0. */
  private leastAt(classes: number, deviation: number): number {
    const squares = this.recipe.totals.reduce((sum, total) => sum + total.at(-1)!, 0);
    // r(σ²) = min_b |r(b)|² + σ² · penalty(b) is concave in σ²: nearly linear from σ² = 0 to where it is known twice.
    const near = this.squaresAt(classes, deviation);
    const far = this.squaresAt(classes, 2 * deviation);
    const unpenalized = (4 * near - far) / 3;
    return caution * (unpenalized - (near - unpenalized)) - rounding * squares;
  }

  /** σ² times the sum of squares where the residuals of S have the standard deviation σ; NaN where it cannot be computed. */
  private squaresAt(classes: number, deviation: number): number {
    const { recipe, moderately } = this;
    const values = new Float64Array(recipe.valueCount).fill(free);
    recipe.classes.forEach(({ value, scale }, c) => {
      values[value] = ((classes >> c) & 1 ? deviation : negligible) / scale;
    });
    return Number.isFinite(moderately.evaluate(values))
      ? moderately.residual * deviation * deviation
      : Number.NaN;
  }
}
