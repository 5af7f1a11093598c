/**
 * Gradients and curvatures of the log density by the numbers of a path, level by level, from central differences: every level of a tier moves
 * at once, so that 1 + n + n² evaluations do for n numbers of a path, however many levels there are. What is left of a curvature when others are
 * eliminated may be a small part of it: so mixed derivatives are central too, and steps small where all other numbers stay.
 */

import type { PlacedEffects } from "./placed-effects.ts";
import type { Tiers } from "./tiers.ts";

/** Differences are taken over this part of the width. */
const differenceStep = 0.02;
/** A step changes by this factor at most from one point to the next. */
const fastest = 8;

/** Of the terms that are of each level of a tier, by the w numbers of its path. */
export interface TierDerivatives {
  /** w of a level. */
  readonly gradients: Float64Array;
  /** w × w of a level: minus the second derivatives. */
  readonly precisions: Float64Array;
  /** The same of the prior of the level's effects alone. */
  readonly priors: Float64Array;
}

interface Sums {
  readonly all: Float64Array;
  readonly prior: Float64Array;
}

export class DensityDifferences {
  readonly tiers: readonly TierDerivatives[];
  /** d of a level: how far its numbers are moved. */
  readonly steps: readonly Float64Array[];
  private readonly tree: Tiers;
  private readonly effects: PlacedEffects;
  /** By tier and point: the terms of each level. */
  private readonly sums: readonly (readonly Sums[])[];
  private readonly heights: Float64Array;

  constructor(tree: Tiers, effects: PlacedEffects) {
    this.tree = tree;
    this.effects = effects;
    this.tiers = tree.tiers.map(({ size, pathWidth: w }) => ({
      gradients: new Float64Array(size * w),
      precisions: new Float64Array(size * w * w),
      priors: new Float64Array(size * w * w),
    }));
    this.steps = tree.tiers.map(({ size, numbers }) =>
      new Float64Array(size * numbers.length).fill(differenceStep),
    );
    const make = (size: number): Sums => ({ all: new Float64Array(size), prior: new Float64Array(size) });
    this.sums = tree.tiers.map(({ size, pathWidth }) =>
      Array.from({ length: pointCount(pathWidth) }, () => make(size)),
    );
    this.heights = new Float64Array(tree.tiers[0]!.size);
  }

  /** Differences about `modes`, d of each level of each tier. Gives the log density of each group there, which the next call overwrites. */
  take(modes: readonly Float64Array[]): Float64Array {
    const { tree, effects, heights } = this;
    const n = tree.path.length;
    tree.tiers.forEach((_, t) => {
      effects.free[t]!.set(modes[t]!);
      effects.place(t);
    });
    this.evaluate(0, 0);
    heights.fill(0);
    tree.tiers.forEach(({ ancestors }, t) => {
      const { all } = this.sums[t]![0]!;
      ancestors[0]!.forEach((group, level) => {
        heights[group] = heights[group]! + all[level]!;
      });
    });
    for (let a = 0; a < n; a++) {
      this.shift(a, 1);
      this.evaluate(upPoint(a), a);
      this.evaluatePairs(a, 1, modes);
      this.shift(a, -2);
      this.evaluate(upPoint(a) + 1, a);
      this.evaluatePairs(a, -1, modes);
      this.shift(a, 1, modes);
    }
    for (let t = 0; t < tree.tiers.length; t++) this.differentiate(t);
    return heights;
  }

