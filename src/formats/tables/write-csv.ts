/** Draws as CSV in the layout of R's `draws_df`: variables, statistics, then `.chain`, `.iteration` and `.draw`. */

import type { Draws } from "../../posterior/draws.ts";
import { statisticColumns, variableColumns } from "./draw-columns.ts";

/** Characters of a piece, about. */
const pieceLength = 1 << 20;

/** The text in pieces of about a megabyte; numbers in the fewest digits that give the same double again. */
export async function* csvPieces(draws: Draws): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  const columns = [...variableColumns(draws), ...statisticColumns(draws)];
  const names = [...columns.map(({ name }) => name), ".chain", ".iteration", ".draw"];
  let text = `${names.map(quoted).join(",")}\n`;
  const { chainCount, drawCount } = draws;
  for (let row = 0; row < chainCount * drawCount; row++) {
    for (const { values } of columns) text += `${numberText(values[row]!)},`;
    text += `${Math.floor(row / drawCount) + 1},${(row % drawCount) + 1},${row + 1}\n`;
    if (text.length >= pieceLength) {
      yield encoder.encode(text);
      text = "";
    }
  }
  if (text !== "") yield encoder.encode(text);
}

/** As R writes what is not finite. */
function numberText(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "Inf" : "-Inf";
}

function quoted(name: string): string {
  return /[",;\t\r\n']|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
