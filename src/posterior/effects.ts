/**
 * The effects of a group's levels, beside what the raw data say of them, and how far each was drawn towards the mean of all.
 *
 * Shrinkage is 0 where a level stands on its own data and 1 where it is drawn in entirely. Where the information I_j of a level's
 * rows per unit of residual variance σ² is known, it is the mean over the draws of 1 / (1 + I_j τ² / σ²); for a plain intercept
 * that is σ²/n_j over σ²/n_j + τ² (Gelman & Hill 2007, equation 12.1). Elsewhere it is what the data left unsaid, the posterior
 * variance of the effect over the variance τ² of effects, at most 1 (Gelman & Pardoe 2006); NaN where the tails of these leave
 * no mean.
 *
 * Beside σ_b, the sd of the population that levels are from, stands the sd of the effects of these very levels, their finite
 * population (Gelman & Hill 2007, section 21.2), which is known better; and the pooling of the batch, λ = 1 - V(E b) / E(V b), V
 * being the variance over the levels and E the mean over the draws (Gelman & Pardoe 2006, equation 2.8).
 */

import type { Draws, EffectsRole, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { estimateVariance } from "./infinite-variance.ts";
import { mean, variance as varianceOf } from "./moments.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { rawEffects } from "./raw-effects.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

export interface EffectsTable extends IntervalNames {
  /** Whose effects they are, of a model of several outcomes; absent of others. */
  readonly outcome?: string;
  readonly group: string;
  readonly term: string;
  /** How shrinkage was computed, in words. */
  readonly shrinkageDefinition: string;
  /** What `n` counts. */
  readonly counted: "rows" | "trials";
  /** What stands in `rawEffect`, in words; null where there is none. */
  readonly rawDefinition: string | null;
  readonly spread: EffectsSpread;
  readonly rows: readonly EffectsRow[];
}

/** How far apart the effects are. */
export interface EffectsSpread {
  /** The sd of the population that the levels are from. */
  readonly population: Estimate;
  /** The sd of the effects of these levels, with divisor J - 1; null of a single level. */
  readonly finite: Estimate | null;
  /** 1 where the effects are pooled entirely, 0 where they stand apart as far as they are known; NaN of a single level. */
  readonly pooling: number;
}

export interface EffectsRow extends Estimate {
  readonly level: string;
  readonly n: number;
  /** Mean of the outcome over the level's rows; NaN without rows. */
  readonly rawMean: number;
  readonly shrinkage: number;
  /** The effect as the level's own rows tell it; NaN where they do not. Infinite where all of a level's trials had one end. */
  readonly rawEffect: number;
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
  const raw = rawEffects(draws, role);
  return {
    group: role.group,
    term: role.term,
    ...intervalNames(prob),
    shrinkageDefinition: shrinkageOf.definition,
    counted: role.countsTrials === true ? "trials" : "rows",
    rawDefinition: raw?.definition ?? null,
    spread: spreadOf(draws, role, prob),
    rows: role.levels.map((level, j) => {
      const numbers = estimate(requireVariable(draws, role.variables[j]!), draws.chainCount, prob);
      const shrinkage = shrinkageOf.shrinkage(j, numbers.sd);
      const rawEffect = raw?.values[j] ?? Number.NaN;
      return { level, n: role.n[j]!, rawMean: role.rawMean[j]!, ...numbers, shrinkage, rawEffect };
    }),
  };
}

function spreadOf(draws: Draws, role: EffectsRole, prob: number): EffectsSpread {
  const population = estimateVariance(
    requireVariable(draws, role.variance).map(Math.sqrt),
    draws.chainCount,
    prob,
  );
  const effects = role.variables.map((name) => requireVariable(draws, name));
  if (effects.length < 2) return { population, finite: null, pooling: Number.NaN };
  const variances = new Float64Array(draws.chainCount * draws.drawCount);
  const drawn = new Float64Array(effects.length);
  for (let i = 0; i < variances.length; i++) {
    for (let j = 0; j < drawn.length; j++) drawn[j] = effects[j]![i]!;
    variances[i] = varianceOf(drawn);
  }
  const means = effects.map((values) => mean(values));
  return {
    population,
    finite: estimate(variances.map(Math.sqrt), draws.chainCount, prob),
    pooling: 1 - varianceOf(means) / mean(variances),
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
