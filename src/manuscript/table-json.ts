/** A table for a manuscript as JSON: its texts, as they would be printed. */

import type { JsonObject } from "../report/json.ts";
import { written } from "./markup.ts";
import type { ManuscriptTable } from "./table-data.ts";

export function tableJson({ label, caption, columns, rows, notes }: ManuscriptTable): JsonObject {
  return {
    label,
    caption: written(caption, "text"),
    columns: columns.map(({ header }) => written(header, "text")),
    rows: rows.map((row) => row.map((cell) => written(cell, "text"))),
    notes: notes.map((note) => written(note, "text")),
  };
}
