/**
 * Plain-text tables: columns padded to their widest cell and two spaces apart, without rules or colour of their own. Cells
 * hold texts of others, labels and names, and are made visible here.
 */

import { visible } from "../text/visible.ts";

/** The head of a column and how its cells are aligned. */
export interface Column {
  readonly header: string;
  readonly align: "left" | "right";
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

/** Columns of names to the left, all others to the right. */
export function columns(headers: readonly string[], leftCount: number): Column[] {
  return headers.map((header, i) => ({ header, align: i < leftCount ? "left" : "right" }));
}

/** Lines without trailing spaces, each ended by a newline. */
export function renderTable(
  layout: readonly Column[],
  rows: readonly TableRow[],
  paint: Paint = noPaint,
): string {
  const head = layout.map(({ header }) => visible(header));
  const body = rows.map(({ cells, mark }) => ({ cells: cells.map(visible), mark }));
  const widths = layout.map((_, i) =>
    body.reduce((widest, { cells }) => Math.max(widest, textWidth(cells[i] ?? "")), textWidth(head[i]!)),
  );
  const line = (cells: readonly string[]): string =>
    layout
      .map(({ align }, i) => pad(cells[i] ?? "", widths[i]!, align))
      .join("  ")
      .trimEnd();
  const lines = body.map(({ cells, mark }) =>
    mark ? paint(`${line(cells)} ${mark}`, "alert") : line(cells),
  );
  return [paint(line(head), "header"), ...lines].map((text) => `${text}\n`).join("");
}

/** Columns of a terminal that a text takes: code points without combining marks, East Asian wide ones twice. */
export function textWidth(text: string): number {
  const visible = text.normalize("NFC").replace(/[\p{M}\u200b-\u200d\ufeff]/gu, "");
  const wide = visible.match(
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu,
  );
  return Array.from(visible).length + (wide?.length ?? 0);
}

function pad(text: string, width: number, align: Column["align"]): string {
  const space = " ".repeat(width - textWidth(text));
  return align === "left" ? text + space : space + text;
}
