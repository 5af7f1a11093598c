/** Problems of lags and running sums: HP0475 to HP0478. They are made when the table is read. */

import { inFile, nowhere, problem } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { visible } from "../text/visible.ts";
import type { Occurrence } from "./column-collector.ts";
import { atRow, plural, quote, quoteList, type TableSource } from "./problems.ts";
import type { FactorColumn, SeriesRequest, Table } from "./table.ts";

/** The rows of the whole table that have no value since nothing is before them, and in how many series they are. */
export interface SeriesLack {
  readonly rows: number;
  readonly groups: number;
}

/** What is made, as it is written. */
const written = (text: string): string => `\`${visible(text)}\``;

/** A column that lacks values, and why. */
interface LackingColumn {
  readonly request: { readonly name: string; readonly series?: SeriesRequest };
  readonly lacking: SeriesLack;
}

export function seriesMissing(
  { request, lacking }: LackingColumn,
  seen: Occurrence,
  source: TableSource,
): Problem {
  const { name, series } = request;
  const { rows, groups } = lacking;
  const back = series?.steps === 1 ? "no earlier row" : `no row ${series?.steps} before`;
  const where = series?.within == null ? "" : ` in ${plural(groups, "level")} of ${quote(series.within)}`;
  const others = seen.count - rows;
  const why = [
    ...(rows > 0 ? [`${plural(rows, "row")}${where} ${rows === 1 ? "has" : "have"} ${back}`] : []),
    ...(others > 0 ? [`${plural(others, "row")} would have a value that is missing`] : []),
  ];
  const first = rows > 0 ? `say what it is there, \`first: 0\`, or ` : "";
  return problem("HP0475", atRow(source, seen.row, null), [
    `${written(name)} has no value in ${plural(seen.count, "row")}, ${seen.count === 1 ? "in" : "first in"} ${source.unit} ${seen.row}: ${why.join(", and ")}`,
    `${first}leave such rows out with --drop-missing (\`dropMissing: true\` in a script)`,
  ]);
}

/** Rows of a series that nothing puts in an order. */
interface TiedRows {
  readonly by: string;
  readonly within: string | null;
  /** Two of them, from 0. */
  readonly rows: readonly [number, number];
  /** How many rows have the same as the one before. */
  readonly count: number;
}

export function seriesTied(name: string, { by, within, rows, count }: TiedRows, table: Table): Problem {
  const { lines } = table;
  const [first, second] = rows.map((row) => lines?.[row] ?? row + 1);
  const [order, group] = [
    labelAt(table, by, rows[0]),
    within === null ? null : labelAt(table, within, rows[0]),
  ];
  const where = group === null ? "" : ` of ${quote(within!)} ${quote(group)}`;
  const more = count === 1 ? "" : `; ${count} rows are like it`;
  return problem("HP0476", inFile(table.name, lines === null ? null : second!, by), [
    `${written(name)} needs rows in order, but ${lines === null ? "rows" : "lines"} ${first} and ${second}${where} both have ${quote(by)} ${order}${more}`,
    within === null
      ? "say which rows are a series, `within: person`, or order them by a column that differs in each row"
      : `order them by a column that differs in each row of a level of ${quote(within)}, or leave \`by:\` out for the order of the table`,
  ]);
}

function labelAt({ columns }: Table, name: string, row: number): string {
  const column = columns.get(name);
  return column?.kind === "factor" ? (column.levels[column.codes[row]!] ?? "") : String(column?.values[row]);
}

export const seriesUnordered = (text: string, { name, levels }: FactorColumn, table: Table): Problem =>
  problem("HP0477", inFile(table.name, null, name), [
    `${written(text)} needs rows in order, but the labels of ${quote(name)} have none: ${quoteList(levels, 4)}`,
    `declare their order, ${quote(`${name}: factor ordered […]`)}, order by a column of numbers, or leave \`by:\` out for the order of the table`,
  ]);

export const seriesOfCells = (text: string): Problem =>
  problem("HP0478", nowhere, [
    `${written(text)} is of earlier rows, but the rows of the table are cells of many observations`,
    "give a table with a row for each observation: `--data FILE.csv`",
  ]);
