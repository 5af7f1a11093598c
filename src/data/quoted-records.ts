/**
 * Records with quotes inside quotes, newlines inside quotes, or quotes that do not end as they should: papaparse splits them
 * as text, and the fields are made bytes again.
 */

import Papa from "papaparse";
import { decodeText, type Fields } from "./fields.ts";

const newline = 0x0a;

/** The whole records at the beginning of `bytes`, which start with a record. */
export class QuotedRecords {
  /** Whether a quote does not end as it should in the record after these. */
  readonly isBroken: boolean;
  /** Bytes that were split; of the last stretch of a file, all. */
  readonly length: number;
  /** Up to the first that is broken. */
  private readonly records: readonly (readonly string[])[];

  constructor(bytes: Uint8Array, delimiter: string, isLast: boolean) {
    const parser = new Papa.Parser({ delimiter, newline: "\n" });
    const text = decodeText(bytes, 0, bytes.length);
    const { data, errors, meta } = parser.parse(text, 0, !isLast) as Papa.ParseResult<string[]>;
    const count = errors.reduce((least, error) => Math.min(least, error.row ?? 0), data.length);
    this.records = data.slice(0, count);
    this.isBroken = count < data.length;
    this.length = isLast ? bytes.length : lengthOfLines(bytes, countNewlines(text.slice(0, meta.cursor)));
  }

  /** Calls `visit` with each record, quotes resolved, and the newlines inside its fields. */
  forEach(visit: (fields: Fields, newlines: number) => void): void {
    const bytes = new TextEncoder().encode(this.records.map((record) => record.join("")).join(""));
    let at = 0;
    for (const record of this.records) {
      const starts = new Int32Array(record.length);
      const ends = new Int32Array(record.length);
      let newlines = 0;
      for (let i = 0; i < record.length; i++) {
        starts[i] = at;
        at += countBytes(record[i]!);
        ends[i] = at;
        newlines += countNewlines(record[i]!);
      }
      visit({ bytes, starts, ends, count: record.length }, newlines);
    }
  }
}

/** The bytes of the first `count` lines; what is not UTF-8 has no length as text to go by. */
function lengthOfLines(bytes: Uint8Array, count: number): number {
  let length = 0;
  for (let line = 0; line < count; line++) length = bytes.indexOf(newline, length) + 1;
  return length;
}

/** The length of a text as UTF-8; decoded text has only whole surrogate pairs, of four bytes. */
function countBytes(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) count += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return count;
}

function countNewlines(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}
