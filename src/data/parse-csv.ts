/**
 * Reads a table from CSV text, whole or in pieces as they arrive; runs in a browser too.
 *
 * The first line that is not blank holds the column names; only the requested columns are kept. Cells and names are
 * taken without the blanks around them. Blank lines are skipped; in a file of one column, where a blank line may be a
 * missing value, only at the end. Where columns are not separated by commas, decimal commas are accepted and reported
 * (`1,5` is 1.5), unless some numbers have a decimal point. `cell.ts` says what is a number and what is missing.
 */

import type { Problem } from "../language/problem.ts";
import { parseNumber } from "./cell.ts";
import type { NumericCollector, Occurrence } from "./column-collector.ts";
import { RecordSplitter, type RecordVisitor } from "./csv-records.ts";
import { chooseDelimiter } from "./delimiter.ts";
import {
  decimalComma,
  duplicateHeader,
  emptyFile,
  missingColumn,
  mixedDecimals,
  notText,
  raggedRows,
  type TableSource,
  unclosedQuote,
} from "./problems.ts";
import type { ColumnRequest } from "./table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "./table-builder.ts";

/** Reads all of `text`; `name` is for messages. Throws only what the iterable throws. */
export async function parseCsv(
  text: string | AsyncIterable<string>,
  name: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  const reader = new CsvReader(name, requests, options);
  const splitter = new RecordSplitter(reader);
  if (typeof text === "string") splitter.push(text);
  else {
    for await (const piece of text) {
      splitter.push(piece);
      if (splitter.broken) break;
    }
  }
  splitter.end();
  return reader.finish(splitter.broken);
}

/** Control characters other than tab and the ends of lines; no table as text has them. */
function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < " " && !"\t\n\v\f\r".includes(character));
}

class CsvReader implements RecordVisitor {
  private readonly source: TableSource;
  private readonly requests: readonly ColumnRequest[];
  private readonly options: ReadOptions;
  private readonly problems: Problem[] = [];
  private delimiter = ",";
  private header: readonly string[] | null = null;
  private builder: TableBuilder | null = null;
  /** The field of each of the builder's collectors. */
  private positions: readonly number[] = [];
  private ragged: { readonly seen: Occurrence; readonly found: number } | null = null;
  private blankLines: number[] = [];
  private comma: (Occurrence & { readonly column: string }) | null = null;
  private point: Occurrence | null = null;

  constructor(name: string, requests: readonly ColumnRequest[], options: ReadOptions) {
    this.source = { name, unit: "line" };
    this.requests = requests;
    this.options = options;
  }

  chooseDelimiter(sample: string): string {
    this.delimiter = chooseDelimiter(
      sample,
      this.requests.map((request) => request.from),
    );
    return this.delimiter;
  }

  visit(fields: readonly string[], line: number): void {
    if (fields.length === 1 && fields[0]!.trim() === "") {
      if (this.header?.length === 1) this.blankLines.push(line);
    } else if (!this.header) {
      this.readHeader(fields, line);
    } else if (fields.length !== this.header.length) {
      if (this.ragged) this.ragged.seen.count++;
      else this.ragged = { seen: { row: line, value: "", count: 1 }, found: fields.length };
    } else {
      for (const blank of this.blankLines) this.readRow([""], blank);
      this.blankLines = [];
      this.readRow(fields, line);
    }
  }

  finish(broken: RecordSplitter["broken"]): TableResult {
    const { problems } = this;
    const { name } = this.source;
    if (broken) problems.push((broken.kind === "notText" ? notText : unclosedQuote)(name, broken.line));
    if (!this.builder) {
      if (problems.length === 0) problems.push(emptyFile(name));
      return { table: null, problems };
    }
    if (this.ragged) {
      problems.push(raggedRows(this.header!.length, this.ragged.found, this.ragged.seen, name));
    }
    if (this.comma && this.point)
      problems.push(mixedDecimals(this.comma, this.point, this.comma.column, name));
    else if (this.comma) problems.push(decimalComma(this.comma.column, this.comma, name));
    return this.builder.finish(problems);
  }

  private readHeader(fields: readonly string[], line: number): void {
    this.header = fields.map((field) => field.trim());
    if (fields.some(hasControlCharacter)) {
      this.problems.push(notText(this.source.name, line));
      return;
    }
    const found = this.requests.filter((request) => this.isFound(request));
    this.positions = found.map((request) => this.header!.indexOf(request.from));
    this.builder = new TableBuilder(this.source, found, this.options);
  }

  private isFound(request: ColumnRequest): boolean {
    const header = this.header!;
    const places = header.flatMap((name, i) => (name === request.from ? [i + 1] : []));
    if (places.length === 1) return true;
    this.problems.push(
      places.length === 0
        ? missingColumn(request, header, this.source)
        : duplicateHeader(request.from, places, this.source),
    );
    return false;
  }

  private readRow(fields: readonly string[], line: number): void {
    const { builder, positions } = this;
    if (!builder) return;
    for (let i = 0; i < positions.length; i++) {
      const collector = builder.collectors[i]!;
      const text = fields[positions[i]!]!.trim();
      if (collector.kind === "numeric") this.stageNumber(collector, text, line);
      else collector.stageText(text, line);
    }
    builder.endRow(line);
  }

  private stageNumber(collector: NumericCollector, text: string, line: number): void {
    const type = collector.request.type === "int" ? "int" : "real";
    let reading = parseNumber(text, type);
    if (reading === "comma" && this.delimiter !== ",") {
      reading = parseNumber(text.replace(",", "."), type);
      if (typeof reading === "number") {
        this.comma ??= { row: line, value: text, count: 1, column: collector.request.from };
      } else if (reading === "text") reading = "comma";
    } else if (!this.point && typeof reading === "number" && text.includes(".") && !Number.isNaN(reading)) {
      this.point = { row: line, value: text, count: 1 };
    }
    collector.stage(reading, text, line);
  }
}
