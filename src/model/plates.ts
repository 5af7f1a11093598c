/** Plates with their sizes, and which is nested in which, as the data have it. */

import { findNesting } from "../data/factor-relations.ts";
import { combineFactors } from "../data/factors.ts";
import type { FactorColumn } from "../data/table.ts";
import { type CheckedModel, listedLabels, type Plate } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import type { Domains } from "./domains.ts";
import { emptyPlate } from "./problems.ts";

/** Rows of a table as domains; `indices` are those of them among all rows, null for all. */
export interface SomeRows {
  readonly domains: Domains;
  readonly indices: Int32Array | null;
}

/** Adds the plates of factors, of their combinations and of index sets, as all rows have them; gives the column behind each. */
export function addPlates(
  model: CheckedModel,
  factors: ReadonlyMap<string, FactorColumn>,
  rows: readonly SomeRows[],
  problems: Problem[],
): Map<string, FactorColumn> {
  const { domains } = rows[0]!;
  const columns = new Map<string, FactorColumn>();
  for (const [name, factor] of factors) {
    const declared = model.columns.find((column) => column.name === name);
    if (declared?.per === null) columns.set(name, factor);
  }
  for (const plate of model.plates.values()) {
    if (plate.kind === "levels") {
      domains.addPlate(plate.name, listedLabels(plate));
    } else if (plate.kind === "pool") {
      domains.addPlate(plate.name, poolLevels(plate, factors));
    } else if (plate.kind === "combination") {
      const parts = plate.factors.map((name) => factors.get(name));
      if (parts.some((part) => part === undefined)) continue;
      columns.set(plate.name, combineFactors(parts as FactorColumn[], plate.name));
    }
  }
  for (const [name, column] of columns) {
    if (column.levels.length === 0) problems.push(emptyPlate(name));
    domains.addPlate(name, column.levels);
    for (const { domains: own, indices } of rows)
      own.addMap(own.rows, name, indices === null ? column.codes : indices.map((row) => column.codes[row]!));
  }
  addNesting(columns, domains);
  addPoolMaps(model, domains);
  return columns;
}

/** The levels of a pool, which each of its columns has (`pools.ts`). */
function poolLevels(
  { columns }: Extract<Plate, { kind: "pool" }>,
  factors: ReadonlyMap<string, FactorColumn>,
): readonly string[] {
  return factors.get(columns[0]!)?.levels ?? [];
}

/** A level of a column of a pool is that level of the pool; the rows have no one level of it. */
function addPoolMaps(model: CheckedModel, domains: Domains): void {
  for (const plate of model.plates.values()) {
    if (plate.kind !== "pool") continue;
    for (const column of plate.columns) {
      const levels = domains.ofPlates([column]);
      domains.addMap(
        levels,
        plate.name,
        Int32Array.from({ length: levels.size }, (_, i) => i),
      );
    }
  }
}

function addNesting(columns: ReadonlyMap<string, FactorColumn>, domains: Domains): void {
  for (const [fineName, fine] of columns) {
    for (const [coarseName, coarse] of columns) {
      if (fineName === coarseName || coarse.levels.length > fine.levels.length) continue;
      const parents = findNesting(fine, coarse);
      if (parents !== null) domains.addMap(domains.ofPlates([fineName]), coarseName, parents);
    }
  }
}

/** A factor that is itself a group-level column (the region of a county): a plate that the group knows. */
export function addGroupFactor(
  name: string,
  column: FactorColumn,
  per: string,
  plateColumns: ReadonlyMap<string, FactorColumn>,
  rows: readonly SomeRows[],
): void {
  const { domains } = rows[0]!;
  domains.addPlate(name, column.levels);
  domains.addMap(domains.ofPlates([per]), name, column.codes);
  const finer = [...plateColumns.keys()].filter((plate) => plate !== per);
  const rowDomains = rows.map((one) => one.domains.rows);
  for (const from of [...finer.map((plate) => domains.ofPlates([plate])), ...rowDomains]) {
    const codes = domains.mapTo(from, [per])?.indices.map((group) => column.codes[group]!);
    if (codes !== undefined) domains.addMap(from, name, codes);
  }
}
