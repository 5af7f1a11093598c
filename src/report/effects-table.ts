/** The effects of a group's levels as a table, next to their raw means and with their shrinkage. */

import type { EffectsTable } from "../posterior/effects.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { formatDecimals, formatSignificant } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { momentsFoot } from "./moment-cells.ts";
import { columns, noPaint, renderTable } from "./table.ts";
import { type AnswerTableOptions, lineWidth } from "./variance-table.ts";

/**
 * A title, the table, and how shrinkage was computed. Raw means come from the data: five digits, with no error of ours. They stand
 * beside intercepts only, as a slope is no deviation from them.
 */
export function renderEffects(table: EffectsTable, options: AnswerTableOptions = {}): string {
  const { paint = noPaint, width = lineWidth } = options;
  const isIntercept = table.term === "intercept";
  const rawHeader = isIntercept ? ["raw_mean"] : [];
  const headers = ["level", "n", ...rawHeader, "mean", "sd", table.lowerName, table.upperName, "shrinkage"];
  const rows = table.rows.map((row) => ({
    cells: [
      row.level,
      String(row.n),
      ...(isIntercept ? [formatSignificant(row.rawMean, options.digits ?? 5)] : []),
      ...estimateCells(row, ["mean", "sd", "lower", "upper"], options),
      formatDecimals(row.shrinkage, options.digits ?? 2),
    ],
  }));
  const title = `effects of ${visible(table.group)}: ${visible(table.term)}\n`;
  const foot = paint(wrap(`shrinkage: ${table.shrinkageDefinition}`, width, "  "), "muted");
  const body = renderTable(columns(headers, 1, ["raw_mean", "sd", "shrinkage", "n"]), rows, options);
  return `${title}${body}${momentsFoot(table.rows, ["mean", "sd"], paint)}${foot}\n`;
}
