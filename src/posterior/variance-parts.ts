/**
 * The variance of the outcome taken apart, draw by draw: what the effects of each group give a row, and the residual.
 *
 * For a group with the terms k and predictors z_k, the variance that its effects give a row is, averaged over the rows,
 *   Σ_k τ_k² mean(z_k²) + 2 Σ_{k<l} ρ_kl τ_k τ_l mean(z_k z_l),
 * as in Johnson (2014), "Extension of Nakagawa & Schielzeth's R²_GLMM to random slopes models", equation (10). What correlated terms
 * share belongs to none of them, and each one's part depends on how the design is coded: they have one part together, a block.
 */

import type { Draws, Roles, VarianceComponent } from "./draws.ts";
import { isInfinite } from "./infinite-variance.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

/** Per draw, `[chain * drawCount + draw]`. */
export interface VarianceParts {
  /** Parallel to `roles.components`: the variance of the effects, τ². */
  readonly variances: readonly Float64Array[];
  readonly blocks: readonly VarianceBlock[];
  readonly residual: Float64Array | null;
  /** All blocks and the residual; null where there is no residual to complete it. */
  readonly total: Float64Array | null;
}

/** A term, or several that are correlated. */
export interface VarianceBlock {
  /** Places in `roles.components`, in increasing order. */
  readonly components: readonly number[];
  /** What the terms give the variance of a row together. */
  readonly contribution: Float64Array;
}

/** Throws where a role names a variable that the draws do not have. */
export function varianceParts(draws: Draws, roles: Roles): VarianceParts {
  const variances = roles.components.map(({ variance }) => requireVariable(draws, variance));
  const contributions = roles.components.map((role, k) => contributionOf(draws, role, variances[k]!));
  const blockOf = roles.components.map((_, k) => k);
  for (const { group, terms, correlation, meanProduct } of roles.correlations) {
    const [k, l] = terms.map((term) => requireComponent(roles.components, group, term)).sort((a, b) => a - b);
    const [first, second] = [variances[k!]!, variances[l!]!];
    const rho = requireVariable(draws, correlation);
    // 2 ρ τ_k τ_l mean(z_k z_l)
    const shared = rho.map((value, i) => 2 * value * Math.sqrt(first[i]! * second[i]!) * meanProduct);
    contributions[k!] = add(contributions[k!]!, shared);
    const [from, to] = [blockOf[l!]!, blockOf[k!]!];
    blockOf.forEach((block, m) => {
      if (block === from) blockOf[m] = to;
    });
  }
  const blocks = [...new Set(blockOf)].map((block): VarianceBlock => {
    const components = [...blockOf.keys()].filter((k) => blockOf[k] === block);
    return { components, contribution: components.map((k) => contributions[k]!).reduce(add) };
  });
  const residual = roles.residual ? variableOrConstant(draws, roles.residual.variance) : null;
  const total = residual && [...blocks.map(({ contribution }) => contribution), residual].reduce(add);
  return { variances, blocks, residual, total };
}

/** τ² mean(z²) */
function contributionOf(
  draws: Draws,
  { contribution, meanSquare }: VarianceComponent,
  variance: Float64Array,
): Float64Array {
  return contribution === null
    ? variance.map((value) => value * meanSquare)
    : requireVariable(draws, contribution);
}

function requireComponent(components: readonly VarianceComponent[], group: string, term: string): number {
  const found = components.findIndex((role) => role.group === group && role.term === term);
  if (found < 0) throw new Error(`expected a variance component for ${term} of ${group}, found none`);
  return found;
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}

/** What a block or the residual is of the total; 1 where it alone is infinite, NaN where it is one of several that are. */
export function shareOf(
  { blocks, residual }: VarianceParts,
  part: Float64Array,
  total: Float64Array,
): Float64Array {
  const all = [...blocks.map(({ contribution }) => contribution), ...(residual ? [residual] : [])];
  return part.map((value, i) => {
    if (!isInfinite(value)) return value / total[i]!;
    return all.filter((one) => isInfinite(one[i]!)).length === 1 ? 1 : Number.NaN;
  });
}
