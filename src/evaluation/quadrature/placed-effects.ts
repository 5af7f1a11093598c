/** Effects of all levels of a tree as numbers on the line, and the terms of the density at them, added up level by level. */

import type { GroupTerms } from "../group-terms.ts";
import type { Tier, TierBlock, Tiers } from "./tiers.ts";

/** A number for each level and each number of its tier. */
export type ByTier = readonly Float64Array[];

/** What is no number has no density, and what is infinite where a number has underflowed to 0 has none to speak of. */
export function finite(logDensity: number): number {
  return Number.isNaN(logDensity) || logDensity === Number.POSITIVE_INFINITY
    ? Number.NEGATIVE_INFINITY
    : logDensity;
}

export class PlacedEffects {
  readonly tiers: readonly Tier[];
  readonly blocks: readonly TierBlock[];
  /** The numbers on the line, as they were placed; those of a level one after another. */
  readonly free: ByTier;
  /** Of each level: log |d effect / d number|, its numbers added up. */
  readonly logJacobians: ByTier;
  /** The terms, as `evaluate` left them. */
  readonly values: Float64Array;
  private readonly terms: GroupTerms;

  constructor(terms: GroupTerms, { tiers, blocks }: Tiers) {
    this.terms = terms;
    this.tiers = tiers;
    this.blocks = blocks;
    this.free = tiers.map(({ size, numbers }) => new Float64Array(size * numbers.length));
    this.logJacobians = tiers.map(({ size }) => new Float64Array(size));
    this.values = new Float64Array(terms.size);
  }

  /** Hands the effects of a tier to the terms, from its numbers in `free`. */
  place(tier: number): void {
    const { size, numbers } = this.tiers[tier]!;
    const [free, logJacobians] = [this.free[tier]!, this.logJacobians[tier]!];
    const { given } = this.terms;
    logJacobians.fill(0);
    numbers.forEach(({ coordinates, places }, own) => {
      for (let level = 0; level < size; level++) {
        const at = level * numbers.length + own;
        logJacobians[level] = logJacobians[level]! + coordinates.constrain(free, at, given, places[level]!);
      }
    });
  }

  /** All terms at the effects that are placed. */
  evaluate(): void {
    this.terms.evaluate(this.values);
  }

  /** Adds up the terms of each level of a tier, the density being that of the numbers on the line; `priors` gets those of effects alone. */
  addUp(tier: number, sums: Float64Array, priors: Float64Array | null): void {
    sums.set(this.logJacobians[tier]!);
    priors?.set(this.logJacobians[tier]!);
    for (const { block, tier: own, levels } of this.blocks) {
      if (own !== tier) continue;
      const { isLikelihood, size, offset, isShared } = block;
      for (let t = 0; t < size; t++) {
        const level = levels[t]!;
        const value = this.values[offset + (isShared ? 0 : t)]!;
        sums[level] = sums[level]! + value;
        if (priors !== null && !isLikelihood) priors[level] = priors[level]! + value;
      }
    }
  }
}
