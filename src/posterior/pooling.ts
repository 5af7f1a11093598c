/**
 * Three estimates of how far each level of a group is from the mean of all rows: of its own rows alone (no pooling), of the model
 * (partial pooling), and of all rows as if there were no levels (complete pooling), which is 0; after Gelman & Hill (2007), section
 * 12.2. They are for normal outcomes of one residual variance σ², or of known standard errors: for these raw means are on the scale of the effects.
 *
 * Differences are taken, and not the means themselves, since they depend on the group alone, and on no prior of the intercept:
 *   none      ȳ_j - Σ I_k ȳ_k / Σ I_k,  with the variance σ² (1 / I_j - 1 / Σ I_k),  σ² as in the draws
 *   partial   e_j - Σ I_k e_k / Σ I_k,  e_j what the effects of the group give the rows of the level,
 * I_j the information of a level's rows per unit of 1/σ²: their number, or Σ 1/se².
 */

import { normalCdf } from "../numeric/error-function.ts";
import type { Draws, EffectsRole, Roles } from "./draws.ts";
import { intervalProbabilities, quantile } from "./quantile.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

/** The middle and the ends of an interval. */
export interface PooledEstimate {
  readonly center: number;
  /** NaN where an interval is not known. */
  readonly lower: number;
  readonly upper: number;
}

/** Of the levels of a group. */
export interface Pooling {
  readonly group: string;
  /** The mean of all rows, from which differences are. */
  readonly grandMean: number;
  readonly levels: readonly PooledLevel[];
}

export interface PooledLevel {
  readonly level: string;
  readonly n: number;
  /** NaN without rows. */
  readonly none: PooledEstimate;
  readonly partial: PooledEstimate;
}

/** Of the group of a role that is its intercept; null where raw means are not on the scale of the effects. */
export function poolingOf(draws: Draws, roles: Roles, role: EffectsRole, prob: number): Pooling | null {
  const { information, residualVariance, rawMean } = role;
  if (information === null || residualVariance === null) return null;
  const effects = effectsOfLevels(draws, roles, role);
  const filled = [...role.n.keys()].filter((j) => role.n[j]! > 0);
  if (effects === null || filled.length === 0) return null;
  const total = filled.reduce((sum, j) => sum + information[j]!, 0);
  // Σ I_j x_j / Σ I_j
  const weighted = (of: (level: number) => number): number =>
    filled.reduce((sum, j) => sum + information[j]! * of(j), 0) / total;
  const grandMean = weighted((j) => rawMean[j]!);
  const center = effects[0]!.map((_, d) => weighted((j) => effects[j]![d]!));
  const [low, high] = intervalProbabilities(prob);
  const unit = scaleMixtureQuantile(variableOrConstant(draws, residualVariance), high);
  const isTold = widthsToldOf(roles, role);
  const levels = role.levels.map((level, j): PooledLevel => {
    const n = role.n[j]!;
    const width = isTold(n) ? unit * Math.sqrt(Math.max(0, 1 / information[j]! - 1 / total)) : Number.NaN;
    const raw = n > 0 ? rawMean[j]! - grandMean : Number.NaN;
    const own = effects[j]!.map((value, d) => value - center[d]!)
      .filter(Number.isFinite)
      .sort();
    const [lower, median, upper] = [low, 0.5, high].map((one) => quantile(own, one));
    const partial = { center: median!, lower: lower!, upper: upper! };
    return { level, n, none: { center: raw, lower: raw - width, upper: raw + width }, partial };
  });
  return { group: role.group, grandMean, levels };
}

/**
 * Whether the error of a level's raw mean is known: not of several rows with their own standard errors, whose mean is not the weighted
 * one; nor of rows that share effects of other factors, as of casks within a batch.
 */
function widthsToldOf(
  { components }: Roles,
  { group, residualVariance }: EffectsRole,
): (n: number) => boolean {
  if (components.some((one) => one.group !== group)) return () => false;
  return (n) => n > 0 && (typeof residualVariance === "string" || n === 1);
}

/** Halvings of a bracket: to the last digit. */
const halvings = 100;

/** The quantile of a mixture of normal numbers about 0 with these variances, in equal parts, for a probability above 1/2. */
export function scaleMixtureQuantile(variances: Float64Array, probability: number): number {
  const sds = variances.map(Math.sqrt).filter(Number.isFinite);
  let [low, high] = [0, 40 * sds.reduce((most, one) => Math.max(most, one), 0)];
  for (let i = 0; i < halvings && high > low; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    const below = sds.reduce((sum, sd) => sum + normalCdf(middle / sd), 0) / sds.length;
    if (below < probability) low = middle;
    else high = middle;
  }
  return sds.length === 0 ? Number.NaN : (low + high) / 2;
}

/**
 * What all terms of a group give the mean of each level's rows, draw by draw; null where a run does not tell by what its slopes are
 * multiplied, or does not hold all of the terms.
 */
function effectsOfLevels(draws: Draws, roles: Roles, role: EffectsRole): Float64Array[] | null {
  const terms = roles.effects.filter(({ group }) => group === role.group);
  const isKnown = terms.every(
    ({ term, meanPredictor }) => term === "intercept" || meanPredictor !== undefined,
  );
  const isAlike = terms.every(({ levels }) => levels.length === role.levels.length);
  const isComplete = terms.length === roles.components.filter(({ group }) => group === role.group).length;
  if (!isKnown || !isAlike || !isComplete) return null;
  return role.levels.map((_, j) => {
    const sum = new Float64Array(draws.chainCount * draws.drawCount);
    for (const { variables, meanPredictor } of terms) {
      const given = meanPredictor?.[j] ?? 1;
      // A level without rows has none to take a mean of: it is shown where slopes give nothing.
      const factor = Number.isFinite(given) ? given : 0;
      const values = requireVariable(draws, variables[j]!);
      for (let d = 0; d < sum.length; d++) sum[d] = sum[d]! + factor * values[d]!;
    }
    return sum;
  });
}
