/** The columns of a reduction as expressions of an engine; or why groups cannot be asked for there, and rows are to be. */

import { isNumberText, missingTexts } from "../../data/cell.ts";
import type { ColumnRequest } from "../../data/table.ts";
import { isLevelNumber, type NumericBound, type Reduction } from "../../reduction/reduction.ts";
import { composed } from "../../text/composed.ts";
import type { Dialect } from "../engine.ts";
import type { SourceColumn } from "../open-table.ts";
import type { SumDialect } from "./sum-dialects.ts";

export interface PushedColumn {
  readonly request: ColumnRequest;
  /** Labels come as texts, numbers and labels of doubles as doubles. */
  readonly comes: "text" | "number";
  /** What it is, of the columns of the relation. */
  readonly expression: string;
  /** Of what is grouped as it is, being quicker to compare: the label of a group. */
  readonly labelOf: ((expression: string) => string) | null;
  /** Of a number: whether it is missing; null of labels, which are looked at when they have come. */
  readonly isMissing: ((expression: string) => string) | null;
  /** The factor, another key, whose levels have one number of it each: the least and the greatest of each group are asked for then. */
  readonly constantWithin?: string;
  /** Of a number in a text: whether it is neither missing nor a number. */
  readonly isNoNumber: string | null;
}

/** A column whose sums and products are asked for. */
export interface PushedMoment extends PushedColumn {
  readonly bounds: readonly NumericBound[];
  /** The product of two others, which lacks what these lack. */
  readonly isProduct: boolean;
}

/** What is asked of an engine, in the order of the reduction. */
export interface PushedColumns {
  readonly keys: readonly PushedColumn[];
  readonly moments: readonly PushedMoment[];
}

/** What expressions are made in. */
export interface PushedIn {
  readonly dialect: Dialect;
  readonly sums: SumDialect;
  readonly columns: readonly SourceColumn[];
  readonly na: readonly string[];
}

/** A text is the reason why rows are to be read: that tells what is wrong, or reads what only rows can tell. */
export function pushedColumns({ keys, moments }: Reduction, given: PushedIn): PushedColumns | string {
  const names = given.columns.map(({ name }) => composed(name));
  const own = names.find((name) => /^hp_/i.test(name));
  if (own !== undefined) return `\`${own}\` is a name that statements have of their own`;
  const ofTable = [...keys, ...moments.filter(({ factors }) => factors === undefined)];
  const made = new Map<string, PushedColumn>();
  for (const { request } of ofTable) {
    const places = names.flatMap((name, i) => (name === request.from ? [i] : []));
    if (places.length !== 1) return `there is not one column \`${request.from}\``;
    const one = pushedColumn(request, given.columns[places[0]!]!, given);
    if (typeof one === "string") return one;
    made.set(request.name, one);
  }
  const all = [...keys, ...moments].map((one) =>
    "factors" in one && one.factors !== undefined
      ? productColumn(
          one.request,
          one.factors.map((name) => made.get(name)!),
          given,
        )
      : made.get(one.request.name)!,
  );
  return {
    keys: all.slice(0, keys.length).map((one, k) => {
      const key = keys[k]!;
      return isLevelNumber(keys, key) ? { ...one, constantWithin: key.constantWithin! } : one;
    }),
    moments: all.slice(keys.length).map((one, a) => {
      const { bounds, factors } = moments[a]!;
      return { ...one, bounds, isProduct: factors !== undefined };
    }),
  };
}

function pushedColumn(request: ColumnRequest, column: SourceColumn, given: PushedIn): PushedColumn | string {
  const { dialect, sums, na } = given;
  const { name, kind } = column;
  const own = dialect.quoteName(name);
  const isFactor = request.type === "factor";
  if (kind === "other" || kind === "any" || (kind === "time" && !isFactor))
    return `\`${request.from}\` is of type ${column.type}`;
  if (isFactor && kind !== "real") {
    // Whole numbers are equal where their labels are.
    const isWhole = kind === "whole";
    return {
      request,
      comes: "text",
      expression: isWhole ? own : dialect.asLabel(own, kind),
      labelOf: isWhole ? (x) => dialect.asLabel(x, kind) : null,
      isMissing: null,
      isNoNumber: null,
    };
  }
  const numbers = na.filter(isNumberText).map(Number);
  const isNa = (x: string) => numbers.map((value) => ` or ${x} = ${sums.literal(value)}`).join("");
  const isMissing = isFactor ? null : (x: string) => `(${sums.isMissing(x)}${isNa(x)})`;
  if (kind === "text") return isFactor ? "" : numberInText(request, own, given);
  // Beyond 2^53 it is not the number that is written; such keys are told by reading rows.
  const expression = dialect.asNumber(own, kind === "decimal" ? "real" : kind)!;
  return { request, comes: "number", expression, labelOf: null, isMissing, isNoNumber: null };
}

/** A product of doubles, which engines round as they do here; missing where one of the two is. */
function productColumn(
  request: ColumnRequest,
  factors: readonly PushedColumn[],
  { sums }: PushedIn,
): PushedColumn {
  const all = factors.map(({ expression, isMissing }) => ({
    own: `(${expression})`,
    isMissing: isMissing!(`(${expression})`),
  }));
  const product = all.map(({ own }) => own).join(" * ");
  const lacks = all.map(({ isMissing }) => isMissing).join(" or ");
  return {
    request,
    comes: "number",
    expression: `case when ${lacks} then null else ${product} end`,
    labelOf: null,
    isMissing: sums.isMissing,
    isNoNumber: null,
  };
}

const number = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";

/** A number in a text, by the rules of cells: only DuckDB has what is needed, and CSV files are texts there. */
function numberInText(
  request: ColumnRequest,
  own: string,
  { dialect, sums, na }: PushedIn,
): PushedColumn | string {
  if (dialect.name !== "duckdb") return `\`${request.from}\` is a column of texts`;
  const trimmed = `trim(${own}, e' \\t')`;
  const missing = [...missingTexts, ...na].map(dialect.quoteText).join(", ");
  const isMissingText = `(${own} is null or ${trimmed} in (${missing}))`;
  return {
    request,
    comes: "number",
    expression: `case when ${isMissingText} then null else try_cast(${trimmed} as double) end`,
    labelOf: null,
    isMissing: sums.isMissing,
    isNoNumber: `not ${isMissingText} and not regexp_full_match(${trimmed}, ${dialect.quoteText(number)})`,
  };
}
