/**
 * Reads a table from CSV text, whole or in pieces as they arrive; runs in a browser too.
 *
 * The first line that is not blank holds the column names, after a line `sep=;` if there is one; only the requested columns are kept. Cells and names are
 * taken without the blanks around them. Blank lines are skipped; in a file of one column, where a blank line may be a
 * missing value, only at the end. Where columns are not separated by commas, decimal commas are accepted and reported
 * (`1,5` is 1.5, `1.234,5` is 1234.5), unless some numbers have a decimal point. `cell.ts` says what is a number and what is missing.
 */

import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import { parseNumber, withoutThousands } from "./cell.ts";
import type { NumericCollector, Occurrence } from "./column-collector.ts";
import { RecordSplitter, type RecordVisitor } from "./csv-records.ts";
import { chooseDelimiter } from "./delimiter.ts";
import { decodeText, dropBlanks, type Fields, skipBlanks, textsOf } from "./fields.ts";
import { parsePlainNumber } from "./plain-number.ts";
import {
  decimalComma,
  emptyFile,
  mixedDecimals,
  notText,
  raggedRows,
  type TableSource,
  unclosedQuote,
} from "./problems.ts";
import type { ColumnRequest } from "./table.ts";
import { type ReadOptions, TableBuilder, type TableResult } from "./table-builder.ts";
import { Utf8Pieces } from "./utf8-pieces.ts";
import { locateCells, stageLabel, wantedHeaders } from "./wide.ts";

/** A first line that says what separates columns, as spreadsheets write and read it; the rest is as it would be without it. */
const separatorLine = /^"?sep=([\t -~])"?\n/i;

/** A number with a decimal comma, and as it was read. */
interface DecimalComma extends Occurrence {
  readonly column: string;
  readonly reading: string;
}

/** A record of one field that is blank. */
const blankRecord: Fields = {
  bytes: new Uint8Array(0),
  starts: new Int32Array(1),
  ends: new Int32Array(1),
  count: 1,
};

