/** The outlook of a study's designs in a terminal: a table of quantities for one design, tables of designs for several, and what to do. */

import type { DesignOutlook, DesignStudy, QuantityOutlook, Simulated } from "../posterior/study-design.ts";
import { wrap } from "../text/lines.ts";
import {
  describeRecommendation,
  describeStudies,
  designNotes,
  nameDesign,
  withError,
} from "./design-wording.ts";
import { type DigitsOptions, formatDecimals, formatEstimate, formatWithError } from "./digits.ts";
import { type Column, noPaint, renderTable, type TableOptions, type TableRow } from "./table.ts";

type DesignTextOptions = TableOptions & DigitsOptions;

/** Ends with a newline. */
export function renderDesign(study: DesignStudy, options: DesignTextOptions = {}): string {
  const { paint = noPaint, width = 100 } = options;
  const { designs } = study;
  const tables =
    study.studies === 0 ? [] : designs.length === 1 ? ofOne(study, options) : ofSeveral(study, options);
  const recommended = describeRecommendation(study, options);
  const lines = [
    ...(recommended === null ? [] : [paint(wrap(recommended, width, "  "), "good")]),
    wrap(describeStudies(study), width, "  "),
    ...designNotes(study).map((note) => wrap(`note: ${note}`, width, "      ")),
  ];
  return [...tables, lines.map((line) => `${line}\n`).join("")].join("\n");
}

/** A row for each quantity, then one for each statement. */
function ofOne({ designs, prob }: DesignStudy, options: DesignTextOptions): string[] {
  const [design] = designs;
  const { quantities, told, rows, cost } = design!;
  const costs = cost === null ? "" : `, cost ${Number(cost.toPrecision(6))}`;
  const size = design!.levels.length === 0 ? "" : `: ${rows} rows${costs}`;
  const head = `${nameDesign(design!)}${size}\n`;
  const layout: Column[] = [
    { header: "quantity", align: "left" },
    ...["truth", "sd", "±", `${share(prob)} width`, "±"].map(
      (header): Column => ({ header, align: "right" }),
    ),
  ];
  const numbers = ({ value, error }: Simulated) => formatWithError(value, error, options);
  const body = quantities.map(({ name, truth, sd, width }): TableRow => {
    const error = truth.sd / 10;
    return { cells: [name, formatEstimate(truth.mean, error, options), ...numbers(sd), ...numbers(width)] };
  });
  const tables = quantities.length === 0 ? [] : [renderTable(layout, body, options)];
  if (told.length > 0) {
    const columns: Column[] = [
      { header: "statement", align: "left" },
      ...["true", "at", "told", "±"].map((header): Column => ({ header, align: "right" })),
    ];
    const rowsOfTold = told.map(
      (one): TableRow => ({
        cells: [one.statement, formatDecimals(one.truth, 2), String(one.level), ...numbers(one.share)],
      }),
    );
    tables.push(renderTable(columns, rowsOfTold, options));
  }
  return [head + (tables[0] ?? ""), ...tables.slice(1)];
}

/** A row for each design: a table of sds, one of widths, one of statements that are told. */
function ofSeveral(study: DesignStudy, options: DesignTextOptions): string[] {
  const { designs, prob, recommendation } = study;
  const [{ quantities, told }] = designs as readonly [DesignOutlook];
  const names = quantities.map(({ name }) => name);
  const isKept = (name: string): boolean => recommendation === null || name === recommendation.target;
  const numbersOf = (pick: (one: QuantityOutlook) => Simulated) => (design: DesignOutlook) =>
    design.quantities.map((one) => withError(pick(one), options));
  const table = (
    title: string,
    headers: readonly string[],
    cells: (design: DesignOutlook) => string[],
  ): string =>
    `${title}\n${renderTable(
      [...planColumns(designs), ...headers.map((header, i) => spared(header, i, headers.length, isKept))],
      designs.map((design) => ({ cells: [...planCells(design), ...cells(design)] })),
      options,
    )}`;
  const tables = [
    table(
      "expected posterior sd",
      names,
      numbersOf(({ sd }) => sd),
    ),
    table(
      `expected width of ${share(prob)} intervals`,
      names,
      numbersOf(({ width }) => width),
    ),
  ];
  if (told.length > 0)
    tables.push(
      table(
        "share of studies that tell it",
        told.map(({ statement, level }) => `${statement} at ${level}`),
        (design) => design.told.map((one) => withError(one.share, options)),
      ),
    );
  return quantities.length === 0 ? tables.slice(2) : tables;
}

/** The last to be shown are the first to go where a line is too short, but for the target. */
function spared(header: string, i: number, count: number, isKept: (name: string) => boolean): Column {
  const column: Column = { header, align: "right" };
  return isKept(header) ? column : { ...column, spare: count - i };
}

function planColumns(designs: readonly DesignOutlook[]): Column[] {
  const [{ levels, cost }] = designs as readonly [DesignOutlook];
  const headers = [
    ...levels.map(({ factor }) => factor),
    ...(levels.length > 0 ? ["replicates"] : []),
    "rows",
  ];
  return [...headers, ...(cost === null ? [] : ["cost"])].map((header) => ({ header, align: "right" }));
}

function planCells({ levels, replicates, rows, cost }: DesignOutlook): string[] {
  const counts = levels.map(({ count }) => String(count));
  const own = levels.length > 0 ? [replicates === null ? "copied" : String(replicates)] : [];
  return [...counts, ...own, String(rows), ...(cost === null ? [] : [String(Number(cost.toPrecision(6)))])];
}

function share(prob: number): string {
  return `${Number((100 * prob).toPrecision(6))} %`;
}
