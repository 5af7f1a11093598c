/**
 * Records with quotes inside quotes, newlines inside quotes, or quotes that do not end as they should: papaparse splits them.
 */

import Papa from "papaparse";
import { decodeText, type Fields } from "./fields.ts";

const newline = 0x0a;

/** The whole records at the beginning of `bytes`, which start with a record. */
export class QuotedRecords {
  /** Records before the first that is broken. */
  readonly count: number;
  /** Whether a quote does not end as it should in the record after these. */
  readonly isBroken: boolean;
  /** Bytes that were split; of the last stretch of a file, all. */
  readonly length: number;
  private readonly records: readonly (readonly string[])[];

  constructor(bytes: Uint8Array, delimiter: string, isLast: boolean) {
    const parser = new Papa.Parser({ delimiter, newline: "\n" });
    const text = decodeText(bytes, 0, bytes.length);
    const { data, errors, meta } = parser.parse(text, 0, !isLast) as Papa.ParseResult<string[]>;
    this.records = data;
    this.count = errors.reduce((least, error) => Math.min(least, error.row ?? 0), data.length);
    this.isBroken = this.count < data.length;
    this.length = isLast ? bytes.length : lengthOfLines(bytes, countNewlines(text.slice(0, meta.cursor)));
  }

  /** Record i, quotes resolved, and the newlines inside its fields. */
  fieldsOf(i: number): { readonly fields: Fields; readonly newlines: number } {
    const record = this.records[i]!;
    const encoded = record.map((field) => new TextEncoder().encode(field));
    const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
    const starts = new Int32Array(record.length);
    const ends = new Int32Array(record.length);
    let at = 0;
    encoded.forEach((field, k) => {
      bytes.set(field, at);
      starts[k] = at;
      at += field.length;
      ends[k] = at;
    });
    const newlines = record.reduce((sum, field) => sum + countNewlines(field), 0);
    return { fields: { bytes, starts, ends, count: record.length }, newlines };
  }
}

/** The bytes of the first `count` lines; bytes that are not UTF-8 have no length as text to go by. */
function lengthOfLines(bytes: Uint8Array, count: number): number {
  let length = 0;
  for (let line = 0; line < count; line++) length = bytes.indexOf(newline, length) + 1;
  return length;
}

function countNewlines(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}
