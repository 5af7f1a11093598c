/**
 * Where the effects of each group have their largest density given the rest, and how wide they are there: of each level the mode, how its mean
 * follows the numbers above it, and the factor of its precision. The curvature is that of differences, at all groups at once, and is
 * eliminated level by level from the leaves of the tree to its root, as of a normal density it would be.
 *
 * Source: Pinheiro & Chao (2006), Journal of Computational and Graphical Statistics 15, 58-81, sections 3 and 4 (nested effects).
 */

import { choleskyFactor, solveLower, solveLowerTransposed } from "../../numeric/cholesky.ts";
import { log } from "../../numeric/logarithm.ts";
import { DensityDifferences } from "./density-differences.ts";
import type { PlacedEffects } from "./placed-effects.ts";
import type { Tiers } from "./tiers.ts";

const mostClimbs = 60;
/** A mode is found when it moves by less than this part of the width. */
const closeEnough = 0.02;
/**
 * Steps in widths at most, where the density is curved as it should be, and where it is not. After each that led up the most is twice as much: from one
 * draw to the next an sd may become a thousandth, and the mode be thousands of widths away.
 */
const [longStep, shortStep] = [5, 1];
/** A group whose steps are longer than this at the end has no mode that was found. */
const lost = 1;
/** What is added to the diagonal of a matrix that is no precision, as parts of it. */
const ridges = [0, 0.1, 1, 10, 100];

/** The shape of all levels of a tier, d own numbers and a above. */
export interface TierShape {
  /** d of a level. */
  readonly modes: Float64Array;
  /** d × d of a level: C of the precision C Cᵀ, given the numbers above. */
  readonly factors: Float64Array;
  /** d × a of a level: the mean falls by this times what the numbers above are above their modes. */
  readonly slopes: Float64Array;
  /** Of a level: Σ log C_ii. */
  readonly logDeterminants: Float64Array;
  /** d of a level: P⁻¹ g, the Newton step where the numbers above stay; where they move too; and the last that was made. */
  readonly ownSteps: Float64Array;
  readonly steps: Float64Array;
  readonly moves: Float64Array;
}

export class LocalShape {
  readonly tiers: readonly TierShape[];
  private readonly tree: Tiers;
  private readonly differences: DensityDifferences;
  private readonly isCurved: Uint8Array;
  /** Of each group: steps in widths at most, as parts of the usual, and the step that was left. */
  private readonly stretches: Float64Array;
  private left: Float64Array;

  constructor(tree: Tiers, effects: PlacedEffects) {
    this.tree = tree;
    this.differences = new DensityDifferences(tree, effects);
    this.tiers = tree.tiers.map(({ size, numbers: { length: d }, pathWidth }) => ({
      modes: new Float64Array(size * d),
      factors: new Float64Array(size * d * d),
      slopes: new Float64Array(size * d * (pathWidth - d)),
      logDeterminants: new Float64Array(size),
      ownSteps: new Float64Array(size * d),
      steps: new Float64Array(size * d),
      moves: new Float64Array(size * d),
    }));
    this.isCurved = new Uint8Array(tree.tiers[0]!.size);
    this.stretches = new Float64Array(this.isCurved.length);
    this.left = new Float64Array(this.isCurved.length);
  }

  /** Finds modes and widths, by Newton steps of all groups at once; from those of the draw before. */
  climb(): void {
    const before = new Float64Array(this.isCurved.length).fill(Number.NEGATIVE_INFINITY);
    this.stretches.fill(0.5);
    for (let climbs = 0; climbs < mostClimbs; climbs++) {
      const heights = this.differences.take(this.tiers.map(({ modes }) => modes));
      const isBack = heights.map((one, g) => Number(!(one >= before[g]! - 1e-9 * Math.abs(before[g]!))));
      this.differences.adaptSteps((group) => isBack[group] === 0);
      this.isCurved.fill(1);
      for (let t = this.tiers.length - 1; t >= 0; t--) this.eliminate(t);
      const lengths = this.findSteps();
      isBack.forEach((back, g) => {
        this.stretches[g] = back === 1 ? 0.5 : 2 * this.stretches[g]!;
      });
      this.left = lengths;
      this.move(isBack, lengths);
      heights.forEach((one, g) => {
        if (isBack[g] === 0) before[g] = one;
      });
      const isMoving = lengths.some((one, g) => isBack[g] === 1 || one > closeEnough);
      if (climbs > 0 && !isMoving) return;
    }
  }

