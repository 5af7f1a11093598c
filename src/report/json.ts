/**
 * The answers as the JSON that the command line promises: full doubles, names of quantiles by the interval, and null for what is not
 * a finite number, which JSON cannot say.
 */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { EffectsTable } from "../posterior/effects.ts";
import type { Estimate, EstimateNumbers } from "../posterior/estimate.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import type { QuantilePrecision } from "../posterior/quantile-precision.ts";
import type { Summary } from "../posterior/summary.ts";
import type { VarianceRow, VarianceTable } from "../posterior/variance.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** Keys in the order in which they are printed. */
export type JsonObject = { readonly [key: string]: Json };

/** The value of `summary`: an object per variable. */
export function summaryJson(summary: Summary): JsonObject[] {
  return summary.rows.map((row) => ({
    variable: row.variable,
    ...numbersJson(row, summary),
    mcse: finiteOrNull(row.mcse),
    ess_bulk: finiteOrNull(row.essBulk),
    ess_tail: finiteOrNull(row.essTail),
    rhat: finiteOrNull(row.rhat),
    // Monte Carlo standard errors, under the names of the numbers.
    errors: numbersJson(row.errors, summary),
  }));
}

/** The value of `quantiles`: an object for each that was asked of each variable. */
export function quantilesJson(quantiles: readonly QuantilePrecision[]): JsonObject[] {
  return quantiles.map((one) => ({
    variable: one.variable,
    probability: one.probability,
    value: finiteOrNull(one.value),
    ess: finiteOrNull(one.ess),
    mcse: finiteOrNull(one.mcse),
    ess_below: finiteOrNull(one.essBelow),
  }));
}

/** The value of `thresholds`, under the names that they have in hyperprior.json; null where nothing is asked. */
function thresholdsJson({ thresholds }: Diagnosis): JsonObject {
  return {
    max_rhat: thresholds.rhat,
    min_ess: thresholds.ess,
    min_ess_per_chain: thresholds.essPerChain,
    min_ebfmi: thresholds.ebfmi,
    max_divergences: thresholds.divergences,
    max_treedepth_hits: thresholds.maxTreedepthHits,
  };
}

/** The value of `variance`: an object per component, then one for the residual, whose group is `residual` and term null. */
export function varianceJson(table: VarianceTable): JsonObject[] {
  const numbers = ({ sd, variance, share }: Pick<VarianceRow, "sd" | "variance" | "share">): JsonObject => ({
    sd: intervalJson(sd, table),
    variance: intervalJson(variance, table),
    share: intervalJson(share, table),
  });
  const rows = table.components.map((row): JsonObject => {
    return { group: row.group, term: row.term, ...numbers(row), icc: intervalJson(row.icc, table) };
  });
  const { residual } = table;
  if (residual === null) return rows;
  const { definition } = residual;
  return [...rows, { group: "residual", term: null, definition, ...numbers(residual), icc: null }];
}

/** The value of `icc`: an object per definition. */
export function intraclassJson(table: VarianceTable): JsonObject[] {
  return table.intraclass.map((row) => {
    return { group: row.group, definition: row.definition, ...numbersJson(row, table) };
  });
}

/** The value of `classes`: an object for each sd of each class of values. */
export function classesJson(table: VarianceTable): JsonObject[] {
  return table.classes.map(({ group, term, values, sd, variance }) => {
    const numbers = { sd: intervalJson(sd, table), variance: intervalJson(variance, table) };
    return { group, term, values, ...numbers };
  });
}

/** The value of `correlations`: an object per pair of terms. */
export function correlationsJson(table: VarianceTable): JsonObject[] {
  return table.correlations.map((row) => {
    return { group: row.group, terms: row.terms, ...numbersJson(row, table) };
  });
}

/** The value of `effects`: one object per term of a group. */
export function effectsJson(table: EffectsTable): JsonObject {
  return {
    ...(table.outcome === undefined ? {} : { outcome: table.outcome }),
    group: table.group,
    term: table.term,
    shrinkage: table.shrinkageDefinition,
    levels: table.rows.map((row) => ({
      level: row.level,
      n: row.n,
      raw_mean: finiteOrNull(row.rawMean),
      ...numbersJson(row, table),
      shrinkage: finiteOrNull(row.shrinkage),
      raw_effect: finiteOrNull(row.rawEffect),
    })),
    counted: table.counted,
    raw_effect: table.rawDefinition,
    spread: {
      population: numbersJson(table.spread.population, table),
      finite: table.spread.finite && numbersJson(table.spread.finite, table),
      pooling: finiteOrNull(table.spread.pooling),
    },
  };
}

/** The value of `diagnostics`. Counts are null where the draws carry no such statistic. */
export function diagnosticsJson(diagnosis: Diagnosis): JsonObject {
  return {
    verdict: diagnosis.verdict,
    thresholds: thresholdsJson(diagnosis),
    problems: diagnosis.problems.map(({ rule, variables, message, remedy }) => ({
      rule,
      variables: variables.map(({ name, value }) => ({ name, value: finiteOrNull(value) })),
      message,
      remedy,
    })),
    notes: diagnosis.notes.map(({ rule, message, remedy }) => ({ rule, message, remedy })),
    divergences: diagnosis.divergences,
    max_treedepth_hits: diagnosis.maxTreedepthHits,
    ebfmi: diagnosis.ebfmi?.map(finiteOrNull) ?? null,
  };
}

/** Mean, sd and quantiles, and of an estimate why any of them is null. */
export function numbersJson(
  numbers: EstimateNumbers & Partial<Pick<Estimate, "moments">>,
  { lowerName, upperName }: IntervalNames,
): JsonObject {
  return {
    mean: finiteOrNull(numbers.mean),
    sd: finiteOrNull(numbers.sd),
    [lowerName]: finiteOrNull(numbers.lower),
    median: finiteOrNull(numbers.median),
    [upperName]: finiteOrNull(numbers.upper),
    ...reasonJson(numbers),
  };
}

function intervalJson(estimate: Estimate | null, { lowerName, upperName }: IntervalNames): Json {
  if (!estimate) return null;
  return {
    mean: finiteOrNull(estimate.mean),
    [lowerName]: finiteOrNull(estimate.lower),
    [upperName]: finiteOrNull(estimate.upper),
    ...(Number.isNaN(estimate.mean)
      ? { median: finiteOrNull(estimate.median), ...reasonJson(estimate) }
      : {}),
  };
}

/** Why mean or sd are null; nothing where they are known. */
function reasonJson({ moments = "known" }: Partial<Pick<Estimate, "moments">>): JsonObject {
  return moments === "known" ? {} : { reason: moments };
}

/** JSON has no NaN and no infinity. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
