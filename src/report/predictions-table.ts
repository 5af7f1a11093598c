/** Predictions as a table: the values of each row, and what is predicted of it. */

import type { Estimate, EstimateNumbers } from "../posterior/estimate.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import { wrap } from "../text/lines.ts";
import { csvField } from "./data-csv.ts";
import { formatSignificant } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { type JsonObject, numbersJson } from "./json.ts";
import { columns, noPaint, renderTable, type TableOptions } from "./table.ts";

/** A row of predictions. */
export interface PredictionsRow extends EstimateNumbers {
  readonly row: number;
  readonly outcome: string;
  readonly category: string | null;
  readonly values: Readonly<Record<string, number | string>>;
  /** With Monte Carlo errors; null where these were not computed. */
  readonly estimate: Estimate | null;
}

/** What rows have in common. */
export interface PredictionsHead extends IntervalNames {
  readonly columns: readonly string[];
  readonly definition: string;
  /** Whether rows are of several outcomes, or of categories. */
  readonly hasOutcomes: boolean;
  readonly hasCategories: boolean;
}

interface PredictionsOptions extends TableOptions {
  readonly digits?: number;
}

const keys = ["mean", "sd", "lower", "median", "upper"] as const;
/** Of numbers whose Monte Carlo errors were not computed. */
const plainDigits = 4;

/** The definition, and the table. */
export function renderPredictions(
  head: PredictionsHead,
  rows: readonly PredictionsRow[],
  options: PredictionsOptions = {},
): string {
  const { paint = noPaint, width = 80 } = options;
  const named = namedColumns(head);
  const headers = [...named, "mean", "sd", head.lowerName, "median", head.upperName];
  const body = rows.map((row) => ({
    cells: [
      ...named.map((name) => valueCell(row, name)),
      ...(row.estimate === null
        ? keys.map((key) => formatSignificant(row[key], options.digits ?? plainDigits))
        : estimateCells(row.estimate, keys, options)),
    ],
  }));
  const layout = columns(headers, named.length, ["median", "sd"]);
  return `${paint(wrap(head.definition, width, ""), "muted")}\n${renderTable(layout, body, options)}`;
}

function namedColumns({ columns: names, hasOutcomes, hasCategories }: PredictionsHead): string[] {
  return ["row", ...names, ...(hasOutcomes ? [".outcome"] : []), ...(hasCategories ? [".category"] : [])];
}

function valueCell(row: PredictionsRow, name: string): string {
  if (name === "row") return String(row.row);
  if (name === ".outcome") return row.outcome;
  if (name === ".category") return row.category ?? "";
  const value = row.values[name];
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : (value ?? "");
}

/** A row as JSON. */
export function predictionJson(row: PredictionsRow, names: IntervalNames): JsonObject {
  return {
    row: row.row,
    outcome: row.outcome,
    ...(row.category === null ? {} : { category: row.category }),
    values: row.values,
    ...numbersJson(row, names),
  };
}

/** The line of the names in a CSV file of predictions. */
export function predictionsCsvHead(head: PredictionsHead): string {
  return `${[...namedColumns(head), "mean", "sd", head.lowerName, "median", head.upperName].map(csvField).join(",")}\n`;
}

/** A line of it: full doubles. */
export function predictionCsvLine(row: PredictionsRow, head: PredictionsHead): string {
  const named = namedColumns(head).map((name) => {
    const value = name === "row" || name.startsWith(".") ? valueCell(row, name) : row.values[name];
    return csvField(String(value ?? ""));
  });
  const numbers = keys.map((key) => (Number.isNaN(row[key]) ? "NA" : String(row[key])));
  return `${[...named, ...numbers].join(",")}\n`;
}
