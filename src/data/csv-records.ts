/**
 * Splits the bytes of a CSV file, as they arrive, into records of fields (RFC 4180), with the line that each begins on.
 *
 * Records whose fields are plain, or quoted as a whole with neither quotes nor newlines inside, are split here, in the bytes and
 * without any allocation, which takes a sixth of the time of splitting text. From the first other record of a stretch on, papaparse
 * splits the stretch: `quoted-records.ts`. A byte order mark is removed, and CRLF and CR become LF, inside quoted fields too. Memory
 * is one stretch of bytes and the longest record, whatever the length of the file.
 */

import { decodeText, type Fields } from "./fields.ts";
import { doubled } from "./growing-array.ts";
import { QuotedRecords } from "./quoted-records.ts";

/** So many bytes are gathered before they are split; the delimiter is chosen on the first of them. */
const stretch = 1 << 16;

/** Longer pieces are taken in parts of this length. */
const longestPart = 1 << 18;

/** A record longer than this has lost its closing quote, and reading on would take the square of the file's length. */
const longestRecord = 1 << 20;

const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

export interface RecordVisitor {
  /** Called once, before the first record, with the beginning of the text. A delimiter is one ASCII character. */
  chooseDelimiter(sample: string): string;
  /** `fields` as they stand between delimiters, quotes resolved; a blank line is one empty field. Not to be kept. */
  visit(fields: Fields, line: number): void;
}

export class RecordSplitter {
  /** Where reading stopped: a NUL character, or a quote that does not end as it should. */
  broken: { readonly kind: "notText" | "quote"; readonly line: number } | null = null;
  private readonly visitor: RecordVisitor;
  private readonly fields: Fields = {
    bytes: new Uint8Array(0),
    starts: new Int32Array(16),
    ends: new Int32Array(16),
    count: 0,
  };
  private delimiter: string | null = null;
  /** What was not split yet is `rest[0 .. restLength]`. */
  private rest = new Uint8Array(stretch);
  private restLength = 0;
  private line = 1;
  private endsInReturn = false;

  constructor(visitor: RecordVisitor) {
    this.visitor = visitor;
  }

  /** Does nothing once `broken` is set. */
  push(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length && !this.broken; start += longestPart) {
      this.append(bytes.subarray(start, start + longestPart));
      if (this.restLength >= stretch) this.splitRest(false);
    }
  }

  /** After the last `push`. */
  end(): void {
    if (!this.broken && this.restLength > 0) this.splitRest(true);
  }

  /** Puts bytes behind the rest, newlines made one. */
  private append(bytes: Uint8Array): void {
    const needed = this.restLength + bytes.length;
    if (needed > this.rest.length) {
      const longer = new Uint8Array(2 * needed);
      longer.set(this.rest.subarray(0, this.restLength));
      this.rest = longer;
    }
    if (!this.endsInReturn && !bytes.includes(carriageReturn)) {
      this.rest.set(bytes, this.restLength);
      this.restLength = needed;
      return;
    }
    for (const byte of bytes) {
      if (byte !== newline || !this.endsInReturn) {
        this.rest[this.restLength++] = byte === carriageReturn ? newline : byte;
      }
      this.endsInReturn = byte === carriageReturn;
    }
  }

  private splitRest(isLast: boolean): void {
    this.delimiter ??= this.begin();
    const bytes = this.rest.subarray(0, this.restLength);
    const nul = bytes.indexOf(0);
    if (nul >= 0) {
      this.broken = { kind: "notText", line: this.line + countNewlines(bytes, 0, nul) };
      return;
    }
    const end = isLast ? bytes.length : bytes.lastIndexOf(newline) + 1;
    let start = this.splitPlain(bytes, end);
    if (start < end) start = this.splitQuoted(bytes, start, isLast);
    this.rest.copyWithin(0, start, this.restLength);
    this.restLength -= start;
    if (this.restLength > longestRecord) this.broken ??= { kind: "quote", line: this.line };
  }

  /** Takes a byte order mark away, and has the delimiter chosen. */
  private begin(): string {
    if (this.rest[0] === 0xef && this.rest[1] === 0xbb && this.rest[2] === 0xbf) {
      this.rest.copyWithin(0, 3, this.restLength);
      this.restLength -= 3;
    }
    return this.visitor.chooseDelimiter(decodeText(this.rest, 0, Math.min(this.restLength, stretch)));
  }

  /** Visits records up to the first that is not plain, which begins at the index that is given back. */
  private splitPlain(bytes: Uint8Array, end: number): number {
    const { fields, visitor } = this;
    const delimiter = this.delimiter!.charCodeAt(0);
    fields.bytes = bytes;
    let start = 0;
    while (start < end) {
      const next = splitRecord(fields, start, end, delimiter);
      if (next < 0) return start;
      visitor.visit(fields, this.line++);
      start = next;
    }
    return end;
  }

  /** Visits all records from `start` on that are whole; gives back where the rest begins. */
  private splitQuoted(bytes: Uint8Array, start: number, isLast: boolean): number {
    const records = new QuotedRecords(bytes.subarray(start), this.delimiter!, isLast);
    records.forEach((fields, newlines) => {
      this.visitor.visit(fields, this.line);
      this.line += 1 + newlines;
    });
    if (records.isBroken) this.broken = { kind: "quote", line: this.line };
    return start + records.length;
  }
}

/** Fills `fields` with the record at `start` and returns where the next one begins; -1 if the record is not plain. */
function splitRecord(fields: Fields, start: number, end: number, delimiter: number): number {
  const { bytes } = fields;
  let at = start;
  let count = 0;
  for (;;) {
    const isQuoted = at < end && bytes[at] === quote;
    const first = isQuoted ? at + 1 : at;
    at = isQuoted ? closingQuote(bytes, first, end, delimiter) : fieldEnd(bytes, first, end, delimiter);
    if (at < 0) return -1;
    if (count === fields.starts.length) {
      fields.starts = doubled(fields.starts);
      fields.ends = doubled(fields.ends);
    }
    fields.starts[count] = first;
    fields.ends[count++] = at;
    if (isQuoted) at++;
    if (at < end && bytes[at] === delimiter) at++;
    else break;
  }
  fields.count = count;
  return at + 1;
}

function fieldEnd(bytes: Uint8Array, start: number, end: number, delimiter: number): number {
  let at = start;
  while (at < end && bytes[at] !== delimiter && bytes[at] !== newline) at++;
  return at;
}

/** The quote that ends a field on the same line, with a delimiter or nothing behind it; -1 if there is none. */
function closingQuote(bytes: Uint8Array, start: number, end: number, delimiter: number): number {
  let at = start;
  while (at < end && bytes[at] !== quote && bytes[at] !== newline) at++;
  if (at === end || bytes[at] === newline) return -1;
  const next = at + 1;
  return next === end || bytes[next] === delimiter || bytes[next] === newline ? at : -1;
}

function countNewlines(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (bytes[i] === newline) count++;
  return count;
}
