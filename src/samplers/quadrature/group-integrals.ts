/**
 * log π(φ) = log p(φ) + Σ_j log ∫ exp h_j(z; φ) dz, by a rule about the mode of each group, with its gradient.
 *
 * The gradient is that of Fisher's identity: ∂φ log ∫ exp h = E[∂φ h] under the density in proportion to exp h, whose expectations the nodes
 * have, too (Louis 1982, JRSS B 44, 226-233, eq. 3.1). One group is integrated for all that are alike, and counts as often.
 */

import { type CompiledFunction, instantiateFunction } from "../../density/compile.ts";
import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { GroupedModelRecipe } from "./grouped-model.ts";
import { gridOf, logSumColumns, type NodeGrid, type RuleRecipe, widestHalf } from "./node-grid.ts";
import { Placement, type StartRecipe } from "./placement.ts";

/** Of an integral: less is nothing. */
const leastShare = 1e-18;

export class GroupIntegrals {
  readonly recipe: GroupedModelRecipe;
  readonly placement: Placement;
  /** What functions read: the model's position first. */
  readonly whole: Float64Array;
  /** How many each group that is integrated stands for; null where that is one. */
  private readonly counts: Float64Array | null;
  /** log ∫ of each group, as it was found last. */
  readonly integrals: Float64Array;
  private readonly prior: CompiledFunction;
  private readonly shared: CompiledFunction;
  private readonly values: CompiledFunction;
  /** What of the densities of groups is in no integral, its gradient, and its value where modes are known. */
  private readonly apart: CompiledFunction | null;
  private readonly apartGradient: Float64Array;
  private apartValue = 0;
  private weighted: CompiledFunction | null = null;
  /** Of node q and group j: at q · groups + j, the log of what it has of the integral. */
  private terms = new Float64Array(0);
  private readonly heights: Float64Array;
  private readonly tops: Float64Array;
  private readonly priorGradient: Float64Array;
  private readonly nodeGradient: Float64Array;
  /** Where modes are known, from which start of Newton's method; the nodes that integrals are of, and their sum. */
  private readonly at: Float64Array;
  private start: StartRecipe | null = null;
  private summed: NodeGrid | null = null;
  private total = 0;
  private readonly grids = new Map<string, NodeGrid>();

  constructor(recipe: GroupedModelRecipe, start: StartRecipe | null) {
    this.recipe = recipe;
    this.placement = new Placement(recipe, start);
    this.whole = new Float64Array(recipe.length);
    this.integrals = new Float64Array(recipe.groups);
    this.heights = new Float64Array(recipe.groups);
    this.tops = new Float64Array(recipe.groups);
    this.at = new Float64Array(recipe.sampled.length).fill(Number.NaN);
    this.priorGradient = new Float64Array(recipe.length);
    this.nodeGradient = new Float64Array(recipe.length);
    this.prior = instantiateFunction(recipe.prior);
    this.shared = instantiateFunction(recipe.shared);
    this.values = instantiateFunction(recipe.values);
    this.counts = recipe.members?.counts ?? null;
    this.apart = recipe.members && instantiateFunction(recipe.members.apart);
    this.apartGradient = new Float64Array(recipe.members === null ? 0 : recipe.length);
  }

  /** log p(φ) with the Jacobian of its constraints, but without constants. */
  logPrior(position: Float64Array): number {
    this.place(position);
    return this.prior(this.whole, this.priorGradient);
  }

  /** Makes `position` that where integrals are taken: modes and widths of all groups. Nothing to do where it is there. */
  moveTo(position: Float64Array): void {
    const { at, whole, placement } = this;
    if (this.isAt(position)) return;
    this.place(position);
    this.shared(whole, whole);
    if (this.apart !== null) this.apartValue = this.apart(whole, this.apartGradient);
    placement.find(whole);
    at.set(position);
    this.start = placement.start;
    this.summed = null;
  }

  /** Whether modes are known at a position. */
  isAt(position: Float64Array): boolean {
    const { at, placement } = this;
    if (this.start !== placement.start) return false;
    for (let m = 0; m < at.length; m++) if (at[m] !== position[m]) return false;
    return true;
  }

  /** Σ_j log ∫ exp h_j at where it was moved to, over all groups. */
  sum(rule: RuleRecipe): number {
    const grid = this.gridOf(rule);
    const { groups } = this.recipe;
    const { integrals, placement, counts } = this;
    if (this.summed === grid) return this.total;
    this.evaluateAt(grid);
    logSumColumns(this.terms, grid.count, groups, integrals, this.tops);
    let total = this.apartValue;
    for (let j = 0; j < groups; j++) {
      integrals[j] = integrals[j]! - placement.logDeterminants[j]!;
      total += counts === null ? integrals[j]! : counts[j]! * integrals[j]!;
    }
    this.summed = grid;
    this.total = total;
    return total;
  }

  /** log π(φ); where φ has no density it is not a finite number. */
  value(position: Float64Array, rule: RuleRecipe): number {
    const logPrior = this.logPrior(position);
    if (!Number.isFinite(logPrior)) return logPrior;
    this.moveTo(position);
    return logPrior + this.recipe.constant + this.sum(rule);
  }

