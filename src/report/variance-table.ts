/** Variance components, residual, intraclass correlations with their definitions, and correlations of effects, as tables. */

import type { VarianceTable } from "../posterior/variance.ts";
import { visible } from "../text/visible.ts";
import { wrap } from "./diagnosis-text.ts";
import type { DigitsOptions } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { momentsFoot } from "./moment-cells.ts";
import { columns, type Paint, renderTable, type TableRow, textWidth } from "./table.ts";

/** How variance and effects tables are rendered. */
export interface AnswerTableOptions extends DigitsOptions {
  readonly paint?: Paint;
}

/** Text that ends with a newline; its parts are an empty line apart, those without rows left out. */
export function renderVariance(table: VarianceTable, options: AnswerTableOptions = {}): string {
  const parts = [renderComponents(table, options)];
  if (table.intraclass.length > 0) parts.push(renderIntraclass(table, options));
  if (table.correlations.length > 0) parts.push(renderCorrelations(table, options));
  const notes = notesOf(table);
  if (notes.length > 0) parts.push(notes.map((note) => `${wrap(visible(note), lineWidth, "  ")}\n`).join(""));
  return parts.join("\n");
}

/** Columns of text, and the fewest that a definition has beside its numbers. */
const lineWidth = 80;
const leastDefinitionWidth = 36;

/** What the numbers are of, and what is not in the table. */
function notesOf({ residual, components, intraclass, remarks }: VarianceTable): string[] {
  const notes = residual ? [`residual: ${residual.definition}`] : [];
  if (components.some(({ share, isShareOfSeveral }) => share !== null && isShareOfSeveral)) {
    notes.push(
      "share: of the variance of a value, averaged over the rows; correlated terms have one together, at the first",
    );
  }
  if (intraclass.some(({ definition }) => definition.includes("averaged over"))) {
    notes.push("averaged: the mean of the covariances over the mean of the variances");
  }
  return [...notes, ...remarks];
}

const ends = ["mean", "lower", "upper"] as const;
const whole = ["mean", "sd", "lower", "median", "upper"] as const;

function renderComponents(table: VarianceTable, options: AnswerTableOptions): string {
  const { lowerName, upperName, residual } = table;
  const headers = ["group", "term"];
  for (const scale of ["sd", "variance"])
    headers.push(scale, `${scale}_${lowerName}`, `${scale}_${upperName}`);
  headers.push("share", "icc");
  const rows: TableRow[] = table.components.map(({ group, term, sd, variance, share, icc }) => ({
    cells: [
      group,
      term,
      ...estimateCells(sd, ends, options),
      ...estimateCells(variance, ends, options),
      ...(share === null && residual ? [""] : estimateCells(share, ["mean"], options)),
      ...(icc ? estimateCells(icc, ["mean"], options) : [""]),
    ],
  }));
  if (residual) {
    const numbers = [
      ...estimateCells(residual.sd, ends, options),
      ...estimateCells(residual.variance, ends, options),
      ...estimateCells(residual.share, ["mean"], options),
    ];
    rows.push({ cells: ["residual", "", ...numbers, ""] });
  }
  const all = [...table.components, ...(residual ? [residual] : [])];
  const estimates = all.flatMap(({ sd, variance, share }) => [sd, variance, share]);
  return (
    renderTable(columns(headers, 2), rows, options.paint) + momentsFoot(estimates, ["mean"], options.paint)
  );
}

function renderIntraclass(table: VarianceTable, options: AnswerTableOptions): string {
  const headers = ["icc", "mean", "sd", table.lowerName, "median", table.upperName, "definition"];
  const layout = columns(headers, 1).map((column, i) =>
    i === headers.length - 1 ? { ...column, align: "left" as const } : column,
  );
  const numbers = table.intraclass.map((row) => [row.group, ...estimateCells(row, whole, options)]);
  const taken = headers
    .slice(0, -1)
    .map((header, i) => Math.max(textWidth(header), ...numbers.map((cells) => textWidth(cells[i]!))) + 2);
  const width = Math.max(leastDefinitionWidth, lineWidth - taken.reduce((sum, one) => sum + one, 0));
  const rows = table.intraclass.flatMap(({ definition }, i) =>
    wrap(visible(definition), width, "  ")
      .split("\n")
      .map((line, k) => ({ cells: [...(k === 0 ? numbers[i]! : numbers[i]!.map(() => "")), line] })),
  );
  return renderTable(layout, rows, options.paint);
}

function renderCorrelations(table: VarianceTable, options: AnswerTableOptions): string {
  const headers = ["group", "correlation", "mean", "sd", table.lowerName, "median", table.upperName];
  const rows = table.correlations.map((row) => ({
    cells: [row.group, row.terms.join(", "), ...estimateCells(row, whole, options)],
  }));
  return renderTable(columns(headers, 2), rows, options.paint);
}
