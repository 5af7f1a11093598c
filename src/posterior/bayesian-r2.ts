/**
 * Bayesian R², draw by draw (Gelman, Goodrich, Gabry & Vehtari 2019, "R-squared for Bayesian regression models", The American Statistician 73):
 *   R²_s = V(μ_s) / (V(μ_s) + V_res,s),
 * where μ_s are the expected outcomes of the data at draw s, group effects included, and V their variance over the observations, with one less
 * than their number as divisor. V_res is the variance that the model has for an outcome given the parameters, averaged over the
 * observations (their equation 3; rstanarm's `bayes_R2`), or the variance of the residuals y - μ_s (brms's).
 *
 * That of observations left out is 1 - V(y - ŷ) / V(y), where ŷ_i is expected by what is left of the data without observation i: the mean of μ_i
 * by weights of Pareto smoothed importance sampling (`loo_R2` of rstanarm and brms). Its uncertainty is that of which
 * observations there are, by the Bayesian bootstrap (Rubin 1981).
 */

import { createNamedStream } from "../numeric/random-stream.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { variance } from "./moments.ts";
import type { IntervalNames } from "./quantile.ts";

/** What the observations are, and what is expected of them. */
export interface ExpectedOutcomes {
  readonly observed: Float64Array;
  /** Draws, of all chains. */
  readonly drawTotal: number;
  readonly chainCount: number;
  /** Writes the means at a draw, and the variances where these are known, to arrays as long as `observed`. */
  fill(draw: number, means: Float64Array, variances: Float64Array | null): void;
  readonly hasVariance: boolean;
}

/** What of the variance of outcomes is explained, by the variance that the model has, and by that of the residuals. */
export interface ExplainedVariance {
  /** Null where the model's variance has no closed form. */
  readonly modelled: Estimate | null;
  readonly ofResiduals: Estimate;
}

/** Of observations left out. */
export interface LeftOutVariance {
  /** With every observation the same weight. */
  readonly value: number;
  /** Over weights of the Bayesian bootstrap, each from -1 to 1 as in rstanarm. */
  readonly estimate: Estimate;
  /** Observations whose weights of draws are not to be trusted. */
  readonly unreliable: number;
}

/** R² by what a model expects of each observation, the effects of its groups included. */
export interface BayesianRSquared extends IntervalNames, ExplainedVariance {
  readonly outcome: string;
  readonly observations: number;
  /** Null for so many observations that it would take long. */
  readonly leftOut: LeftOutVariance | null;
}

/** The reason is why there is none, a clause. */
export type BayesianRSquaredResult =
  | { readonly bayesian: BayesianRSquared; readonly reason: null }
  | { readonly bayesian: null; readonly reason: string };

/** Of at least two observations. */
export function explainedVariance(outcomes: ExpectedOutcomes, prob: number): ExplainedVariance {
  const { observed, drawTotal, chainCount, hasVariance } = outcomes;
  const means = new Float64Array(observed.length);
  const variances = hasVariance ? new Float64Array(observed.length) : null;
  const [modelled, ofResiduals] = [new Float64Array(drawTotal), new Float64Array(drawTotal)];
  for (let draw = 0; draw < drawTotal; draw++) {
    outcomes.fill(draw, means, variances);
    const explained = variance(means);
    const left = variance(observed.map((value, i) => value - means[i]!));
    ofResiduals[draw] = explained / (explained + left);
    if (variances === null) continue;
    let sum = 0;
    for (const one of variances) sum += one;
    modelled[draw] = explained / (explained + sum / variances.length);
  }
  return {
    modelled: variances === null ? null : estimate(modelled, chainCount, prob),
    ofResiduals: estimate(ofResiduals, chainCount, prob),
  };
}

/** Draws of the bootstrap, or fewer of very many observations. */
const usualReplicates = 4000;
const mostNumbers = 2e7;

/** `expected` are the means of the observations, each without itself. */
export function leftOutVariance(
  observed: Float64Array,
  expected: Float64Array,
  unreliable: number,
  { seed, prob }: { readonly seed: number; readonly prob: number },
): LeftOutVariance {
  const size = observed.length;
  const errors = observed.map((value, i) => value - expected[i]!);
  const count = Math.max(100, Math.min(usualReplicates, Math.floor(mostNumbers / size)));
  const stream = createNamedStream(seed, "bootstrap of R²");
  const replicates = new Float64Array(count).map(() => {
    const weights = observed.map(() => stream.exponential());
    const ratio = weightedVariance(errors, weights) / weightedVariance(observed, weights);
    return Math.min(1, Math.max(-1, 1 - ratio));
  });
  return {
    value: 1 - variance(errors) / variance(observed),
    estimate: estimate(replicates, 1, prob),
    unreliable,
  };
}

/** Up to a factor that is the same for all lists of a length. */
function weightedVariance(values: Float64Array, weights: Float64Array): number {
  let [total, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    total += weights[i]!;
    sum += weights[i]! * values[i]!;
  }
  const center = sum / total;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const off = values[i]! - center;
    squares += weights[i]! * off * off;
  }
  return squares / total;
}
