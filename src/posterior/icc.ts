/**
 * Intraclass correlations: the part of the outcome's variance that rows of one level have in common, which is the correlation of
 * two such rows. Computed per draw, so that its interval carries the uncertainty of all components together.
 */

import type { Draws, IntraclassDefinition, Roles } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { ratio, type VarianceParts, varianceParts } from "./variance-parts.ts";

/** An intraclass correlation and its definition in words. */
export interface IntraclassRow extends Estimate {
  readonly group: string;
  readonly definition: string;
}

/** A row for each definition of the roles; none where the residual variance is not known. */
export function intraclassCorrelations(
  draws: Draws,
  roles: Roles,
  prob = defaultProb,
  parts: VarianceParts = varianceParts(draws, roles),
): IntraclassRow[] {
  return roles.intraclass.flatMap((definition) => {
    const values = intraclassDraws(draws, roles, definition, parts);
    if (values === null) return [];
    const { group, definition: words } = definition;
    return [{ group, definition: words, ...estimate(values, draws.chainCount, prob) }];
  });
}

/** One intraclass correlation, draw by draw; null where the residual variance is not known. */
export function intraclassDraws(
  draws: Draws,
  roles: Roles,
  definition: IntraclassDefinition,
  parts: VarianceParts = varianceParts(draws, roles),
): Float64Array | null {
  return parts.total && ratio(commonPart(parts, definition), parts.total);
}

/** Σ over the definition's groups of what they give the variance of a row. */
function commonPart(parts: VarianceParts, definition: IntraclassDefinition): Float64Array {
  const found = definition.groups.map((group) => {
    const part = parts.byGroup.get(group);
    if (!part)
      throw new Error(
        `expected variance components of ${group}, found those of ${[...parts.byGroup.keys()]}`,
      );
    return part;
  });
  return found.reduce((sum, part) => sum.map((value, i) => value + part[i]!));
}
