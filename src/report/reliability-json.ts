/** Reliability, R² and changes of variances as JSON. */

import type { BayesianRSquaredResult } from "../posterior/bayesian-r2.ts";
import type { ClassicalTable } from "../posterior/classical.ts";
import type { ObservedTable } from "../posterior/observed-scale.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import type { RSquared } from "../posterior/r-squared.ts";
import type { ReliabilityTable } from "../posterior/reliability.ts";
import type { VarianceChange } from "../posterior/variance-change.ts";
import { finiteOrNull, type JsonObject, numbersJson } from "./json.ts";

/** The value of `reliability`. */
export function reliabilityJson(table: ReliabilityTable): JsonObject {
  return {
    icc: table.rows.map((row) => ({
      group: row.group,
      values: row.values,
      kind: row.kind,
      measurements: row.measurements,
      mcgraw_wong: row.mcGrawWong,
      shrout_fleiss: row.shroutFleiss,
      definition: row.definition,
      ...numbersJson(row, table),
    })),
    errors: table.errors.map((row) => ({
      group: row.group,
      values: row.values,
      kind: row.kind,
      measurements: row.measurements,
      definition: row.definition,
      sem: numbersJson(row.sem, table),
      sdc: numbersJson(row.smallestChange, table),
    })),
    remarks: table.remarks,
  };
}

/** The value of `r2`. */
export function rSquaredJson(
  { rSquared, reason }: { readonly rSquared: RSquared | null; readonly reason: string | null },
  names: IntervalNames,
): JsonObject {
  if (rSquared === null) return { reason };
  return {
    marginal: numbersJson(rSquared.marginal, names),
    conditional: numbersJson(rSquared.conditional, names),
    fixed_variance: numbersJson(rSquared.fixedVariance, names),
    definition: `what is explained ${rSquared.words}`,
  };
}

/** The value of `bayesian_r2`. */
export function bayesianRSquaredJson({ bayesian, reason }: BayesianRSquaredResult): JsonObject {
  if (bayesian === null) return { reason };
  const { outcome, observations, modelled, ofResiduals, leftOut } = bayesian;
  return {
    outcome,
    observations,
    modelled: modelled && numbersJson(modelled, bayesian),
    residuals: numbersJson(ofResiduals, bayesian),
    left_out: leftOut && {
      value: finiteOrNull(leftOut.value),
      ...numbersJson(leftOut.estimate, bayesian),
      unreliable: leftOut.unreliable,
    },
  };
}

/** The value of `change`. */
export function changeJson(change: VarianceChange): JsonObject {
  return {
    components: change.rows.map((row) => ({
      group: row.group,
      term: row.term,
      before: numbersJson(row.before, change),
      after: numbersJson(row.after, change),
      pcv: numbersJson(row.change, change),
      p_less: row.decrease,
    })),
    remarks: change.remarks,
  };
}

/** The value of `classical`. */
export function classicalJson({ rows, reason, remarks, lowerName, upperName }: ClassicalTable): JsonObject {
  if (reason !== null) return { reason };
  return {
    estimates: rows.map((row) => ({
      group: row.group,
      what: row.what,
      method: row.method,
      value: finiteOrNull(row.value),
      [lowerName]: finiteOrNull(row.lower),
      [upperName]: finiteOrNull(row.upper),
    })),
    remarks,
  };
}

/** The value of `observed`. */
export function observedJson(table: ObservedTable): JsonObject {
  if (table.reason !== null) return { reason: table.reason };
  return {
    icc: table.rows.map((row) => ({
      group: row.group,
      values: row.values,
      definition: row.definition,
      ...numbersJson(row, table),
    })),
  };
}
