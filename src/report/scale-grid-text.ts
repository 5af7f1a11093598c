/** What refits with other scales of a prior gave, as a table and in sentences. */

import type { ScaleCurve, ScaleGrid } from "../posterior/scale-grid.ts";
import { wrap } from "../text/lines.ts";
import { formatDecimals, formatSignificant } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { columns, noPaint, renderTable } from "./table.ts";
import { type AnswerTableOptions, lineWidth } from "./variance-table.ts";

/** Medians with their intervals at the ends of the grid and at the run itself, how far they go, and what that means. */
export function renderScaleGrid(grid: ScaleGrid, options: AnswerTableOptions = {}): string {
  const { paint = noPaint, width = lineWidth } = options;
  const { parameter, written, curves, points, prob } = grid;
  const title = `refits with other scales of the prior ${parameter} ~ ${written}`;
  const headers = ["variable", scaleWords(grid, 0), "the run", scaleWords(grid, points.length - 1), "moves"];
  const rows = curves.map((curve) => {
    const { estimates, own, move } = curve;
    const shown = [estimates[0]!, own, estimates[estimates.length - 1]!].map((one) => {
      const [median, lower, upper] = estimateCells(one, ["median", "lower", "upper"], options);
      return `${median} [${lower}, ${upper}]`;
    });
    return { cells: [curve.variable, ...shown, formatDecimals(move.inSds, 2)] };
  });
  const failed = points.filter(({ isGood }) => !isGood).map(({ factor }) => String(round(factor)));
  const feet = [
    `median and ${round(100 * prob)}% interval with each scale; moves: from the least median of ${points.length} scales to the largest, in posterior sds of the run`,
    ...(failed.length > 0 ? [`the diagnosis failed at ${failed.join(", ")} times the scale`] : []),
  ];
  const body = renderTable(columns(headers, 1), rows, options);
  const said = curves.slice(0, mostSentences).map((curve) => wrap(sentenceOf(curve, grid), width, "  "));
  const foot = feet.map((one) => paint(wrap(one, width, "  "), "muted"));
  return `${title}\n${body}\n${[...said, "", ...foot].join("\n")}\n`;
}

/** Of more quantities the table says it. */
const mostSentences = 8;

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** `at 25`, or `at 0.25 times` where the scale is no single number. */
function scaleWords({ points, scale }: ScaleGrid, k: number): string {
  const { factor } = points[k]!;
  return scale === null ? `at ${round(factor)} times` : `at ${round(scale * factor)}`;
}

function sentenceOf({ variable, move, estimates, own }: ScaleCurve, grid: ScaleGrid): string {
  const { parameter, points } = grid;
  const last = points.length - 1;
  const [from, to] = [0, last].map((k) => scaleWords(grid, k).replace(/^at /, ""));
  const whose = `the scale of the prior of ${parameter} goes from ${from} to ${to}`;
  const isNoise = !(move.inSds > 2 * move.error);
  if (isNoise)
    return `${variable} stays where it is when ${whose}: its median moves by no more than Monte Carlo error.`;
  const [first, end] = [estimates[0]!, estimates[last]!].map((one) => estimateCells(one, ["median"], {})[0]!);
  const [all, ends] = [move.inSds, Math.abs(move.to - move.from) / own.sd];
  const sds = formatSignificant(ends, 2);
  // Some go and come back.
  const between = ends < 0.9 * all ? `, and up to ${formatSignificant(all, 2)} in between` : "";
  return `${variable} moves from ${first} to ${end} when ${whose}; that is ${sds} posterior sds${between}.`;
}
