/** The beginning of a CSV table, and the numbers in its cells. */

import Papa from "papaparse";

/** What may stand between columns. */
const delimiters = [",", ";", "\t"] as const;

/** Rows that are looked at to see what a table is. */
const sampleRows = 50;

/** The beginning of a table: its header, and its first rows as far as they are whole. */
export interface CsvSample {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Of a text that may be cut; null where there is no header. */
export function sampleCsv(text: string): CsvSample | null {
  const plain = text.replace(/\r\n?/g, "\n");
  const samples = delimiters.map((delimiter): CsvSample => {
    const { data } = new Papa.Parser({ delimiter, newline: "\n", preview: sampleRows }).parse(
      plain,
      0,
      false,
    ) as {
      data: string[][];
    };
    const rows = data.filter((fields) => fields.length > 1 || fields[0]?.trim() !== "");
    const isCut =
      !plain.endsWith("\n") &&
      rows.length === data.length &&
      rows.length < sampleRows &&
      text.length >= 60_000;
    return {
      delimiter,
      header: (rows[0] ?? []).map((name) => name.trim()),
      rows: rows.slice(1, isCut ? -1 : undefined),
    };
  });
  // Rows like the header first, then columns; a comma where that says nothing.
  const score = ({ header, rows }: CsvSample): number =>
    (header.length > 1 ? rows.filter((fields) => fields.length === header.length).length * 1e6 : 0) +
    header.length;
  const best = samples.reduce((one, other) => (score(other) > score(one) ? other : one));
  return best.header.length === 0 ? null : best;
}

/**
 * The number in a cell: NaN for a missing one (nothing, `NA`, `NaN`), null for what is none. `TRUE` is 1. A decimal comma counts where
 * columns are not separated by commas.
 */
export function cellNumber(text: string, hasDecimalComma: boolean): number | null {
  const value = Number(text);
  // What `Number` takes besides decimals: blanks, and 0x10 and the like.
  if (!Number.isNaN(value) && !(value === 0 && text.trim() === "") && !isPrefixed(text)) return value;
  const word = text.trim().toLowerCase();
  if (word === "" || ["na", "nan", "null", "none"].includes(word)) return Number.NaN;
  if (word === "true" || word === "t") return 1;
  if (word === "false" || word === "f") return 0;
  const infinite = /^([+-]?)inf(inity)?$/.exec(word);
  if (infinite !== null) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return hasDecimalComma && /^[+-]?\d*,\d+(e[+-]?\d+)?$/.test(word) ? Number(word.replace(",", ".")) : null;
}

/** Without a pattern, since it is asked of every cell. */
function isPrefixed(text: string): boolean {
  const own = text.charCodeAt(0) <= 0x20 ? text.trim() : text;
  return own.charCodeAt(0) === 0x30 && own.charCodeAt(1) > 0x39 && !/^0e/i.test(own);
}
