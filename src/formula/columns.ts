/** The columns that a formula names, as its table has them. */

import { withoutThousands } from "../data/cell.ts";
import { missingColumn } from "../data/problems.ts";
import type { ColumnRequest, Table } from "../data/table.ts";
import type { TableResult } from "../data/table-builder.ts";
import { canonicalName } from "../language/names.ts";
import type { Identifier } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import type { NamedColumns } from "./named-columns.ts";
import { columnNotThere, wordAmongNumbers } from "./problems.ts";
import { type ModelNames, seriesFaults, seriesRequests } from "./series.ts";

/** Reads columns of the table, with the rows that the fit will have. */
export type ReadColumns = (requests: readonly ColumnRequest[]) => Promise<TableResult>;

/** A column by its header, and what it is called in the model. */
export interface FormulaColumn {
  readonly header: string;
  /** An identifier of the model. */
  readonly name: string;
  readonly type: "real" | "factor";
}

/** The columns, and their values by the names that they have in the model. */
export interface FormulaTable {
  readonly columns: ReadonlyMap<string, FormulaColumn>;
  /** Columns of numbers that are groups, too, as factors. */
  readonly labels: ReadonlyMap<string, FormulaColumn>;
  readonly table: Table;
}

/** Numbers as files have them, also with a decimal comma; those with their thousands apart are told by `withoutThousands`. */
const numeral = /^[-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?$|^[-+]?(?:inf|infinity)$/i;

/** What formulas say of the levels of factors, by header. */
export interface LevelsInWords {
  /** The labels that come first. */
  readonly references: ReadonlyMap<string, string>;
  /** All labels, in their order. */
  readonly orders: ReadonlyMap<string, readonly string[]>;
}

/** Asks for a column as labels, which any column has. */
export function lookAt(header: string): ColumnRequest {
  return {
    name: header,
    from: header,
    type: "factor",
    mayBeMissing: true,
    isUndeclared: true,
    within: null,
    reference: null,
  };
}

/** Null with problems. */
export async function readFormulaColumns(
  named: NamedColumns,
  { references, orders }: LevelsInWords,
  read: ReadColumns,
): Promise<{ readonly found: FormulaTable | null; readonly problems: readonly Problem[] }> {
  const headers = [...new Set(named.all.map(({ text }) => text))];
  const request = (header: string, name: string, type: "real" | "factor"): ColumnRequest => ({
    ...lookAt(header),
    name,
    type,
    mayBeMissing: named.missing.has(header),
    ...(type === "real" && named.admissible.has(header) && { inFormula: named.admissible.get(header)! }),
    reference: type === "real" ? null : (references.get(header) ?? null),
    order: type === "real" ? null : (orders.get(header) ?? null),
  });
  const look = await read(headers.map(lookAt));
  const missing = look.problems.flatMap((one) => atName(one, named.all));
  if (missing.length > 0) return { found: null, problems: missing };
  if (look.table === null) return { found: null, problems: look.problems };
  const columns = new Map<string, FormulaColumn>();
  const labels = new Map<string, FormulaColumn>();
  const taken = new Set<string>();
  for (const header of headers) {
    const column = look.table.columns.get(header);
    const levels = column?.kind === "factor" ? column.levels : [];
    const odd = levels.filter((label) => !numeral.test(label) && withoutThousands(label) === null);
    const isNumeric = levels.length > 0 && odd.length === 0 && !references.has(header) && !orders.has(header);
    const add = (to: Map<string, FormulaColumn>, type: "real" | "factor"): unknown =>
      to.set(header, { header, name: identifierOf(header, taken), type });
    if (named.plain.has(header) && isNumeric) add(columns, "real");
    // A few words among numbers are no labels.
    else if (named.plain.has(header) && odd.length > 0 && levels.length - odd.length > 2 * odd.length)
      return { found: null, problems: [wordAmongNumbers(spanOf(header, named.all), header, odd[0]!)] };
    if (!columns.has(header)) add(columns, "factor");
    else if (named.labels.has(header)) add(labels, "factor");
  }
  const typed = [...columns.values(), ...labels.values()].map(({ header, name, type }) =>
    request(header, name, type),
  );
  const names: ModelNames = {
    nameOf: (header) => columns.get(header)!.name,
    factorNameOf: (header) => (labels.get(header) ?? columns.get(header)!).name,
  };
  const isFactor = (header: string): boolean => columns.get(header)?.type === "factor";
  const faults = seriesFaults(named.series, isFactor, (header) => named.missing.has(header));
  if (faults.length > 0) return { found: null, problems: faults };
  const { table, problems } = await read([...typed, ...seriesRequests(named.series, names)]);
  return table === null ? { found: null, problems } : { found: { columns, labels, table }, problems: [] };
}

function spanOf(header: string, names: readonly Identifier[]): Identifier["span"] {
  return names.find(({ text }) => text === header)!.span;
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

/** Whether a model may have this name as it stands. */
export function isModelName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u.test(text) && !/^_+$/.test(text) && !reserved.includes(text);
}

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
