/** Which factors of a model a study lays out anew, and how these lie to each other: nested or crossed, as the model or its data have them. */

import { findNesting } from "../../data/factor-relations.ts";
import type { CheckedModel, Column } from "../../language/checked-model.ts";
import { canonicalName } from "../../language/names.ts";
import { expressionsOf, mentionedQuantities } from "../../language/parts.ts";
import type { DataTables } from "../../model/column-requests.ts";

/** A factor whose levels are new, and counted. */
export interface LaidFactor {
  readonly name: string;
  /** The factor that its levels lie within, which is laid out too; null if it is crossed with all. */
  readonly outer: string | null;
  /** Whether levels within different outer ones have equal labels: where the model says `factor in batch`. */
  readonly isReused: boolean;
}

/** The columns behind a plate that are factors; none of a design or of listed levels. */
export function columnsOfPlate({ plates }: CheckedModel, name: string): readonly string[] {
  const plate = plates.get(name);
  switch (plate?.kind) {
    case "factor":
      return [plate.name];
    case "combination":
      return plate.factors;
    case "pool":
      return plate.columns;
    default:
      return [];
  }
}

/** Factors whose levels have effects with a distribution that is estimated; those of a model without any such, whose levels have parameters. */
export function groupingFactors(checked: CheckedModel): readonly string[] {
  const [hierarchical, others] = [new Set<string>(), new Set<string>()];
  for (const statement of checked.statements) {
    if (statement.kind !== "parameter") continue;
    const needed = expressionsOf(statement).flatMap(mentionedQuantities);
    const names = statement.plates.flatMap((plate) => columnsOfPlate(checked, plate));
    for (const name of names) (needed.length > 0 ? hierarchical : others).add(name);
  }
  return [...(hierarchical.size > 0 ? hierarchical : others)];
}

/** The column that a name stands for, in any spelling, or as the header of its table. */
export function columnNamed({ columns }: CheckedModel, name: string): Column | null {
  const wanted = canonicalName(name);
  const found = columns.find((one) => canonicalName(one.name) === wanted);
  return found ?? columns.find(({ from }) => from === name) ?? null;
}

/** The factors in an order in which each stands behind the one that it lies within. */
export function relateLaid(
  checked: CheckedModel,
  names: readonly string[],
  tables: DataTables | null,
): readonly LaidFactor[] {
  const laid = names.map((name) => {
    const around = names.filter((other) => other !== name && isWithin(checked, name, other, tables));
    // Of several the innermost: none of the others lies within it.
    const outer =
      around.find((one) => !around.some((other) => other !== one && isWithin(checked, other, one, tables))) ??
      null;
    const isReused = outer !== null && checked.columns.find((one) => one.name === name)?.within === outer;
    return { name, outer, isReused };
  });
  const sorted: LaidFactor[] = [];
  const add = (one: LaidFactor): void => {
    if (sorted.includes(one)) return;
    const outer = laid.find(({ name }) => name === one.outer);
    if (outer !== undefined) add(outer);
    sorted.push(one);
  };
  laid.forEach(add);
  return sorted;
}

/** Whether the levels of a factor lie within those of another: as the model says, or else as the data have it. */
export function isWithin(
  checked: CheckedModel,
  inner: string,
  outer: string,
  tables: DataTables | null,
): boolean {
  const [fine, coarse] = [inner, outer].map((name) => checked.columns.find((one) => one.name === name));
  if (fine?.within === outer || coarse?.per === inner) return true;
  if (coarse?.within === inner || fine?.per === outer) return false;
  const [own, other] = [inner, outer].map((name) => tables?.main.columns.get(name));
  if (own?.kind !== "factor" || other?.kind !== "factor") return false;
  return own.levels.length > other.levels.length && findNesting(own, other) !== null;
}
