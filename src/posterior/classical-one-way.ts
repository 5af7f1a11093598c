/**
 * One factor with a levels of n_j rows. All is a function of λ = τ²/σ²: the weights w_j = n_j / (1 + n_j λ), the mean
 * μ(λ) = Σ w_j ȳ_j / Σ w_j and Q(λ) = Σ w_j (ȳ_j - μ(λ))².
 */

import { log } from "../numeric/logarithm.ts";
import type { ClassicalEstimate, ClassicalOptions } from "./classical-estimate.ts";
import type { FactorSums } from "./draws.ts";
import { fQuantile, root } from "./f-distribution.ts";
import { intervalProbabilities } from "./quantile.ts";

/** Variances and the correlations of single values and of means, by analysis of variance and by REML; or why there are none. */
export function oneWayEstimates(
  sums: FactorSums,
  { prob, counts }: ClassicalOptions,
): ClassicalEstimate[] | string {
  const { group, n, within } = sums;
  const total = n.reduce((sum, one) => sum + one, 0);
  const [df, rest] = [n.length - 1, total - n.length];
  if (df < 1 || rest < 1) return "an analysis of variance needs two levels, and one with two rows";
  const meanSquare = within / rest;
  if (!(meanSquare > 0)) return "values within levels do not differ";
  const between = spreadAt(sums, 0).squares / df;
  // Searle, Casella & McCulloch (1992), section 3.6: n₀ = (N - Σ n_j² / N) / (a - 1).
  const size = (total - n.reduce((sum, one) => sum + one * one, 0) / total) / df;
  const variance = (between - meanSquare) / size;
  const interval = ratioInterval(sums, meanSquare, rest, prob);
  const reml = restrictedRatio(sums);
  const none = { lower: Number.NaN, upper: Number.NaN };
  const correlation = (ratio: number, k: number): number => (k * ratio) / (1 + k * ratio);
  const iccs = (method: "ANOVA" | "REML", ratio: number): ClassicalEstimate[] =>
    counts.map((k) => ({
      group,
      what: `ICC(${k})`,
      method,
      value: correlation(ratio, k),
      ...(method === "ANOVA"
        ? { lower: correlation(interval[0], k), upper: correlation(interval[1], k) }
        : none),
    }));
  return [
    { group, what: "variance", method: "ANOVA", value: variance, ...none },
    { group: "residual", what: "variance", method: "ANOVA", value: meanSquare, ...none },
    ...iccs("ANOVA", variance / meanSquare),
    { group, what: "variance", method: "REML", value: reml.ratio * reml.residual, ...none },
    { group: "residual", what: "variance", method: "REML", value: reml.residual, ...none },
    ...iccs("REML", reml.ratio),
  ];
}

/** Q(λ) and Σ w_j. */
function spreadAt({ n, mean }: FactorSums, ratio: number): { squares: number; weight: number } {
  const weights = n.map((one) => one / (1 + one * ratio));
  const weight = weights.reduce((sum, one) => sum + one, 0);
  const center = weights.reduce((sum, one, j) => sum + one * mean[j]!, 0) / weight;
  const squares = weights.reduce((sum, one, j) => sum + one * (mean[j]! - center) * (mean[j]! - center), 0);
  return { squares, weight };
}

/** Exact: Q(λ) / (a - 1) over the mean square within is F with a - 1 and N - a degrees of freedom, and falls with λ (Wald 1940). */
function ratioInterval(
  sums: FactorSums,
  meanSquare: number,
  rest: number,
  prob: number,
): readonly [number, number] {
  const df = sums.n.length - 1;
  const least = -1 / sums.n.reduce((most, one) => Math.max(most, one), 0);
  const [low, high] = intervalProbabilities(prob);
  const at = (probability: number): number => {
    const wanted = fQuantile(probability, df, rest) * df * meanSquare;
    const gap = (ratio: number): number => wanted - spreadAt(sums, ratio).squares;
    return root(gap, least * (1 - 1e-12), 1);
  };
  return [at(high), at(low)];
}

/** λ ≥ 0 and σ² that maximize the restricted likelihood, σ² = (SSW + Q(λ)) / (N - 1). */
function restrictedRatio(sums: FactorSums): { ratio: number; residual: number } {
  const { n, within } = sums;
  const total = n.reduce((sum, one) => sum + one, 0);
  const residualAt = (ratio: number): number => (within + spreadAt(sums, ratio).squares) / (total - 1);
  // -2 log likelihood: Σ log(1 + n_j λ) + log Σ w_j + (N - 1) log(SSW + Q(λ)).
  const deviance = (ratio: number): number =>
    n.reduce((sum, one) => sum + log(1 + one * ratio), 0) +
    log(spreadAt(sums, ratio).weight) +
    (total - 1) * log(residualAt(ratio));
  const ratio = leastOf(deviance);
  return { ratio, residual: residualAt(ratio) };
}

const golden = (Math.sqrt(5) - 1) / 2;

/** Where a function of λ ≥ 0 is least: on a grid of t = λ / (1 + λ), then by golden sections about the best of its points. */
function leastOf(of: (ratio: number) => number): number {
  const points = 400;
  const at = (t: number): number => of(t / (1 - t));
  let best = 0;
  for (let i = 1; i < points; i++) if (at(i / points) < at(best / points)) best = i;
  let [low, high] = [Math.max(0, best - 1) / points, Math.min(points - 1e-6, best + 1) / points];
  for (let i = 0; i < 100; i++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (at(left) <= at(right)) high = right;
    else low = left;
  }
  const t = (low + high) / 2;
  return best === 0 && at(0) <= at(t) ? 0 : t / (1 - t);
}
