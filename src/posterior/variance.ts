/**
 * The table of variance components: each as a standard deviation, as a variance, and as a share of the outcome's variance; then
 * the residual, the intraclass correlations and the correlations of effects.
 *
 * Everything is computed per draw and then summarized: the mean of a square is not the square of a mean. Shares of correlated
 * terms need not sum to one, because what they share, 2 ρ τ_k τ_l mean(z_k z_l), belongs to neither.
 */

import type { Draws, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { type IntraclassRow, intraclassCorrelations } from "./icc.ts";
import { intervalProbabilities, quantileName } from "./quantile.ts";
import { requireVariable } from "./variables.ts";
import { type ComponentPart, ratio, type VarianceParts, varianceParts } from "./variance-parts.ts";

/** Variance components, residual, intraclass correlations and correlations of group effects. */
export interface VarianceTable {
  readonly prob: number;
  readonly lowerName: string;
  readonly upperName: string;
  readonly components: readonly VarianceRow[];
  readonly residual: ResidualRow | null;
  readonly intraclass: readonly IntraclassRow[];
  readonly correlations: readonly CorrelationRow[];
}

export interface VarianceRow {
  readonly group: string;
  readonly term: string;
  readonly sd: Estimate;
  readonly variance: Estimate;
  /** Of the variance of a row; null where the residual variance is not known. */
  readonly share: Estimate | null;
  /** The intraclass correlation of the group, at its first term; null elsewhere and where there is none. */
  readonly icc: Estimate | null;
}

/** The residual, where the outcome has one of constant variance. */
export interface ResidualRow {
  readonly definition: string;
  readonly sd: Estimate;
  readonly variance: Estimate;
  readonly share: Estimate;
}

/** A correlation between two terms of one group. */
export interface CorrelationRow extends Estimate {
  readonly group: string;
  readonly terms: readonly [string, string];
}

/** Derived from the roles alone; cost: about six estimates of all draws per component. */
export function varianceTable(draws: Draws, roles: Roles, prob = defaultProb): VarianceTable {
  const [low, high] = intervalProbabilities(prob);
  const parts = varianceParts(draws, roles);
  const intraclass = intraclassCorrelations(draws, roles, prob, parts);
  const of = (values: Float64Array): Estimate => estimate(values, draws.chainCount, prob);
  return {
    prob,
    lowerName: quantileName(low),
    upperName: quantileName(high),
    components: parts.components.map((component, k) => {
      const isFirst = parts.components.findIndex(({ role }) => role.group === component.role.group) === k;
      const icc = isFirst ? intraclass.find(({ group }) => group === component.role.group) : undefined;
      return componentRow(component, parts, icc ?? null, of);
    }),
    residual: residualRow(roles, parts, of),
    intraclass,
    correlations: roles.correlations.map((role) => ({
      group: role.group,
      terms: role.terms,
      ...of(requireVariable(draws, role.correlation)),
    })),
  };
}

function componentRow(
  { role, variance, contribution }: ComponentPart,
  { total }: VarianceParts,
  icc: Estimate | null,
  of: (values: Float64Array) => Estimate,
): VarianceRow {
  return {
    group: role.group,
    term: role.term,
    sd: of(variance.map(Math.sqrt)),
    variance: of(variance),
    share: total && of(ratio(contribution, total)),
    icc,
  };
}

function residualRow(
  roles: Roles,
  { residual, total }: VarianceParts,
  of: (values: Float64Array) => Estimate,
): ResidualRow | null {
  if (!roles.residual || !residual || !total) return null;
  return {
    definition: roles.residual.definition,
    sd: of(residual.map(Math.sqrt)),
    variance: of(residual),
    share: of(ratio(residual, total)),
  };
}
