/** The effects of a group's levels as a table, next to their raw means and with their shrinkage. */

import type { EffectsTable } from "../posterior/effects.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { formatDecimals, formatEstimate, formatSignificant } from "./digits.ts";
import { estimateCells, intervalCells } from "./estimate-cells.ts";
import { momentsFoot } from "./moment-cells.ts";
import { columns, noPaint, renderTable } from "./table.ts";
import { type AnswerTableOptions, lineWidth } from "./variance-table.ts";

/**
 * A title, the table, and what its numbers are. Raw means come from the data: five digits, with no error of ours. They stand
 * beside intercepts only, as a slope is no deviation from them.
 */
export function renderEffects(table: EffectsTable, options: AnswerTableOptions = {}): string {
  const { paint = noPaint, width = lineWidth } = options;
  const isIntercept = table.term === "intercept";
  const hasRaw = isIntercept && table.rawDefinition !== null;
  const headers = [
    ...["level", "n", ...(isIntercept ? ["raw_mean"] : []), "mean", "sd", table.lowerName, table.upperName],
    ...["shrinkage", ...(hasRaw ? ["raw_effect"] : [])],
  ];
  const rows = table.rows.map((row) => ({
    cells: [
      row.level,
      String(row.n),
      ...(isIntercept ? [formatSignificant(row.rawMean, options.digits ?? 5)] : []),
      ...estimateCells(row, ["mean", "sd", "lower", "upper"], options),
      formatDecimals(row.shrinkage, options.digits ?? 2),
      ...(hasRaw ? [formatEstimate(row.rawEffect, row.errors.mean, options)] : []),
    ],
  }));
  const notes = [
    ...(table.counted === "trials" ? ["n: trials"] : []),
    ...(hasRaw ? [`raw_effect: ${table.rawDefinition}`] : []),
    `shrinkage: ${table.shrinkageDefinition}`,
    ...spreadNotes(table, options),
  ];
  const foot = notes.map((note) => `${paint(wrap(note, width, "  "), "muted")}\n`).join("");
  const body = renderTable(columns(headers, 1, ["sd", "shrinkage", "raw_mean", "n"]), rows, options);
  return `${titleOf(table)}${body}${momentsFoot(table.rows, ["mean", "sd"], paint)}${foot}`;
}

/** The line above a table of the effects of one term of a group. */
export function titleOf(
  { group, term, outcome }: Pick<EffectsTable, "group" | "term" | "outcome">,
  what = "effects",
): string {
  const whose = outcome === undefined ? "" : `, for ${visible(outcome)}`;
  return `${what} of ${visible(group)}: ${visible(term)}${whose}\n`;
}

function spreadNotes({ spread, rows }: EffectsTable, options: AnswerTableOptions): string[] {
  const { finite, population, pooling } = spread;
  if (finite === null) return [];
  const [own, all] = [finite, population].map((one) => intervalCells([one], options)[0]!.trim());
  return [
    `sd of these ${rows.length} effects ${own}, of the population that they are from ${all}; pooling ${formatDecimals(pooling, options.digits ?? 2)}`,
  ];
}