  /** Whether the mode of a group was not found. */
  isLost(group: number): boolean {
    return !(this.left[group]! <= lost);
  }

  /** How many times as wide as a number is, at most, its prior alone is, among all levels. */
  widestPrior(): number {
    let widest = 1;
    this.tiers.forEach(({ factors }, t) => {
      const { size, numbers, pathWidth: w } = this.tree.tiers[t]!;
      const d = numbers.length;
      const { priors } = this.differences.tiers[t]!;
      const prior = new Float64Array(d * d);
      const column = new Float64Array(d);
      for (let level = 0; level < size; level++) {
        for (let k = 0; k < d * d; k++)
          prior[k] = priors[(level * w + w - d + Math.floor(k / d)) * w + w - d + (k % d)]!;
        if (!choleskyFactor(prior, d)) continue;
        // z = Cᵀx has the covariance Cᵀ (B Bᵀ)⁻¹ C under the prior.
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) column[j] = j >= i ? factors[(level * d + j) * d + i]! : 0;
          solveLower(prior, d, column);
          let squares = 0;
          for (const one of column) squares += one * one;
          widest = Math.max(widest, Math.sqrt(squares));
        }
      }
    });
    return widest;
  }

  /** Factors, slopes and steps of a tier, and what is left for the tier above. */
  private eliminate(t: number): void {
    const { size, ancestors, numbers, pathWidth: w } = this.tree.tiers[t]!;
    const d = numbers.length;
    const a = w - d;
    const { precisions, gradients } = this.differences.tiers[t]!;
    const { factors, slopes, logDeterminants, ownSteps } = this.tiers[t]!;
    const column = new Float64Array(d);
    for (let level = 0; level < size; level++) {
      const factor = factors.subarray(level * d * d, (level + 1) * d * d);
      const at = (i: number, j: number): number => precisions[(level * w + i) * w + j]!;
      if (!factorWithRidge(factor, d, (i, j) => at(a + i, a + j))) this.isCurved[ancestors[0]![level]!] = 0;
      let logDeterminant = 0;
      for (let i = 0; i < d; i++) logDeterminant += log(factor[i * d + i]!);
      logDeterminants[level] = logDeterminant;
      solveInto(factor, d, column, (i) => gradients[level * w + a + i]!);
      ownSteps.set(column, level * d);
      for (let k = 0; k < a; k++) {
        solveInto(factor, d, column, (i) => at(a + i, k));
        for (let i = 0; i < d; i++) slopes[(level * d + i) * a + k] = column[i]!;
      }
      if (t > 0) this.handOn(t, level, ancestors[t - 1]![level]!);
    }
  }

  /** What is left of a level's terms for the numbers above: Schur's complement. */
  private handOn(t: number, level: number, parent: number): void {
    const { numbers, pathWidth: w } = this.tree.tiers[t]!;
    const d = numbers.length;
    const a = w - d;
    const { precisions, gradients } = this.differences.tiers[t]!;
    const above = this.differences.tiers[t - 1]!;
    const { slopes } = this.tiers[t]!;
    for (let k = 0; k < a; k++) {
      let gradient = gradients[level * w + k]!;
      for (let i = 0; i < d; i++)
        gradient -= slopes[(level * d + i) * a + k]! * gradients[level * w + a + i]!;
      above.gradients[parent * a + k] = above.gradients[parent * a + k]! + gradient;
      for (let m = 0; m < a; m++) {
        let precision = precisions[(level * w + k) * w + m]!;
        for (let i = 0; i < d; i++)
          precision -= slopes[(level * d + i) * a + m]! * precisions[(level * w + k) * w + a + i]!;
        const at = (parent * a + k) * a + m;
        above.precisions[at] = above.precisions[at]! + precision;
      }
    }
  }

  /** The Newton step of each number, from the first tier to the last; gives the longest of each group, in widths. */
  private findSteps(): Float64Array {
    const lengths = new Float64Array(this.isCurved.length);
    this.tiers.forEach(({ slopes, factors, ownSteps, steps }, t) => {
      const { size, numbers, pathWidth: w, ancestors } = this.tree.tiers[t]!;
      const d = numbers.length;
      const a = w - d;
      for (let level = 0; level < size; level++) {
        const group = ancestors[0]![level]!;
        for (let i = 0; i < d; i++) {
          let step = ownSteps[level * d + i]!;
          for (let k = 0; k < a; k++) step -= slopes[(level * d + i) * a + k]! * this.stepAbove(t, level, k);
          if (!Number.isFinite(step)) step = 0;
          steps[level * d + i] = step;
          const inWidths = Math.abs(step) * rowNorm(factors.subarray(level * d * d), d, i);
          if (inWidths > lengths[group]!) lengths[group] = inWidths;
        }
      }
    });
    return lengths;
  }

  /** The step of the k-th number of a level's path. */
  private stepAbove(t: number, level: number, k: number): number {
    const { tier, own } = this.tree.path[k]!;
    const { numbers } = this.tree.tiers[tier]!;
    return this.tiers[tier]!.steps[this.tree.tiers[t]!.ancestors[tier]![level]! * numbers.length + own]!;
  }

  /** Goes on by the steps, or half of the way back where the last move was too far. */
  private move(isBack: Float64Array, lengths: Float64Array): void {
    const scales = lengths.map((length, g) => {
      const most = this.stretches[g]! * (this.isCurved[g] === 1 ? longStep : shortStep);
      return length > most ? most / length : 1;
    });
    this.tiers.forEach(({ modes, steps, moves }, t) => {
      const { ancestors, numbers } = this.tree.tiers[t]!;
      const d = numbers.length;
      for (let at = 0; at < modes.length; at++) {
        const group = ancestors[0]![Math.floor(at / d)]!;
        const back = isBack[group] === 1;
        moves[at] = back ? moves[at]! / 2 : steps[at]! * scales[group]!;
        modes[at] = modes[at]! + (back ? -moves[at]! : moves[at]!);
      }
    });
  }
}

