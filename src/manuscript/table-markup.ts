/** Tables for a manuscript as text of a kind. */

import { columns, renderTable } from "../report/table.ts";
import { textWidth, wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import type { Phrase } from "./inline.ts";
import { type MarkupName, written } from "./markup.ts";
import type { ManuscriptTable } from "./table-data.ts";

/** Columns of plain text where nothing else is asked for. */
const usualWidth = 100;

/** Ends with a newline; `width` is of plain text alone. */
export function tableText(table: ManuscriptTable, kind: MarkupName, width = usualWidth): string {
  return writers[kind](table, width);
}

const writers: { readonly [Name in MarkupName]: (table: ManuscriptTable, width: number) => string } = {
  text: plainTable,
  markdown: markdownTable,
  latex: latexTable,
  html: htmlTable,
};

function headOf({ columns: heads }: ManuscriptTable, kind: MarkupName): string[] {
  return heads.map(({ header }) => written(header, kind));
}

function rowsOf({ rows }: ManuscriptTable, kind: MarkupName): string[][] {
  return rows.map((row) => row.map((cell) => written(cell, kind)));
}

/** The notes as sentences, each ended. */
function notesOf({ notes }: ManuscriptTable, kind: MarkupName): string {
  return notes.map((note: Phrase) => `${written(note, kind)}.`).join(" ");
}

function plainTable(table: ManuscriptTable, width: number): string {
  const head = headOf(table, "text");
  const left = table.columns.map(({ isText }) => isText);
  const rows = rowsOf(table, "text");
  const spare = ["Meaning", "Median", "Tail ESS", "Bulk ESS"];
  const layout = columns(head, 0, spare).map((column, i) => ({
    ...column,
    align: left[i] === true ? ("left" as const) : ("right" as const),
  }));
  const last = head.length - 1;
  const isLong = left[last] === true && rows.some((cells) => textWidth(cells[last] ?? "") > 30);
  const lines = isLong ? rows.flatMap((cells) => brokenRow(cells, rows, head, width)) : rows;
  const body = renderTable(
    layout,
    lines.map((cells) => ({ cells })),
    { width },
  );
  const notes = notesOf(table, "text");
  const foot = notes === "" ? "" : `${wrap(notes, width, "")}\n`;
  return `${wrap(`${written(table.caption, "text")}.`, width, "")}\n\n${body}${foot === "" ? "" : `\n${foot}`}`;
}

/** A row whose last cell, a text, is broken into lines. */
function brokenRow(
  cells: readonly string[],
  rows: readonly (readonly string[])[],
  head: readonly string[],
  width: number,
): string[][] {
  const taken = head
    .slice(0, -1)
    .map((header, i) => Math.max(textWidth(header), ...rows.map((one) => textWidth(one[i] ?? ""))) + 2);
  const room = Math.max(30, width - taken.reduce((sum, one) => sum + one, 0));
  const first = cells.slice(0, -1);
  return wrap(cells.at(-1) ?? "", room, "")
    .split("\n")
    .map((line, k) => [...(k === 0 ? first : first.map(() => "")), line]);
}

/** A table of pipes, its caption as Pandoc reads it. */
function markdownTable(table: ManuscriptTable): string {
  const rule = table.columns.map(({ isText }) => (isText ? "---" : "---:"));
  const lines = [headOf(table, "markdown"), rule, ...rowsOf(table, "markdown")].map(
    (cells) => `| ${cells.join(" | ")} |\n`,
  );
  const notes = notesOf(table, "markdown");
  return `${lines.join("")}\n: ${written(table.caption, "markdown")}.\n${notes === "" ? "" : `\n${notes}\n`}`;
}

/** A `table` environment, which needs no package. */
function latexTable(table: ManuscriptTable): string {
  const row = (cells: readonly string[]): string => `    ${cells.join(" & ")} \\\\\n`;
  const rule = "    \\hline\n";
  const notes = notesOf(table, "latex");
  const label = visible(table.label).replace(/[^\p{L}\p{N}.:-]+/gu, "-");
  return [
    "\\begin{table}\n",
    "  \\centering\n",
    `  \\caption{${written(table.caption, "latex")}.}\n`,
    `  \\label{tab:${label}}\n`,
    `  \\begin{tabular}{${table.columns.map(({ isText }) => (isText ? "l" : "r")).join("")}}\n`,
    rule,
    row(headOf(table, "latex")),
    rule,
    ...rowsOf(table, "latex").map(row),
    rule,
    "  \\end{tabular}\n",
    ...(notes === "" ? [] : [`\n  \\medskip\n  \\footnotesize ${notes}\n`]),
    "\\end{table}\n",
  ].join("");
}

/** A `table` with a caption, and its notes in a paragraph. */
function htmlTable(table: ManuscriptTable): string {
  const cell = (name: "td" | "th", text: string, i: number): string =>
    table.columns[i]!.isText
      ? `<${name} style="text-align: left">${text}</${name}>`
      : `<${name} style="text-align: right">${text}</${name}>`;
  const row = (name: "td" | "th", cells: readonly string[]): string =>
    `<tr>${cells.map((text, i) => cell(name, text, i)).join("")}</tr>\n`;
  const notes = notesOf(table, "html");
  return [
    "<table>\n",
    `<caption>${written(table.caption, "html")}.</caption>\n`,
    `<thead>\n${row("th", headOf(table, "html"))}</thead>\n`,
    `<tbody>\n${rowsOf(table, "html")
      .map((cells) => row("td", cells))
      .join("")}</tbody>\n`,
    "</table>\n",
    ...(notes === "" ? [] : [`<p>${notes}</p>\n`]),
  ].join("");
}
