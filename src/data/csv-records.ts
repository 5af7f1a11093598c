/**
 * Splits the text of a CSV file, as it arrives, into records of fields (RFC 4180), with the line that each begins on.
 *
 * papaparse's parser takes one stretch of text after another; what is left of an unfinished record is put before the
 * next. A byte order mark is removed, and CRLF and CR become LF, inside quoted fields too. Memory is one stretch of
 * 64 thousand characters and the longest record, whatever the length of the file.
 */

import Papa from "papaparse";

/** Text is gathered up to this many characters before it is parsed; the delimiter is chosen on the first of it. */
const stretch = 1 << 16;

/** A record longer than this has lost its closing quote, and reading on would take the square of the file's length. */
const longestRecord = 1 << 20;

export interface RecordVisitor {
  /** Called once, before the first record, with the beginning of the text. */
  chooseDelimiter(sample: string): string;
  /** `fields` as they stand between delimiters, quotes resolved; a blank line is one empty field. */
  visit(fields: readonly string[], line: number): void;
}

export class RecordSplitter {
  /** Where reading stopped: a NUL character, or a quote that does not end as it should. */
  broken: { readonly kind: "notText" | "quote"; readonly line: number } | null = null;
  private readonly visitor: RecordVisitor;
  private parser: Papa.Parser | null = null;
  private rest = "";
  private line = 1;
  private isFirst = true;
  private endsInReturn = false;

  constructor(visitor: RecordVisitor) {
    this.visitor = visitor;
  }

  /** Does nothing once `broken` is set. */
  push(text: string): void {
    if (this.broken || text === "") return;
    this.rest += this.unifyNewlines(text);
    if (this.rest.length >= stretch) this.parseRest(false);
  }

  /** After the last `push`. */
  end(): void {
    if (this.endsInReturn) this.rest += "\n";
    if (!this.broken && this.rest !== "") this.parseRest(true);
  }

  private unifyNewlines(text: string): string {
    let unified = this.endsInReturn ? `\r${text}` : text;
    if (this.isFirst && unified.charCodeAt(0) === 0xfeff) unified = unified.slice(1);
    this.isFirst = false;
    this.endsInReturn = unified.endsWith("\r");
    if (this.endsInReturn) unified = unified.slice(0, -1);
    return unified.includes("\r") ? unified.replace(/\r\n?/g, "\n") : unified;
  }

  private parseRest(isLast: boolean): void {
    const nul = this.rest.indexOf("\0");
    if (nul >= 0) {
      this.broken = { kind: "notText", line: this.line + countNewlines(this.rest.slice(0, nul)) };
      return;
    }
    this.parser ??= new Papa.Parser({
      delimiter: this.visitor.chooseDelimiter(this.rest.slice(0, stretch)),
      newline: "\n",
    });
    const { data, errors, meta } = this.parser.parse(this.rest, 0, !isLast) as Papa.ParseResult<string[]>;
    const hasQuotes = this.rest.includes('"');
    const firstBroken = errors.reduce((least, error) => Math.min(least, error.row ?? 0), data.length);
    for (let i = 0; i < firstBroken; i++) {
      const fields = data[i]!;
      this.visitor.visit(fields, this.line);
      this.line += 1 + (hasQuotes ? newlinesInside(fields) : 0);
    }
    this.rest = isLast ? "" : this.rest.slice(meta.cursor);
    if (firstBroken < data.length || this.rest.length > longestRecord) {
      this.broken = { kind: "quote", line: this.line };
    }
  }
}

function newlinesInside(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) if (field.includes("\n")) count += countNewlines(field);
  return count;
}

function countNewlines(text: string): number {
  return text.split("\n").length - 1;
}
