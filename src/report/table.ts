/**
 * Plain-text tables: columns padded to their widest cell and two spaces apart, without rules or colour of their own. Cells
 * hold texts of others, labels and names, and are made visible here.
 */

import { textWidth, wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";

/** The head of a column and how its cells are aligned. */
export interface Column {
  readonly header: string;
  readonly align: "left" | "right";
  /** Whether it may be left out where a table is too wide: the one with the least number is the first to go. */
  readonly spare?: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Stands after the row: `!` where it breaks a rule. */
  readonly mark?: string;
}

/** What a piece of text is, for whoever wants to give it a colour. */
export type TextRole = "header" | "alert" | "good" | "muted";

/** Wraps text, once its width is settled; the identity where there is no colour. */
export type Paint = (text: string, role: TextRole) => string;

/** Text as it is, for where there are no colours. */
export const noPaint: Paint = (text) => text;

/** How a table, or text, is laid on lines. */
export interface TableOptions {
  readonly paint?: Paint;
  /** Columns that a line may have. Without it a table is as wide as its cells; text is broken between words at 100. */
  readonly width?: number;
}

/** A table that is too wide gives its names this many columns, and what is left besides; longer ones have a line of their own. */
const leastNameWidth = 32;

/** Columns of names to the left, all others to the right; `spare` are the headers of those that may be left out, the first first. */
export function columns(
  headers: readonly string[],
  leftCount: number,
  spare: readonly string[] = [],
): Column[] {
  return headers.map((header, i) => ({
    header,
    align: i < leftCount ? "left" : "right",
    ...(spare.includes(header) ? { spare: spare.indexOf(header) } : {}),
  }));
}

/** Lines without trailing spaces, each ended by a newline. What is left out so that they fit is named below them. */
export function renderTable(
  layout: readonly Column[],
  rows: readonly TableRow[],
  { paint = noPaint, width = Infinity }: TableOptions = {},
): string {
  const head = layout.map(({ header }) => visible(header));
  const body = rows.map(({ cells, mark }) => ({ cells: cells.map(visible), mark }));
  const whole = layout.map((_, i) =>
    body.reduce((widest, { cells }) => Math.max(widest, textWidth(cells[i] ?? "")), textWidth(head[i]!)),
  );
  const { widths, shown, leftOut } = narrow(layout, whole, width - (rows.some(({ mark }) => mark) ? 2 : 0));
  const line = (cells: readonly string[]): string => {
    const [name = ""] = cells;
    const ownLine = textWidth(name) > widths[0]! ? `${name}\n` : "";
    const padded = shown.map((i) =>
      pad(i === 0 && ownLine !== "" ? "" : (cells[i] ?? ""), widths[i]!, layout[i]!.align),
    );
    return `${ownLine}${padded.join("  ").trimEnd()}`;
  };
  const lines = body.map(({ cells, mark }) =>
    mark ? paint(`${line(cells)} ${mark}`, "alert") : line(cells),
  );
  const names = leftOut.map((i) => head[i]).join(", ");
  const foot = names === "" ? [] : [paint(wrap(`left out to fit the line: ${names}`, width, "  "), "muted")];
  return [paint(line(head), "header"), ...lines, ...foot].map((text) => `${text}\n`).join("");
}

/** Widths that fit, of the columns that are shown: long names move to lines of their own, then spare columns are left out. */
function narrow(layout: readonly Column[], whole: readonly number[], width: number) {
  const widths = [...whole];
  const leftOut: number[] = [];
  const shown = (): number[] => layout.map((_, i) => i).filter((i) => !leftOut.includes(i));
  const total = (): number => shown().reduce((sum, i) => sum + widths[i]! + 2, -2);
  const spare = layout
    .flatMap((column, i) => (column.spare === undefined ? [] : [{ i, rank: column.spare }]))
    .sort((a, b) => a.rank - b.rank);
  if (total() > width) {
    widths[0] = Math.min(whole[0]!, leastNameWidth);
    for (const { i } of spare) if (total() > width) leftOut.push(i);
    widths[0] = Math.min(whole[0]!, Math.max(leastNameWidth, widths[0] + width - total()));
  }
  return { widths, shown: shown(), leftOut };
}

function pad(text: string, width: number, align: Column["align"]): string {
  const space = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "left" ? text + space : space + text;
}
