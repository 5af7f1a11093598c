/**
 * The table of variance components: each as a standard deviation, as a variance, and as a share of the outcome's variance; then
 * the residual, the intraclass correlations and the correlations of effects.
 *
 * Everything is computed per draw and then summarized: the mean of a square is not the square of a mean. Correlated terms have one share
 * together, so that the shares and that of the residual sum to one in every draw, however a design is coded.
 */

import type { Draws, Roles } from "./draws.ts";
import { defaultProb, type Estimate } from "./estimate.ts";
import { type IntraclassRow, intraclassCorrelations } from "./icc.ts";
import { estimateVariance, infiniteRemark } from "./infinite-variance.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";
import { requireVariable } from "./variables.ts";
import { shareOf, type VarianceParts, varianceParts } from "./variance-parts.ts";

/** Variance components, residual, intraclass correlations and correlations of group effects. */
export interface VarianceTable extends IntervalNames {
  readonly components: readonly VarianceRow[];
  readonly residual: ResidualRow | null;
  readonly intraclass: readonly IntraclassRow[];
  readonly correlations: readonly CorrelationRow[];
  /** Where standard deviations differ by a factor, those of each of its levels, of which `components` and `residual` have the mean variance. */
  readonly classes: readonly ClassRow[];
  /** What is not in the table, and why. */
  readonly remarks: readonly string[];
}

export interface VarianceRow {
  readonly group: string;
  readonly term: string;
  readonly sd: Estimate;
  readonly variance: Estimate;
  /**
   * Of the variance of a row, averaged over the rows. Correlated terms have one together, at the first of them; null at the others and
   * where the residual variance is not known.
   */
  readonly share: Estimate | null;
  /** Whether the share is that of several terms, of which this is the first. */
  readonly isShareOfSeveral: boolean;
  /** The intraclass correlation of the group, at its first term; null elsewhere and where there is none or more than one. */
  readonly icc: Estimate | null;
}

/** The residual, where the outcome has one of constant variance. */
export interface ResidualRow {
  readonly definition: string;
  readonly sd: Estimate;
  readonly variance: Estimate;
  readonly share: Estimate;
}

/** An sd of the values of one class, as of new interviewers. */
export interface ClassRow {
  /** `residual`, with a null term, or a component's. */
  readonly group: string;
  readonly term: string | null;
  /** "of exper new". */
  readonly values: string;
  readonly sd: Estimate;
  readonly variance: Estimate;
}

/** A correlation between two terms of one group. */
export interface CorrelationRow extends Estimate {
  readonly group: string;
  readonly terms: readonly [string, string];
}

/** Derived from the roles alone; cost: about six estimates of all draws per component. */
export function varianceTable(draws: Draws, roles: Roles, prob = defaultProb): VarianceTable {
  const parts = varianceParts(draws, roles);
  const intraclass = intraclassCorrelations(draws, roles, prob);
  const of = (values: Float64Array): Estimate => estimateVariance(values, draws.chainCount, prob);
  return {
    ...intervalNames(prob),
    components: roles.components.map((role, k) => {
      const isFirst = roles.components.findIndex(({ group }) => group === role.group) === k;
      const own = intraclass.filter(({ group }) => group === role.group);
      const block = parts.blocks.find(({ components }) => components[0] === k);
      return {
        group: role.group,
        term: role.term,
        sd: of(parts.variances[k]!.map(Math.sqrt)),
        variance: of(parts.variances[k]!),
        share: block && parts.total ? of(shareOf(parts, block.contribution, parts.total)) : null,
        isShareOfSeveral: block !== undefined && block.components.length > 1,
        icc: isFirst && own.length === 1 ? own[0]! : null,
      };
    }),
    residual: residualRow(roles, parts, of),
    intraclass,
    correlations: roles.correlations.map((role) => ({
      group: role.group,
      terms: role.terms,
      ...of(requireVariable(draws, role.correlation)),
    })),
    classes: classRows(draws, roles, of),
    remarks: [...roles.remarks, ...remarksOf(roles, parts)],
  };
}

function classRows(draws: Draws, roles: Roles, of: (values: Float64Array) => Estimate): ClassRow[] {
  const { classes, components, residual } = roles;
  const own = (classes ?? []).flatMap(({ words, variances, residual: ofClass }) => [
    ...Object.entries(variances).map(([k, name]) => ({ ...components[Number(k)]!, values: words, name })),
    ...(ofClass === residual?.variance || typeof ofClass === "number"
      ? []
      : [{ group: "residual", term: null, values: words, name: ofClass }]),
  ]);
  return own.map(({ group, term, values, name }) => {
    const variance = requireVariable(draws, name);
    return { group, term, values, sd: of(variance.map(Math.sqrt)), variance: of(variance) };
  });
}

function residualRow(
  roles: Roles,
  parts: VarianceParts,
  of: (values: Float64Array) => Estimate,
): ResidualRow | null {
  const { residual, total } = parts;
  if (!roles.residual || !residual || !total) return null;
  return {
    definition: roles.residual.definition,
    sd: of(residual.map(Math.sqrt)),
    variance: of(residual),
    share: of(shareOf(parts, residual, total)),
  };
}

/** Which variances have no mean, and why. */
function remarksOf({ components }: Roles, { variances, residual }: VarianceParts): string[] {
  const own = components.flatMap(({ group, term }, k) =>
    infiniteRemark(`the effects of ${group} (${term})`, variances[k]!),
  );
  return [...own, ...(residual === null ? [] : infiniteRemark("the residual", residual))];
}
