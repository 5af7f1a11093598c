/** Tables as HTML: with a caption, headers that say what they are of, and values to sort by. */

import type { Phrase } from "../../manuscript/inline.ts";
import { written } from "../../manuscript/markup.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import { escaped } from "../../text/html.ts";
import { inlineHtml } from "./inline.ts";

/** Within an element that scrolls where there is no room, which the keyboard can reach. */
export function tableHtml({ caption, columns, rows, notes }: ManuscriptTable, id: string): string {
  const head = columns.map(
    ({ header, isText }) => `<th scope="col"${isText ? "" : ' class="number"'}>${inlineHtml(header)}</th>`,
  );
  const body = rows.map(
    (row) => `<tr>${row.map((cell, i) => cellHtml(cell, i, columns[i]!.isText)).join("")}</tr>\n`,
  );
  const foot = notes.map((note) => `${inlineHtml(note)}.`).join(" ");
  return [
    `<div class="table" role="group" aria-labelledby="${id}" tabindex="0">\n<table>\n`,
    `<caption id="${id}"><span>${inlineHtml(caption)}</span></caption>\n`,
    `<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${body.join("")}</tbody>\n</table>\n</div>\n`,
    foot === "" ? "" : `<p class="note">${foot}</p>\n`,
  ].join("");
}

/** Cells with more letters are wider, so that they are not high; those with few are in one line. */
const [longText, shortText] = [40, 20];

function cellHtml(cell: Phrase, i: number, isText: boolean): string {
  const text = inlineHtml(cell);
  if (i === 0) return `<th scope="row">${text}</th>`;
  const plain = written(cell, "text");
  if (isText) {
    const width = plain.length > longText ? "long" : plain.length <= shortText ? "short" : null;
    return `<td${width === null ? "" : ` class="${width}"`}>${text}</td>`;
  }
  const value = firstNumber(plain);
  // What is a number as it stands needs no other one to be sorted by.
  const other = value === null || value === plain ? "" : ` data-value="${escaped(value)}"`;
  const hasInterval = cell.length === 3 && plain.endsWith("]");
  return `<td class="number"${other}>${hasInterval ? inTwoLines(cell) : text}</td>`;
}

/** A mean and its interval: where there is little room, one below the other. */
function inTwoLines([mean, space, interval]: Phrase): string {
  return `${inlineHtml([mean!, space!])}<span class="interval">${inlineHtml([interval!])}</span>`;
}

/** What a column is sorted by: of an interval its lower end. Null where there is no number. */
function firstNumber(text: string): string | null {
  return /-?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?/.exec(text)?.[0].replaceAll(",", "") ?? null;
}
