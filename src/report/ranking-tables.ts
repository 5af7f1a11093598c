/** Ranks of the levels of a group, their differences, and those above a threshold, as tables. */

import type { DifferenceTable } from "../posterior/differences.ts";
import type { ExceedanceTable } from "../posterior/exceedance.ts";
import type { Probability } from "../posterior/probability.ts";
import type { RankTable } from "../posterior/ranks.ts";
import { wrap } from "../text/lines.ts";
import { type DigitsOptions, formatDecimals, formatEstimate } from "./digits.ts";
import { titleOf } from "./effects-table.ts";
import { estimateCells, intervalCells } from "./estimate-cells.ts";
import { columns, noPaint, renderTable } from "./table.ts";
import { type AnswerTableOptions, lineWidth } from "./variance-table.ts";

/** In the digits that its Monte Carlo error supports. */
function probabilityCell({ value, error }: Probability, options: DigitsOptions): string {
  return formatEstimate(value, error, options);
}

/** The first by its mean rank first. */
export function renderRanks(table: RankTable, options: AnswerTableOptions = {}): string {
  const { lowerName, upperName, top } = table;
  const headers = ["level", "rank", "sd", lowerName, "median", upperName, "p_best"];
  if (top !== null) headers.push(`p_top_${top}`);
  const rows = table.rows.map((row) => ({
    cells: [
      row.level,
      ...estimateCells(row.rank, ["mean", "sd", "lower", "median", "upper"], options),
      probabilityCell(row.best, options),
      ...(row.top === null ? [] : [probabilityCell(row.top, options)]),
      probabilityCell(row.worst, options),
      formatDecimals(row.sucra, options.digits ?? 2),
    ],
  }));
  const notes = [
    `rank: the mean of the ranks of a level in all draws; 1 has the ${table.lowestFirst ? "lowest" : "highest"} effect`,
    "sucra: the share of the other levels that a level is before, on average",
  ];
  const layout = columns([...headers, "p_worst", "sucra"], 1, ["sd", "sucra", "p_worst"]);
  return `${titleOf(table, "ranks")}${renderTable(layout, rows, options)}${footOf(notes, options)}`;
}

/** A row for each pair of levels. */
export function renderDifferences(table: DifferenceTable, options: AnswerTableOptions = {}): string {
  const headers = ["first", "second", "mean", "sd", table.lowerName, table.upperName, "p_direction"];
  const rows = table.rows.map((row) => ({
    cells: [
      row.first,
      row.second,
      ...estimateCells(row, ["mean", "sd", "lower", "upper"], options),
      probabilityCell(row.direction, options),
    ],
  }));
  const notes = [
    "first minus second; p_direction: the probability that the difference has the sign of its median",
  ];
  const body = renderTable(columns(headers, 2, ["sd"]), rows, options);
  return `${titleOf(table, "differences")}${body}${footOf(notes, options)}`;
}

/** The probability of each level, and how many are above. */
export function renderExceedance(table: ExceedanceTable, options: AnswerTableOptions = {}): string {
  const { threshold, rows, count, countProbabilities } = table;
  const header = `p(effect > ${threshold})`;
  const body = renderTable(
    columns(["level", header], 1),
    rows.map(({ level, above }) => ({ cells: [level, probabilityCell(above, options)] })),
    options,
  );
  const likely = countProbabilities
    .map((share, k) => ({ share, k }))
    .filter(({ share }) => share >= 0.005)
    .map(({ share, k }) => `${k} with ${formatDecimals(share, 2)}`);
  const [interval] = intervalCells([count], options);
  const notes = [
    `levels above ${threshold}: ${interval!.trim()} of ${rows.length}`,
    ...(likely.length > mostCounts ? [] : [`by number: ${likely.join(", ")}`]),
  ];
  const { width = lineWidth } = options;
  const foot = notes.map((note) => `${wrap(note, width, "  ")}\n`).join("");
  return `${titleOf(table, "levels above a threshold, effects")}${body}${foot}`;
}

/** With more numbers of levels than this that are likely, these are not listed. */
const mostCounts = 20;

function footOf(
  notes: readonly string[],
  { paint = noPaint, width = lineWidth }: AnswerTableOptions,
): string {
  return notes.map((note) => `${paint(wrap(note, width, "  "), "muted")}\n`).join("");
}
