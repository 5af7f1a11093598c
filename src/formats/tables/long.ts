/**
 * A table with a row per value made one with a row per draw: `Iteration, Chain, Parameter, value` of ggmcmc, `.variable, .value` of
 * tidybayes' `gather_draws`, whose further columns are the levels of the variable.
 */

import type { Problem } from "../../problems/problem.ts";
import { drawTwice, valuesMissing } from "../problems-tables.ts";
import { isLong, isRowNumber, rolesOf, type TableRoles } from "./roles.ts";
import { type DrawTable, LabelCodes, type TableColumn } from "./table.ts";

/** The same draws with a column for each variable; a table that is not long is given back as it is. */
export function widened(table: DrawTable, problems: Problem[]): DrawTable {
  const roles = rolesOf(table.columns.map(({ name }) => name));
  if (!isLong(roles) || table.columns[roles.parameter]!.cells.kind !== "texts") return table;
  const { cells } = table.columns[roles.value]!;
  if (cells.kind !== "numbers") return table;
  return new Widening(table, roles).widen(cells.values, problems);
}

class Widening {
  private readonly table: DrawTable;
  private readonly roles: TableRoles;
  private readonly variables = new LabelCodes();
  /** By variable, its value in each row of the wide table; NaN until it is there. */
  private readonly values: Float64Array[] = [];
  /** By variable and row of the wide table, the row of the long one that it came from. */
  private readonly origins: Int32Array[] = [];
  /** The first row of the long table for each of the wide one. */
  private readonly firstRows: number[] = [];
  private readonly rows = new Map<string, number>();
  /** Values of a variable and chain so far, where no column numbers draws. */
  private readonly counts = new Map<string, number>();

  constructor(table: DrawTable, roles: TableRoles) {
    this.table = table;
    this.roles = roles;
  }

  widen(given: Float64Array, problems: Problem[]): DrawTable {
    const { table, roles } = this;
    const text = table.columns.map(readerOf);
    const number = roles.iteration >= 0 ? roles.iteration : roles.draw;
    const levels = this.levelColumns();
    const chainOf = roles.chain < 0 ? () => "" : text[roles.chain]!;
    for (let row = 0; row < table.rowCount; row++) {
      const variable = this.variables.codeOf(
        nameOf(
          text[roles.parameter]!(row),
          levels.map((i) => text[i]!(row)),
        ),
      );
      const chain = chainOf(row);
      const draw = number < 0 ? this.count(`${variable} ${chain}`) : text[number]!(row);
      const wide = this.rowOf(`${chain}\n${draw}`, row);
      const before = this.put(variable, wide, given[row]!, row);
      if (before >= 0) {
        const of = {
          chain: roles.chain < 0 ? null : chain,
          number: Number(draw),
          variable: this.variables.labels[variable]!,
        };
        problems.push(drawTwice(table.file, of, [table.placeOf(before), table.placeOf(row)]));
        break;
      }
    }
    this.tellMissing(problems);
    return this.wide();
  }

  /** Columns that are neither roles nor numbers of rows: levels of the variable. */
  private levelColumns(): number[] {
    const taken: readonly number[] = Object.values(this.roles);
    return [...this.table.columns.keys()].filter(
      (i) => !taken.includes(i) && !isRowNumber(this.table.columns[i]!.name),
    );
  }

  private count(key: string): string {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return String(count);
  }

  private rowOf(key: string, row: number): number {
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    this.rows.set(key, this.firstRows.length);
    return this.firstRows.push(row) - 1;
  }

  /** Gives the row that the value was in before, -1 if in none. */
  private put(variable: number, wide: number, value: number, row: number): number {
    let [values, origins] = [this.values[variable], this.origins[variable]];
    if (values === undefined || origins === undefined || values.length <= wide) {
      const size = Math.max(64, 2 * wide);
      values = grown(values, new Float64Array(size).fill(Number.NaN));
      origins = grown(origins, new Int32Array(size).fill(-1));
      this.values[variable] = values;
      this.origins[variable] = origins;
    }
    const before = origins[wide]!;
    values[wide] = value;
    origins[wide] = row;
    return before;
  }

  private tellMissing(problems: Problem[]): void {
    const size = this.firstRows.length;
    const missing = this.origins.map((origins) => {
      let count = size - Math.min(size, origins.length);
      for (let i = 0; i < Math.min(size, origins.length); i++) if (origins[i]! < 0) count++;
      return count;
    });
    const first = missing.findIndex((count) => count > 0);
    if (first < 0) return;
    const sum = missing.reduce((all, count) => all + count, 0);
    problems.push(valuesMissing(this.table.file, this.variables.labels[first]!, sum));
  }

  private wide(): DrawTable {
    const { table, roles, firstRows } = this;
    const size = firstRows.length;
    const kept = [roles.chain, roles.iteration, roles.draw].filter((i) => i >= 0);
    const columns = kept.map((i): TableColumn => {
      const { name, cells } = table.columns[i]!;
      return cells.kind === "numbers"
        ? { name, cells: { ...cells, values: Float64Array.from(firstRows, (row) => cells.values[row]!) } }
        : { name, cells: { ...cells, codes: Int32Array.from(firstRows, (row) => cells.codes[row]!) } };
    });
    const variables = this.values.map((values, v): TableColumn => {
      const all = grown(values.subarray(0, size), new Float64Array(size).fill(Number.NaN));
      return { name: this.variables.labels[v]!, cells: { kind: "numbers", values: all } };
    });
    return {
      file: table.file,
      rowCount: size,
      columns: [...columns, ...variables],
      placeOf: (row) => table.placeOf(firstRows[row]!),
    };
  }
}

function grown<T extends Float64Array | Int32Array>(values: T | undefined, larger: T): T {
  if (values !== undefined) larger.set(values);
  return larger;
}

/** The text of a cell, "" where there is none. */
function readerOf({ cells }: TableColumn): (row: number) => string {
  if (cells.kind === "texts") return (row) => (cells.codes[row]! < 0 ? "" : cells.labels[cells.codes[row]!]!);
  return (row) => (Number.isNaN(cells.values[row]!) ? "" : String(cells.values[row]));
}

function nameOf(variable: string, levels: readonly string[]): string {
  const there = levels.filter((level) => level !== "" && level !== "NA");
  return there.length === 0 ? variable : `${variable}[${there.join(",")}]`;
}
