/**
 * The variance of the outcome taken apart, draw by draw: each component's part, the parts that pairs of correlated terms share,
 * and the residual.
 *
 * For a group with the terms k and predictors z_k, the variance that its effects give a row is, averaged over the rows,
 *   Σ_k τ_k² mean(z_k²) + 2 Σ_{k<l} ρ_kl τ_k τ_l mean(z_k z_l),
 * as in Johnson (2014), "Extension of Nakagawa & Schielzeth's R²_GLMM to random slopes models", equation (10).
 */

import type { CorrelationRole, Draws, Roles, VarianceComponent } from "./draws.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

/** Per draw, `[chain * drawCount + draw]`. */
export interface VarianceParts {
  /** Parallel to `roles.components`. */
  readonly components: readonly ComponentPart[];
  /** By group: components and shared parts, summed. */
  readonly byGroup: ReadonlyMap<string, Float64Array>;
  readonly residual: Float64Array | null;
  /** All groups and the residual; null where there is no residual to complete it. */
  readonly total: Float64Array | null;
}

export interface ComponentPart {
  readonly role: VarianceComponent;
  /** The variance of the effects, τ². */
  readonly variance: Float64Array;
  /** What the component gives the variance of a row, τ² mean(z²). */
  readonly contribution: Float64Array;
}

/** Throws where a role names a variable that the draws do not have. */
export function varianceParts(draws: Draws, roles: Roles): VarianceParts {
  const components = roles.components.map((role) => {
    const variance = requireVariable(draws, role.variance);
    return { role, variance, contribution: variance.map((value) => value * role.meanSquare) };
  });
  const byGroup = new Map<string, Float64Array>();
  const addToGroup = (group: string, part: Float64Array): void => {
    const sum = byGroup.get(group);
    byGroup.set(group, sum ? sum.map((value, i) => value + part[i]!) : part);
  };
  for (const { role, contribution } of components) addToGroup(role.group, contribution);
  for (const role of roles.correlations) addToGroup(role.group, sharedPart(draws, role, components));
  const residual = roles.residual ? variableOrConstant(draws, roles.residual.variance) : null;
  return { components, byGroup, residual, total: residual && sumOf([...byGroup.values(), residual]) };
}

/** 2 ρ τ_k τ_l mean(z_k z_l) */
function sharedPart(draws: Draws, role: CorrelationRole, components: readonly ComponentPart[]): Float64Array {
  const [first, second] = role.terms.map((term) => requireComponent(components, role.group, term).variance);
  const correlation = requireVariable(draws, role.correlation);
  return correlation.map((rho, i) => 2 * rho * Math.sqrt(first![i]! * second![i]!) * role.meanProduct);
}

function requireComponent(components: readonly ComponentPart[], group: string, term: string): ComponentPart {
  const found = components.find(({ role }) => role.group === group && role.term === term);
  if (!found) throw new Error(`expected a variance component for ${term} of ${group}, found none`);
  return found;
}

function sumOf(parts: readonly Float64Array[]): Float64Array {
  return parts.reduce((sum, part) => sum.map((value, i) => value + part[i]!));
}

/** The elementwise ratio. */
export function ratio(part: Float64Array, whole: Float64Array): Float64Array {
  return part.map((value, i) => value / whole[i]!);
}
