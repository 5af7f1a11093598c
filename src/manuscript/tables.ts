/** Tables of a run that can be put into a manuscript. */

import type { Fitted, IntervalOptions } from "../api/fitted.ts";
import { requireFitted, requireKnownOptions } from "../api/given-options.ts";
import { ProblemError } from "../api/problem-error.ts";
import { chooses, idlePatterns } from "../posterior/choose-variables.ts";
import type { Variable } from "../posterior/draws.ts";
import { type MarkupName, markupNames } from "./markup.ts";
import { refuseIdle, requireOneOf } from "./one-of.ts";
import { nothingForTable } from "./problems.ts";
import {
  effectsData,
  isInSummary,
  type ManuscriptTable,
  type NumberOptions,
  summaryData,
  varianceData,
} from "./table-data.ts";
import { tableText } from "./table-markup.ts";

/** Which tables there are. */
export const tableNames = ["summary", "variance", "effects"] as const;

/** One of them. */
export type TableName = (typeof tableNames)[number];

export interface TableOptions extends IntervalOptions {
  readonly table: TableName;
  /** "text" if not said. */
  readonly to?: MarkupName;
  /** Significant digits in place of those that Monte Carlo errors support. */
  readonly digits?: number;
  /** Of effects: one grouping factor. */
  readonly group?: string;
  /** Of the summary: patterns of names, as `b[*]`; without them all but group effects and predictions. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Which tables, and of what; `isWanted` chooses the variables of a summary. */
export interface AskedTables extends NumberOptions {
  readonly table: TableName;
  readonly group?: string | undefined;
  readonly isWanted?: ((variable: Variable) => boolean) | undefined;
}

/**
 * The table as plain text, Markdown, LaTeX or HTML; effects and variance may be several, an empty line apart. Ends with a newline. Throws a `ProblemError`
 * where the run has nothing for it, and for patterns that fit no variable.
 */
export function manuscriptTable(fitted: Fitted, options: TableOptions): string {
  requireFitted("manuscriptTable", fitted);
  requireKnownOptions("manuscriptTable", options);
  const { to = "text", include, exclude, ...asked } = options;
  requireOneOf("to", to, markupNames);
  requireOneOf("table", asked.table, tableNames);
  const isWanted = chosenVariables(fitted, include, exclude);
  return tablesText(tablesOf(fitted, { ...asked, isWanted }), to);
}

/** All of them, an empty line apart. */
export function tablesText(tables: readonly ManuscriptTable[], to: MarkupName, width?: number): string {
  return tables.map((table) => tableText(table, to, width)).join("\n");
}

/** At least one. Throws a `ProblemError` where the run has nothing for it. */
export function tablesOf(
  fitted: Fitted,
  { table, group, isWanted, ...options }: AskedTables,
): ManuscriptTable[] {
  const { outcome, remarks } = fitted.record.roles;
  const why = (what: string): string =>
    outcome === null
      ? (remarks[0] ?? `${what} are told for models with one outcome`)
      : `no ${what} in the linear predictor of ${outcome}`;
  const none = (what: string): ProblemError => new ProblemError([nothingForTable(table, why(what))], "", "");
  if (table === "summary") return [summaryData(fitted, isWanted ?? isInSummary(fitted), options)];
  const found = table === "variance" ? varianceData(fitted, options) : effectsData(fitted, group, options);
  if (found.length > 0) return found;
  throw none(
    table === "variance" ? "variance components" : `effects${group === undefined ? "" : ` of ${group}`}`,
  );
}

/** Which variables the patterns choose; undefined where there are none. Throws a `ProblemError` for one that fits no variable. */
export function chosenVariables(
  { draws: { variables } }: Fitted,
  include: readonly string[] = [],
  exclude: readonly string[] = [],
): ((variable: Variable) => boolean) | undefined {
  const idle = idlePatterns([...include, ...exclude], variables);
  const names = variables.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  refuseIdle(idle, names);
  return include.length + exclude.length === 0 ? undefined : chooses({ include, exclude });
}
