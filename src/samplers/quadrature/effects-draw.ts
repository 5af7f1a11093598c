/**
 * Draws of the numbers of every group given φ, by rejection, all groups at a time. About the mode they are proposed from a t distribution as
 * wide as the curvature says; where the rule is the trapezoidal one, from the straight lines between its nodes.
 *
 * The bound of the ratio of densities is the largest at the nodes of a rule, with a margin above it. A draw is exact where the ratio keeps
 * below; where a proposal is above, which is counted, there is too little of it in the draws, by what it is above.
 */

import { exp, expm1 } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { AlikeDraw } from "./alike-draw.ts";
import type { GroupIntegrals } from "./group-integrals.ts";
import { Members } from "./members.ts";
import { finerOf, type NodeGrid, type RuleRecipe } from "./node-grid.ts";

/** As of proposals of positions. */
const degreesOfFreedom = 5;
/** Above the largest ratio at the nodes, by the numbers of a group, as logarithms. */
const margins = [0, 0.2, 0.35] as const;
/** Above the lines between the nodes. */
const marginOfLines = 0.25;
/** Nodes that a bound needs at least, by the numbers of a group. */
const leastPoints = [5, 5, 5] as const;
/** Rounds of proposals at most: then the last is taken. */
const mostRounds = 2000;

/** The rule whose nodes bounds are found at, of those that integrals are taken by. */
export function drawRule(rule: RuleRecipe, finer: RuleRecipe, width: number): RuleRecipe {
  if (finer.kind === "hermite") {
    const points = rule.kind === "hermite" ? rule.points : 0;
    return { kind: "hermite", points: Math.max(points, leastPoints[width]!) };
  }
  return finer.kind === "halves" ? finerOf(finer) : finer;
}

export class EffectsDraw {
  /** Proposals so far, of all groups, and those at which the density is above its bound. */
  proposals = 0;
  violations = 0;
  private integrals: GroupIntegrals;
  /** The bound of each group that is integrated, as a logarithm. */
  private readonly bounds: Float64Array;
  /** Of each member: the log density of the proposal, in the coordinates that `heights` are compared in. */
  private readonly logProposals: Float64Array;
  private readonly tried: Float64Array;
  private readonly heights: Float64Array;
  private readonly isTaken: Uint8Array;
  private readonly z: Float64Array;
  private readonly members: Members;
  private readonly alike: AlikeDraw | null;

  /** Of a model that these integrals are of, too. */
  constructor(integrals: GroupIntegrals) {
    const { groups, width } = integrals.recipe;
    this.integrals = integrals;
    this.members = new Members(integrals.recipe);
    this.alike = AlikeDraw.of(integrals.recipe);
    const { size } = this.members;
    this.bounds = new Float64Array(groups);
    this.logProposals = new Float64Array(size);
    this.heights = new Float64Array(size);
    this.isTaken = new Uint8Array(size);
    this.tried = new Float64Array(size * width);
    this.z = new Float64Array(width);
  }

  /** Leaves a draw at the places of the effects in the whole position of `integrals`, given φ. */
  draw(integrals: GroupIntegrals, position: Float64Array, rule: RuleRecipe, stream: RandomStream): void {
    this.integrals = integrals;
    const { tried } = this;
    const { places } = this.members;
    integrals.logPrior(position);
    integrals.moveTo(position);
    const alike = rule.kind === "hermite" ? this.alike : null;
    if (alike === null) this.drawEach(rule, stream);
    else alike.draw(integrals, tried, stream);
    for (let i = 0; i < places.length; i++) integrals.whole[places[i]!] = tried[i]!;
  }