  /**
   * Makes steps for the next time: they follow the widths of numbers where all others stay, of the groups that are meant, and not too fast: far
   * from a mode these may be anything. To be called before the derivatives are eliminated.
   */
  adaptSteps(isMeant: (group: number) => boolean): void {
    const { tiers } = this.tree;
    const diagonals = this.steps.map(({ length }) => new Float64Array(length));
    tiers.forEach(({ size, pathWidth: w, ancestors }, t) => {
      this.tree.path.slice(0, w).forEach(({ tier, own }, k) => {
        const { length: d } = tiers[tier]!.numbers;
        for (let level = 0; level < size; level++) {
          const at = ancestors[tier]![level]! * d + own;
          diagonals[tier]![at] = diagonals[tier]![at]! + this.tiers[t]!.precisions[(level * w + k) * w + k]!;
        }
      });
    });
    this.steps.forEach((steps, t) => {
      const { ancestors, numbers } = tiers[t]!;
      for (let at = 0; at < steps.length; at++) {
        const wanted = differenceStep / Math.sqrt(diagonals[t]![at]!);
        const [least, most] = [steps[at]! / fastest, steps[at]! * fastest];
        if (isMeant(ancestors[0]![Math.floor(at / numbers.length)]!) && wanted > 0)
          steps[at] = Math.min(most, Math.max(least, wanted));
      }
    });
  }

  /** With a number moved, those before it too, one after another. */
  private evaluatePairs(a: number, sign: 1 | -1, modes: readonly Float64Array[]): void {
    for (let b = 0; b < a; b++) {
      this.shift(b, sign);
      this.evaluate(pairPoint(a, b) + (sign === 1 ? 0 : 1), a);
      this.shift(b, 1, modes);
    }
  }

  /** Moves a number of every path by so many steps, or back to where it was. */
  private shift(number: number, count: number, back: readonly Float64Array[] | null = null): void {
    const { tier, own } = this.tree.path[number]!;
    const { size, numbers } = this.tree.tiers[tier]!;
    const [free, steps] = [this.effects.free[tier]!, this.steps[tier]!];
    for (let level = 0; level < size; level++) {
      const at = level * numbers.length + own;
      free[at] = back === null ? free[at]! + count * steps[at]! : back[tier]![at]!;
    }
    this.effects.place(tier);
  }

  /** Of the tiers that have the number in their path. */
  private evaluate(point: number, number: number): void {
    this.effects.evaluate();
    this.tree.tiers.forEach(({ pathWidth }, t) => {
      if (point > 0 && pathWidth <= number) return;
      const { all, prior } = this.sums[t]![point]!;
      this.effects.addUp(t, all, prior);
    });
  }

  private differentiate(t: number): void {
    const { size, pathWidth: w, ancestors } = this.tree.tiers[t]!;
    const { gradients, precisions, priors } = this.tiers[t]!;
    const sums = this.sums[t]!;
    const stepOf = (level: number, number: number): number => {
      const { tier, own } = this.tree.path[number]!;
      return this.steps[tier]![ancestors[tier]![level]! * this.tree.tiers[tier]!.numbers.length + own]!;
    };
    for (let level = 0; level < size; level++)
      for (let a = 0; a < w; a++) {
        const h = stepOf(level, a);
        const [up, down] = [sums[upPoint(a)]!, sums[upPoint(a) + 1]!];
        gradients[level * w + a] = (up.all[level]! - down.all[level]!) / (2 * h);
        for (const [kind, target] of [["all", precisions] as const, ["prior", priors] as const]) {
          const middle = sums[0]![kind][level]!;
          const [above, below] = [up[kind][level]!, down[kind][level]!];
          target[(level * w + a) * w + a] = (2 * middle - above - below) / (h * h);
          for (let b = 0; b < a; b++) {
            const at = (point: number): number => sums[point]![kind][level]!;
            const both = at(pairPoint(a, b)) + at(pairPoint(a, b) + 1);
            const single = above + below + at(upPoint(b)) + at(upPoint(b) + 1);
            const mixed = (single - both - 2 * middle) / (2 * h * stepOf(level, b));
            target[(level * w + a) * w + b] = mixed;
            target[(level * w + b) * w + a] = mixed;
          }
        }
      }
  }
}

/** Points are in the order of the largest number that they move, so that those of a shorter path come first. */
function upPoint(a: number): number {
  return pointCount(a);
}

/** b < a: both up, and next to it both down. */
function pairPoint(a: number, b: number): number {
  return pointCount(a) + 2 + 2 * b;
}

/** Of n numbers: where they are, each up and down, two up and two down. */
function pointCount(n: number): number {
  return 1 + n + n * n;
}