/** |row i| of a lower factor: the square root of the diagonal of the precision. */
function rowNorm(factor: Float64Array, size: number, i: number): number {
  let squares = 0;
  for (let j = 0; j <= i; j++) squares += factor[i * size + j]! * factor[i * size + j]!;
  return Math.sqrt(squares);
}

/** `target` becomes (C Cᵀ)⁻¹ v. */
function solveInto(
  factor: Float64Array,
  size: number,
  target: Float64Array,
  of: (i: number) => number,
): void {
  for (let i = 0; i < size; i++) target[i] = of(i);
  solveLower(factor, size, target);
  solveLowerTransposed(factor, size, target);
}

/** The factor of a matrix, or of it with a larger diagonal: then false. */
function factorWithRidge(factor: Float64Array, size: number, at: (i: number, j: number) => number): boolean {
  for (const ridge of ridges) {
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        factor[i * size + j] = at(i, j) + (i === j ? ridge * (1e-8 + Math.abs(at(i, i))) : 0);
    // A diagonal that is negative is turned round.
    if (ridge > 1) for (let i = 0; i < size; i++) factor[i * size + i] = Math.abs(factor[i * size + i]!);
    if (choleskyFactor(factor, size)) return ridge === 0;
  }
  factor.fill(0);
  for (let i = 0; i < size; i++) factor[i * size + i] = 1;
  return false;
}
