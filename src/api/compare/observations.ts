/** What is predicted of several runs, row by row, and whether it is the same in all. */

import { rowNumber } from "../../data/table.ts";
import type { Likelihood } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { contextOf } from "../../model/context.ts";
import type { BoundRun } from "../bound-run.ts";
import { ProblemError } from "../problem-error.ts";
import { cellsNotLeftOut, noLikelihood, noSuchFactor, otherData } from "./problems.ts";

/** A run with the name that it is told by. */
export interface NamedRun extends BoundRun {
  readonly name: string;
}

/** The levels of a factor, row by row. */
export interface RowGroups {
  readonly factor: string;
  readonly labels: readonly string[];
  readonly codes: Int32Array;
}

/** The likelihoods of a model, in its order. */
export function likelihoodsOf({ checked }: BoundModel): Likelihood[] {
  return checked.statements.filter((one): one is Likelihood => one.kind === "likelihood");
}

/** Throws a `ProblemError` where a run has nothing to predict, or the runs are not of the same data. */
export function requireComparable(runs: readonly NamedRun[]): void {
  for (const { name, data } of runs) {
    if (likelihoodsOf(data.bound).length === 0) throw new ProblemError([noLikelihood(name)], "", "");
    const { observations, reduction } = data.bound.data;
    if (data.bound.cells !== null && (observations ?? reduction) !== undefined)
      throw new ProblemError([cellsNotLeftOut(name)], "", "");
  }
  const [first, ...others] = runs;
  for (const other of others) {
    const difference = findDifference(first!.data.bound, other.data.bound);
    if (difference !== null) throw new ProblemError([otherData(first!.name, other.name, difference)], "", "");
  }
}

/** What two models differ in of what they predict, as a clause; null for nothing. */
function findDifference(one: BoundModel, other: BoundModel): string | null {
  const [a, b] = [likelihoodsOf(one), likelihoodsOf(other)].map((all) =>
    all.flatMap(({ columns }) => columns),
  );
  if (a!.length !== b!.length) return `one predicts ${a!.join(", ")}, the other ${b!.join(", ")}`;
  for (const [i, name] of a!.entries()) {
    const [own, its] = [one.columns.get(name)!, other.columns.get(b![i]!)!];
    const [count, itsCount] = [own.values.length, its.values.length];
    if (count !== itsCount)
      return `the one has ${count} ${count === 1 ? "row" : "rows"}, the other ${itsCount}`;
    const labels = own.levels?.join("\0") === its.levels?.join("\0");
    const off = own.values.findIndex((value, k) => !Object.is(value, its.values[k]));
    if (off < 0 && labels) continue;
    const sorted = [own, its].map(({ values }) => values.toSorted());
    if (labels && sorted[0]!.every((value, k) => value === sorted[1]![k]))
      return `their rows are in another order, from row ${off + 1} on`;
    return `\`${name}\` is ${own.values[Math.max(0, off)]} in row ${off + 1} of the one, and ${its.values[Math.max(0, off)]} of the other`;
  }
  return null;
}

/** The names of the observations, in the order of the log likelihoods: `row 17`, counted among all rows that were read. */
export function namesOfObservations({ data }: BoundRun): string[] {
  const { bound, tables } = data;
  const seen = new Set<number>();
  return likelihoodsOf(bound).flatMap((likelihood) => {
    const domain = contextOf(bound, likelihood);
    if (seen.has(domain.id)) return [];
    seen.add(domain.id);
    if (likelihood.per !== null)
      return bound.domains.labelsOf(likelihood.per).map((label) => `${likelihood.per} ${label}`);
    return [...observedRows({ data })].map((row) => `row ${rowNumber(tables.main, row)}`);
  });
}

/** The rows of the table that have their outcome: those that the model is fitted to. */
export function observedRows({ data }: Pick<BoundRun, "data">): Int32Array {
  const { bound, tables } = data;
  const { main } = tables;
  const all = Int32Array.from({ length: main.rowCount }, (_, i) => i);
  if (bound.unobserved === null) return all;
  const missing = new Set(bound.unobserved.labels);
  return all.filter((i) => !missing.has(`row ${rowNumber(main, i)}`));
}

/** The factors of a model that each row has one level of. */
export function factorsOf({ domains, checked }: BoundModel): string[] {
  const isFactor = (plate: string): boolean =>
    ["factor", "combination"].includes(checked.plates.get(plate)?.kind ?? "");
  return domains
    .plateNames()
    .filter((plate) => isFactor(plate) && domains.mapTo(domains.rows, [plate]) !== null);
}

/** Whether a parameter is over the levels of a factor. */
function hasEffects({ checked }: BoundModel, factor: string): boolean {
  return checked.statements.some((one) => one.kind === "parameter" && one.plates.includes(factor));
}

/** The groups of a factor, or of the only one that has effects, from whichever run has it. Throws a `ProblemError` if none has. */
export function rowGroups(runs: readonly NamedRun[], factor: string | null): RowGroups {
  const factors = [...new Set(runs.flatMap(({ data }) => factorsOf(data.bound)))];
  const withEffects = factors.filter((one) => runs.some(({ data }) => hasEffects(data.bound, one)));
  const [only = null, ...others] = withEffects.length === 0 ? factors : withEffects;
  const name = factor ?? (others.length === 0 ? only : null);
  const run = runs.find(({ data }) => name !== null && factorsOf(data.bound).includes(name));
  if (name === null || run === undefined) throw new ProblemError([noSuchFactor(factor, factors)], "", "");
  const { domains } = run.data.bound;
  return {
    factor: name,
    labels: domains.labelsOf(name),
    codes: domains.mapTo(domains.rows, [name])!.indices,
  };
}
