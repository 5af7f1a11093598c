/** The summary as a table: a row per variable, `!` after those that break a rule of the diagnosis. */

import type { Summary } from "../posterior/summary.ts";
import type { DigitsOptions } from "./digits.ts";
import { momentsFoot } from "./moment-cells.ts";
import { errorColumns, type StyleName, type SummaryColumn, summaryStyles } from "./styles.ts";
import { columns, renderTable, type TableOptions } from "./table.ts";

/** How the summary is rendered. */
export interface SummaryTableOptions extends DigitsOptions, TableOptions {
  readonly style?: StyleName;
  /** Whether Monte Carlo standard errors of sd, median and quantiles are shown, too. */
  readonly hasErrors?: boolean;
}

/** The columns of numbers that the options ask for. */
export function columnsOf(
  summary: Summary,
  { style, hasErrors }: SummaryTableOptions,
): readonly SummaryColumn[] {
  const shown = summaryStyles[style ?? "hyperprior"].columns(summary);
  const known = new Set(shown.map(({ header }) => header));
  return hasErrors === true
    ? [...shown, ...errorColumns(summary).filter(({ header }) => !known.has(header))]
    : shown;
}

/** Text that ends with a newline. */
export function renderSummary(summary: Summary, options: SummaryTableOptions = {}): string {
  const style = summaryStyles[options.style ?? "hyperprior"];
  const numbers = columnsOf(summary, options);
  const layout = columns([style.nameHeader, ...numbers.map(({ header }) => header)], 1, style.spare);
  const rows = summary.rows.map((row) => ({
    cells: [row.variable, ...numbers.map(({ cell }) => cell(row, options))],
    ...(row.breaksRule ? { mark: "!" } : {}),
  }));
  return renderTable(layout, rows, options) + momentsFoot(summary.rows, ["mean", "sd"], options.paint);
}
