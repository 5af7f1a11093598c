/**
 * Intraclass correlations on the scale on which outcomes are observed: of two trials of one level, or of two counts, as they would be drawn.
 *
 * The linear predictor is μ + u + r, u being normal with the variance U of what two values of one level share, and r with that of the
 * other group effects; μ is the mean of the fixed part over the rows. With the mean g of the outcome by its predictor,
 *   covariance  E_u [(E_r g)²] - (E g)²,   variance  E g² - (E g)² + E Var(y | g).
 * Of counts by the logarithm, with λ = exp(μ + V/2) and V the variance of all group effects, these are λ² (e^U - 1) and λ² (e^V - 1) + E Var
 * (Stryhn et al. 2006); of trials p (1 - p) with p = E g, and the means over u and r are sums of 41 terms, exact to ten digits.
 * (Goldstein, Browne & Rasbash 2002; de Villemereuil et al. 2016; Nakagawa, Johnson & Schielzeth 2017.)
 */

import { normalCdf } from "../numeric/error-function.ts";
import { exp, expm1 } from "../numeric/exponential.ts";
import { invLogit } from "../numeric/logistic.ts";
import type { Draws, GroupingFactor, ObservedScale, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { fixedMean } from "./fixed-part.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { variableOrConstant } from "./variables.ts";
import { type FactorVariances, factorVariances, type StatedValues } from "./variance-at.ts";

/** A row for each factor, or why there is none. */
export interface ObservedTable extends IntervalNames {
  readonly rows: readonly ObservedRow[];
  readonly reason: string | null;
}

export interface ObservedRow extends Estimate {
  readonly group: string;
  /** The values that are meant: "at x 2"; empty for all. */
  readonly values: string;
  readonly definition: string;
}

/** Cost: 41² evaluations of the inverse link for each draw of a logistic outcome. */
export function observedTable(
  draws: Draws,
  roles: Roles,
  { prob = defaultProb, at }: { readonly prob?: number; readonly at?: StatedValues } = {},
): ObservedTable {
  const names = intervalNames(prob);
  const none = (reason: string): ObservedTable => ({ ...names, rows: [], reason });
  const { observed, factors } = roles;
  if (observed === undefined || factors === undefined)
    return none(
      "the run was made by an earlier version, which did not keep what they need; fit the model again",
    );
  const settings = factorVariances(draws, roles, at ?? null);
  if (observed === null || settings === null)
    return none("they are of binary outcomes and of counts with normal group effects and one overdispersion");
  const mean = fixedMean(draws, roles);
  if (mean === null)
    return none("the linear predictor without groups is not a sum of few parameters times data");
  if (settings.some(({ isAveraged }) => isAveraged))
    return none("variances differ between rows by slopes; state their columns with `--at NAME=VALUE`");
  const rows = factors.flatMap((factor) =>
    settings.map((setting): ObservedRow => {
      const values = correlationsOf(draws, observed, mean, factor, setting);
      const { group } = factor;
      const noun = observed.noise === "trial" ? "trials" : "counts";
      return {
        group,
        values: setting.words,
        ...estimate(values, draws.chainCount, prob),
        definition: `${setting.words === "" ? "" : `${setting.words}: `}correlation of two ${noun} of ${roles.outcome} of the same ${group} as they are observed, at the mean of the fixed part`,
      };
    }),
  );
  return { ...names, rows, reason: null };
}

function correlationsOf(
  draws: Draws,
  observed: ObservedScale,
  mean: Float64Array,
  { group, within }: GroupingFactor,
  { factors }: FactorVariances,
): Float64Array {
  const parameter = variableOrConstant(draws, observed.parameter);
  const own = [...factors].filter(([name]) => name === group || within.includes(name));
  return mean.map((μ, i) => {
    const shared = own.reduce((sum, [, values]) => sum + values[i]!, 0);
    const whole = [...factors.values()].reduce((sum, values) => sum + values[i]!, 0);
    return observed.noise === "trial"
      ? ofTrials(observed.link === "probit", μ, shared, Math.max(0, whole - shared))
      : ofCounts(observed.noise, parameter[i]!, μ, shared, whole);
  });
}

/** Everything over λ, so that large means do not overflow. */
function ofCounts(
  noise: Exclude<ObservedScale["noise"], "trial">,
  parameter: number,
  μ: number,
  shared: number,
  whole: number,
): number {
  const λ = exp(μ + whole / 2);
  // E Var / λ
  const own = noise === "poisson" ? 1 : noise === "excess" ? 1 + parameter : 1 + (λ * exp(whole)) / parameter;
  return (λ * expm1(shared)) / (λ * expm1(whole) + own);
}

/** Steps of a sum over a standard normal variable, from -8 to 8: the trapezoidal rule, whose error falls exponentially. */
const step = 0.4;
const nodes = Array.from({ length: 41 }, (_, k) => {
  const z = step * (k - 20);
  return { z, weight: (step * exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI) };
});

/** Of two trials with the shared variance; `rest` is that of the other group effects. */
function ofTrials(isProbit: boolean, μ: number, shared: number, rest: number): number {
  const [ofShared, ofRest] = [Math.sqrt(shared), Math.sqrt(rest)];
  let [p, both] = [0, 0];
  for (const { z, weight } of nodes) {
    const η = μ + ofShared * z;
    let inner = 0;
    if (isProbit) inner = normalCdf(η / Math.sqrt(1 + rest));
    else if (ofRest === 0) inner = invLogit(η);
    else for (const one of nodes) inner += one.weight * invLogit(η + ofRest * one.z);
    p += weight * inner;
    both += weight * inner * inner;
  }
  return (both - p * p) / (p * (1 - p));
}
