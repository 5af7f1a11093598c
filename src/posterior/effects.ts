/**
 * The effects of a group's levels, beside what the raw data say of them, and how far each was drawn towards the mean of all.
 *
 * Shrinkage is 0 where a level stands on its own data and 1 where it is drawn in entirely. Where the information I_j of a level's
 * rows per unit of residual variance σ² is known, it is the mean over the draws of 1 / (1 + I_j τ² / σ²); for a plain intercept
 * that is σ²/n_j over σ²/n_j + τ² (Gelman & Hill 2007, equation 12.1). Elsewhere it is what the data left unsaid, the posterior
 * variance of the effect over the variance τ² of effects, at most 1 (Gelman & Pardoe 2006); NaN where the tails of these leave
 * no mean.
 */

import type { Draws, EffectsRole, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { estimateVariance } from "./infinite-variance.ts";
import { mean } from "./moments.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

export interface EffectsTable extends IntervalNames {
  readonly group: string;
  readonly term: string;
  /** How shrinkage was computed, in words. */
  readonly shrinkageDefinition: string;
  readonly rows: readonly EffectsRow[];
}

export interface EffectsRow extends Estimate {
  readonly level: string;
  readonly n: number;
  /** Mean of the outcome over the level's rows; NaN without rows. */
  readonly rawMean: number;
  readonly shrinkage: number;
}

/** A table for each term of each group that has effects, or of one group only, in the order of the roles. */
export function effectsTables(
  draws: Draws,
  roles: Roles,
  options: { readonly group?: string; readonly prob?: number } = {},
): EffectsTable[] {
  return roles.effects
    .filter(({ group }) => options.group === undefined || group === options.group)
    .map((role) => effectsTable(draws, role, options.prob ?? defaultProb));
}

/** Levels in the order of the role. */
function effectsTable(draws: Draws, role: EffectsRole, prob: number): EffectsTable {
  const shrinkageOf = shrinkageRule(draws, role);
  return {
    group: role.group,
    term: role.term,
    ...intervalNames(prob),
    shrinkageDefinition: shrinkageOf.definition,
    rows: role.levels.map((level, j) => {
      const numbers = estimate(requireVariable(draws, role.variables[j]!), draws.chainCount, prob);
      const shrinkage = shrinkageOf.shrinkage(j, numbers.sd);
      return { level, n: role.n[j]!, rawMean: role.rawMean[j]!, ...numbers, shrinkage };
    }),
  };
}

interface ShrinkageRule {
  readonly definition: string;
  readonly shrinkage: (level: number, posteriorSd: number) => number;
}

function shrinkageRule(draws: Draws, role: EffectsRole): ShrinkageRule {
  const variance = requireVariable(draws, role.variance);
  const { information, residualVariance } = role;
  if (information && residualVariance !== null) {
    const residual = variableOrConstant(draws, residualVariance);
    return {
      definition: "mean of 1 / (1 + information × variance of effects / residual variance)",
      // 1 / (1 + I_j τ² / σ²)
      shrinkage: (level) =>
        mean(variance.map((value, i) => 1 / (1 + (information[level]! * value) / residual[i]!))),
    };
  }
  const meanVariance = estimateVariance(variance, draws.chainCount).mean;
  return {
    definition: "posterior variance of the effect / mean variance of effects, at most 1",
    shrinkage: (_level, posteriorSd) => Math.min(1, (posteriorSd * posteriorSd) / meanVariance),
  };
}