/** Reads all of `text`, whose bytes are UTF-8 or UTF-16 with its mark; `name` is for messages. Throws only what the iterable throws. */
export async function parseCsv(
  text: string | AsyncIterable<string | Uint8Array>,
  name: string,
  requests: readonly ColumnRequest[],
  options: ReadOptions,
): Promise<TableResult> {
  const reader = new CsvReader(name, requests, options);
  const splitter = new RecordSplitter(reader);
  const pieces = new Utf8Pieces();
  if (typeof text === "string") splitter.push(pieces.encode(text));
  else {
    for await (const piece of text) {
      splitter.push(pieces.encode(piece));
      if (splitter.broken) break;
    }
  }
  splitter.push(pieces.end());
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
  private readonly na: readonly string[];
  private readonly problems: Problem[] = [];
  private delimiter = ",";
  /** Whether the first line said it. */
  private isSaid = false;
  private header: readonly string[] | null = null;
  private builder: TableBuilder | null = null;
  /** Of each row that a record becomes the field of each of the builder's collectors, or -1. */
  private rounds: readonly (readonly number[])[] = [];
  /** What stands in place of a field. */
  private labels: readonly (readonly string[] | null)[] = [];
  private ragged: { readonly seen: Occurrence; readonly found: number } | null = null;
  private blankLines: number[] = [];
  private comma: DecimalComma | null = null;
  /** The first that has its thousands apart. */
  private grouped: DecimalComma | null = null;
  private point: Occurrence | null = null;

  constructor(name: string, requests: readonly ColumnRequest[], options: ReadOptions) {
    this.source = { name, unit: "line" };
    this.requests = requests;
    this.options = options;
    this.na = options.na ?? [];
  }

  chooseDelimiter(sample: string): string {
    const said = separatorLine.exec(sample)?.[1];
    this.isSaid = said !== undefined;
    const wanted = wantedHeaders(this.requests, this.options.wide ?? null);
    this.delimiter = said ?? chooseDelimiter(sample, wanted);
    return this.delimiter;
  }

  visit(fields: Fields, line: number): void {
    if (line === 1 && this.isSaid) return;
    if (fields.count === 1 && isBlank(fields)) {
      if (this.header?.length === 1) this.blankLines.push(line);
    } else if (!this.header) {
      this.readHeader(textsOf(fields), line);
    } else if (fields.count !== this.header.length) {
      if (this.ragged) this.ragged.seen.count++;
      else this.ragged = { seen: { row: line, value: "", count: 1 }, found: fields.count };
    } else {
      if (this.blankLines.length > 0) this.readBlankLines();
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
    if (this.ragged)
      problems.push(raggedRows(this.header!.length, this.ragged.found, this.ragged.seen, name));
    const { point } = this;
    const comma = this.grouped ?? this.comma;
    if (comma && point) problems.push(mixedDecimals(comma, point, comma.column, name));
    else if (comma) problems.push(decimalComma(comma, comma === this.grouped, name));
    return { ...this.builder.finish(problems), headers: this.header! };
  }

  private readHeader(fields: readonly string[], line: number): void {
    this.header = fields.map((field) => composed(field.trim()));
    if (fields.some(hasControlCharacter)) {
      this.problems.push(notText(this.source.name, line));
      return;
    }
    const { header, requests, source, problems } = this;
    const { wide = null } = this.options;
    const cells = locateCells(requests, header, wide, source, problems);
    const count = wide?.count ?? 1;
    this.rounds = Array.from({ length: count }, (_, round) => cells.map(({ places }) => places[round]!));
    this.labels = cells.map(({ labels }) => labels);
    const found = cells.map(({ request }) => request);
    this.builder = new TableBuilder(source, found, this.options);
  }

  private readBlankLines(): void {
    for (const line of this.blankLines) this.readRow(blankRecord, line);
    this.blankLines = [];
  }

  private readRow(fields: Fields, line: number): void {
    const { builder, rounds } = this;
    if (!builder) return;
    for (let round = 0; round < rounds.length; round++) this.readRound(builder, fields, line, round);
  }

  private readRound(
    builder: TableBuilder,
    { bytes, starts, ends }: Fields,
    line: number,
    round: number,
  ): void {
    const positions = this.rounds[round]!;
    for (let i = 0; i < positions.length; i++) {
      const collector = builder.collectors[i]!;
      const field = positions[i]!;
      if (field < 0) {
        stageLabel(collector, this.labels[i]![round]!, line);
        continue;
      }
      const start = skipBlanks(bytes, starts[field]!, ends[field]!);
      const end = dropBlanks(bytes, start, ends[field]!);
      if (collector.kind === "factor") collector.stageBytes(bytes, start, end, line);
      else this.stageNumber(collector, bytes, start, end, line);
    }
    builder.endRow(line);
  }

  private stageNumber(
    collector: NumericCollector,
    bytes: Uint8Array,
    start: number,
    end: number,
    line: number,
  ): void {
    // Where decimal commas may occur, the first decimal point has to be found; and a number may stand for a missing value.
    const isPlain = (this.delimiter === "," || this.point !== null) && this.na.length === 0;
    const plain = isPlain ? parsePlainNumber(bytes, start, end) : Number.NaN;
    if (Number.isInteger(plain) || (!Number.isNaN(plain) && collector.request.type !== "int")) {
      collector.stage(plain, null, line);
    } else this.stageNumberText(collector, decodeText(bytes, start, end), line);
  }

  private stageNumberText(collector: NumericCollector, text: string, line: number): void {
    if (this.na.length > 0 && this.na.includes(composed(text))) {
      collector.stage(Number.NaN, null, line);
      return;
    }
    const type = collector.request.type === "int" ? "int" : "real";
    let reading = parseNumber(text, type);
    const column = collector.request.from;
    const grouped = reading === "text" && this.delimiter !== "," ? withoutThousands(text) : null;
    if (grouped !== null) {
      reading = parseNumber(grouped, type);
      this.grouped ??= { row: line, value: text, count: 1, column, reading: grouped };
    } else if (reading === "comma" && this.delimiter !== ",") {
      const pointed = text.replace(",", ".");
      reading = parseNumber(pointed, type);
      if (typeof reading === "number") {
        this.comma ??= { row: line, value: text, count: 1, column, reading: pointed };
      } else if (reading === "text") reading = "comma";
    } else if (!this.point && typeof reading === "number" && text.includes(".") && !Number.isNaN(reading)) {
      this.point = { row: line, value: text, count: 1 };
    }
    collector.stage(reading, text, line);
  }
}

function isBlank({ bytes, starts, ends }: Fields): boolean {
  return skipBlanks(bytes, starts[0]!, ends[0]!) === ends[0];
}
