/** Which missing values are parameters: those of columns with a distribution of their own, as long as one can be made of them. */

import { rowNumber, type Table, type TableColumn } from "../data/table.ts";
import type { ModifierName } from "../distributions/modifiers/index.ts";
import type { CheckedDistribution, CheckedModel, Column, Likelihood } from "../language/checked-model.ts";
import { baseOf, partsOf } from "../language/parts.ts";
import { printExpression } from "../language/print-expression.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn, MissingValues } from "./bound-model.ts";
import type { PlacedColumn } from "./columns.ts";
import { fateOfMissing } from "./data-use.ts";
import type { Domain } from "./domains.ts";
import {
  missingWithWeights,
  noOutcomeObserved,
  notContinuous,
  notOfOneDistribution,
} from "./problems-missing.ts";

/** A column whose missing values are parameters. */
export interface Imputation {
  readonly column: Column;
  readonly likelihood: Likelihood;
  /** Rows, or the levels of its plate; NaN where it is missing. */
  readonly domain: Domain;
  readonly values: Float64Array;
  /** Elements of the domain, ascending. */
  readonly missing: Int32Array;
  readonly observed: Int32Array;
  /** Of the elements of the domain. */
  readonly labelOf: (element: number) => string;
}

/** The columns with missing values of which parameters are made, in the order of their declarations; and of which none can be made. */
export function findImputations(
  model: CheckedModel,
  placed: ReadonlyMap<string, PlacedColumn>,
  table: Table,
): { readonly imputations: readonly Imputation[]; readonly faults: readonly Problem[] } {
  const imputations: Imputation[] = [];
  const faults: Problem[] = [];
  for (const column of model.columns) {
    const place = placed.get(column.name);
    if (place === undefined || place.column.missing === 0 || !column.mayBeMissing) continue;
    if (fateOfMissing(model, column) === null) continue;
    const likelihood = model.statements.find(
      (one): one is Likelihood => one.kind === "likelihood" && one.column === column.name,
    );
    if (likelihood === undefined) continue;
    const problem = findWeight(model, likelihood) ?? findFault(likelihood, place.column, table.name);
    if (problem !== null) faults.push(problem);
    else if (place.column.kind === "numeric")
      imputations.push(imputationOf(column, likelihood, place.domain, place.column.values, table));
  }
  return { imputations, faults };
}

/** A weight of what is missing, or of another column that is made of it. */
function findWeight({ statements }: CheckedModel, { column, span }: Likelihood): Problem | null {
  for (const one of statements) {
    if (one.kind !== "likelihood" || one.weight === null) continue;
    const isOf = partsOf(one.weight).some((part) => part.kind === "column" && part.name === column);
    if (isOf || one.column === column)
      return missingWithWeights(column, printExpression(one.weight), isOf ? one.weight.span : span);
  }
  return null;
}

function findFault(
  { column, distribution, span }: Likelihood,
  { kind, missing, ...rest }: TableColumn,
  file: string,
) {
  const { distribution: base } = baseOf(distribution);
  const isContinuous = base.kind === "scalar" && base.support.isInteger !== true && kind === "numeric";
  if (!isContinuous) return notContinuous(column, missing, base.name, span);
  const modifier = modifierOf(valuesOf(distribution));
  if (modifier !== null) return notOfOneDistribution(column, missing, modifier, span);
  const size = "values" in rest ? rest.values.length : 0;
  return missing === size ? noOutcomeObserved(column, size, file) : null;
}

/** Of one that is censored the distribution of the values themselves. */
export function valuesOf(distribution: CheckedDistribution): CheckedDistribution {
  if (distribution.kind !== "scalar" || distribution.modified?.modifier !== "censored") return distribution;
  const part = distribution.modified.parts.find(({ kind }) => kind === "distribution");
  return part?.kind === "distribution" ? part.distribution : distribution;
}

function modifierOf(distribution: CheckedDistribution): ModifierName | null {
  const base = baseOf(distribution);
  return base.kind === "scalar" ? (base.modified?.modifier ?? null) : null;
}

function imputationOf(
  column: Column,
  likelihood: Likelihood,
  domain: Domain,
  values: Float64Array,
  table: Table,
): Imputation {
  const elements = Int32Array.from({ length: domain.size }, (_, i) => i);
  const isMissing = (i: number): boolean => Number.isNaN(values[i]!);
  const [axis] = domain.axes;
  return {
    column,
    likelihood,
    domain,
    values,
    missing: elements.filter(isMissing),
    observed: elements.filter((i) => !isMissing(i)),
    labelOf: (i) => axis?.labels[i] ?? `row ${rowNumber(table, i)}`,
  };
}

/** The columns with those of which values are missing, as NaN. */
export function withGaps(
  columns: ReadonlyMap<string, BoundColumn>,
  imputations: readonly Imputation[],
): Map<string, BoundColumn> {
  const gaps = imputations.map(({ column: { name }, domain, values }): [string, BoundColumn] => [
    name,
    { name, domain, values, levels: null },
  ]);
  return new Map([...columns, ...gaps]);
}

/** What a report says of them. */
export function reportImputations(imputations: readonly Imputation[]): MissingValues[] {
  return imputations.map(({ column, missing }) => ({
    column: column.name,
    count: missing.length,
    became: "parameters",
  }));
}
