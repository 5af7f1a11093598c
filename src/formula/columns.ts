/** The columns that a formula names, as its table has them. */

import { missingColumn } from "../data/problems.ts";
import type { ColumnRequest, Table } from "../data/table.ts";
import type { TableResult } from "../data/table-builder.ts";
import { canonicalName } from "../language/names.ts";
import type { Identifier } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { columnNotThere } from "./problems.ts";

/** Reads columns of the table, with the rows that the fit will have. */
export type ReadColumns = (requests: readonly ColumnRequest[]) => Promise<TableResult>;

/** A column by its header, and what it is called in the model. */
export interface FormulaColumn {
  readonly header: string;
  /** An identifier of the model. */
  readonly name: string;
  readonly type: "real" | "int" | "factor";
}

/** The columns, and their values by the names that they have in the model. */
export interface FormulaTable {
  readonly columns: ReadonlyMap<string, FormulaColumn>;
  readonly table: Table;
}

/** Numbers as files have them, also with a decimal comma. */
const numeral = /^[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?$|^[-+]?(?:inf|infinity)$/i;
const whole = /^[-+]?\d+$/;

/** `factors`: headers of columns that are groups, whatever their labels. Null with problems. */
export async function readFormulaColumns(
  wanted: readonly Identifier[],
  factors: ReadonlySet<string>,
  mayBeMissing: boolean,
  read: ReadColumns,
): Promise<{ readonly found: FormulaTable | null; readonly problems: readonly Problem[] }> {
  const headers = [...new Set(wanted.map(({ text }) => text))];
  const request = (header: string, name: string, type: ColumnRequest["type"]): ColumnRequest => ({
    name,
    from: header,
    type,
    mayBeMissing,
    within: null,
    reference: null,
  });
  const first = await read(headers.map((header) => request(header, header, "factor")));
  const missing = first.problems.flatMap((one) => atName(one, wanted));
  if (missing.length > 0) return { found: null, problems: missing };
  if (first.table === null) return { found: null, problems: first.problems };
  const columns = new Map<string, FormulaColumn>();
  const taken = new Set<string>();
  for (const header of headers) {
    const column = first.table.columns.get(header);
    const levels = column?.kind === "factor" ? column.levels : [];
    const isNumeric = levels.length > 0 && levels.every((label) => numeral.test(label));
    const type =
      factors.has(header) || !isNumeric ? "factor" : levels.every((one) => whole.test(one)) ? "int" : "real";
    columns.set(header, { header, name: identifierOf(header, taken), type });
  }
  const typed = [...columns.values()].map(({ header, name, type }) =>
    request(header, name, type === "int" ? "real" : type),
  );
  const { table, problems } = await read(typed);
  return table === null ? { found: null, problems } : { found: { columns, table }, problems: [] };
}

/** The problem that a column is not there, at the place where the formula names it. */
function atName(one: Problem, wanted: readonly Identifier[]): Problem[] {
  const { place } = one;
  if (!isProblem(missingColumn, one) || place.kind !== "data") return [];
  const span = wanted.find(({ text }) => text === place.column)?.span;
  return span === undefined ? [one] : [columnNotThere(span, one)];
}

/** Words that a model gives a meaning of its own. */
const reserved = ["data", "model", "constant", "levels", "design", "centered", "noncentered", "if"];

/** A name that a model may have, which no other column has. */
function identifierOf(header: string, taken: Set<string>): string {
  const letters = header.replace(/[^\p{L}\p{M}\p{Nd}_]+/gu, "_").replace(/^(?=[^\p{L}_])/u, "x");
  const plain = letters.replace(/^_+$/, "") === "" || reserved.includes(letters) ? `x_${letters}` : letters;
  const name = freshName(plain, (one) => taken.has(canonicalName(one)));
  taken.add(canonicalName(name));
  return name;
}

/** The name itself, or the first of `name_2`, `name_3`, … that is not taken. */
export function freshName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  let number = 2;
  while (isTaken(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