  /** The same with its gradient by φ. */
  evaluate(position: Float64Array, rule: RuleRecipe, gradient: Float64Array): number {
    const logDensity = this.value(position, rule);
    const { sampled } = this.recipe;
    const { priorGradient, nodeGradient, whole } = this;
    this.weighted ??= instantiateFunction(this.recipe.weighted);
    for (let m = 0; m < sampled.length; m++) gradient[m] = priorGradient[sampled[m]!]!;
    if (!Number.isFinite(logDensity)) return logDensity;
    const grid = this.gridOf(rule);
    if (this.apart !== null)
      for (let m = 0; m < sampled.length; m++) gradient[m] = gradient[m]! + this.apartGradient[sampled[m]!]!;
    nodeGradient.fill(0);
    for (let q = 0; q < grid.count; q++) {
      this.placeNode(grid, q);
      this.weigh(q);
      this.weighted(whole, nodeGradient);
      for (let m = 0; m < sampled.length; m++) gradient[m] = gradient[m]! + nodeGradient[sampled[m]!]!;
    }
    return logDensity;
  }

  /** Puts numbers of all groups, the k-th of group j at k · groups + j, and writes h_j to `heights`. */
  heightsAt(numbers: Float64Array, heights: Float64Array): void {
    const { places } = this.recipe;
    for (let i = 0; i < places.length; i++) this.whole[places[i]!] = numbers[i]!;
    this.values(this.whole, heights);
  }

  /** The log of what node q has of the integral of group j, at where `sum` was taken last. */
  termAt(q: number, j: number): number {
    return this.terms[q * this.recipe.groups + j]!;
  }

  /** The log of the weight of a node in a group, within `termAt`. */
  logWeightAt(grid: NodeGrid, q: number, j: number): number {
    return grid.logWeights[q]! + (grid.halves > 0 ? this.logHalf(grid, q, j) : 0);
  }

  gridOf(rule: RuleRecipe): NodeGrid {
    const key = JSON.stringify(rule);
    const known = this.grids.get(key) ?? gridOf(rule, this.recipe.width);
    this.grids.set(key, known);
    return known;
  }

  private place(position: Float64Array): void {
    const { sampled } = this.recipe;
    for (let m = 0; m < sampled.length; m++) this.whole[sampled[m]!] = position[m]!;
  }

  private evaluateAt(grid: NodeGrid): void {
    const { groups } = this.recipe;
    const { heights } = this;
    if (this.terms.length < grid.count * groups) this.terms = new Float64Array(grid.count * groups);
    const { terms } = this;
    for (let q = 0; q < grid.count; q++) {
      this.placeNode(grid, q);
      this.values(this.whole, heights);
      const logWeight = grid.logWeights[q]!;
      for (let j = 0; j < groups; j++) {
        const ofHalf = grid.halves > 0 ? this.logHalf(grid, q, j) : 0;
        const term = logWeight + ofHalf + heights[j]!;
        // What is no number has no density, nor what is infinite where a number has underflowed.
        terms[q * groups + j] = term < Infinity ? term : -Infinity;
      }
    }
  }

  /** mode + C⁻ᵀ z for all groups, at their places. */
  private placeNode({ halves, width, count, nodes }: NodeGrid, q: number): void {
    const { whole, recipe, placement } = this;
    const { groups, places } = recipe;
    const { modes, factors } = placement;
    const z0 = nodes[q * width]!;
    if (halves > 0) {
      for (let j = 0; j < groups; j++) whole[places[j]!] = this.inHalf(halves, q < count / 2, z0, j);
      return;
    }
    if (width === 1) {
      for (let j = 0; j < groups; j++) whole[places[j]!] = modes[j]! + z0 / factors[j]!;
      return;
    }
    const z1 = nodes[q * width + 1]!;
    const { inverses } = placement;
    for (let j = 0; j < groups; j++) {
      const x1 = z1 * inverses[2 * groups + j]!;
      whole[places[j]!] = modes[j]! + z0 * inverses[j]! - z1 * inverses[groups + j]!;
      whole[places[groups + j]!] = modes[groups + j]! + x1;
    }
  }

  /** The number that is at a part of one of the halves of a group: these are parted at 0 where that is within reach. */
  inHalf(widths: number, isLeft: boolean, part: number, j: number): number {
    const { modes, factors } = this.placement;
    const reach = widths * Math.min(1 / factors[j]!, widestHalf);
    const [from, to] = [modes[j]! - reach, modes[j]! + reach];
    const middle = Math.max(from, Math.min(0, to));
    return isLeft ? from + part * (middle - from) : middle + part * (to - middle);
  }

  /** The log of how long a half is, in widths. */
  private logHalf({ count, halves }: NodeGrid, q: number, j: number): number {
    const isLeft = q < count / 2;
    const length = this.inHalf(halves, isLeft, 1, j) - this.inHalf(halves, isLeft, 0, j);
    return log(length) + this.placement.logDeterminants[j]!;
  }

  /**
   * The share of node q in the integral of each group, for as many as it stands for, as its weight. A group of which it has nothing is at its mode, since derivatives may be
   * infinite far out.
   */
  private weigh(q: number): void {
    const { whole, terms, integrals, placement, recipe, counts } = this;
    const { groups, weightsAt, places } = recipe;
    const { logDeterminants, modes } = placement;
    for (let j = 0; j < groups; j++) {
      const share = exp(terms[q * groups + j]! - logDeterminants[j]! - integrals[j]!);
      const weight = counts === null ? share : counts[j]! * share;
      whole[weightsAt + j] = share > leastShare ? weight : 0;
      if (share > leastShare) continue;
      for (let i = j; i < modes.length; i += groups) whole[places[i]!] = modes[i]!;
    }
  }
}