  /** Rounds of proposals of all that have no number yet. */
  private drawEach(rule: RuleRecipe, stream: RandomStream): void {
    const { integrals, tried, isTaken, heights, bounds, logProposals, members } = this;
    const { size, classOf } = members;
    integrals.sum(rule);
    const propose = rule.kind === "hermite" ? this.byT(rule) : this.byLines(rule);
    members.moveTo(integrals);
    isTaken.fill(0);
    let left = size;
    for (let round = 0; round < mostRounds && left > 0; round++) {
      for (let j = 0; j < size; j++) if (isTaken[j] === 0) propose(j, stream);
      members.heightsAt(integrals, tried, heights);
      for (let j = 0; j < size; j++) {
        if (isTaken[j] === 1) continue;
        const ratio = heights[j]! - logProposals[j]! - bounds[classOf[j]!]!;
        this.proposals++;
        if (ratio > 0) this.violations++;
        if (log(stream.uniform()) < ratio) {
          isTaken[j] = 1;
          left--;
        }
      }
    }
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

  /** From the lines between the nodes of a rule for one number, along t of z = sinh t, or along the number itself. */
  private byLines(rule: RuleRecipe): (j: number, stream: RandomStream) => void {
    const { bounds, integrals, tried, logProposals, members } = this;
    const grid = integrals.gridOf(rule);
    const { groups } = integrals.recipe;
    const { classOf } = members;
    const { count } = grid;
    const line = lineOf(integrals, grid, rule);
    const tops = new Float64Array(groups).fill(-Infinity);
    const logs = new Float64Array(count * groups);
    for (let q = 0; q < count; q++)
      for (let j = 0; j < groups; j++) {
        const logWeight = line.logWeight(q, j);
        // A half without a width, where all of the group is on one side, has no nodes.
        logs[q * groups + j] = logWeight === -Infinity ? -Infinity : integrals.termAt(q, j) - logWeight;
        tops[j] = Math.max(tops[j]!, logs[q * groups + j]!);
      }
    const height = (q: number, j: number): number => exp(logs[q * groups + j]! - tops[j]!);
    const sums = new Float64Array(count * groups);
    for (let q = 1; q < count; q++)
      for (let j = 0; j < groups; j++) {
        const length = line.at(q, j) - line.at(q - 1, j);
        sums[q * groups + j] = sums[(q - 1) * groups + j]! + length * (height(q - 1, j) + height(q, j));
      }
    bounds.fill(marginOfLines);
    return (member, stream) => {
      const j = classOf[member]!;
      const wanted = stream.uniform() * sums[(count - 1) * groups + j]!;
      let [low, high] = [0, count - 1];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (sums[middle * groups + j]! <= wanted) low = middle;
        else high = middle;
      }
      const [a, b] = [height(low, j), height(high, j)];
      const u = stream.uniform();
      // Where the integral of the line from a to b is u times the whole.
      const part = (u * (a + b)) / (a + Math.sqrt(a * a + u * (b * b - a * a)));
      const from = line.at(low, j);
      const at = from + part * (line.at(high, j) - from);
      logProposals[member] = tops[j]! + log(a + (b - a) * part) - line.logStretch(at);
      tried[member] = line.place(at, j);
    };
  }

  /** mode + C⁻ᵀ z of a member's group. */
  private place(member: number): void {
    const { z, tried, integrals, members } = this;
    const { groups, width } = integrals.recipe;
    const { modes, factors } = integrals.placement;
    const j = members.classOf[member]!;
    if (width === 1) {
      tried[member] = modes[j]! + z[0]! / factors[j]!;
      return;
    }
    const x1 = z[1]! / factors[2 * groups + j]!;
    tried[member] = modes[j]! + (z[0]! - factors[groups + j]! * x1) / factors[j]!;
    tried[members.size + member] = modes[groups + j]! + x1;
  }
}

/** Where the nodes of a rule are along a line, on which the density is that of the number times the stretch. */
interface Line {
  readonly at: (q: number, j: number) => number;
  /** What is in a term of the integral beside the density along the line. */
  readonly logWeight: (q: number, j: number) => number;
  readonly logStretch: (at: number) => number;
  readonly place: (at: number, j: number) => number;
}

function lineOf(integrals: GroupIntegrals, grid: NodeGrid, rule: RuleRecipe): Line {
  const { count } = grid;
  const { modes, factors } = integrals.placement;
  if (rule.kind !== "sinh")
    return {
      at: (q, j) => integrals.inHalf(grid.halves, q < count / 2, grid.nodes[q]!, j),
      logWeight: (q, j) => integrals.logWeightAt(grid, q, j),
      logStretch: () => 0,
      place: (at) => at,
    };
  const { spacing } = rule;
  const side = (count - 1) / 2;
  return {
    at: (q) => (q - side) * spacing,
    logWeight: () => log(spacing),
    logStretch: (t) => log((exp(t) + exp(-t)) / 2),
    place: (t, j) => modes[j]! + (expm1(t) - expm1(-t)) / 2 / factors[j]!,
  };
}

/** The log density of a t distribution without its constant. */
function logKernel(z: Float64Array, from: number, width: number): number {
  let squares = 0;
  for (let k = 0; k < width; k++) squares += z[from + k]! * z[from + k]!;
  return -0.5 * (degreesOfFreedom + width) * log(1 + squares / degreesOfFreedom);
}
