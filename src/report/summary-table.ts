/** The summary as a table: a row per variable, `!` after those that break a rule of the diagnosis. */

import type { Summary } from "../posterior/summary.ts";
import type { DigitsOptions } from "./digits.ts";
import { momentsFoot } from "./moment-cells.ts";
import { type StyleName, summaryStyles } from "./styles.ts";
import { columns, renderTable, type TableOptions } from "./table.ts";

/** How the summary is rendered. */
export interface SummaryTableOptions extends DigitsOptions, TableOptions {
  readonly style?: StyleName;
}

/** Text that ends with a newline. */
export function renderSummary(summary: Summary, options: SummaryTableOptions = {}): string {
  const style = summaryStyles[options.style ?? "hyperprior"];
  const numbers = style.columns(summary);
  const layout = columns([style.nameHeader, ...numbers.map(({ header }) => header)], 1, style.spare);
  const rows = summary.rows.map((row) => ({
    cells: [row.variable, ...numbers.map(({ cell }) => cell(row, options))],
    ...(row.breaksRule ? { mark: "!" } : {}),
  }));
  return renderTable(layout, rows, options) + momentsFoot(summary.rows, ["mean", "sd"], options.paint);
}
