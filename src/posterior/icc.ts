/**
 * Intraclass correlations: the covariance of the two values of a pair over the root of the product of their variances. Computed per
 * draw, so that its interval carries the uncertainty of all components together.
 */

import type { Draws, IntraclassDefinition, Roles, VarianceSum } from "./draws.ts";
import { defaultProb, type Estimate, estimate } from "./estimate.ts";
import { limitOfIntraclass } from "./infinite-variance.ts";
import { requireVariable, variableOrConstant } from "./variables.ts";

/** An intraclass correlation and its definition in words. */
export interface IntraclassRow extends Estimate {
  readonly group: string;
  readonly definition: string;
  /** Whether the mean covariance stands over the mean variance. */
  readonly isAveraged: boolean;
  /** Pairs of the data that are meant; 0 where it is a share in the variance of one value. */
  readonly pairs: number;
}

/** A row for each definition of the roles. */
export function intraclassCorrelations(draws: Draws, roles: Roles, prob = defaultProb): IntraclassRow[] {
  return roles.intraclass.map((role) => {
    const { group, definition, pairs } = role;
    const isAveraged = role.isAveraged === true;
    const numbers = estimate(intraclassDraws(draws, role), draws.chainCount, prob);
    return { group, definition, isAveraged, pairs, ...numbers };
  });
}

/** One intraclass correlation, draw by draw. */
export function intraclassDraws(draws: Draws, definition: IntraclassDefinition): Float64Array {
  const covariance = sumDraws(draws, definition.covariance);
  const first = sumDraws(draws, definition.first);
  const second = definition.second === null ? first : sumDraws(draws, definition.second);
  return covariance.map((value, i) => {
    const isPlain = Number.isFinite(first[i]!) && Number.isFinite(second[i]!);
    if (!isPlain) return limitOfIntraclass(draws, definition, i);
    return second === first ? value / first[i]! : value / Math.sqrt(first[i]! * second[i]!);
  });
}

/** The names of the variables that a definition needs. */
export function intraclassVariables({ covariance, first, second }: IntraclassDefinition): string[] {
  return [covariance, first, ...(second === null ? [] : [second])].flatMap((sum) => [
    ...sum.variances.flatMap(({ variance }) => (typeof variance === "string" ? [variance] : [])),
    ...sum.covariances.flatMap(({ correlation, variances }) => [correlation, ...variances]),
  ]);
}

/** Σ factor × variance + Σ factor × ρ τ_k τ_l, draw by draw. */
function sumDraws(draws: Draws, { variances, covariances }: VarianceSum): Float64Array {
  const sum = new Float64Array(draws.chainCount * draws.drawCount);
  for (const { variance, factor } of variances) {
    const values = variableOrConstant(draws, variance);
    for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + factor * values[i]!;
  }
  for (const { correlation, variances: names, factor } of covariances) {
    const rho = requireVariable(draws, correlation);
    const [first, second] = names.map((name) => requireVariable(draws, name));
    for (let i = 0; i < sum.length; i++) {
      sum[i] = sum[i]! + factor * rho[i]! * Math.sqrt(first![i]! * second![i]!);
    }
  }
  return sum;
}
