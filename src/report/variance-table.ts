/** Variance components, residual, intraclass correlations with their definitions, and correlations of effects, as tables. */

import type { VarianceTable } from "../posterior/variance.ts";
import type { DigitsOptions } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { momentsFoot } from "./moment-cells.ts";
import { columns, type Paint, renderTable, type TableRow } from "./table.ts";

/** How variance and effects tables are rendered. */
export interface AnswerTableOptions extends DigitsOptions {
  readonly paint?: Paint;
}

/** Text that ends with a newline; its parts are an empty line apart, those without rows left out. */
export function renderVariance(table: VarianceTable, options: AnswerTableOptions = {}): string {
  const parts = [renderComponents(table, options)];
  if (table.intraclass.length > 0) parts.push(renderIntraclass(table, options));
  if (table.correlations.length > 0) parts.push(renderCorrelations(table, options));
  if (table.residual) parts.push(`residual: ${table.residual.definition}\n`);
  return parts.join("\n");
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
      ...estimateCells(share, ["mean"], options),
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
  const rows = table.intraclass.map((row) => ({
    cells: [row.group, ...estimateCells(row, whole, options), row.definition],
  }));
  return renderTable(layout, rows, options.paint);
}

function renderCorrelations(table: VarianceTable, options: AnswerTableOptions): string {
  const headers = ["group", "correlation", "mean", "sd", table.lowerName, "median", table.upperName];
  const rows = table.correlations.map((row) => ({
    cells: [row.group, row.terms.join(", "), ...estimateCells(row, whole, options)],
  }));
  return renderTable(columns(headers, 2), rows, options.paint);
}
