/**
 * Draws of the numbers of every group given φ, by rejection, all groups at a time. About the mode they are proposed from a t distribution as
 * wide as the curvature says; where the rule is the trapezoidal one, from the straight lines between its nodes.
 *
 * The bound of the ratio of densities is that at the nodes of the finer rule with a margin above it. A draw is exact where the ratio keeps
 * below; where a proposal is above, which is counted, there is too little of it in the draws, by what it is above.
 */

import { exp, expm1 } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { GroupIntegrals } from "./group-integrals.ts";
import type { RuleRecipe } from "./node-grid.ts";

/** As of proposals of positions. */
const degreesOfFreedom = 5;
/** Above the largest ratio at the nodes, by the numbers of a group. */
const margins = [0, 0.1, 0.25] as const;
/** Rounds of proposals at most: then the last is taken. */
const mostRounds = 2000;

export class EffectsDraw {
  /** Proposals so far, of all groups, and those at which the density is above its bound. */
  proposals = 0;
  violations = 0;
  private readonly integrals: GroupIntegrals;
  /** The bound of each group, as a logarithm. */
  private readonly bounds: Float64Array;
  /** Of each group: the log density of the proposal, in the coordinates that `heights` are compared in. */
  private readonly logProposals: Float64Array;
  private readonly tried: Float64Array;
  private readonly heights: Float64Array;
  private readonly isTaken: Uint8Array;
  private readonly z: Float64Array;

  constructor(integrals: GroupIntegrals) {
    const { groups, width } = integrals.recipe;
    this.integrals = integrals;
    this.bounds = new Float64Array(groups);
    this.logProposals = new Float64Array(groups);
    this.heights = new Float64Array(groups);
    this.isTaken = new Uint8Array(groups);
    this.tried = new Float64Array(groups * width);
    this.z = new Float64Array(width);
  }

  /** Leaves a draw at the places of the effects in the whole position, given φ. */
  draw(position: Float64Array, finer: RuleRecipe, stream: RandomStream): void {
    const { integrals, tried, isTaken, heights, bounds, logProposals } = this;
    const { groups, places } = integrals.recipe;
    integrals.logPrior(position);
    integrals.moveTo(position);
    integrals.sum(finer);
    const propose = finer.kind === "sinh" ? this.byLines(finer.spacing, finer) : this.byT(finer);
    isTaken.fill(0);
    let left = groups;
    for (let round = 0; round < mostRounds && left > 0; round++) {
      for (let j = 0; j < groups; j++) if (isTaken[j] === 0) propose(j, stream);
      integrals.heightsAt(tried, heights);
      for (let j = 0; j < groups; j++) {
        if (isTaken[j] === 1) continue;
        const ratio = heights[j]! - logProposals[j]! - bounds[j]!;
        this.proposals++;
        if (ratio > 0) this.violations++;
        if (log(stream.uniform()) < ratio) {
          isTaken[j] = 1;
          left--;
        }
      }
    }
    for (let i = 0; i < places.length; i++) integrals.whole[places[i]!] = tried[i]!;
  }

  /** From a t distribution about the mode. */
  private byT(rule: RuleRecipe): (j: number, stream: RandomStream) => void {
    const { bounds, integrals, z } = this;
    const grid = integrals.gridOf(rule);
    const { groups, width } = integrals.recipe;
    bounds.fill(-Infinity);
    for (let q = 0; q < grid.count; q++) {
      const logT = logKernel(grid.nodes, q * width, width);
      for (let j = 0; j < groups; j++)
        bounds[j] = Math.max(bounds[j]!, integrals.termAt(q, j) - grid.logWeights[q]! - logT);
    }
    for (let j = 0; j < groups; j++) bounds[j] = bounds[j]! + margins[width]!;
    return (j, stream) => {
      const scale = 1 / Math.sqrt(stream.gamma(degreesOfFreedom / 2, degreesOfFreedom / 2));
      for (let k = 0; k < width; k++) z[k] = scale * stream.normal();
      this.logProposals[j] = logKernel(z, 0, width);
      this.place(j);
    };
  }

  /** From the lines between the nodes of the trapezoidal rule in t of z = sinh t. */
  private byLines(spacing: number, rule: RuleRecipe): (j: number, stream: RandomStream) => void {
    const { bounds, integrals, z, logProposals } = this;
    const grid = integrals.gridOf(rule);
    const { groups } = integrals.recipe;
    const side = (grid.count - 1) / 2;
    const sums = new Float64Array(groups * grid.count);
    const height = (q: number, j: number): number => exp(integrals.termAt(q, j) - bounds[j]!);
    bounds.fill(-Infinity);
    for (let q = 0; q < grid.count; q++)
      for (let j = 0; j < groups; j++) bounds[j] = Math.max(bounds[j]!, integrals.termAt(q, j));
    for (let q = 1; q < grid.count; q++)
      for (let j = 0; j < groups; j++)
        sums[q * groups + j] = sums[(q - 1) * groups + j]! + height(q - 1, j) + height(q, j);
    const tops = bounds.slice();
    for (let j = 0; j < groups; j++) bounds[j] = margins[2];
    return (j, stream) => {
      const wanted = stream.uniform() * sums[(grid.count - 1) * groups + j]!;
      let [low, high] = [0, grid.count - 1];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (sums[middle * groups + j]! <= wanted) low = middle;
        else high = middle;
      }
      const [a, b] = [low, high].map((q) => exp(integrals.termAt(q, j) - tops[j]!)) as [number, number];
      const u = stream.uniform();
      // Where the integral of the line from a to b is u times the whole.
      const part = (u * (a + b)) / (a + Math.sqrt(a * a + u * (b * b - a * a)));
      const t = (low - side + part) * spacing;
      z[0] = (expm1(t) - expm1(-t)) / 2;
      const logStep = log(((exp(t) + exp(-t)) / 2) * spacing);
      logProposals[j] = tops[j]! + log(a + (b - a) * part) - logStep;
      this.place(j);
    };
  }

  /** mode + C⁻ᵀ z of a group. */
  private place(j: number): void {
    const { z, tried, integrals } = this;
    const { groups, width } = integrals.recipe;
    const { modes, factors } = integrals.placement;
    if (width === 1) {
      tried[j] = modes[j]! + z[0]! / factors[j]!;
      return;
    }
    const x1 = z[1]! / factors[2 * groups + j]!;
    tried[j] = modes[j]! + (z[0]! - factors[groups + j]! * x1) / factors[j]!;
    tried[groups + j] = modes[groups + j]! + x1;
  }
}

/** The log density of a t distribution without its constant. */
function logKernel(z: Float64Array, from: number, width: number): number {
  let squares = 0;
  for (let k = 0; k < width; k++) squares += z[from + k]! * z[from + k]!;
  return -0.5 * (degreesOfFreedom + width) * log(1 + squares / degreesOfFreedom);
}
