/** Columns of the tables on their domains: rows, or one value for each level of a plate. */

import { collapseToGroup, joinGroupTable } from "../data/group-table.ts";
import { countMissing, type FactorColumn, type Table, type TableColumn } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn } from "./bound-model.ts";
import type { DataTables } from "./column-requests.ts";
import type { Domain, Domains } from "./domains.ts";
import { missingEntry } from "./problems.ts";
import { notTwoLabels } from "./problems-labels.ts";

/** A table column where it belongs, before factors become numbers. */
export interface PlacedColumn {
  readonly column: TableColumn;
  readonly domain: Domain;
}

/** Factor columns over the rows, by name: those of the main table, and those that tables of groups bring to it. */
export function rowFactors(tables: DataTables): Map<string, FactorColumn> {
  const factors = new Map<string, FactorColumn>();
  for (const column of tables.main.columns.values()) {
    if (column.kind === "factor") factors.set(column.name, column);
  }
  for (const [group, table] of tables.groups) {
    const [inRows, key] = [factors.get(group), table.columns.get(group)];
    if (inRows === undefined || key?.kind !== "factor") continue;
    for (const column of table.columns.values()) {
      if (column.kind === "factor" && column !== key)
        factors.set(column.name, alongRows(column, inRows, key));
    }
  }
  return factors;
}

/** A factor of a group's table, repeated along the rows; missing (-1) in rows whose group the table does not have. */
function alongRows(column: FactorColumn, inRows: FactorColumn, key: FactorColumn): FactorColumn {
  const codeOf = new Map<string, number>();
  key.codes.forEach((level, row) => {
    const label = key.levels[level];
    if (label !== undefined && !codeOf.has(label)) codeOf.set(label, column.codes[row]!);
  });
  const codeOfLevel = Int32Array.from(inRows.levels, (label) => codeOf.get(label) ?? -1);
  const codes = inRows.codes.map((level) => codeOfLevel[level] ?? -1);
  return { ...column, codes, missing: countMissing(codes) };
}

/** Group-level columns, brought to one value for each level of their plate. */
export function placeGroupColumns(
  model: CheckedModel,
  tables: DataTables,
  plateFactors: ReadonlyMap<string, FactorColumn>,
  domains: Domains,
  problems: Problem[],
): Map<string, PlacedColumn> {
  const placed = new Map<string, PlacedColumn>();
  const joined = new Map<string, Table | null>();
  for (const declared of model.columns) {
    if (declared.per === null) continue;
    const factor = plateFactors.get(declared.per);
    if (factor === undefined) continue;
    const domain = domains.ofPlates([declared.per]);
    const own = tables.groups.get(declared.per);
    if (own !== undefined) {
      if (!joined.has(declared.per)) joined.set(declared.per, joinOwn(declared.per, factor, own, problems));
      const column = joined.get(declared.per)?.columns.get(declared.name);
      if (column !== undefined) placed.set(declared.name, { column, domain });
      continue;
    }
    const source = tables.main.columns.get(declared.name);
    if (source === undefined) continue;
    const collapsed = collapseToGroup(source, factor, tables.main);
    problems.push(...collapsed.problems);
    if (collapsed.column !== null) placed.set(declared.name, { column: collapsed.column, domain });
  }
  return placed;
}

function joinOwn(plate: string, factor: FactorColumn, table: Table, problems: Problem[]): Table | null {
  const key = table.columns.get(plate);
  if (key === undefined || key.kind !== "factor") return null;
  const result = joinGroupTable(factor.levels, table, key);
  problems.push(...result.problems);
  return result.table;
}

/**
 * A column as numbers; a factor as the numbers of its levels, from 1, or of a binary outcome from 0, which are made when they are
 * first asked for.
 */
export function boundColumn(
  name: string,
  placed: PlacedColumn,
  file: string,
  problems: Problem[],
  isBinary: boolean,
): BoundColumn {
  const { column, domain } = placed;
  if (column.missing > 0) problems.push(missingEntry(name, column.missing, file));
  if (column.kind === "numeric") {
    const { values, about } = column;
    return { name, domain, values, levels: null, ...(about && { about }) };
  }
  if (isBinary && column.levels.length !== 2) problems.push(notTwoLabels(name, column.levels, file));
  const firstNumber = isBinary ? 0 : 1;
  let values: Float64Array | null = null;
  return {
    name,
    domain,
    get values() {
      values ??= levelNumbers(column, firstNumber);
      return values;
    },
    levels: column.levels,
  };
}

function levelNumbers({ codes }: FactorColumn, first: number): Float64Array {
  const numbers = new Float64Array(codes.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = codes[i]! + first;
  return numbers;
}
