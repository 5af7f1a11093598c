/** Variance components, residual, intraclass correlations with their definitions, and correlations of effects, as tables. */

import type { Estimate } from "../posterior/estimate.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import { textWidth, wrap } from "../text/lines.ts";
import type { DigitsOptions } from "./digits.ts";
import { estimateCells, intervalCells } from "./estimate-cells.ts";
import { momentsFoot } from "./moment-cells.ts";
import { columns, renderTable, type TableOptions } from "./table.ts";

/** How variance and effects tables are rendered. */
export interface AnswerTableOptions extends DigitsOptions, TableOptions {}

/** Text that ends with a newline; its parts are an empty line apart, those without rows left out. */
export function renderVariance(table: VarianceTable, options: AnswerTableOptions = {}): string {
  const parts = [renderComponents(table, options)];
  if (table.classes.length > 0) parts.push(renderClasses(table, options));
  if (table.intraclass.length > 0) parts.push(renderIntraclass(table, options));
  if (table.correlations.length > 0) parts.push(renderCorrelations(table, options));
  const notes = notesOf(table, options);
  const { width = lineWidth } = options;
  if (notes.length > 0) parts.push(notes.map((note) => `${wrap(note, width, "  ")}\n`).join(""));
  return parts.join("\n");
}

/** Columns of text where nothing else is asked for, and the fewest that a definition has beside its numbers. */
export const lineWidth = 80;
const leastDefinitionWidth = 30;

/** What the numbers are of, and what is not in the table. */
function notesOf(table: VarianceTable, options: DigitsOptions): string[] {
  const { residual, components, intraclass, remarks } = table;
  const notes = [...(residual ? [`residual: ${residual.definition}`] : []), ...mediansOf(table, options)];
  if (components.some(({ share, isShareOfSeveral }) => share !== null && isShareOfSeveral)) {
    notes.push(
      "share: of the variance of a value, averaged over the rows; correlated terms have one together, at the first",
    );
  }
  if (intraclass.some(({ isAveraged }) => isAveraged)) {
    notes.push("averaged: the mean of the covariances over the mean of the variances");
  }
  return [...notes, ...remarks];
}

/** The medians of what has no mean to show. */
function mediansOf({ components, residual }: VarianceTable, options: DigitsOptions): string[] {
  const own = components.map(({ group, term, ...row }) => ({ name: `${group} (${term})`, ...row }));
  return [...own, ...(residual ? [{ name: "residual", ...residual }] : [])].flatMap(
    ({ name, sd, variance, share }) => {
      const said = Object.entries({ sd, variance, share }).flatMap(([what, one]) =>
        one && Number.isNaN(one.mean) && !Number.isNaN(one.median)
          ? [`${what} ${estimateCells(one, ["median"], options)[0]}`]
          : [],
      );
      return said.length === 0 ? [] : [`medians of ${name}: ${said.join(", ")}`];
    },
  );
}

const five = ["mean", "sd", "lower", "median", "upper"] as const;

/** Each with its interval in brackets; of the residual too. */
function renderComponents(table: VarianceTable, options: AnswerTableOptions): string {
  const { components, lowerName, upperName, residual } = table;
  const all = [...components, ...(residual ? [residual] : [])];
  const cellsOf = (estimates: readonly Estimate[]): string[] => intervalCells(estimates, options);
  const sds = cellsOf(all.map(({ sd }) => sd));
  const variances = cellsOf(all.map(({ variance }) => variance));
  const rows = all.map(({ share }, i) => {
    const { group, term, icc } = components[i] ?? { group: "residual", term: "", icc: null };
    const hasNoShare = share === null && residual !== null && i < components.length;
    const ratios = [
      ...(hasNoShare ? [""] : estimateCells(share, ["mean"], options)),
      ...(icc ? estimateCells(icc, ["mean"], options) : [""]),
    ];
    return { cells: [group, term, sds[i]!, variances[i]!, ...ratios] };
  });
  const interval = `[${lowerName}, ${upperName}]`;
  const headers = ["group", "term", `sd ${interval}`, `variance ${interval}`, "share", "icc"];
  const layout = columns(headers, 4, ["icc", `variance ${interval}`]);
  const estimates = all.flatMap(({ sd, variance, share }) => [sd, variance, share]);
  return renderTable(layout, rows, options) + momentsFoot(estimates, ["mean"], options.paint);
}

/** The sds that differ, of which the first table has the root of the mean variance. */
function renderClasses(
  { classes, lowerName, upperName }: VarianceTable,
  options: AnswerTableOptions,
): string {
  const [sds, variances] = [classes.map(({ sd }) => sd), classes.map(({ variance }) => variance)].map((all) =>
    intervalCells(all, options),
  );
  const rows = classes.map(({ group, term, values }, i) => {
    return { cells: [group, term ?? "", values, sds![i]!, variances![i]!] };
  });
  const interval = `[${lowerName}, ${upperName}]`;
  const headers = ["group", "term", "values", `sd ${interval}`, `variance ${interval}`];
  const note = "above, the mean variance over all values, and its root; here those of each class";
  const { width = lineWidth } = options;
  const layout = columns(headers, 3, [`variance ${interval}`]);
  return `${renderTable(layout, rows, options)}${wrap(note, width, "  ")}\n`;
}

function renderIntraclass(table: VarianceTable, options: AnswerTableOptions): string {
  return renderDefined("icc", table.intraclass, table, options);
}

/** Numbers by the name of a group, each with its definition in words, which is broken where the line ends. */
export function renderDefined(
  header: string,
  defined: readonly (Estimate & { readonly group: string; readonly definition: string })[],
  { lowerName, upperName }: IntervalNames,
  options: AnswerTableOptions,
): string {
  const headers = [header, "mean", "sd", lowerName, "median", upperName, "definition"];
  const layout = columns(headers, 1, ["sd", "median"]).map((column, i) =>
    i === headers.length - 1 ? { ...column, align: "left" as const } : column,
  );
  const numbers = defined.map((row) => [row.group, ...estimateCells(row, five, options)]);
  const taken = headers
    .slice(0, -1)
    .map((name, i) => Math.max(textWidth(name), ...numbers.map((cells) => textWidth(cells[i]!))) + 2);
  const { width: whole = lineWidth } = options;
  const width = Math.max(leastDefinitionWidth, whole - taken.reduce((sum, one) => sum + one, 0));
  const rows = defined.flatMap(({ definition }, i) =>
    wrap(definition, width, "  ")
      .split("\n")
      .map((line, k) => ({ cells: [...(k === 0 ? numbers[i]! : numbers[i]!.map(() => "")), line] })),
  );
  return renderTable(layout, rows, options);
}

function renderCorrelations(table: VarianceTable, options: AnswerTableOptions): string {
  const headers = ["group", "correlation", "mean", "sd", table.lowerName, "median", table.upperName];
  const rows = table.correlations.map((row) => ({
    cells: [row.group, row.terms.join(", "), ...estimateCells(row, five, options)],
  }));
  return renderTable(columns(headers, 2, ["sd", "median"]), rows, options);
}
