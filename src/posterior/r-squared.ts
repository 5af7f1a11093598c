/**
 * R² of mixed models, draw by draw: what of the variance of a value, averaged over the rows, the fixed part explains, V_f, and what it and the
 * effects of groups explain together (Nakagawa & Schielzeth 2013; with random slopes Johnson 2014; for generalized models, on the
 * scale of the linear predictor, Nakagawa, Johnson & Schielzeth 2017):
 *   marginal V_f / (V_f + V_groups + V_residual),  conditional (V_f + V_groups) / (V_f + V_groups + V_residual).
 * V_f is the variance of the fixed part over the rows, with their number as divisor, for which R's `var` has one less.
 */

import type { Draws, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { fixedVariance } from "./fixed-part.ts";
import { varianceParts } from "./variance-parts.ts";

/** Both, and the variance of the fixed part. */
export interface RSquared {
  readonly marginal: Estimate;
  readonly conditional: Estimate;
  readonly fixedVariance: Estimate;
  /** "of the variance of y on the log scale" */
  readonly words: string;
}

/** The reason is why there is none, in words. */
export function rSquared(
  draws: Draws,
  roles: Roles,
  prob = defaultProb,
): { readonly rSquared: RSquared | null; readonly reason: string | null } {
  const { total } = varianceParts(draws, roles);
  const fixed = fixedVariance(draws, roles);
  if (roles.factors === undefined)
    return none(
      "the run was made by an earlier version, which did not keep what it needs; fit the model again",
    );
  if (total === null)
    return none(roles.remarks[0] ?? "there is no residual variance on the scale of the predictor");
  if (fixed === null)
    return none("the linear predictor without groups is not a sum of few parameters times data");
  const residual = varianceParts(draws, roles).residual!;
  const of = (values: Float64Array): Estimate => estimate(values, draws.chainCount, prob);
  return {
    rSquared: {
      marginal: of(fixed.map((value, i) => value / (value + total[i]!))),
      conditional: of(fixed.map((value, i) => (value + total[i]! - residual[i]!) / (value + total[i]!))),
      fixedVariance: of(fixed),
      words: `of the variance of ${roles.outcome}${roles.residual?.scale ?? ""}`,
    },
    reason: null,
  };
}

function none(reason: string): { readonly rSquared: null; readonly reason: string } {
  return { rSquared: null, reason };
}
